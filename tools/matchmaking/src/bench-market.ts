import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import type { Generator } from './generator.ts';

/** What the bench measures. `expert` and `need` are called for one record after the other; the bench does not keep the records. */
export type BenchSubject = {
  /** adds the expert to the index */
  expert(expert: ExpertFacts): void;
  /** answers the need */
  need(need: NeedFacts): void;
};

/** Times in ms, without the generation of records in `buildMs` and `answersMs`; memory is the greatest resident set of the process so far. */
export type MarketFigures = {
  expertsMs: number;
  needsMs: number;
  /** the time of all calls of `subject.expert` */
  buildMs: number;
  /** the time of each call of `subject.need`, ascending */
  answersMs: Float64Array;
  peakMiB: number;
};

/**
 * Streams a market through a subject: first all experts, then all needs. Only one record exists at a time, so that the peak of memory belongs to the subject.
 * Without a subject, the generator alone is measured.
 */
export function measureMarket(
  generator: Generator,
  size: { experts: number; needs: number },
  /* The index of the matchmaker goes in here. */
  subject?: BenchSubject,
): MarketFigures {
  let expertsMs = 0;
  let buildMs = 0;
  for (let index = 0; index < size.experts; index += 1) {
    const start = performance.now();
    const { facts } = generator.expert(index);
    const generated = performance.now();
    subject?.expert(facts);
    expertsMs += generated - start;
    buildMs += performance.now() - generated;
  }
  let needsMs = 0;
  const answersMs = new Float64Array(size.needs);
  for (let index = 0; index < size.needs; index += 1) {
    const start = performance.now();
    const { facts } = generator.need(index);
    const generated = performance.now();
    subject?.need(facts);
    needsMs += generated - start;
    answersMs[index] = performance.now() - generated;
  }
  return { expertsMs, needsMs, buildMs, answersMs: answersMs.sort(), peakMiB: process.resourceUsage().maxRSS / 1024 };
}
