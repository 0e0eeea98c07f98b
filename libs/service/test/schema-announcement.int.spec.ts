import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging';
import { publicationState, retireSubgraph, writeVerdict } from '@kexie/registry';
import { eventually, natsUrl } from '@kexie/testing';
import { announceSchema } from '../src/schema-announcement.ts';

type Entry = { level: string; fields: Record<string, unknown>; message: string | undefined };
const logged: Entry[] = [];
const at =
  (level: string) =>
  (fields: object | string, message?: string): void =>
    void logged.push({
      level,
      fields: typeof fields === 'string' ? {} : { ...fields },
      message: message ?? String(fields),
    });
const log: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
const clients = [{ name: 'portal', version: '3.1', lastSeen: '2026-03-01', count: 7 }];
const by = { gateway: 'gateway-1', now: new Date() };

let nats: Nats;
const prefix = `t${randomUUID().slice(0, 8)}`;
const leaving = new AbortController();
const options = { log, signal: leaving.signal, everyMs: 200 };
beforeAll(async () => {
  const connection = await connectNats(natsUrl(), { name: 'announcement-test', log });
  nats = { ...connection, bucket: (name) => connection.bucket(`${prefix}-${name}`) };
});
afterAll(async () => {
  leaving.abort();
  await nats.close();
});

test('a service logs that its schema is refused, with the field, the operation and its clients, and later that it is served', async () => {
  await announceSchema(
    nats,
    { name: 'people', sdl: 'type Query { person: ID }', url: 'http://127.0.0.1:4002/graphql', version: '2' },
    options,
  );
  const revision = (await (await nats.bucket('subgraphs')).get('people'))?.revision ?? 0;
  const reason = {
    code: 'BREAKS_OPERATION',
    message: 'Person.name is used by Roster.',
    coordinate: 'Person.name',
    operation: 'Roster',
    hash: 'x',
    clients,
  };
  await writeVerdict(
    nats,
    { service: 'people', revision: revision - 1, version: '1', accepted: true, reasons: [] },
    by,
  );
  await writeVerdict(nats, { service: 'people', revision, version: '2', accepted: false, reasons: [reason] }, by);
  await eventually(() =>
    expect(logged).toEqual([
      {
        level: 'error',
        fields: {
          revision,
          gateway: 'gateway-1',
          code: 'BREAKS_OPERATION',
          coordinate: 'Person.name',
          operation: 'Roster',
          clients,
        },
        message: 'the schema is refused, and the previous one stays: Person.name is used by Roster.',
      },
    ]),
  );
  await writeVerdict(nats, { service: 'people', revision, version: '2', accepted: true, reasons: [] }, by);
  await eventually(() =>
    expect(logged.at(-1)).toEqual({
      level: 'info',
      fields: { revision, gateway: 'gateway-1' },
      message: 'the schema is served',
    }),
  );
});

test('a running service publishes its schema again when the registry has lost it or the record is unreadable, but not after its retirement', async () => {
  const subgraph = {
    name: 'outreach',
    sdl: 'type Query { activity: ID }',
    url: 'http://127.0.0.1:4003/graphql',
    version: '1',
  };
  await announceSchema(nats, subgraph, options);
  const record = async () => (await (await nats.bucket('subgraphs')).get('outreach'))?.value;
  await (await nats.bucket('subgraphs')).put('outreach', 'no record');
  await eventually(async () => expect(await record()).toContain(subgraph.url));

  // The broker was killed before the end of its file was written: only the record is lost.
  const manager = await nats.manager();
  await manager.streams.purge(`KV_${prefix}-subgraphs`, { filter: `$KV.${prefix}-subgraphs.outreach` });
  await eventually(async () => expect(await record()).toContain(subgraph.url));

  await manager.streams.delete(`KV_${prefix}-subgraphs`);
  await eventually(async () => expect(await record()).toContain(subgraph.url));

  await retireSubgraph(nats, 'outreach');
  const { revision } = await publicationState(nats, 'outreach');
  // Wait until a service that is announced later has been checked.
  await announceSchema(nats, { ...subgraph, name: 'matching' }, options);
  await manager.streams.purge(`KV_${prefix}-subgraphs`, { filter: `$KV.${prefix}-subgraphs.matching` });
  await eventually(async () => expect(await (await nats.bucket('subgraphs')).get('matching')).toBeDefined());
  expect(await publicationState(nats, 'outreach')).toMatchObject({ revision, readable: true });
});
