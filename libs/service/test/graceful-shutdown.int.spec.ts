import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@kexie/testing';

let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

test('on SIGTERM a server reports not ready at once, keeps answering with connection: close, and exits once requests stop arriving', async () => {
  const { get, signal, exit } = await startServer(500);
  expect([(await get('/readyz')).status, (await get('/graphql')).headers.get('connection')]).toEqual([
    200,
    'keep-alive',
  ]);
  signal('SIGTERM');
  await eventually(async () => expect((await get('/readyz')).status).toBe(503));
  const answer = await get('/graphql');
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  expect(await exit).toEqual([0, null]);
});

test('a server that still receives requests keeps draining, for at most six times the delay', async () => {
  const { get, signal, exit } = await startServer(500);
  const begun = performance.now();
  signal('SIGTERM');
  const asking = eventually(
    async () => {
      await get('/graphql').then(
        () => {
          throw new Error('It answers.');
        },
        () => undefined,
      );
    },
    { everyMs: 20 },
  );
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - begun).toBeGreaterThan(1_500);
  await asking;
});

test('a running request is answered after the port has closed', async () => {
  const { get, signal, exit, release, said } = await startServer(60_000);
  const asked = said();
  const slow = get('/slow');
  await asked;
  signal('SIGINT');
  await eventually(() => expect(get('/readyz')).rejects.toThrow());
  release();
  expect(await (await slow).text()).toBe('answered');
  expect(await exit).toEqual([0, null]);
});

test('a second signal ends the draining', async () => {
  const { get, signal, exit } = await startServer(60_000);
  signal('SIGTERM');
  await eventually(async () => expect((await get('/readyz')).status).toBe(503));
  signal('SIGTERM');
  expect(await exit).toEqual([0, null]);
});

test('a connection without any request does not delay the exit', async () => {
  const { url, signal, exit } = await startServer(0);
  const silent = connect(Number(new URL(url).port), '127.0.0.1');
  silent.on('error', () => undefined);
  await once(silent, 'connect');
  signal('SIGTERM');
  expect(await exit).toEqual([0, null]);
  silent.destroy();
}, 8_000);

async function startServer(delayMs: number) {
  const started = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'graceful-shutdown-server.ts'), String(delayMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child = started;
  const exit = once(started, 'exit');
  const said = async () => String((await once(started.stdout, 'data'))[0]).trim();
  const url = await said();
  return {
    url,
    exit,
    said,
    get: (where: string) => fetch(url + where, { signal: AbortSignal.timeout(10_000) }),
    signal: (name: NodeJS.Signals) => void started.kill(name),
    release: () => void started.stdin.write('go\n'),
  };
}
