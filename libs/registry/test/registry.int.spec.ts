import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging';
import {
  createTrust,
  publishSubgraph,
  readLastGood,
  retireSubgraph,
  watchSubgraphs,
  watchVerdict,
  writeLastGood,
  writeVerdict,
  type PassedVerdict,
  type PublishedSubgraph,
  type TeamKey,
  type Teams,
  type Verdict,
} from '../src/index.ts';
import { eventually, natsUrl } from '@kexie/testing';

const silence = (): void => {};
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const people = { name: 'people', sdl: 'type Query { person: ID }', url: 'http://127.0.0.1:4002/graphql', version: '1' };
const outreach = {
  name: 'outreach',
  sdl: 'type Query { campaign: ID }',
  url: 'http://127.0.0.1:4003/graphql',
  version: '1',
};

let connection: Nats;
beforeAll(async () => void (connection = await connectNats(natsUrl(), { name: 'registry-test', log })));
afterAll(() => connection.close());

/** A registry that no other test uses, because the names of its buckets have a random prefix. */
function ownRegistry(): Nats {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  return { ...connection, bucket: (name) => connection.bucket(`${prefix}-${name}`) };
}

test('a repeated publication changes nothing', async () => {
  const nats = ownRegistry();
  const first = await publishSubgraph(nats, people, { log });
  expect(await publishSubgraph(nats, people, { log })).toBe(first);
  expect(await publishSubgraph(nats, { ...people, version: '2' }, { log })).toBeGreaterThan(first);
});

test('a watcher receives the existing publications and each later one', async () => {
  const nats = ownRegistry();
  await publishSubgraph(nats, people, { log });
  const seen = await watchInto(nats);
  await eventually(() => expect(seen.at(-1)?.map(({ name }) => name)).toEqual(['people']));
  await publishSubgraph(nats, outreach, { log });
  await eventually(() => expect(seen.at(-1)?.map(({ name }) => name)).toEqual(['outreach', 'people']));
  await publishSubgraph(nats, { ...people, sdl: 'type Query { person: ID worker: ID }' }, { log });
  await eventually(() => expect(seen.at(-1)?.[1]?.sdl).toContain('worker'));
});

test('a late watcher receives the last five publications of a service, oldest first', async () => {
  const nats = ownRegistry();
  for (let version = 1; version <= 7; version += 1)
    await publishSubgraph(nats, { ...people, version: String(version) }, { log });
  let shown: (string | undefined)[] = [];
  await watchSubgraphs(nats, {
    log,
    onChange: (publications) => void (shown = publications.map(({ subgraph }) => subgraph?.version)),
  });
  await eventually(() => expect(shown).toEqual(['3', '4', '5', '6', '7']));
});

test('a retired service disappears from the publications', async () => {
  const nats = ownRegistry();
  await publishSubgraph(nats, people, { log });
  await publishSubgraph(nats, outreach, { log });
  const seen = await watchInto(nats);
  await eventually(() => expect(seen.at(-1)).toHaveLength(2));
  await retireSubgraph(nats, 'people');
  await eventually(() => expect(seen.at(-1)?.map(({ name }) => name)).toEqual(['outreach']));
});

test('an unreadable record is ignored, and the last readable schema stays', async () => {
  const nats = ownRegistry();
  await publishSubgraph(nats, people, { log });
  const seen = await watchInto(nats);
  await (await nats.bucket('subgraphs')).put('people', 'not JSON');
  await (
    await nats.bucket('subgraphs')
  ).put('matching', JSON.stringify({ ...outreach, publishedAt: new Date().toISOString() }));
  await publishSubgraph(nats, outreach, { log });
  await eventually(() =>
    expect(seen.at(-1)?.map(({ name, sdl }) => [name, sdl])).toEqual([
      ['outreach', outreach.sdl],
      ['people', people.sdl],
    ]),
  );
});

