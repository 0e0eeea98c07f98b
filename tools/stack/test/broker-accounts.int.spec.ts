import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AckPolicy, connect, headers, type JetStreamManager, type NatsConnection } from 'nats';
import { brokerUrlOf } from '../src/broker-accounts.ts';
import { setUpBroker } from '../src/broker-setup.ts';
import { stackKeys, type Keys } from '../src/keys.ts';
import { startNats } from '../src/nats.ts';
import type { Server } from '../src/server.ts';
import { platformTeams } from '../src/teams.ts';

let folder: string;
let keys: Keys;
let broker: Server;
let operator: NatsConnection;
let manager: JetStreamManager;
const connections = new Map<string, NatsConnection>();
const { NATS_URL: _, ...env } = process.env;
const teams = Object.keys(platformTeams);
const buckets = ['subgraphs', 'verdicts', 'supergraph', 'operations-seen', 'trusted-documents'];
const streams = [
  ...teams.map((team) => team.toUpperCase()),
  'DEAD-LETTERS',
  ...buckets.map((bucket) => `KV_${bucket}`),
];
/** A consumer that two teams run on the stream of a third one. */
const consumers = {
  matching: ['ORGANIZATIONS', 'matching-directory'],
  people: ['ORGANIZATIONS', 'people-roster'],
} as const;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kexie-broker-'));
  keys = await stackKeys(folder);
  broker = await startNats({
    dataDir: path.join(folder, 'nats'),
    logFile: path.join(folder, 'nats.log'),
    log: () => undefined,
    env,
    keys,
    durable: false,
  });
  operator = await connectAs('operator');
  manager = await operator.jetstreamManager();
  // a bucket in the form of earlier versions
  await operator.jetstream().views.kv('subgraphs', { history: 5 });
  await setUpBroker(broker.url, keys);
  for (const [stream, durable] of Object.values(consumers))
    await manager.consumers.add(stream, { durable_name: durable, ack_policy: AckPolicy.Explicit });
  for (const user of ['gateway', ...teams]) connections.set(user, await connectAs(user));
});
afterAll(async () => {
  for (const connection of [...connections.values(), operator]) await connection.close();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

const connectAs = (user: string, pass = keys.broker[user] ?? '') =>
  connect({ servers: `127.0.0.1:${broker.port}`, user, pass, inboxPrefix: `_INBOX.${user}`, reconnect: false });
const as = (user: string): NatsConnection => connections.get(user) as NatsConnection;

/** The result of a request: `answered`, or the code of the refusal. A subject that an account does not reach has no responder. */
async function attempt(user: string, subject: string, payload = '{}'): Promise<string> {
  return as(user)
    .request(subject, payload, { timeout: 2_000 })
    .then(
      () => 'answered',
      (error: { code?: string }) => error.code ?? 'unknown',
    );
}

/** All stored messages and all configurations. */
async function everything(): Promise<unknown> {
  return Promise.all(
    streams.map(async (name) => {
      const { config, state } = await manager.streams.info(name);
      const found = await manager.consumers.list(name).next();
      return {
        config,
        messages: state.messages,
        last: state.last_seq,
        consumers: found.filter(({ config: { durable_name } }) => durable_name).map((each) => each.config),
      };
    }),
  );
}

test('a program without a user, or with a wrong password, cannot connect', async () => {
  await expect(connect({ servers: `127.0.0.1:${broker.port}`, reconnect: false })).rejects.toThrow(
    'Authorization Violation',
  );
  await expect(connectAs('people', 'wrong')).rejects.toThrow('Authorization Violation');
});

test('only the owner of the file may read the passwords', async () => {
  for (const file of ['keys.json', 'nats/accounts.conf'])
    expect((await stat(path.join(folder, file))).mode & 0o077).toBe(0);
});

describe.each(teams)('%s', (team) => {
  test('a program writes its events and its record of the registry, and reads its verdict', async () => {
    expect(await as(team).jetstream().publish(`${team}.thing.happened.v1`, '{}')).toMatchObject({
      stream: team.toUpperCase(),
    });
    const registry = await as(team).jetstream().views.kv('subgraphs', { history: 5 });
    await registry.put(team, '{}');
    expect((await registry.get(team))?.string()).toBe('{}');
    const verdicts = await (await as(team).jetstream().views.kv('verdicts', { history: 5 })).watch();
    await (await operator.jetstream().views.kv('verdicts')).put(team, 'accepted');
    for await (const { key, value } of verdicts)
      if (key === team && new TextDecoder().decode(value) === 'accepted') break;
  });

  test('a program follows the consumers that were granted to it, and acknowledges', async () => {
    for (const [producer, durables] of Object.entries(keys.teams[team]?.consumers ?? {})) {
      const stream = producer.toUpperCase();
      await operator.jetstream().publish(`${producer}.thing.happened.v1`, '{}');
      for (const durable of durables) {
        const own = await as(team).jetstreamManager({ checkAPI: false });
        await own.consumers
          .add(stream, {
            durable_name: durable,
            ack_policy: AckPolicy.Explicit,
            filter_subjects: [`${producer}.thing.happened.v1`],
          })
          .catch(() => undefined);
        const message = await (await as(team).jetstream().consumers.get(stream, durable)).next({ expires: 5_000 });
        expect(await message?.ackAck()).toBe(true);
        expect(await as(team).jetstream().publish(`dead-letters.${durable}`, '{}')).toMatchObject({
          stream: 'DEAD-LETTERS',
        });
      }
    }
  });

  test('a program cannot write, read, change or remove anything else', async () => {
    const before = await everything();
    const foreign = [
      ...teams
        .filter((other) => other !== team)
        .flatMap((other) => [
          `${other}.thing.happened.v1`,
          `$KV.subgraphs.${other}`,
          `$JS.API.DIRECT.GET.KV_subgraphs.$KV.subgraphs.${other}`,
        ]),
      ...['verdicts', 'supergraph', 'operations-seen', 'trusted-documents'].flatMap((bucket) => [
        `$KV.${bucket}.${team}`,
        `$JS.API.DIRECT.GET.KV_${bucket}.$KV.${bucket}.${team}`,
      ]),
      ...streams.flatMap((stream) => forbiddenCalls.map((call) => `$JS.API.${call}.${stream}`)),
      ...Object.entries(consumers)
        .filter(([owner]) => owner !== team)
        .flatMap(([, [stream, durable]]) => [
          ...['INFO', 'CREATE', 'DURABLE.CREATE', 'DELETE', 'MSG.NEXT', 'PAUSE', 'LEADER.STEPDOWN'].map(
            (call) => `$JS.API.CONSUMER.${call}.${stream}.${durable}`,
          ),
          `$JS.ACK.${stream}.${durable}.1.1.1.1.0`,
          `dead-letters.${durable}`,
        ]),
      '$JS.API.STREAM.LIST',
      '$JS.API.STREAM.NAMES',
      '$JS.API.STREAM.CREATE.EVERYTHING',
      '$JS.API.STREAM.CREATE.KV_other',
      '$SYS.REQ.SERVER.PING',
      '$SYS.REQ.USER.INFO.X',
      'dead-letters.anything',
      '$KV.other.key',
    ].filter((subject) => subject !== `$JS.API.STREAM.INFO.${team.toUpperCase()}`);
    const answers = await Promise.all(foreign.map(async (subject) => [subject, await attempt(team, subject)] as const));
    expect(answers.filter(([, answer]) => answer !== '503')).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

const forbiddenCalls = [
  'STREAM.UPDATE',
  'STREAM.DELETE',
  'STREAM.PURGE',
  'STREAM.MSG.GET',
  'STREAM.MSG.DELETE',
  'STREAM.SNAPSHOT',
  'STREAM.RESTORE',
  'STREAM.PEER.REMOVE',
  'STREAM.LEADER.STEPDOWN',
  'DIRECT.GET',
  'CONSUMER.NAMES',
  'CONSUMER.LIST',
  'CONSUMER.CREATE',
];

test('the gateway writes its own buckets, but no event and no record of a service', async () => {
  const before = await everything();
  const foreign = [
    ...teams.flatMap((team) => [
      `${team}.thing.happened.v1`,
      `$KV.subgraphs.${team}`,
      `$JS.API.STREAM.CREATE.${team.toUpperCase()}`,
      `$JS.API.STREAM.INFO.${team.toUpperCase()}`,
    ]),
    'dead-letters.people-roster',
    '$JS.API.STREAM.NAMES',
    ...streams.flatMap((stream) => forbiddenCalls.map((call) => `$JS.API.${call}.${stream}`)),
  ];
  const answers = await Promise.all(
    foreign.map(async (subject) => [subject, await attempt('gateway', subject)] as const),
  );
  expect(answers.filter(([, answer]) => answer !== '503')).toEqual([]);
  expect(await everything()).toEqual(before);
  for (const bucket of ['supergraph', 'verdicts', 'operations-seen', 'trusted-documents'])
    expect(
      await (await as('gateway').jetstream().views.kv(bucket, { history: 5 })).put('last-good', '{}'),
    ).toBeGreaterThan(0);
  await (await as('gateway').jetstream().views.kv('subgraphs', { history: 5 })).get('people');
});

test.each(['all', 'sub'])(
  'a record with the header Nats-Rollup: %s, which would remove other records, is refused, also by a bucket of an earlier version',
  async (rollup) => {
    const before = await everything();
    const map = headers();
    map.set('Nats-Rollup', rollup);
    await expect(as('people').jetstream().publish('$KV.subgraphs.people', '{}', { headers: map })).rejects.toThrow(
      'rollup not permitted',
    );
    expect(await everything()).toEqual(before);
  },
);

test('the address of another user is that of the operator with another name and password; an address of an external broker does not change', () => {
  expect(brokerUrlOf(broker.url, 'people', keys)).toBe(
    `nats://people:${keys.broker['people']}@127.0.0.1:${broker.port}`,
  );
  for (const url of ['nats://elsewhere:4222', 'nats://operator:other@elsewhere:4222'])
    expect(brokerUrlOf(url, 'people', keys)).toBe(url);
});

test('a service receives no messages that it did not request', async () => {
  const heard: string[] = [];
  as('matching').subscribe('>', { callback: (_error, message) => heard.push(message.subject) });
  await as('matching').flush();
  await operator.jetstream().publish('people.thing.happened.v1', '{}');
  await as('people').jetstream().publish('people.thing.happened.v1', '{}');
  operator.publish('_INBOX.people.secret', '{}');
  await operator.flush();
  await as('matching').flush();
  expect(heard).toEqual([]);
});

test('an answer of the broker cannot be sent to a subject that the requesting program may not write', async () => {
  // if all programs shared an account, the broker would store its answers as an event and as a record of matching
  await (
    await as('people').jetstream().views.kv('subgraphs', { history: 5 })
  ).put('people', 'what looks like an event of matching');
  const before = await everything();
  const own = '$JS.API.DIRECT.GET.KV_subgraphs.$KV.subgraphs.people';
  for (const reply of ['matching.need.published.v1', '$KV.subgraphs.matching', '$JS.API.STREAM.DELETE.MATCHING'])
    as('people').publish(own, '', { reply });
  await as('people').flush();
  await operator.flush();
  expect(await everything()).toEqual(before);
});
