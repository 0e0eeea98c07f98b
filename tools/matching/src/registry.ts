import { randomOrder, subjectOnly, textOnly } from './baselines.ts';
import { onDemand } from './on-demand.ts';
import type { CreateRanker } from './rankers.ts';

/** A ranker of the report. The targets apply to the one that is no baseline. */
export type Contestant = { isBaseline: boolean; create: CreateRanker };

/** The rankers of the report, in the order of its rows. The matchmaker is added as the first entry, with `isBaseline: false`. */
export function contestants(seed: number): Contestant[] {
  return [
    { isBaseline: true, create: onDemand },
    { isBaseline: true, create: textOnly },
    { isBaseline: true, create: subjectOnly },
    { isBaseline: true, create: randomOrder(seed) },
  ];
}
