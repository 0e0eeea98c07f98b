import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { startMongodb } from '@kexie/stack';
import type { Figures, Market } from './bench-market.ts';
import { benchHelp, readBenchOptions, UsageError, type BenchOptions } from './options.ts';
import { table } from './table.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const columns = {
  index: {
    buildS: ['index, s', 1],
    p50Ms: ['experts for a need, p50 ms', 1],
    p95Ms: ['p95 ms', 1],
    poolMiB: ['pool, MiB', 0],
    peakMiB: ['peak memory, MiB', 0],
  },
  round: {
    indexS: ['index, s', 1],
    scoreS: ['scores, s', 1],
    solveS: ['pairs, check, reasons, s', 1],
    acceptablePairs: ['acceptable pairs', 0],
    pairs: ['pairs', 0],
    blockingPairs: ['blocking pairs', 0],
    peakMiB: ['peak memory, MiB', 0],
  },
  service: {
    readS: ['start to first list, s', 1],
    p50Ms: ['recommendExperts, p50 ms', 1],
    p95Ms: ['p95 ms', 1],
    computeS: ['round with database, s', 1],
    pairs: ['pairs', 0],
    blockingPairs: ['blocking pairs', 0],
    loopMaxMs: ['longest delay of the event loop, ms', 0],
    residentMiB: ['memory, MiB', 0],
  },
} as const satisfies Record<string, Record<string, readonly [title: string, digits: number]>>;
type Stage = keyof typeof columns;

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (!options) say(benchHelp);
  else await bench(options);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function bench({ seed, sizes, minScore, serviceMax }: BenchOptions): Promise<void> {
  const markets = sizes.map((size) => ({ seed, minScore, ...size }));
  for (const stage of ['index', 'round'] as const)
    await printStage(stage, markets, (market) => run(stage, market, process.env));
  const small = markets.filter(({ experts }) => experts <= serviceMax);
  if (small.length > 0)
    await withDatabase((env) => printStage('service', small, (market) => run('service', market, env)));
}

async function printStage(stage: Stage, markets: readonly Market[], measure: (market: Market) => Promise<Figures>) {
  const titles = Object.entries(columns[stage]) as [string, readonly [string, number]][];
  const rows: string[][] = [];
  for (const market of markets) {
    const figures = await measure(market);
    rows.push([
      `${market.experts} × ${market.needs}`,
      ...titles.map(([name, [, digits]]) => (figures[name] ?? Number.NaN).toFixed(digits)),
    ]);
  }
  say(`${stage}\n\n${table(['experts × needs', ...titles.map(([, [title]]) => title)], rows)}`);
}

/** Measures in a process of its own. */
async function run(stage: Stage, market: Market, env: NodeJS.ProcessEnv): Promise<Figures> {
  const script = path.join(import.meta.dirname, 'bench-stage.ts');
  const child = spawn(process.execPath, [script, JSON.stringify([stage, market])], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The stage ${stage} ended with the exit code ${code}.`);
  return JSON.parse(output) as Figures;
}

/** Runs `work` with a MongoDB of its own, unless MONGODB_URI names one. */
async function withDatabase(work: (env: NodeJS.ProcessEnv) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kexie-bench-'));
  const mongodb = await startMongodb({
    log: say,
    env: { ...process.env },
    durable: false,
    dataDir: path.join(folder, 'mongodb'),
    logFile: path.join(folder, 'mongodb.log'),
  });
  try {
    await work({ ...process.env, MONGODB_URI: mongodb.url });
  } finally {
    mongodb.kill('SIGTERM');
    await mongodb.exited;
    await rm(folder, { recursive: true, force: true });
  }
}
