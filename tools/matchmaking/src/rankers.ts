import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';

export type Ranked = { expertId: string; score: number };

/** An order of experts for each need. Equal needs give equal lists. */
export type Ranker = {
  name: string;
  /** at most `first` experts, the best first; the scores are comparable only within one list */
  rank(need: NeedFacts, first: number): Ranked[];
  /** ids of the at most `count` best candidates that are scored in full, if the ranker first selects candidates */
  candidates?(need: NeedFacts, count: number): string[];
  /** as `rank`, but with all experts scored in full, if the ranker first selects candidates */
  scan?(need: NeedFacts, first: number): Ranked[];
  /** replaces the facts of an expert whose load or number of proposals has changed, if they influence the order */
  update?(expert: ExpertFacts): void;
};

/** Builds a ranker over a pool of experts on a civil day (YYYY-MM-DD). */
export type CreateRanker = (experts: readonly ExpertFacts[], today: string) => Ranker;

/** The `first` records with the greatest scores, in descending order; equal scores are in the order of the ids. */
export function bestOf(ranked: Iterable<Ranked>, first: number): Ranked[] {
  return [...ranked]
    .sort((a, b) => b.score - a.score || (a.expertId < b.expertId ? -1 : a.expertId > b.expertId ? 1 : 0))
    .slice(0, first);
}
