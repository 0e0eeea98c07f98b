import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type NatsConnection } from 'nats';
import { setUpBroker } from '../src/broker-setup.ts';
import { stackKeys } from '../src/keys.ts';
import { startNats } from '../src/nats.ts';
import type { Server } from '../src/server.ts';
import { writeEnvFile } from '../src/services.ts';
import { bringIn, reloadBroker } from '../src/team-add.ts';

let dataDir: string;
let broker: Server;
const { NATS_URL: _, ...env } = process.env;
const connections: NatsConnection[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'kexie-team-'));
  const keys = await stackKeys(dataDir);
  broker = await startNats({
    dataDir: path.join(dataDir, 'nats'),
    logFile: path.join(dataDir, 'logs', 'nats.log'),
    log: () => undefined,
    env,
    keys,
    durable: false,
  });
  await setUpBroker(broker.url, keys);
  await writeEnvFile(dataDir, 'operator', { NATS_URL: broker.url });
});
afterAll(async () => {
  for (const connection of connections) await connection.close();
  await broker.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function connectTo(url: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(url);
  const connection = await connect({
    servers: host,
    user: username,
    pass: password,
    inboxPrefix: `_INBOX.${username}`,
    reconnect: false,
  });
  connections.push(connection);
  return connection;
}

const settings = async (name: string) =>
  parseEnv(await readFile(path.join(dataDir, 'env', `${name}.env`), 'utf8')) as Record<string, string>;

test('a new team publishes and follows events as soon as it is added, and other programs stay connected', async () => {
  const { broker: passwords } = await stackKeys(dataDir);
  const people = await connectTo(`nats://people:${passwords['people']}@127.0.0.1:${broker.port}`);
  const gateway = await connectTo(`nats://gateway:${passwords['gateway']}@127.0.0.1:${broker.port}`);
  const published = await (await gateway.jetstream().views.kv('subgraphs', { history: 5 })).watch();
  const team = { hosts: ['payments.example:8080'], consumers: { people: ['payments-persons'] } };
  expect(await reloadBroker(dataDir, 'payments', await bringIn(dataDir, 'payments', team))).toBe(true);
  const { NATS_URL: url = '', PUBLICATION_PRIVATE_JWK: key = '' } = await settings('payments');
  const payments = await connectTo(url);
  expect(await payments.jetstream().publish('payments.bill.paid.v1', '{}')).toMatchObject({ stream: 'PAYMENTS' });
  await (await payments.jetstream().views.kv('subgraphs', { history: 5 })).put('payments', '{}');
  // the gateway's watch, which began before the team was added, receives its record
  for await (const { key: name } of published) if (name === 'payments') break;
  await (
    await payments.jetstreamManager({ checkAPI: false })
  ).consumers.add('PEOPLE', { durable_name: 'payments-persons' });
  await expect(payments.request('people.thing.happened.v1', '{}')).rejects.toMatchObject({ code: '503' });
  expect(await people.jetstream().publish('people.thing.happened.v1', '{}')).toMatchObject({ stream: 'PEOPLE' });
  expect([people.isClosed(), gateway.isClosed()]).toEqual([false, false]);
  const { teams } = JSON.parse(await readFile(path.join(dataDir, 'teams', 'teams.json'), 'utf8')) as {
    teams: Record<string, { keys: { x: string }[]; hosts: string[] }>;
  };
  expect(teams['payments']).toMatchObject({
    hosts: ['payments.example:8080'],
    keys: [{ x: (JSON.parse(key) as { x: string }).x }],
  });
  expect(Object.keys(teams)).toContain('people');
});

test('a team that is added again keeps its password and its key, and the next start of the stack keeps the team', async () => {
  const before = await settings('payments');
  await bringIn(dataDir, 'payments', { hosts: ['other.example'], consumers: {} });
  expect(await settings('payments')).toEqual(before);
  expect((await stackKeys(dataDir)).teams['payments']).toMatchObject({ hosts: ['other.example'], consumers: {} });
});

test.each([
  ['', 'is not a valid team name'],
  ['Payments', 'is not a valid team name'],
  ['pay.ments', 'is not a valid team name'],
  ['pay_ments', 'is not a valid team name'],
  ['p'.repeat(41), 'is not a valid team name'],
  ['gateway', 'is reserved for a part of the platform'],
  ['dead-letters', 'is reserved for a part of the platform'],
  ['people', 'belongs to this repository'],
])('"%s" is refused as a name', async (name, reason) => {
  await expect(bringIn(dataDir, name, { hosts: [], consumers: {} })).rejects.toThrow(reason);
});
