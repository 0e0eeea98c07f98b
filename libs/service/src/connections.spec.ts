import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { eventually } from '@kexie/testing';
import { connectionLimits, createConnections, type ConnectionLimits } from './connections.ts';

const request = 'GET /?bytes=1 HTTP/1.1\r\nhost: x\r\n\r\n';
const megabyte = 1024 * 1024;
const stops: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A server whose path `/?bytes=N` returns N bytes, and clients that read or do not read the response. */
async function start(limits: Partial<ConnectionLimits>) {
  const connections = createConnections({ ...connectionLimits, ...limits });
  const app = Fastify({ ...connections.server, forceCloseConnections: true });
  connections.addTo(app, () => Object.assign(new Error('crowded'), { statusCode: 503 }));
  app.get<{ Querystring: { bytes: string } }>('/', async ({ query }) => 'x'.repeat(Number(query.bytes)));
  app.post('/', async () => 'read');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  stops.push(() => app.close());
  const open = (text: string): Socket => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    stops.push(() => socket.destroy());
    socket.write(text);
    return socket;
  };
  return {
    connections,
    open,
    unread: (bytes: number, times = 1): Socket =>
      open(`GET /?bytes=${bytes} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(times)).pause(),
    status: async (bytes: number): Promise<number> => {
      const response = await fetch(`${url}/?bytes=${bytes}`, { signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      return response.status;
    },
  };
}

/** The text that a server sends until it closes the connection. */
async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  await once(socket, 'close');
  return text;
}

test('a response that its client does not read is dropped, with its connection and all waiting requests', async () => {
  const { connections, unread } = await start({ stalledMsMax: 200, unsentBytesMax: 400 * megabyte });
  for (let client = 0; client < 3; client += 1) unread(32 * megabyte, 3);
  await eventually(() => expect(connections.unsentBytes()).toBeGreaterThan(90 * megabyte));
  await eventually(() => expect([connections.unsentBytes(), connections.cuts().stalled >= 3]).toEqual([0, true]));
});

test('a response that is read in time is complete, and so is the next one on the connection', async () => {
  const { connections, status } = await start({ stalledMsMax: 5_000 });
  expect([await status(32 * megabyte), await status(10)]).toEqual([200, 200]);
  await eventually(() => expect(connections.unsentBytes()).toBe(0));
  expect(connections.cuts()).toEqual({ stalled: 0, slow: 0, crowded: 0 });
});

test('at the bound of unsent bytes a new large response is refused, small ones are sent, and the largest that has waited for a second is dropped', async () => {
  const { connections, unread, status } = await start({ unsentBytesMax: 60 * megabyte });
  unread(32 * megabyte);
  await eventually(() => expect(connections.unsentBytes()).toBe(32 * megabyte));
  unread(25 * megabyte);
  await eventually(() => expect(connections.unsentBytes()).toBe(57 * megabyte));
  expect([await status(20 * megabyte), await status(100)]).toEqual([503, 200]);
  await eventually(async () => expect(await status(20 * megabyte)).toBe(200));
  expect(connections.cuts()).toEqual({ stalled: 0, slow: 0, crowded: 1 });
  expect(connections.unsentBytes()).toBeLessThanOrEqual(45 * megabyte);
});

test('a connection with too many pipelined requests is closed, and other connections are served', async () => {
  const { connections, open, status } = await start({ pipelinedMax: 3 });
  await received(open(request.repeat(5)));
  expect([connections.refusals(), await status(10)]).toEqual([{ full: 0, address: 0, pipelined: 1 }, 200]);
});

test('answered requests make room for more requests on the same connection', async () => {
  const { connections, open } = await start({ pipelinedMax: 3 });
  const socket = open('');
  for (let round = 0; round < 3; round += 1) {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.write(request.repeat(4));
    await eventually(() => expect(text.match(/200 OK/g)).toHaveLength(4));
    socket.removeAllListeners('data');
  }
  expect(connections.refusals().pipelined).toBe(0);
});

test.each([
  ['full', { connectionsMax: 2 }],
  ['address', { perAddressMax: 2 }],
] as const)('at the bound (%s) a new connection is closed until another one ends', async (reason, limits) => {
  const { connections, open, status } = await start(limits);
  const [first] = [open(''), open('')];
  await eventually(() => expect(connections.open()).toBe(2));
  await received(open(request));
  expect([connections.open(), connections.refusals()[reason]]).toEqual([2, 1]);
  first.destroy();
  await eventually(() => expect(connections.open()).toBe(1));
  expect(await status(10)).toBe(200);
});

const idle: [string, Partial<ConnectionLimits>, string][] = [
  ['that sends nothing', { headersMsMax: 200 }, ''],
  ['whose headers do not end', { headersMsMax: 200 }, 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: '],
  [
    'whose body does not end',
    { headersMsMax: 200, requestMsMax: 400 },
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  ],
];

test.each(idle)('a connection %s is closed', async (_, limits, text) => {
  const { open } = await start(limits);
  expect(await received(open(text))).toMatch(/^(HTTP\/1\.1 408 .*|)/);
});