test('a publication is retried until the broker is available', async () => {
  const nats = ownRegistry();
  let failures = 3;
  const flaky: Nats = {
    ...nats,
    bucket: (name) => (failures-- > 0 ? Promise.reject(new Error('the broker is away')) : nats.bucket(name)),
  };
  expect(await publishSubgraph(flaky, people, { log })).toBeGreaterThan(0);
});

test('a publication can be aborted, and an invalid record is refused at once', async () => {
  const away: Nats = { ...connection, bucket: () => Promise.reject(new Error('the broker is away')) };
  await expect(publishSubgraph(away, people, { log, signal: AbortSignal.timeout(100) })).rejects.toThrow();
  await expect(publishSubgraph(ownRegistry(), { ...people, url: 'file:///etc/passwd' }, { log })).rejects.toThrow();
});

test('the last good supergraph is kept, and only a gateway that has read it can replace it', async () => {
  const nats = ownRegistry();
  expect(await readLastGood(nats)).toEqual({ revision: 0 });
  const first = await writeLastGood(nats, { sdl: 'schema-1', hash: '1', services: ['people'], accepted: [] }, 0);
  expect(await readLastGood(nats)).toMatchObject({
    revision: first,
    kept: { sdl: 'schema-1', hash: '1', services: ['people'] },
  });
  expect(await writeLastGood(nats, { sdl: 'late', hash: 'x', services: [], accepted: [] }, 0)).toBeUndefined();
  const second = await writeLastGood(
    nats,
    { sdl: 'schema-2', hash: '2', services: ['people', 'outreach'], accepted: [] },
    first ?? 0,
  );
  expect(await writeLastGood(nats, { sdl: 'late', hash: 'x', services: [], accepted: [] }, first ?? 0)).toBeUndefined();
  expect(await readLastGood(nats)).toMatchObject({ revision: second, kept: { sdl: 'schema-2', hash: '2' } });
});

test('a supergraph that is larger than a message of the broker can be stored', async () => {
  const nats = ownRegistry();
  const sdl = Array.from({ length: 40_000 }, (_, index) => `type T${index} { id: ID }`).join('\n');
  await writeLastGood(nats, { sdl, hash: '1', services: [], accepted: [] }, 0);
  expect((await readLastGood(nats)).kept?.sdl).toBe(sdl);
});

test('an unreadable record counts as missing, and the next write repairs it', async () => {
  const nats = ownRegistry();
  const revision = await (await nats.bucket('supergraph')).put('last-good', '{');
  expect(await readLastGood(nats)).toEqual({ revision });
  expect(await writeLastGood(nats, { sdl: 's', hash: '1', services: [], accepted: [] }, revision)).toBeGreaterThan(
    revision,
  );
});

const by = { gateway: 'one', now: new Date() };
const refusal = {
  service: 'people',
  revision: 5,
  version: '2',
  accepted: false,
  reasons: [{ code: 'BREAKS_OPERATION', message: 'It breaks.' }],
};

test('a service receives the verdict about its own publication, at once and whenever it changes', async () => {
  const nats = ownRegistry();
  const seen: PassedVerdict[] = [];
  await writeVerdict(nats, refusal, by);
  await writeVerdict(nats, { ...refusal, service: 'outreach' }, by);
  await watchVerdict(nats, { name: 'people', revision: 5 }, (verdict) => void seen.push(verdict));
  await eventually(() =>
    expect(seen).toMatchObject([{ revision: 5, accepted: false, gateway: 'one', reasons: refusal.reasons }]),
  );
  await writeVerdict(nats, { ...refusal, accepted: true, reasons: [] }, by);
  await eventually(() => expect(seen.map(({ accepted }) => accepted)).toEqual([false, true]));
});

