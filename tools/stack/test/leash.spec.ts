import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

/**
 * A program that holds two others with the leash and is started by a real npm: one child with its own child, and one that ignores
 * SIGTERM if the mark begins with "stubborn". Each has the mark of its test among its arguments.
 */
const family = JSON.stringify(path.resolve(import.meta.dirname, '../src/family.ts'));
const program = `
  import { launch, leash } from ${family};
  const mark = process.argv[2];
  const trap = mark.startsWith('stubborn') ? 'trap "" TERM; ' : '';
  launch('sh', ['-c', 'sleep 600 & wait', mark], { rank: 'service' });
  launch('sh', ['-c', trap + 'echo; while :; do sleep 1; done', mark], { rank: 'mongodb', stdio: ['ignore', 'pipe', 'ignore'] })
    .stdout.once('data', () => console.log('up ' + leash().pid));
  setInterval(() => console.log('leash ' + leash().pid), 200);
`;

/** The Node of the project, also for shells that npm starts. */
const withNode = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
};
const npms: ChildProcess[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-leash-'));
  await writeFile(path.join(folder, 'program.ts'), program);
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({
      type: 'module',
      scripts: { shell: 'node program.ts', direct: 'exec node program.ts', nested: 'npm run shell --' },
    }),
  );
});
afterAll(async () => {
  for (const npm of npms) npm.kill('SIGKILL'); // npms of failed tests
  await rm(folder, { recursive: true, force: true });
});

type Listed = { pid: number; parent: number; group: number; command: string };

async function processes(): Promise<Listed[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,pgid=,args=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, group, ...command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      command: command.join(' '),
    }));
}

/** Starts the program with npm and waits until all of its parts run. `find` returns the process ids of its parts. */
async function startByNpm(
  script: string,
  kind = 'mark',
): Promise<{ npm: ChildProcess; leashPid(): number; ofMark(): Promise<Listed[]>; gone(): Promise<void> }> {
  const mark = `${kind}-${randomUUID()}`;
  const npm = spawn('npm', ['run', '--silent', script, '--', mark], {
    cwd: folder,
    env: withNode,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  npms.push(npm);
  let leashPid = 0;
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: npm.stdout }).on('line', (line) => {
      leashPid = Number(line.split(' ')[1]);
      if (line.startsWith('up')) resolve();
    });
    npm.once('exit', () => reject(new Error('the program ended early')));
  });
  const ofMark = async () => (await processes()).filter(({ command }) => command.includes(mark));
  const groups = new Set((await ofMark()).filter(({ command }) => command.includes('sleep')).map(({ group }) => group));
  expect(groups.size).toBe(2);
  return {
    npm,
    leashPid: () => leashPid,
    ofMark,
    gone: () =>
      eventually(
        async () =>
          expect(
            (await processes()).filter(({ command, group }) => command.includes(mark) || groups.has(group)),
          ).toEqual([]),
        25_000,
      ),
  };
}

/** npm forwards SIGTERM and SIGINT to its child: a shell, which ends on SIGTERM only, or the program itself if the script uses `exec`. */
test.concurrent.each<[script: string, target: 'npm' | 'shell' | 'program', signal: NodeJS.Signals]>([
  ['direct', 'npm', 'SIGTERM'],
  ['direct', 'npm', 'SIGINT'],
  ['direct', 'npm', 'SIGHUP'],
  ['direct', 'npm', 'SIGKILL'],
  ['direct', 'program', 'SIGTERM'],
  ['direct', 'program', 'SIGHUP'],
  ['direct', 'program', 'SIGKILL'],
  ['shell', 'npm', 'SIGTERM'],
  ['shell', 'npm', 'SIGHUP'],
  ['shell', 'npm', 'SIGKILL'],
  ['shell', 'shell', 'SIGTERM'],
  ['shell', 'shell', 'SIGKILL'],
  ['shell', 'program', 'SIGKILL'],
  ['nested', 'npm', 'SIGTERM'],
  ['nested', 'npm', 'SIGKILL'],
])(
  'a program in the script "%s" leaves nothing behind when its %s gets %s',
  async (script, target, signal) => {
    const started = await startByNpm(script);
    const command = target === 'shell' ? 'sh -c node program.ts' : 'node program.ts';
    const pid =
      target === 'npm'
        ? started.npm.pid
        : (await started.ofMark()).find((each) => each.command.startsWith(command))?.pid;
    if (pid === undefined) throw new Error(`No ${target} was found.`);
    process.kill(pid, signal);
    await started.gone();
  },
  60_000,
);

test('a killed leash is replaced by one that holds the same programs and kills stubborn ones', async () => {
  const started = await startByNpm('direct', 'stubborn');
  const first = started.leashPid();
  process.kill(first, 'SIGKILL');
  await eventually(() => expect(started.leashPid()).not.toBe(first));
  started.npm.kill('SIGKILL');
  await started.gone();
}, 60_000);
