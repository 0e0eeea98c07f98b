import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, type Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, inTransaction, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { checked, type Attention } from '../src/attention/domain.ts';
import { announceUnmet } from '../src/commitment-watch.ts';
import { set, withdraw } from '../src/commitment/domain.ts';
import { commitmentYears } from '../src/commitment/statistics.ts';
import type { AttentionKind } from '../src/generated/graphql.ts';
import { createStore, type Store } from '../src/store.ts';

const nothing = () => undefined;
const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };
const database = testDatabase('commitment-watch');
const [september, october, december] = ['2021-09-30', '2021-10-01', '2021-12-31'].map(
  (day) => new Date(`${day}T04:00:00Z`),
) as [Date, Date, Date];

let mongo: Mongo;
let stores: [Store, Store];
let sent: () => Promise<{ regionCode: string; kind: string; year: number; held: number; noticedOn: string }[]>;

beforeAll(async () => {
  mongo = await connectMongo(database.uri, { log: silent });
  const outbox = createOutbox(mongo);
  stores = [createStore(mongo, outbox), createStore(mongo, outbox)];
  await prepareCollections(mongo);
  sent = async () => {
    type Row = { type: string; data: Awaited<ReturnType<typeof sent>>[number] };
    const rows = await mongo.collection<Row>('outbox').find({ type: 'organizations.commitment.unmet.v1' }).toArray();
    return rows.map(({ data }) => data);
  };
}, 60_000);

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

async function commit(regionCode: string, kind: AttentionKind, fromYear = 2018): Promise<string> {
  const facts = { regionCode, kind, minimumPerYear: 1, fromYear, untilYear: null, document: null };
  const decision = set(newId('cmt'), facts);
  return inTransaction(mongo, (session) => stores[0].commitments.create(decision, session));
}

async function record(regionCode: string, kind: AttentionKind, year: number): Promise<void> {
  const facts = checked({ regionCode, kind, year, body: '县委' }, december);
  const next: Attention = { ...facts, _id: newId('att'), version: 1, importKey: null };
  await inTransaction(mongo, (session) => stores[0].attentions.create({ next, events: [] }, session));
}

const announce = (now: Date, store: Store = stores[0]) => announceUnmet({ store, now: () => now });

test('a commitment that is not met in the fourth quarter is announced once, with several replicas and on each later day', async () => {
  await commit('450421', 'SPECIAL_STUDY');
  await commit('450422', 'SPECIAL_STUDY');
  await record('450422', 'SPECIAL_STUDY', 2021);
  await commit('450423', 'SPECIAL_STUDY', 2022);
  const wrong = await commit('450481', 'SPECIAL_STUDY');
  await stores[0].commitments.update(
    { id: wrong },
    { decide: (current) => withdraw(current, { reason: '误录', by: 'usr_1', at: october }) },
  );

  await announce(september);
  expect(await sent()).toEqual([]);

  await Promise.all(stores.map((store) => announce(october, store)));
  await announce(december);
  expect(await sent()).toEqual([
    expect.objectContaining({
      regionCode: '450421',
      kind: 'SPECIAL_STUDY',
      year: 2021,
      required: 1,
      held: 0,
      noticedOn: '2021-10-01',
    }),
  ]);
  const { edges } = await commitmentYears(stores[0], { filter: { fromYear: 2021, toYear: 2021 }, now: december });
  const units = edges.map(({ node }) => node._id);
  expect(units.map(({ regionCode }) => regionCode)).toEqual(['450421', '450422']);
  expect(await stores[0].commitments.alertsOf(units)).toEqual(['2021-10-01', null]);
});

test('each year and each kind is announced for itself, over all pages', async () => {
  const regions = Array.from({ length: 120 }, (_, index) => `4504211${String(index + 10).padStart(2, '0')}`);
  for (const regionCode of regions) await commit(regionCode, 'FIELD_VISIT', 2022);
  const nextYear = new Date('2022-11-01T04:00:00Z');
  await announce(nextYear);
  const announced = (await sent()).filter(({ year }) => year === 2022);
  expect(announced.filter(({ kind }) => kind === 'FIELD_VISIT')).toHaveLength(120);
  expect(
    announced
      .filter(({ kind }) => kind === 'SPECIAL_STUDY')
      .map(({ regionCode }) => regionCode)
      .sort(),
  ).toEqual(['450421', '450422', '450423']);
}, 60_000);
