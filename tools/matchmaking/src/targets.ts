import type { ArticleRanks } from './article.ts';
import type { LabelledQuality } from './labelled.ts';
import type { Quality } from './quality-of.ts';
import type { Exposure } from './season.ts';

/** A target in words with the measured figure, and whether it is reached. */
export type Verdict = { text: string; holds: boolean };

/** The result of a ranker of the report. */
export type Measured<Result> = { isBaseline: boolean; result: Result };

/** The targets of issue 15 and of §5.8 of the reference. */
const targets = {
  precisionAt5: 0.8,
  ndcgAt10: 0.75,
  recallAt50: 0.95,
  aboveBestBaseline: 0.05,
  topPercentShare: 0.1,
  gini: 0.6,
  /** the share of the best possible P@5 of the labelled set; fixed with its labels */
  labelledShareOfBest: 0.6,
  labelledNdcgAt10: 0.75,
  articleRank: 3,
  articleFirst: 3,
} as const;

export const lineOf = ({ text, holds }: Verdict): string => `${holds ? '✓' : '✗'} ${text}`;

/** The matchmaker on a set with labels. Without `candidates` and `scan` its recall is unknown, and counts as missed. */
export function qualityVerdicts(measured: readonly Measured<Quality>[]): Verdict[] {
  return matchmakerOf(measured, ({ precisionAt5, ndcgAt10, recallAt50 }) => {
    const baselines = measured.filter(({ isBaseline }) => isBaseline).map(({ result }) => result);
    const best = baselines.reduce<Quality | undefined>((a, b) => (a && a.ndcgAt10 >= b.ndcgAt10 ? a : b), undefined);
    return [
      atLeast('P@5', precisionAt5, targets.precisionAt5),
      atLeast('nDCG@10', ndcgAt10, targets.ndcgAt10),
      recallAt50 === null
        ? { text: 'recall@50 of the candidates: not measured', holds: false }
        : atLeast('recall@50 of the candidates', recallAt50, targets.recallAt50),
      ...(best ? [atLeast(`nDCG@10 above ${best.name}`, ndcgAt10 - best.ndcgAt10, targets.aboveBestBaseline)] : []),
    ];
  });
}

/** The matchmaker in a season. */
export function seasonVerdicts(measured: readonly Measured<Exposure>[]): Verdict[] {
  return matchmakerOf(measured, ({ topPercentShare, gini }) => [
    atMost('share of the top 1 % of experts', topPercentShare, targets.topPercentShare),
    atMost('Gini coefficient of proposals', gini, targets.gini),
  ]);
}

/** The matchmaker on the labelled set. */
export function labelledVerdicts(measured: readonly Measured<LabelledQuality>[]): Verdict[] {
  return matchmakerOf(measured, ({ shareOfBest, ndcgAt10 }) => [
    atLeast('share of the best possible P@5 of the labelled set', shareOfBest, targets.labelledShareOfBest),
    atLeast('nDCG@10 of the labelled set', ndcgAt10, targets.labelledNdcgAt10),
  ]);
}

/** The matchmaker on the pairs of the article. */
export function articleVerdicts(measured: readonly Measured<ArticleRanks>[]): Verdict[] {
  return matchmakerOf(measured, ({ ranks }) => {
    const within = (limit: number) => ranks.filter(({ rank }) => rank !== null && rank <= limit).length;
    return [
      atLeast(`pairs of the article in the first ${targets.articleRank}`, within(targets.articleRank), ranks.length, 0),
      atLeast('pairs of the article at the first place', within(1), targets.articleFirst, 0),
    ];
  });
}

function matchmakerOf<Result>(measured: readonly Measured<Result>[], judge: (result: Result) => Verdict[]): Verdict[] {
  const matchmaker = measured.find(({ isBaseline }) => !isBaseline);
  return matchmaker
    ? judge(matchmaker.result)
    : [{ text: 'The registry holds no matchmaker: only baselines were measured.', holds: false }];
}

/** Figures are compared as measured, and not as rounded for the text. */
function atLeast(what: string, value: number, least: number, digits = 3): Verdict {
  return { text: `${what}: ${value.toFixed(digits)}, at least ${least.toFixed(digits)}`, holds: value >= least };
}

function atMost(what: string, value: number, most: number): Verdict {
  return { text: `${what}: ${value.toFixed(3)}, at most ${most.toFixed(3)}`, holds: value <= most };
}
