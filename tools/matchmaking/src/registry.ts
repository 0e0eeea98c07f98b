import { randomOrder, subjectOnly, textOnly } from './baselines.ts';
import { matchmaker } from './matchmaker.ts';
import { onDemand } from './on-demand.ts';
import type { CreateRanker } from './rankers.ts';

/** A ranker of the report. The targets apply to the one that is no baseline. */
export type Contestant = { isBaseline: boolean; create: CreateRanker };

/** The rankers of the report, in the order of its rows. */
export function contestants(seed: number): Contestant[] {
  return [
    { isBaseline: false, create: matchmaker },
    { isBaseline: true, create: onDemand },
    { isBaseline: true, create: textOnly },
    { isBaseline: true, create: subjectOnly },
    { isBaseline: true, create: randomOrder(seed) },
  ];
}
