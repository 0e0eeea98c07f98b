import { parseArgs } from 'node:util';

/** A fault of the command line, described for the person who typed it. */
export class UsageError extends Error {}

export type QualityOptions = {
  seeds: number[];
  isDevelopment: boolean;
  experts: number;
  needs: number;
  /** the number of synthetic experts among whom the experts of the article are sought */
  pool: number;
};

/** The seeds on which the ranker may be developed. All others are test seeds. */
const developmentSeeds: readonly number[] = [1, 2, 3, 4, 5];
const seedMax = 2 ** 32 - 1;

export const qualityHelp = `Usage: npm run matching:quality -- --seed N [options]
       npm run matching:quality -- --development [--seed N] [options]

Measures the matchmaker and its baselines on synthetic sets with hidden subjects, in a simulated season, on the labelled set of
tools/matchmaking/labelled, and on the pairs of the article. Exits with 1 if a target is missed, and with 2 if an option is wrong.

  --seed N         the seed of the synthetic sets, a whole number from 6 to ${seedMax}. It has no default: choose one that the developers
                   of the ranker do not know
  --development    measures on the development seeds 1 to 5, or on the one of them that --seed names. Such figures are no report, because the
                   ranker may have been developed on them
  --experts N      experts of a set (default 2000, 100 to 100000)
  --needs N        needs of a set (default 200, 1 to 10000)
  --pool N         synthetic experts among whom the experts of the article are sought (default 10000, 100 to 200000)
  -h, --help       shows this text

The targets hold for the default sizes. A market of the season always has 1000 experts and 1000 needs.
`;

/** The options of a command line, or undefined for --help. @throws UsageError with one sentence about the first fault. */
export function readQualityOptions(args: string[]): QualityOptions | undefined {
  const text = { type: 'string' } as const;
  const values = parsed(args, { seed: text, development: { type: 'boolean' }, experts: text, needs: text, pool: text });
  if (values['help']) return undefined;
  const isDevelopment = values['development'] === true;
  const seed = values['seed'] === undefined ? undefined : within('seed', values['seed'], 1, seedMax);
  if (!isDevelopment && seed === undefined)
    throw new UsageError(
      'State a seed with --seed N. The tester chooses it, so that the ranker cannot have been tuned on it; --development measures on the development seeds.',
    );
  if (!isDevelopment && seed !== undefined && developmentSeeds.includes(seed))
    throw new UsageError(
      `${seed} is a development seed, on which the ranker may have been developed. Choose another one, or add --development.`,
    );
  if (isDevelopment && seed !== undefined && !developmentSeeds.includes(seed))
    throw new UsageError(`${seed} is a test seed. --development takes only the seeds ${developmentSeeds.join(', ')}.`);
  return {
    seeds: seed === undefined ? [...developmentSeeds] : [seed],
    isDevelopment,
    experts: within('experts', values['experts'] ?? '2000', 100, 100_000),
    needs: within('needs', values['needs'] ?? '200', 1, 10_000),
    pool: within('pool', values['pool'] ?? '10000', 100, 200_000),
  };
}

type BenchSize = { experts: number; needs: number };
export type BenchOptions = {
  seed: number;
  sizes: BenchSize[];
  /** the threshold of both sides in a round, in millionths */
  minScore: number;
  /** the greatest number of experts for which the service is measured, too */
  serviceMax: number;
};

const benchSizes: readonly BenchSize[] = [
  { experts: 10_000, needs: 1_000 },
  { experts: 100_000, needs: 10_000 },
  { experts: 200_000, needs: 20_000 },
];

export const benchHelp = `Usage: npm run matching:bench -- [options]

Measures synthetic markets of several sizes: the index and the lists of experts for a need, a matching round with all scores, and the service
with its database. Prints a table of each. Exits with 1 if a stage fails, and with 2 if an option is wrong.

  --seed N         the seed of the markets (default 1)
  --sizes A,B      experts of each market, with a tenth as many needs (default ${benchSizes.map(({ experts }) => experts).join(',')})
  --min-score N    the lowest score of both sides in a round, in percent (default 50)
  --service-max N  measures the service for markets of at most N experts (default 10000, 0 for none): it uses MONGODB_URI, or else the
                   embedded database, which needs minutes for 100000
  -h, --help       shows this text
`;

/** The options of a command line, or undefined for --help. @throws UsageError with one sentence about the first fault. */
export function readBenchOptions(args: string[]): BenchOptions | undefined {
  const text = { type: 'string' } as const;
  const values = parsed(args, { seed: text, sizes: text, 'min-score': text, 'service-max': text });
  if (values['help']) return undefined;
  const sizes = values['sizes'];
  return {
    seed: within('seed', values['seed'] ?? '1', 1, seedMax),
    minScore: within('min-score', values['min-score'] ?? '50', 0, 100) * 10_000,
    serviceMax: within('service-max', values['service-max'] ?? '10000', 0, 1_000_000),
    sizes:
      typeof sizes !== 'string'
        ? [...benchSizes]
        : sizes.split(',').map((size) => {
            const experts = within('sizes', size, 100, 1_000_000);
            return { experts, needs: Math.floor(experts / 10) };
          }),
  };
}

type Values = Partial<Record<string, string | boolean>>;

function parsed(args: string[], options: Record<string, { type: 'string' | 'boolean' }>): Values {
  try {
    return parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. To specify')[0]}. See --help.`);
  }
}

function within(name: string, value: string | boolean, min: number, max: number): number {
  const number = Number(value);
  if (typeof value === 'string' && /^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(`--${name} is a whole number from ${min} to ${max}, not "${value}".`);
}