test('a slower gateway changes neither an accepted verdict nor the verdict about a newer publication', async () => {
  const nats = ownRegistry();
  const verdict = async () =>
    JSON.parse((await (await nats.bucket('verdicts')).get('people'))?.value ?? '{}') as PassedVerdict;
  await writeVerdict(nats, { ...refusal, accepted: true, reasons: [] }, by);
  await writeVerdict(nats, refusal, { ...by, gateway: 'slow' });
  await writeVerdict(nats, { ...refusal, revision: 4 }, { ...by, gateway: 'slow' });
  expect(await verdict()).toMatchObject({ revision: 5, accepted: true, gateway: 'one' });
  await writeVerdict(nats, { ...refusal, revision: 6 }, { ...by, gateway: 'other' });
  expect(await verdict()).toMatchObject({ revision: 6, accepted: false, gateway: 'other' });
});

/** Collects the newest schemas of each call of a watcher, sorted by name. */
async function watchInto(nats: Nats): Promise<PublishedSubgraph[][]> {
  const seen: PublishedSubgraph[][] = [];
  await watchSubgraphs(nats, {
    log,
    onChange: (publications) => {
      const newest = new Map(publications.map((publication) => [publication.name, publication]));
      seen.push(
        [...newest.values()].flatMap(({ subgraph }) => subgraph ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
    },
  });
  return seen;
}

test('a watcher receives the trusted publications, and the others with the reason; it checks again when the trusted teams change', async () => {
  const nats = ownRegistry();
  const [key, stranger] = [newKey(), newKey()];
  const teams: Teams = { people: { keys: [key], hosts: [] } };
  const trust = createTrust({ teams: () => teams, development: true });
  const seen: { trusted: string[]; distrusted: readonly Verdict[] } = { trusted: [], distrusted: [] };
  await publishSubgraph(nats, people, { log });
  const unsigned = (await (await nats.bucket('subgraphs')).get('people'))?.value ?? '';
  const watch = await watchSubgraphs(nats, {
    log,
    trust,
    onChange: (publications, distrusted) => {
      Object.assign(seen, {
        trusted: publications.map(({ name, subgraph }) => `${name} ${subgraph?.version}`),
        distrusted,
      });
    },
  });
  await eventually(() =>
    expect(seen.distrusted[0]?.reasons).toEqual([
      { code: 'UNTRUSTED_PUBLICATION', message: 'The publication is not from the team: it is not signed.' },
    ]),
  );
  await publishSubgraph(nats, people, { log, key });
  const signed = (await (await nats.bucket('subgraphs')).get('people'))?.value ?? '';
  await eventually(() => expect(seen).toEqual({ trusted: ['people 1'], distrusted: [] }));
  await publishSubgraph(nats, { ...people, version: '2' }, { log, key });
  await eventually(() => expect(seen.trusted).toEqual(['people 1', 'people 2']));
  for (const replayed of [signed, unsigned]) {
    await (await nats.bucket('subgraphs')).put('people', replayed);
    await eventually(() =>
      expect(seen.distrusted).toMatchObject([{ service: 'people', version: '1', accepted: false }]),
    );
    expect(seen.trusted).toEqual(['people 1', 'people 2']);
  }
  await publishSubgraph(nats, outreach, { log, key: stranger });
  await eventually(() => expect(seen.distrusted.map(({ service }) => service)).toContain('outreach'));
  teams['outreach'] = { keys: [stranger], hosts: [] };
  watch.recheck();
  expect(seen.trusted).toContain('outreach 1');
  watch.stop();
});

test('a service whose clock was set back still publishes a record with a later time than the last one', async () => {
  const nats = ownRegistry();
  const bucket = await nats.bucket('subgraphs');
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  await bucket.put('people', JSON.stringify({ ...people, allowBreaking: false, publishedAt: ahead }));
  await publishSubgraph(nats, { ...people, version: '2' }, { log });
  expect(
    Date.parse((JSON.parse((await bucket.get('people'))?.value ?? '{}') as { publishedAt: string }).publishedAt),
  ).toBe(Date.parse(ahead) + 1);
});

const newKey = (): TeamKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as TeamKey;
