import path from 'node:path';
import { parseArgs } from 'node:util';
import { operations, type Operation } from './operations.ts';
import { binaryNames, readBinaries, type Binaries, type BinaryName } from './binaries.ts';
import { gatewayNames, runsOnNode, type GatewayName } from './gateways.ts';
import { roundsFor } from './rotation.ts';

/** `same`: all requests are identical. `own`: each has a different `authorization`, so that no answer may serve two of them. */
const variants = ['same', 'own'] as const;
export type Variant = (typeof variants)[number];

export type Options = {
  rounds: number;
  /** The length of one measurement. */
  seconds: number;
  warmupSeconds: number;
  connections: number;
  gateways: GatewayName[];
  operations: Operation[];
  variants: Variant[];
  /** Whether gateways of other projects forward the client's `authorization` to the subgraphs. */
  forward: boolean;
  /** How long each answer of a subgraph takes, in ms. */
  delayMs: number;
  profile: GatewayName | undefined;
  /** A checkout of this project, installed, whose gateway is measured as `before`. */
  before: string | undefined;
  /** The binaries of gateways that are no Node programs. */
  binaries: Binaries;
  /** Whether what is alive in flight is measured too. */
  alive: boolean;
  /** Whether the result is also written into the documentation. */
  writeDocs: boolean;
  /** Whether the gateways follow a registry, verify tokens of users and sign tokens for services, as on the platform. */
  platform: boolean;
};

/** Measured without being named. The others need a path: see `--before` and `--peer`. */
const namedGateways = gatewayNames.filter(
  (name) => name !== 'before' && !binaryNames.some((binary) => binary === name),
);

export const help = `Usage: npm run bench -- [options]
       npm run bench -- harm [options]     how long a client waits during attacks; see npm run bench -- harm --help

Runs the same supergraph through several gateways, each in a separate process, and compares first their answers, then their speed, processor time and memory.
Writes .data/bench/gateways.md and gateways.json. Exits with 1 if an answer is wrong or a request fails.

  --rounds N           turns of each gateway (default: at least 5, so that each gateway takes each position equally often)
  --seconds N          length of a turn (default 2)
  --warmup N           seconds of load before the first turn (default 3)
  --connections N      requests in flight at a time (default 20)
  --only a,b           a selection of ${namedGateways.join(', ')}
  --before DIR         also measures the gateway of another checkout of this project, with its own node_modules
  --peer NAME=BINARY   also measures a gateway that is a binary: ${binaryNames.join(', ')}
  --platform           the gateways follow a registry, verify tokens of users and sign tokens for services; only ours and before do so
  --operations a,b     a selection of the operations below
  --variants a,b       same: identical requests; own: a different "authorization" for each
  --delay N            milliseconds that each answer of a subgraph takes (default 0)
  --no-forward         gateways of others do not forward the client's "authorization" and may share answers between viewers
  --alive              also measures what is alive in memory per request in flight (ours, before and stock)
  --write-docs         also writes the result into docs/performance.md
  --profile NAME       profiles that gateway under load instead (default: operation full, variant own)

${operations.map(({ name, what }) => `  ${name.padEnd(21)}${what}`).join('\n')}

Ratios are to stock, or to before if stock is not measured. Hive Gateway is installed into .data/bench/peers when it is first measured.
`;

/** The options of a command line, or undefined for --help. Throws one sentence about the first fault. */
export function readOptions(args: string[]): Options | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      rounds: text,
      seconds: text,
      warmup: text,
      connections: text,
      delay: text,
      only: text,
      operations: text,
      variants: text,
      profile: text,
      before: text,
      peer: { type: 'string', multiple: true },
      alive: { type: 'boolean' },
      'write-docs': { type: 'boolean' },
      platform: { type: 'boolean' },
      'no-forward': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  if (values.only?.split(',').includes('before')) throw new Error('Name the checkout of "before" with --before DIR.');
  const needsPath = values.only?.split(',').find((name) => binaryNames.some((binary) => binary === name));
  if (needsPath !== undefined) throw new Error(`Name the binary of "${needsPath}" with --peer ${needsPath}=BINARY.`);
  const binaries = readBinaries(values.peer ?? []);
  if (values.platform && binaryNames.some((name) => binaries[name] !== undefined))
    throw new Error('--platform measures only ours and before, so it does not go with --peer.');
  const [profile] = choose('profile', values.profile, gatewayNames.filter(runsOnNode), []);
  if (profile === 'before' && values.before === undefined)
    throw new Error('Name the checkout of "before" with --before DIR.');
  if (profile !== undefined && (values['write-docs'] || values.alive))
    throw new Error('--profile measures no figures, so it does not go with --write-docs and --alive.');
  const chosen = choose(
    'operations',
    values.operations,
    operations.map(({ name }) => name),
    profile ? ['full'] : undefined,
  );
  const gateways: GatewayName[] = profile
    ? [profile]
    : [
        ...choose('only', values.only, namedGateways, values.platform ? ['ours'] : undefined),
        ...(values.before === undefined ? [] : ['before' as const]),
        ...(Object.keys(binaries) as BinaryName[]),
      ];
  return {
    rounds: within('rounds', values.rounds ?? `${roundsFor(gateways.length)}`, 1, 100),
    seconds: within('seconds', values.seconds ?? '2', 1, 600),
    warmupSeconds: within('warmup', values.warmup ?? '3', 0, 600),
    connections: within('connections', values.connections ?? '20', 1, 500),
    delayMs: within('delay', values.delay ?? '0', 0, 5_000),
    gateways,
    operations: operations.filter(({ name }) => chosen.includes(name)),
    variants: choose('variants', values.variants, variants, profile ? ['own'] : undefined),
    forward: !values['no-forward'],
    profile,
    before: values.before === undefined ? undefined : path.resolve(values.before),
    binaries,
    alive: values.alive ?? false,
    writeDocs: values['write-docs'] ?? false,
    platform: values.platform ?? false,
  };
}

function within(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new Error(`--${name} is a whole number from ${min} to ${max}, not "${value}".`);
}

/** The names in the comma-separated `value`, in the order of `known`. Throws one sentence for an unknown name. */
export function choose<T extends string>(
  name: string,
  value: string | undefined,
  known: readonly T[],
  otherwise: readonly T[] = known,
): T[] {
  if (value === undefined) return [...otherwise];
  const wanted = value.split(',').map((item) => item.trim());
  const unknown = wanted.find((item) => !known.some((one) => one === item));
  if (unknown !== undefined) throw new Error(`--${name} knows no "${unknown}"; there are: ${known.join(', ')}.`);
  return known.filter((one) => wanted.includes(one));
}
