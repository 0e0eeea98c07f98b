import type { ExpertFacts, NeedFacts, SubjectWeight } from '../facts.ts';
import { constants } from '../model.ts';
import { subjectSimilarity } from './similarity.ts';

/** A subject with its level or share. `isSuggested`: the text suggests it, and the record does not state it. */
export type EffectiveSubject = SubjectWeight & { isSuggested: boolean };

export const subjectsMax = 5;

/** A posting of a subject has 20 bits for the expert and 12 for an upper bound of the level, in steps. */
export const levelSteps = 4_095;
export const subjectPosting = (row: number, level: number): number =>
  row * 4_096 + Math.min(levelSteps, Math.ceil(level * levelSteps));

/**
 * The subjects of an expert with their levels, 0 to 1. A stated subject has the strength relative to the greatest strength, of
 * which a part needs the support of the profile's text. Subjects that only the text suggests have lower levels.
 */
export function levelsOf({ subjects, suggestedSubjects }: ExpertFacts): EffectiveSubject[] {
  const { supportedPart, suggestedLevel } = constants;
  const strongest = Math.max(...subjects.map(({ weight }) => weight));
  const greatest = Math.max(...suggestedSubjects.map(({ weight }) => weight));
  const supportOf = (code: string): number =>
    suggestedSubjects.length === 0
      ? 1
      : Math.max(...suggestedSubjects.map((other) => (subjectSimilarity(code, other.code) * other.weight) / greatest));
  const stated = subjects.map(({ code, weight }) => ({
    code,
    weight: (weight / strongest) * (1 - supportedPart + supportedPart * supportOf(code)),
    isSuggested: false,
  }));
  const suggested = suggestedSubjects
    .filter(({ code }) => !subjects.some((own) => own.code === code))
    .map(({ code, weight }) => ({ code, weight: (weight / greatest) * suggestedLevel, isSuggested: true }));
  return [...stated, ...suggested].slice(0, subjectsMax);
}

/**
 * The subjects of a need with their shares: the stated ones, and a part that its text suggests. Without stated subjects the
 * shares add up to less than 1, because a suggestion that the enterprise has not confirmed is weaker evidence.
 */
export function sharesOf({ subjects }: NeedFacts, suggested: readonly SubjectWeight[]): EffectiveSubject[] {
  const total = suggested.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return subjects.map((subject) => ({ ...subject, isSuggested: false }));
  const part = constants.suggestedPart;
  const shareOf = (code: string): number =>
    ((suggested.find((other) => other.code === code)?.weight ?? 0) / total) * part;
  return [
    ...subjects.map(({ code, weight }) => ({ code, weight: weight * (1 - part) + shareOf(code), isSuggested: false })),
    ...suggested
      .filter(({ code }) => !subjects.some((own) => own.code === code))
      .map(({ code }) => ({ code, weight: shareOf(code), isSuggested: true })),
  ];
}
