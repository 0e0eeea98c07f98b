import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkStability, listedMarket, solve, type Pair, type ProposingSide } from '@kexie/matchmaker';
import { hospitalInstance, pairsOf, type HospitalInstance } from './hospital-instances.ts';

const version = '1.4.3';
const help = `Compares the solver of the rounds with the package "matching" ${version} of PyPI on the same random instances.

  --seed N        the seed of the instances, 0 to 1,000,000; 1 by default
  --instances N   instances of each size, 1 to 100; 5 by default
  --repeats N     measured runs of each instance, 1 to 100; 3 by default

The package solves the case in which each need has the quota 1 (the hospital-resident problem). Each instance is solved
with either side proposing. Times are medians over instances and runs, in milliseconds of processor time of the solving
alone, so other load on the machine has little effect. The exit code is 1 if any pairs differ or a result is not stable,
and 2 if the comparison cannot run. Python 3 is needed; the package is installed once, into .data/matching.
`;
const sizes = [
  [50, 20],
  [100, 40],
  [200, 50],
  [500, 100],
  [1_000, 200],
] as const;
const cacheDir = path.resolve(import.meta.dirname, '../../../.data/matching');
const python = path.join(cacheDir, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const runMsMax = 600_000;
const warmUpRuns = 100;
/** The instances have no ties, so it has no effect. */
const tieSeed = '';

type Options = { seed: number; instances: number; repeats: number };
type Solved = { pairs: Pair[]; milliseconds: number[] };
type PythonAnswer = { solved: { pairs: [string, string][]; milliseconds: number[] }[] };

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(help);
  else {
    await installPackage();
    if (!(await compare(options))) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}

/** Prints a row for each size and proposing side. Returns whether all results are equal and stable. */
async function compare({ seed, instances, repeats }: Options): Promise<boolean> {
  process.stdout.write(
    `seed ${seed}, ${instances} instances of each size, ${repeats} runs of each, Node ${process.version}\n\n`,
  );
  process.stdout.write('| needs × experts | proposing | pairs | equal | stable | ours, ms | matching, ms | ratio |\n');
  process.stdout.write('|---|---|---:|---:|---:|---:|---:|---:|\n');
  let isEqual = true;
  // The first runs are many times slower, because their code is not compiled yet.
  for (const proposing of ['NEED', 'EXPERT'] as const)
    solveAll([hospitalInstance(500, 100, seed)], proposing, warmUpRuns);
  for (const [needs, experts] of sizes) {
    const all = Array.from({ length: instances }, (_, index) => hospitalInstance(needs, experts, seed * 1_000 + index));
    for (const proposing of ['NEED', 'EXPERT'] as const) {
      const ours = solveAll(all, proposing, repeats);
      const theirs = await solveWithPackage(all, proposing, repeats);
      const equal = ours.filter(({ pairs }, index) => isSame(pairs, theirs[index]?.pairs ?? [])).length;
      const stable = ours.filter(({ pairs }, index) => isStable(all[index] as HospitalInstance, pairs)).length;
      isEqual &&= equal === instances && stable === instances;
      const [own, other] = [ours, theirs].map((solved) => median(solved.flatMap(({ milliseconds }) => milliseconds)));
      const pairCount = median(ours.map(({ pairs }) => pairs.length));
      process.stdout.write(
        `| ${needs} × ${experts} | ${proposing} | ${pairCount} | ${equal}/${instances} | ${stable}/${instances} | ${own?.toFixed(2)} | ${other?.toFixed(1)} | ${((other ?? NaN) / (own ?? NaN)).toFixed(0)} |\n`,
      );
    }
  }
  process.stdout.write(isEqual ? '\nAll pairs are equal.\n' : '\nSome pairs differ.\n');
  return isEqual;
}

function solveAll(instances: readonly HospitalInstance[], proposing: ProposingSide, repeats: number): Solved[] {
  return instances.map((instance) => {
    const market = listedMarket(agentsOf(instance));
    // The package receives sorted lists, too, so sorting is not part of the time.
    for (let need = 0; need < market.needCount; need += 1) market.candidates(need, 0, 1);
    for (let expert = 0; expert < market.expertCount; expert += 1) market.candidatesOfExpert(expert, 0, 1);
    const runs = Array.from({ length: repeats }, () => {
      const begun = process.cpuUsage();
      const { pairs } = solve(market, { seed: tieSeed, proposing });
      const { user, system } = process.cpuUsage(begun);
      return { pairs, milliseconds: (user + system) / 1_000 };
    });
    return { pairs: runs[0]?.pairs ?? [], milliseconds: runs.map(({ milliseconds }) => milliseconds) };
  });
}

async function solveWithPackage(
  instances: readonly HospitalInstance[],
  proposing: ProposingSide,
  repeats: number,
): Promise<Solved[]> {
  const input = {
    repeats,
    optimal: proposing === 'NEED' ? 'resident' : 'hospital',
    instances: instances.map(({ residentLists, hospitalLists, capacities }) => ({
      residents: byId(residentLists, needId, expertId),
      // The package does not accept hospitals that no resident lists.
      hospitals: byId(hospitalLists, expertId, needId, (list) => list.length > 0),
      capacities: Object.fromEntries(capacities.map((capacity, expert) => [expertId(expert), capacity])),
    })),
  };
  const answer = await run(python, [path.join(import.meta.dirname, 'compare_solver.py')], JSON.stringify(input));
  return (JSON.parse(answer) as PythonAnswer).solved.map(({ pairs, milliseconds }) => ({
    pairs: pairs.map(([need, expert]) => ({ needId: need, expertId: expert })),
    milliseconds,
  }));
}

function byId(
  lists: readonly number[][],
  own: (index: number) => string,
  other: (index: number) => string,
  isKept: (list: readonly number[]) => boolean = () => true,
): Record<string, string[]> {
  const named = lists.flatMap((list, index) => (isKept(list) ? [[own(index), list.map(other)] as const] : []));
  return Object.fromEntries(named);
}

function agentsOf(instance: HospitalInstance) {
  return {
    needs: Array.from({ length: instance.residentCount }, (_, index) => ({ id: needId(index), quota: 1 })),
    experts: instance.capacities.map((capacity, index) => ({ id: expertId(index), capacity })),
    pairs: pairsOf(instance),
    seed: tieSeed,
  };
}

function isStable(instance: HospitalInstance, pairs: readonly Pair[]): boolean {
  const { needs, experts, pairs: acceptable } = agentsOf(instance);
  const ofNeed = Map.groupBy(acceptable, ({ need }) => need);
  return checkStability(
    {
      needIds: needs.map(({ id }) => id),
      expertIds: experts.map(({ id }) => id),
      quotas: Uint32Array.from(needs, ({ quota }) => quota),
      capacities: Uint32Array.from(experts, ({ capacity }) => capacity),
      seed: tieSeed,
      acceptable: (need) => ofNeed.get(need) ?? [],
    },
    pairs,
  ).isSound;
}

function isSame(a: readonly Pair[], b: readonly Pair[]): boolean {
  const keys = (pairs: readonly Pair[]) => pairs.map((pair) => `${pair.needId} ${pair.expertId}`).sort();
  return JSON.stringify(keys(a)) === JSON.stringify(keys(b));
}

function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] ?? Number.NaN;
}

