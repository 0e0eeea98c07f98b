import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connectionLimits, createConnections } from '@kexie/service/process';
import { eventually } from '@kexie/testing';
import { posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';
import { refused } from './raw.ts';

const megabyte = 1024 * 1024;
/** Six responses of ten megabytes take some seconds to write, and more on a busy machine. */
const patient = { timeoutMs: 45_000 };
const connections = createConnections({
  ...connectionLimits,
  headersMsMax: 300,
  requestMsMax: 1_000,
  stalledMsMax: 500,
  unsentBytesMax: 24 * megabyte,
});
let edge: EdgeGateway;
const sockets: Socket[] = [];
beforeAll(async () => {
  edge = await startEdgeGateway({ connections, replyBytes: 20 * megabyte, ...patient });
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));
afterAll(() => edge.stop());

function open(text: string): Socket {
  const { hostname, port } = new URL(edge.gateway.url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  sockets.push(socket);
  socket.write(text);
  return socket;
}

/** A query whose response has about ten megabytes. */
const large = JSON.stringify({
  query: `{ rows(count: 1000) { ${Array.from({ length: 80 }, (_, i) => `${`a${i}_`.padEnd(120, 'x')}: label`).join(' ')} } }`,
});
const request = (body: string): string =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

test('responses that their clients do not read are dropped, pipelined ones too, and other clients are served in the meantime', async () => {
  for (let client = 0; client < 2; client += 1) open(request(large).repeat(3)).pause();
  expect((await edge.ask(posted({ query: '{ name }' }))).status).toBe(200);
  await eventually(() => expect(connections.cuts().stalled + connections.cuts().crowded).toBeGreaterThan(0), patient);
  await eventually(() => expect(connections.unsentBytes()).toBe(0), patient);
}, 100_000);

test.each([
  ['headers that do not end', 'POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: '],
  [
    'a body that does not end',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  ],
])('a request with %s is refused with 408', async (_, text) => {
  let answer = '';
  const socket = open(text).on('data', (chunk) => {
    answer += String(chunk);
  });
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*REQUEST_INCOMPLETE/);
});

test('a token is refused without waiting for the body', async () => {
  const socket = open(
    'POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
  );
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(String(chunk)).toMatch(/^HTTP\/1\.1 401 /);
  expect(refused(await edge.ask(posted('{')))).toEqual([400, 'BAD_REQUEST']);
});
