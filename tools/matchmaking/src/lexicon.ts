import { areRelated, findSubjects } from '@kexie/matchmaker';
import { generalWords, morphemes } from './morphemes.ts';
import { createRandom, type Random } from './random.ts';

/** A technical term of a subject in the words of experts and in the words of enterprises; most terms have one form for both. */
type Concept = { expertForm: string; needForm: string };

/** The terms of a subject, by direction of research. A direction is a stem with its endings. */
type SubjectLexicon = { directions: readonly (readonly Concept[])[] };

export type Lexicon = {
  /** the second-level codes, in ascending order */
  subjects: readonly string[];
  of(subject: string): SubjectLexicon;
  /** a word of the vocabulary that all texts share, by the law of Zipf and Mandelbrot: 1 / (rank + 2.7) */
  generalWord(random: Random): string;
};

/** 0: other disciplines; 1: the same discipline, or subjects that are listed as related; 2: the same subject of the second level. */
export type Label = 0 | 1 | 2;

const directionsOfSubject = 12;
const termsOfDirection = 5;
const termMax = 6;
const synonymShare = 0.3;
/** directions that a subject takes from its siblings and related subjects, in addition to its own */
const sharedDirections = 2;

/** The label of a need and an expert, from their hidden subjects of the second level. */
export function labelOf(a: string, b: string): Label {
  if (a === b) return 2;
  return a.slice(0, 3) === b.slice(0, 3) || areRelated(a, b) ? 1 : 0;
}

/**
 * The lexicon of a seed: 47 subjects with 12 own directions of 5 terms, and up to 2 directions of siblings or related subjects. Terms have 2 to 6 Han characters. In 30 % of the
 * terms, enterprises use a synonym that no text of an expert contains: it starts with one of four stems that are kept for synonyms.
 */
export function createLexicon(seed: number): Lexicon {
  const subjects = findSubjects({ level: 2 }).map(({ code }) => code);
  const own = new Map(subjects.map((subject) => [subject, ownDirections(seed, subject)]));
  const lexicons = new Map(
    subjects.map((subject) => {
      const random = createRandom(seed, 'shared directions', subject);
      const near = subjects.filter((other) => labelOf(subject, other) === 1).flatMap((other) => own.get(other) ?? []);
      return [subject, { directions: [...(own.get(subject) ?? []), ...random.sample(near, sharedDirections)] }];
    }),
  );
  const ranks = generalWords.map((word, rank) => [word, 1 / (rank + 1 + 2.7)] as const);
  return {
    subjects,
    of: (subject) => lexicons.get(subject) as SubjectLexicon,
    generalWord: (random) => random.weighted(ranks),
  };
}

function ownDirections(seed: number, subject: string): Concept[][] {
  const random = createRandom(seed, 'terms', subject);
  const { stems, endings } = morphemes[subject] as (typeof morphemes)[string];
  const shuffled = random.sample(stems.split(' '), Infinity);
  const kept = shuffled.slice(directionsOfSubject);
  const joined = (stem: string): string[] =>
    endings
      .split(' ')
      .map((ending) => stem + ending)
      .filter((term) => [...term].length <= termMax);
  const synonyms = kept.flatMap(joined);
  return shuffled.slice(0, directionsOfSubject).map((stem) =>
    random.sample([stem, ...joined(stem)], termsOfDirection).map((expertForm) => ({
      expertForm,
      needForm: random.chance(synonymShare) ? random.pick(synonyms) : expertForm,
    })),
  );
}
