import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort, silence } from '../src/ports.ts';
import { originOf, startService, waitUntilServed } from '../src/services.ts';
import { createWaitReport } from '../src/server.ts';
import { startStack } from '../src/stack.ts';
import { standIns } from './standins.ts';

const idle = 'setInterval(() => undefined, 1000);';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-readiness-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a program as a service that must be ready within half a second. */
async function startup(name: string, port: number, program: string): Promise<string> {
  const service = path.join(folder, name);
  await mkdir(path.join(service, 'src'), { recursive: true });
  await writeFile(path.join(service, 'src', 'main.ts'), program);
  await writeFile(path.join(service, 'package.json'), '{"type":"module"}');
  return startService({
    name: 'people',
    folder: service,
    values: { PORT: String(port), HOST: '127.0.0.1' },
    env: process.env,
    logFile: path.join(folder, `${name}.log`),
    probe: '/readyz',
    signal: new AbortController().signal,
    timeoutMs: 500,
  }).then(
    () => 'ready',
    (error: Error) => error.message,
  );
}

test('a service that does not answer is stopped, and the error has the last error of the connection and of its log', async () => {
  const port = await freePort();
  const message = await startup('mute', port, `console.log("Error: no disk"); ${idle}`);
  expect(message).toMatch(
    new RegExp(
      `^people was not ready after 0.5 s: http://127.0.0.1:${port}/readyz could not be reached \\(.*ECONNREFUSED.*\\); the last error of its log: .*no disk \\(log: .*mute.log\\)\\.$`,
    ),
  );
});

test('a service that is not ready is stopped, and the error has its answer', async () => {
  const port = await freePort();
  const server = createServer((_, response) => void response.writeHead(503).end('{"checks":{"mongo":false}}'));
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  try {
    expect(await startup('unready', port, idle)).toContain(
      `was not ready after 0.5 s: http://127.0.0.1:${port}/readyz answers 503 {"checks":{"mongo":false}}; the last error`,
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a long wait is reported with its reason and its duration', () => {
  const lines: string[] = [];
  createWaitReport('people', (line) => void lines.push(line), 0)(() => 'no answer');
  createWaitReport('people', (line) => void lines.push(line))(() => 'too early to be reported');
  expect(lines).toEqual(['Waiting for people since 0 s: no answer.']);
});

test('a service on a port that fetch refuses is stopped with that reason', async () => {
  expect(await startup('refused', 6000, idle)).toContain(
    'http://127.0.0.1:6000/readyz could not be reached (bad port)',
  );
});

test.each([
  ['greets with something else', (socket: Socket) => void socket.end('220 mail'), 'greets with "220 mail"'],
  ['closes the connection', (socket: Socket) => void socket.end(), 'closes the connection without a greeting'],
  ['says nothing', () => undefined, 'does not answer within 200 ms'],
])('a server that %s is not the expected one', async (_, serve, obstacle) => {
  const port = await freePort();
  const server = createTcpServer(serve);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  try {
    expect(await silence(port, '"jetstream":true', 200)).toBe(`port ${port} ${obstacle}`);
  } finally {
    server.close();
  }
});

test('if a gateway does not serve all schemas, the error has its own reason, or why it could not be reached', async () => {
  const server = createServer(
    (_, response) => void response.end('{"supergraph":{"subgraphs":["people"]},"refusal":{"code":"NO_COMPOSITION"}}'),
  );
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  await expect(
    waitUntilServed(`http://127.0.0.1:${port}`, ['gateway', 'people', 'outreach'], { timeoutMs: 300 }),
  ).rejects.toThrow('does not serve outreach yet after 0.3 s: {"code":"NO_COMPOSITION"}.');
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await expect(waitUntilServed(`http://127.0.0.1:${port}`, ['people'], { timeoutMs: 300 })).rejects.toThrow(
    /people yet after 0.3 s: http:\S+ could not be reached \(.*ECONNREFUSED/,
  );
});

test('a gateway that listens on one address only is probed there', async () => {
  const stack = await startStack({
    dataDir: path.join(folder, 'address'),
    env: { ...process.env, HOST: '127.0.0.2' },
    log: () => undefined,
    appsDir: await standIns(path.join(folder, 'address')),
  });
  try {
    expect(new URL(stack.gatewayUrl).hostname).toBe('127.0.0.2');
  } finally {
    await stack.stop();
  }
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:4000'],
  ['::', 'http://[::1]:4000'],
  ['::1', 'http://[::1]:4000'],
  ['192.0.2.7', 'http://192.0.2.7:4000'],
])('a program that listens on %s is probed at %s', (host, origin) => {
  expect(originOf(host, 4000)).toBe(origin);
});
