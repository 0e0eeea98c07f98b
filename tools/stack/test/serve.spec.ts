import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

/**
 * A small copy of the project whose files may change: nx.json and the tools are the real ones; the service is a stand-in that writes
 * the versions of its schema and of its lib into a file when it starts. `npx nx serve people` runs as it does for a developer.
 */
const project = path.resolve(import.meta.dirname, '../../..');
let folder: string;
let nx: ChildProcess;
let output = '';
const inCopy = (file: string): string => path.join(folder, file);

const service = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { version } from '@kexie/kernel';
  const schema = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8').trim();
  if (schema === 'broken') throw new Error('The schema is broken.');
  writeFileSync(new URL('../../../started.json', import.meta.url), JSON.stringify({ schema, version, pid: process.pid, greeting: process.env.GREETING ?? '' }));
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => undefined, 1000);
`;
const files = {
  'apps/people/src/main.ts': service,
  'apps/people/src/schema.graphql': 'first',
  'apps/people/test/people.spec.ts': '',
  'libs/kernel/package.json': '{"name":"@kexie/kernel","type":"module","exports":"./src/index.ts"}',
  'libs/kernel/src/index.ts': 'export const version: string = "first";',
  'libs/events/src/index.ts': '',
};

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(inCopy(file)), { recursive: true });
  await writeFile(inCopy(file), text);
}

/** Saves as editors do: a new file replaces the old one. */
async function replace(file: string, text: string): Promise<void> {
  await write(`${file}.new`, text);
  await rename(inCopy(`${file}.new`), inCopy(file));
}

type Started = { schema: string; version: string; pid: number; greeting: string };
const started = async () => JSON.parse(await readFile(inCopy('started.json'), 'utf8')) as Started;
const restartsWith = (expected: Partial<Started>) =>
  eventually(async () => expect(await started()).toMatchObject(expected), 20_000);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-serve-'));
  for (const file of [
    'nx.json',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'apps/people/package.json',
    'tools/stack/package.json',
    'tools/stack/src',
  ]) {
    await cp(path.join(project, file), inCopy(file), { recursive: true });
  }
  for (const [file, text] of Object.entries(files)) await write(file, text);
  await linkModules();
  nx = spawn('npx', ['nx', 'serve', 'people'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_CACHE_DIRECTORY: inCopy('.nx/cache'),
      NX_WORKSPACE_ROOT_PATH: folder,
    },
  });
  for (const stream of [nx.stdout, nx.stderr])
    stream?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
  await restartsWith({ schema: 'first', version: 'first' }).catch((error: unknown) => {
    throw new Error(output, { cause: error });
  });
}, 60_000);
afterAll(async () => {
  nx.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** All packages of the project; the libs are those of the copy. */
async function linkModules(): Promise<void> {
  await mkdir(inCopy('node_modules/@kexie'), { recursive: true });
  for (const name of await readdir(path.join(project, 'node_modules'))) {
    if (name !== '@kexie' && !name.startsWith('.'))
      await symlink(path.join(project, 'node_modules', name), inCopy(`node_modules/${name}`));
  }
  await symlink(path.join(project, 'node_modules/.bin'), inCopy('node_modules/.bin'));
  for (const lib of ['kernel', 'events']) await symlink(`../../libs/${lib}`, inCopy(`node_modules/@kexie/${lib}`));
}

test('a change of the schema alone restarts the service each time, for every way of saving', async () => {
  await write('apps/people/src/schema.graphql', 'written');
  await restartsWith({ schema: 'written' });
  for (const version of ['renamed once', 'renamed twice', 'renamed thrice']) {
    await replace('apps/people/src/schema.graphql', version);
    await restartsWith({ schema: version });
  }
  await write('apps/people/src/schema.graphql', 'written again');
  await restartsWith({ schema: 'written again' });
});

test('after changes in quick succession the last one is served', async () => {
  for (let index = 1; index <= 50; index++)
    await (index % 2 ? write : replace)('apps/people/src/schema.graphql', `quick ${index}`);
  await restartsWith({ schema: 'quick 50' });
});

test('a change of a lib that the service uses restarts it', async () => {
  await replace('libs/kernel/src/index.ts', 'export const version: string = "second";');
  await restartsWith({ version: 'second' });
});

test('a lib that the service begins to use is watched from then on', async () => {
  await write('libs/kernel/src/index.ts', "export { version } from '@kexie/events';");
  await write('libs/events/package.json', '{"name":"@kexie/events","type":"module","exports":"./src/index.ts"}');
  await replace('libs/events/src/index.ts', 'export const version: string = "of events";');
  await write('apps/people/src/note.graphql', '');
  await restartsWith({ version: 'of events' });
  await replace('libs/events/src/index.ts', 'export const version: string = "of events, changed";');
  await restartsWith({ version: 'of events, changed' });
});

test('a service that ended is restarted by the change that repairs it', async () => {
  await replace('apps/people/src/schema.graphql', 'broken');
  await eventually(
    () => expect(output).toContain('people ended (exit code 1). It starts again when a file changes.'),
    20_000,
  );
  await replace('apps/people/src/schema.graphql', 'mended');
  await restartsWith({ schema: 'mended' });
});

test('new keys and addresses of npm start are used', async () => {
  await write('.data/env/people.env', 'GREETING=hello\n');
  await restartsWith({ greeting: 'hello' });
});

test('no process is left after npx is killed', async () => {
  const { pid } = await started();
  nx.kill('SIGKILL');
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 20_000);
});
