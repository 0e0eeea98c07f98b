/** `npx nx serve NAME`: runs one program of `apps/` from its source, and restarts it after each change of its files and of the libs that it uses. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { killFamily, launch, leash, stopFamily, stopMember } from './family.ts';
import { requireNode24 } from './node-version.ts';
import { describeExit } from './server.ts';
import { isServiceName, root, serviceNames } from './programs.ts';
import { sourceFolders } from './sources.ts';
import { watchFolders } from './watch-folders.ts';

const forceAfterMs = 1_000;

requireNode24();
const name = process.argv[2] ?? '';
if (!isServiceName(name)) {
  console.error(`There is no service "${name}": the names are ${serviceNames.join(', ')}.`);
  process.exit(1);
}
const project = path.join('apps', name);
const envFolder = path.join(root, '.data', 'env');
const envFile = path.join(envFolder, `${name}.env`);

let running: ChildProcess | undefined;
let isStale = false;
let restarting: Promise<void> | undefined;
let stoppingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
leash(); // from here on it watches nx
mkdirSync(envFolder, { recursive: true }); // `npm start` may write the keys and addresses later

const folders = watchFolders({
  base: root,
  onChange(files) {
    const relevant = files.filter(
      (file) => path.dirname(path.resolve(root, file)) !== envFolder || path.resolve(root, file) === envFile,
    );
    if (relevant.length > 0) void restart(relevant);
  },
  onError(error) {
    console.error(`The changes of files cannot be watched: ${error.message}`);
    void stop(1);
  },
});
follow();
start();

function follow(): void {
  folders.follow([...sourceFolders(root, project), envFolder]);
}

function start(): void {
  const child = launch(process.execPath, [`--env-file-if-exists=${envFile}`, 'src/main.ts'], {
    cwd: path.join(root, project),
    env: process.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    rank: 'service',
  });
  running = child;
  child.once('exit', (code, signal) => {
    if (running !== child) return; // it was stopped on request
    running = undefined;
    say(`${name} ended (${describeExit({ code, signal })}). It starts again when a file changes.`);
  });
}

/** A change during the stop is part of the next start; a later change begins another restart. */
async function restart(files: readonly string[]): Promise<void> {
  say(
    `${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''} changed: ${name} starts again.`,
  );
  isStale = true;
  restarting ??= replace().finally(() => {
    restarting = undefined;
  });
  await restarting;
}

async function replace(): Promise<void> {
  const isStopping = (): boolean => stoppingSince !== undefined;
  while (isStale && !isStopping()) {
    const leaving = running;
    running = undefined;
    if (leaving?.pid !== undefined) await stopMember(leaving.pid);
    isStale = false;
    if (isStopping()) return;
    follow(); // the change may import another lib
    start();
  }
}

/** nx and npm forward a Ctrl-C that the terminal has already sent to this process: the same keystroke may arrive twice. */
async function stop(exitCode = 0): Promise<void> {
  if (stoppingSince !== undefined) {
    if (Date.now() - stoppingSince < forceAfterMs) return;
    killFamily();
    process.exit(1);
  }
  stoppingSince = Date.now();
  running = undefined;
  folders.close();
  await stopFamily();
  process.exit(exitCode);
}

function say(line: string): void {
  if (stoppingSince === undefined) console.log(`[serve] ${line}`);
}
