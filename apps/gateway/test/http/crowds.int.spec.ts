import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connectionLimits, createConnections } from '@kexie/service/process';
import { eventually } from '@kexie/testing';
import { admissionOptions } from '../../src/limits/admission.ts';
import { createLimiter } from '../../src/limits/limiter.ts';
import { posted, startEdgeGateway, type EdgeGateway } from './edge-gateway.ts';

const limiter = createLimiter({ budgets: {}, perMinute: {}, introspection: 'public', admission: admissionOptions });
const connections = createConnections(connectionLimits);
const sockets: Socket[] = [];
let edge: EdgeGateway;
beforeAll(async () => {
  edge = await startEdgeGateway({ limiter, connections });
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));
afterAll(() => edge.stop());

/** Sends the same operation many times on each of many connections at once; `counts.answered` counts the responses. */
function crowd({ clients, requests, query }: { clients: number; requests: number; query: string }) {
  const { hostname, port } = new URL(edge.gateway.url);
  const body = JSON.stringify({ query });
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const counts = { answered: 0 };
  const first = Promise.withResolvers<void>();
  for (let client = 0; client < clients; client += 1) {
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.on('data', (chunk) => {
      counts.answered += String(chunk).match(/HTTP\/1\.1 \d/g)?.length ?? 0;
      first.resolve();
    });
    socket.write((head + body).repeat(requests));
    sockets.push(socket);
  }
  return { counts, first: first.promise };
}

test('a client with a token is answered while requests of a crowd that came first still wait, and the crowd is answered too', async () => {
  const authorization = `Bearer ${await edge.gateway.userToken()}`;
  expect((await edge.ask(posted({ query: '{ name }' }, { authorization }))).status).toBe(200);
  const { counts, first } = crowd({ clients: 40, requests: 20, query: '{ rows(count: 500) { id label } }' });
  await first;
  expect((await edge.ask(posted({ query: '{ name }' }, { authorization }))).status).toBe(200);
  // requests that already run are not interrupted
  expect(counts.answered).toBeLessThan(600);
  await eventually(() => expect(counts.answered).toBe(800), { timeoutMs: 30_000 });
  expect(limiter.postponed()).toBe(0);
});

test('a connection with more pipelined requests than allowed is closed', async () => {
  crowd({ clients: 1, requests: 60, query: '{ name }' });
  await eventually(() => expect(connections.refusals().pipelined).toBe(1));
  expect((await edge.ask(posted({ query: '{ name }' }))).status).toBe(200);
});