/** Installs the package into a virtual environment, unless this version is installed. */
async function installPackage(): Promise<void> {
  const stamp = path.join(cacheDir, 'installed.txt');
  if ((await readFile(stamp, 'utf8').catch(() => undefined)) === version) return;
  await rm(path.join(cacheDir, 'venv'), { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true });
  process.stdout.write(`Installing matching ${version} into .data/matching (once).\n`);
  await run('python3', ['-m', 'venv', path.join(cacheDir, 'venv')]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `matching==${version}`]);
  await writeFile(stamp, version); // last, so that an interrupted install is repeated
}

/** The standard output of a program. Rejects if the program is missing, fails, or takes more than ten minutes. */
function run(command: string, args: string[], input = ''): Promise<string> {
  // The option `timeout` would keep the process alive if the program is missing.
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], signal: AbortSignal.timeout(runMsMax) });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => {}); // the exit of the child is the error that is reported
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new Error(reasonOf(error, command))));
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code ?? 'a signal'}.`));
    });
  });
}

function reasonOf(error: NodeJS.ErrnoException, command: string): string {
  if (error.code === 'ENOENT')
    return `The comparison needs Python 3 with the module venv, and "${path.basename(command)}" was not found.`;
  return error.name === 'AbortError' ? `${path.basename(command)} took more than ten minutes.` : error.message;
}

/** The options of the command; undefined for --help. @throws Error with a message for the user */
function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      instances: { type: 'string', default: '5' },
      repeats: { type: 'string', default: '3' },
    },
  });
  if (values.help) return undefined;
  const whole = (name: 'seed' | 'instances' | 'repeats', min: number, max: number): number => {
    const value = Number(values[name]);
    if (!/^\d+$/.test(values[name]) || value < min || value > max)
      throw new Error(`--${name} is a whole number from ${min} to ${max}.`);
    return value;
  };
  return {
    seed: whole('seed', 0, 1_000_000),
    instances: whole('instances', 1, 100),
    repeats: whole('repeats', 1, 100),
  };
}

function needId(index: number): string {
  return `n${index}`;
}

function expertId(index: number): string {
  return `e${index}`;
}
