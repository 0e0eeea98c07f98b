import path from 'node:path';
import { articleRanks, type ArticleRanks } from './article.ts';
import { createMarket, createQualitySet, marketDay } from './generator.ts';
import { agreements, bestPrecisionAt5, labelledQualityOf, readLabelledSet } from './labelled.ts';
import { qualityHelp, readQualityOptions, UsageError, type QualityOptions } from './options.ts';
import { qualityOf } from './quality-of.ts';
import { contestants, type Contestant } from './registry.ts';
import { seasonSize, simulateSeason } from './season.ts';
import { table } from './table.ts';
import {
  articleVerdicts,
  labelledVerdicts,
  lineOf,
  qualityVerdicts,
  seasonVerdicts,
  type Measured,
  type Verdict,
} from './targets.ts';

const labelledFolder = path.resolve(import.meta.dirname, '../labelled');
const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const options = readQualityOptions(process.argv.slice(2));
  if (!options) say(qualityHelp);
  else if (!report(options)) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Prints the report of all seeds. Returns whether every target is reached. */
function report(options: QualityOptions): boolean {
  const verdicts = options.seeds.flatMap((seed) => [
    ...syntheticReport(seed, options),
    ...seasonReport(seed),
    ...articleReport(seed, options),
  ]);
  verdicts.push(...labelledReport(options.seeds[0] as number));
  const missed = verdicts.filter(({ holds }) => !holds).length;
  say(
    missed === 0
      ? `✓ All ${verdicts.length} targets are reached.`
      : `✗ ${missed} of ${verdicts.length} targets are missed.`,
  );
  return missed === 0;
}

function syntheticReport(seed: number, { experts, needs, isDevelopment }: QualityOptions): Verdict[] {
  const kind = isDevelopment ? 'development seed, no report' : 'test seed';
  say(`## Seed ${seed} (${kind}): ${experts} experts, ${needs} needs\n`);
  const set = createQualitySet({ seed, experts, needs });
  const measured = measureAll(seed, (create) => qualityOf(set, create));
  say(
    table(
      ['ranker', 'P@5', 'nDCG@10', 'recall@50'],
      measured.map(({ result }) => [
        result.name,
        result.precisionAt5.toFixed(3),
        result.ndcgAt10.toFixed(3),
        result.recallAt50?.toFixed(3) ?? '–',
      ]),
    ),
  );
  return judged(qualityVerdicts(measured));
}

function seasonReport(seed: number): Verdict[] {
  say(`## Season of seed ${seed}: ${seasonSize.experts} experts, ${seasonSize.needs} needs\n`);
  const market = createMarket({ seed, ...seasonSize });
  const measured = measureAll(seed, (create) => {
    const ranker = create(market.experts, marketDay);
    return { name: ranker.name, ...simulateSeason(market, ranker, seed) };
  });
  say(
    table(
      ['ranker', 'proposals', 'accepted', 'share of the top 1 %', 'Gini'],
      measured.map(({ result }) => [
        result.name,
        `${result.proposals}`,
        `${result.accepted}`,
        `${(result.topPercentShare * 100).toFixed(1)} %`,
        result.gini.toFixed(3),
      ]),
    ),
  );
  return judged(seasonVerdicts(measured));
}

function articleReport(seed: number, { pool }: QualityOptions): Verdict[] {
  say(`## The pairs of the article among ${pool} synthetic experts of seed ${seed}\n`);
  const measured = measureAll(seed, (create) => articleRanks(create, { seed, pool, withEngagement: true }));
  const blind = measureAll(seed, (create) => articleRanks(create, { seed, pool, withEngagement: false }));
  const row = (suffix: string, { name, ranks }: ArticleRanks) => [
    `${name}${suffix}`,
    ...ranks.map(({ rank }) => (rank === null ? '> 100' : `${rank}`)),
  ];
  const people = measured[0]?.result.ranks.map(({ person, codesRemoved }) => `${person}${codesRemoved ? ' *' : ''}`);
  say(
    table(
      ['ranker', ...(people ?? [])],
      [
        ...measured.map(({ result }) => row('', result)),
        ...blind.map(({ result }) => row(', engagement unknown', result)),
      ],
    ),
  );
  say(
    '* without subject codes. "Engagement unknown": the profile does not hold the engagement itself; without a target.\n',
  );
  return judged(articleVerdicts(measured));
}

function labelledReport(seed: number): Verdict[] {
  const set = readLabelledSet(labelledFolder);
  say(
    `## The labelled set: ${set.experts.length} experts, ${set.needs.length} needs, ${set.annotators.length} annotators\n`,
  );
  const measured = measureAll(seed, (create) => labelledQualityOf(set, create));
  say(
    table(
      ['ranker', 'P@5', 'share of the best P@5', 'nDCG@10'],
      measured.map(({ result }) => [
        result.name,
        result.precisionAt5.toFixed(3),
        result.shareOfBest.toFixed(3),
        result.ndcgAt10.toFixed(3),
      ]),
    ),
  );
  say(`The best possible P@5 is ${bestPrecisionAt5(set).toFixed(3)}.`);
  for (const { annotators, kappa, weightedKappa } of agreements(set))
    say(`κ of ${annotators.join(' and ')}: ${kappa.toFixed(2)}, with quadratic weights ${weightedKappa.toFixed(2)}.`);
  for (const { file, sha256 } of set.digests) say(`SHA-256 ${sha256}  ${file}`);
  say(`SHA-256 ${set.digest}  of these lines\n`);
  return judged(labelledVerdicts(measured));
}

function measureAll<Result>(seed: number, measure: (create: Contestant['create']) => Result): Measured<Result>[] {
  return contestants(seed).map(({ isBaseline, create }) => ({ isBaseline, result: measure(create) }));
}

function judged(verdicts: Verdict[]): Verdict[] {
  say(`${verdicts.map(lineOf).join('\n')}\n`);
  return verdicts;
}
