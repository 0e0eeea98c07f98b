import type { ExpertFacts, NeedFacts, SubjectWeight } from '@kexie/matchmaker';
import type { Generator } from './generator.ts';

/** A market to measure. `minScore` is the threshold of both sides in a round, in millionths. */
export type Market = { seed: number; experts: number; needs: number; minScore: number };
/** Figures by their names, which end with the unit. */
export type Figures = Readonly<Record<string, number>>;

/** What the bench measures. `expert` and `need` are called for one record after the other; the bench does not keep the records. */
export type BenchSubject = {
  /** adds the expert to the index */
  expert(expert: ExpertFacts): void;
  /** answers the need */
  need(need: NeedFacts): void;
};

/** Times in ms, without the generation of records; memory is the greatest resident set of the process so far. */
export type MarketFigures = {
  /** the time of all calls of `subject.expert` */
  buildMs: number;
  /** the time of each call of `subject.need`, ascending */
  answersMs: Float64Array;
  peakMiB: number;
};

/**
 * Streams a market through a subject: first all experts, then all needs. Only one record exists at a time, so that the peak of memory belongs to the subject.
 */
export function measureMarket(
  generator: Generator,
  size: { experts: number; needs: number },
  subject: BenchSubject,
): MarketFigures {
  let buildMs = 0;
  for (let index = 0; index < size.experts; index += 1) {
    const facts = withSuggestion(generator.expert(index));
    const generated = performance.now();
    subject.expert(facts);
    buildMs += performance.now() - generated;
  }
  const answersMs = new Float64Array(size.needs);
  for (let index = 0; index < size.needs; index += 1) {
    const facts = withSuggestion(generator.need(index));
    const generated = performance.now();
    subject.need(facts);
    answersMs[index] = performance.now() - generated;
  }
  return { buildMs, answersMs: answersMs.sort(), peakMiB: process.resourceUsage().maxRSS / 1_024 };
}

/**
 * The facts with a subject that the text suggests, as the service stores it. The hidden subject stands in for it, because the
 * search for the suggestions of 100,000 profiles takes minutes and is not what the bench measures.
 */
export function withSuggestion<Facts extends ExpertFacts | NeedFacts>(hidden: {
  facts: Facts;
  subject: string;
}): Facts & { suggestedSubjects: SubjectWeight[] } {
  return { ...hidden.facts, suggestedSubjects: [{ code: hidden.subject, weight: 1 }] };
}

/** The smallest of the ascending values that at least `percent` of them do not exceed (nearest rank). NaN without values. */
export function percentile(ascending: ArrayLike<number>, percent: number): number {
  return ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? Number.NaN;
}
