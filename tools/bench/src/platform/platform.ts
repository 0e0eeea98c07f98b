import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePortRange, serviceNames } from '@kexie/stack';
import { benchDir, projectDir } from '../places.ts';
import { programsBelow } from './programs.ts';
import { isOverBudget, toPlatformTable, type Start } from './table.ts';

export const platformHelp = `Usage: npm run bench -- platform [options]

Runs \`npm start\` in a data folder of its own, once empty and then with its data, and compares the memory of each program with its budget.
Writes .data/bench/platform.md. Exits with 1 if a program is over its budget. Linux only.

  --starts N           starts with the data, after the one that loads them (default 2)
  --keep               keeps the data of the last run, so that no start loads them
`;
export type PlatformOptions = { starts: number; keep: boolean };

/** The options after "platform", or undefined for --help. Throws one sentence about the first fault. */
export function readPlatformOptions(args: string[]): PlatformOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      starts: { type: 'string', default: '2' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const starts = Number(values.starts);
  if (!Number.isInteger(starts) || starts < 1 || starts > 20)
    throw new Error('--starts is a whole number from 1 to 20.');
  return { starts, keep: values.keep };
}

/** Measures each start, writes the table, and returns whether every program kept its budget. */
export async function platform({ starts, keep }: PlatformOptions, say: (text: string) => void): Promise<boolean> {
  if (process.platform !== 'linux') throw new Error('The memory of programs is read from /proc: this needs Linux.');
  const dataDir = path.join(benchDir, 'platform');
  if (!keep) await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  const measured: Start[] = [];
  for (let count = keep ? 1 : 0; count <= starts; count += 1) {
    const start = await measureStart(dataDir);
    say(
      `start ${measured.length + 1}: up after ${start.upS.toFixed(1)} s, with its data after ${start.readyS.toFixed(1)} s`,
    );
    measured.push(start);
  }
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  const table = `${machine}\n\n${toPlatformTable(measured)}`;
  await writeFile(path.join(benchDir, 'platform.md'), table);
  say(`\n${table}\nWritten to .data/bench/platform.md.`);
  return !measured.some(isOverBudget);
}

/** Starts the platform, reads the memory of its programs when it is ready with its data, and stops it. */
async function measureStart(dataDir: string): Promise<Start> {
  const port = await freePortRange(serviceNames.length);
  const begunAt = performance.now();
  const seconds = (): number => (performance.now() - begunAt) / 1_000;
  const npm = spawn('npm', ['start', '--', '--data', dataDir], {
    cwd: projectDir,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const late = setTimeout(() => npm.kill(), startMsMax);
  try {
    let upS = 0;
    let last = '';
    for await (const line of createInterface({ input: npm.stdout })) {
      if (line.includes(upMark)) upS = seconds();
      last = line || last;
      if (line.includes(readyMark)) break;
    }
    if (!last.includes(readyMark)) throw new Error(`npm start ended before the platform was ready: ${last}`);
    const readyS = seconds();
    await sleep(settleMs);
    return { upS, readyS, programs: await programsBelow(npm.pid ?? 0, projectDir) };
  } finally {
    clearTimeout(late);
    await stop(npm);
  }
}

async function stop(npm: ChildProcess): Promise<void> {
  if (npm.exitCode !== null || npm.signalCode !== null) return;
  const gone = once(npm, 'exit');
  npm.stdout?.resume(); // a full pipe would hold up its last lines
  npm.kill('SIGTERM');
  await gone;
}

/** Lines of `npm start`: all programs are ready, and the data set is loaded, too. */
const upMark = 'Everything is up';
const readyMark = 'Ctrl-C stops everything.';
/** The first start may wait for downloads, and loads the data. */
const startMsMax = 20 * 60_000;
/** Until the work after the start has ended. */
const settleMs = 3_000;
