/** `npm test`: every check of the project, on servers of its own. `npm test -- people` runs the tests of one project only. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, constants, tmpdir } from 'node:os';
import path from 'node:path';
import { killFamily, launch, leash, stopFamily } from './family.ts';
import { startMongodb } from './mongodb.ts';
import { startNats } from './nats.ts';
import { requireNode24 } from './node-version.ts';
import { compiledCode, root } from './programs.ts';

const staticTimeoutMs = 15 * 60_000;
const jestTimeoutMs = 20 * 60_000;
const workerMemoryMax = '1GB';
const endToEnd = 'e2e';
const integrationTest = '\\.int\\.spec\\.ts$';
const unitResults = path.join(root, 'dist/unit');
const graceMs = 5_000;

/** The result of a step; a step that could not even start counts as one failure. */
type Result = { name: string; passed: number; failed: number; seconds: number };

const help = `npm test [-- PROJECT … [JEST OPTIONS]]: formatting, unused code, lint, typecheck, generated code, unit, integration and end-to-end tests, on servers of its own.

  npm test                          everything
  npm test -- people gateway        the tests of these projects only
  npm test -- people -t dissolved   options of jest come after the names

  MONGODB_URI, NATS_URL             servers to use instead`;

requireNode24();
process.env['NX_DAEMON'] = 'false';
process.env['NX_TUI'] = 'false';
// Nx asks its tasks for colors, whatever they write to
process.env['FORCE_COLOR'] ??= process.stdout.isTTY ? '1' : '0';
// the reference gateway of the federation suite would send reports to its vendor
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
process.env['PATH'] = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`;
const workFolder = await mkdtemp(path.join(tmpdir(), 'kexie-npm-test-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    setTimeout(killFamily, graceMs).unref();
    void end(128 + constants.signals[signal]);
  });
}
leash(); // from here on it watches npm
let exitCode = 1;
try {
  exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(`\n${(error as Error).message}`);
}
await end(exitCode);

/** The first exit code counts: steps that a signal stops fail later, and would replace it. */
async function end(code: number): Promise<void> {
  process.exitCode ??= code;
  await stopFamily();
  await rm(workFolder, { recursive: true, force: true });
  process.exit();
}

async function run(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return 0;
  }
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const projects = firstOption < 0 ? args : args.slice(0, firstOption);
  const jestOptions = firstOption < 0 ? [] : args.slice(firstOption);
  const everything = projects.length === 0 && jestOptions.length === 0;
  const results: Result[] = [];
  if (everything) {
    results.push(await checkSources(), await testUnits());
    results.push(
      await attempt('integration', () => testProjects('integration', [], ['--testPathPatterns', integrationTest])),
    );
  } else if (projects.length === 0 || projects.some((name) => name !== endToEnd)) {
    const selected = projects.filter((name) => name !== endToEnd);
    results.push(await attempt('tests', () => testProjects('tests', selected, jestOptions)));
  }
  if (projects.length === 0 || projects.includes(endToEnd)) results.push(await testEndToEnd(jestOptions));
  return report(results);
}

/** A step that cannot start, for example without a server, reports this and counts as one failure. */
async function attempt(name: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = Date.now();
  try {
    return await work();
  } catch (error) {
    console.error((error as Error).message);
    return { name, passed: 0, failed: 1, seconds: (Date.now() - startedAt) / 1000 };
  }
}

/**
 * Formatting, unused exports and packages, lint, unawaited promises, types, and whether the generated code is up to date. Nx keeps the results, so that a check
 * whose files have not changed is not repeated. All projects have the same compiler options, so one program checks all of them in a fraction of the time.
 */
async function checkSources(): Promise<Result> {
  return step('checks', ['format', 'unused', 'lint', 'promises', 'types', 'generated']);
}

/** The tests that need no servers, project by project. Nx keeps the results of projects that have not changed. */
async function testUnits(): Promise<Result> {
  await rm(unitResults, { recursive: true, force: true });
  const { failed, seconds } = await step('unit', ['unit']);
  const files = existsSync(unitResults) ? await readdir(unitResults) : [];
  const counts = await Promise.all(files.map((file) => readCounts(path.join(unitResults, file))));
  const sum = (kind: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[kind], 0);
  return { name: 'unit', passed: sum('passed'), failed: Math.max(failed, sum('failed')), seconds };
}

async function step(name: string, targets: string[]): Promise<Result> {
  console.log(`\n── ${name} ──`);
  const startedAt = Date.now();
  const options = ['--outputStyle=static', `--parallel=${Math.max(2, availableParallelism())}`];
  const code = await node(
    ['node_modules/.bin/nx', 'run-many', ...options, '-t', ...targets],
    process.env,
    staticTimeoutMs,
  );
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds: (Date.now() - startedAt) / 1000 };
}

/** Tests of these projects, or of all: one jest run on one MongoDB and one NATS, whose data are discarded. */
async function testProjects(name: string, projects: string[], jestOptions: string[]): Promise<Result> {
  console.log(`\n── ${name}${projects.length > 0 ? ` of ${projects.join(', ')}` : ''} ──`);
  const shared = { log: (line: string) => console.log(line), env: process.env, durable: false };
  const [mongodb, nats] = await Promise.all([
    startMongodb({
      ...shared,
      dataDir: path.join(workFolder, 'mongodb'),
      logFile: path.join(workFolder, 'mongodb.log'),
    }),
    startNats({ ...shared, dataDir: path.join(workFolder, 'nats'), logFile: path.join(workFolder, 'nats.log') }),
  ]);
  const env = { ...process.env, MONGODB_URI: mongodb.url, NATS_URL: nats.url };
  const selection = projects.length > 0 ? ['--selectProjects', ...projects] : ['--ignoreProjects', endToEnd];
  // memory that test files leave slows later ones, so a worker above the limit is replaced
  const memory = `--workerIdleMemoryLimit=${workerMemoryMax}`;
  const result = await jest(name, [...selection, memory, ...jestOptions], env);
  await Promise.all([nats.stop(), mongodb.stop()]);
  return result;
}

/** The end-to-end tests start whole stacks. */
async function testEndToEnd(jestOptions: string[]): Promise<Result> {
  console.log('\n── end-to-end tests ──');
  return jest(endToEnd, ['--selectProjects', endToEnd, ...jestOptions], process.env);
}

async function jest(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const outputFile = path.join(workFolder, `${name}.json`);
  const startedAt = Date.now();
  const jestProgram = ['--no-warnings', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
  // by default Jest leaves one core unused, which is half of two cores
  const workers = `--maxWorkers=${Math.max(2, availableParallelism())}`;
  const output = ['--json', '--outputFile', outputFile];
  // threads and programs that tests start do not compile their modules again
  const cached = { NODE_COMPILE_CACHE: compiledCode, ...env };
  const code = await node([...jestProgram, workers, ...args, ...output], cached, jestTimeoutMs, 'quiet');
  const counts = await readCounts(outputFile);
  const brokenRun = code !== 0 && counts.failed === 0 ? 1 : 0; // for example without any test, or after a failed setup
  return { name, passed: counts.passed, failed: counts.failed + brokenRun, seconds: (Date.now() - startedAt) / 1000 };
}

/** A file that could not be loaded has no tests to count, so it counts as one failure. */
async function readCounts(file: string): Promise<{ passed: number; failed: number }> {
  try {
    const json = JSON.parse(await readFile(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numRuntimeErrorTestSuites: number;
    };
    return { passed: json.numPassedTests, failed: json.numFailedTests + json.numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** Runs a Node program in the top folder of the project to its end. `quiet` hides the standard output, in which jest repeats itself as JSON. */
async function node(
  args: string[],
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
  stdout: 'shown' | 'quiet' = 'shown',
): Promise<number> {
  const child = launch(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', stdout === 'quiet' ? 'ignore' : 'inherit', 'inherit'],
    rank: 'task',
  });
  const timer = setTimeout(() => {
    console.error(`This took longer than ${timeoutMs / 60_000} minutes and is stopped: ${args.join(' ')}`);
    child.kill('SIGKILL');
  }, timeoutMs);
  const code = await new Promise<number>((resolve) => {
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
    child.once('error', () => resolve(1));
  });
  clearTimeout(timer);
  return code;
}

function report(results: Result[]): number {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log('');
  for (const { name, passed: good, failed: bad, seconds } of results) {
    console.log(
      `${bad === 0 && good > 0 ? '✓' : '✗'} ${name.padEnd(11)} ${good} passed, ${bad} failed (${seconds.toFixed(1)} s)`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
