import { readFileSync } from 'node:fs';
import { optionalText } from '@kexie/kernel';

/** A subject of GB/T 13745-2009. */
export type Subject = { code: string; name: string };

/** An industry of GB/T 4754-2017, or one of its sections. */
export type Industry = { code: string; name: string };

type SubjectFile = { subjects: Subject[]; related: [string, string][] };
type IndustryFile = { sections: Industry[]; industries: Industry[] };

const subjectFile = read<SubjectFile>('subjects.json');
const industryFile = read<IndustryFile>('industries.json');

const subjectsByCode = new Map(subjectFile.subjects.map(({ code, name }) => [code, { code, name }]));
const industriesByCode = new Map(
  [...industryFile.sections, ...industryFile.industries].map(({ code, name }) => [code, { code, name }]),
);
const relatives = relate(subjectFile.related);
const codesByTerm = termsOfSubjects();

export const isSubject = (code: string): boolean => subjectsByCode.has(code);
/** Whether a subject in the list has a code with this beginning. */
export const beginsSubject = (prefix: string): boolean =>
  [...subjectsByCode.keys()].some((code) => code.startsWith(prefix));
export const subjectOf = (code: string): Subject | null => subjectsByCode.get(code) ?? null;

/**
 * The subjects of the second level or finer whose field a word names, such as 水处理 or 六堡茶; empty for any other word.
 */
export const subjectsOfTerm = (word: string): readonly string[] => codesByTerm.get(word) ?? [];

/** The names of all subjects and industries, as words for a dictionary: names of several parts give their parts. */
export const taxonomyNames = (): string[] =>
  [...subjectsByCode.values(), ...industriesByCode.values()].flatMap(({ name }) => name.split(/[、，,与和及（）()]/u));

/** A code of 3, 5 or 7 digits has the level 1, 2 or 3. */
export const levelOfSubject = (code: string): number => (code.length - 1) / 2;

/** The code one level higher, or null for a first-level discipline. */
export const parentOfSubject = (code: string): string | null => (code.length > 3 ? code.slice(0, -2) : null);

/** Subjects of other branches that are listed as related to this subject. */
export const relatedSubjects = (code: string): Subject[] =>
  [...(relatives.get(code) ?? [])].flatMap((other) => subjectOf(other) ?? []);

export const areRelated = (a: string, b: string): boolean => relatives.get(a)?.has(b) ?? false;

/** The subjects that meet all given conditions, by code; without conditions, the subjects of the first level. */
export function findSubjects({
  parent,
  level,
  text,
}: {
  parent?: string | null | undefined;
  level?: number | null | undefined;
  text?: string | null | undefined;
}): Subject[] {
  const wantedLevel = level ?? (parent || text ? undefined : 1);
  return [...subjectsByCode.values()]
    .filter(
      ({ code, name }) =>
        (!parent || parentOfSubject(code) === parent) &&
        (wantedLevel === undefined || levelOfSubject(code) === wantedLevel) &&
        matches(text, code, name),
    )
    .sort(byCode);
}

export const isIndustry = (code: string): boolean => industriesByCode.has(code);
/** Whether an industry in the list has a code with this beginning. */
export const beginsIndustry = (prefix: string): boolean =>
  [...industriesByCode.keys()].some((code) => code.startsWith(prefix));
export const industryOf = (code: string): Industry | null => industriesByCode.get(code) ?? null;

/** "A" has the level 1, "A03" 2, "A039" 3 and "A0392" 4. */
export const levelOfIndustry = (code: string): number => Math.max(1, code.length - 1);

/** The code one level higher ("A03" → "A"), or null for a section. */
export function parentOfIndustry(code: string): string | null {
  if (code.length === 1) return null;
  return code.length === 3 ? code.slice(0, 1) : code.slice(0, -1);
}

/** The industries that meet all given conditions, by code; without conditions, the sections. */
export function findIndustries({
  parent,
  text,
}: {
  parent?: string | null | undefined;
  text?: string | null | undefined;
}): Industry[] {
  return [...industriesByCode.values()]
    .filter(
      ({ code, name }) =>
        (parent || text ? !parent || parentOfIndustry(code) === parent : code.length === 1) &&
        matches(text, code, name),
    )
    .sort(byCode);
}

function matches(text: string | null | undefined, code: string, name: string): boolean {
  const searched = optionalText(text, 'text', { max: 100 });
  if (!searched) return true;
  const wanted = searched.normalize('NFKC').toUpperCase();
  return code.startsWith(wanted) || name.toUpperCase().includes(wanted);
}

function byCode(a: { code: string }, b: { code: string }): number {
  return a.code < b.code ? -1 : 1;
}

function relate(pairs: readonly [string, string][]): Map<string, Set<string>> {
  const related = new Map<string, Set<string>>();
  for (const [a, b] of pairs) {
    related.set(a, (related.get(a) ?? new Set()).add(b));
    related.set(b, (related.get(b) ?? new Set()).add(a));
  }
  return related;
}

/** The listed terms, and the names of subjects with and without the ending 学. */
function termsOfSubjects(): Map<string, string[]> {
  const { terms } = read<{ terms: Record<string, string[]> }>('subject-terms.json');
  const codes = new Map(Object.entries(terms));
  for (const { code, name } of subjectFile.subjects.filter((subject) => subject.code.length > 3))
    for (const word of [name, name.replace(/学$/u, '')]) if (!codes.has(word)) codes.set(word, [code]);
  return codes;
}

function read<File>(name: string): File {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as File;
}
