import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProposalResponded, wrapEvent } from '@kexie/events';
import { newEventId, newId, toDay } from '@kexie/kernel';
import { inTransaction, type Reaction } from '@kexie/messaging';
import { viewerOf, type Viewer } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { endMembership, importMemberships, submitMembershipApplication } from '../src/membership/commands.ts';
import { closeHome, importPersons, registerWorker, updateMyProfile, verifyWorker } from '../src/person/commands.ts';
import { letIdleHomesSleep } from '../src/person/home-watch.ts';
import type { PersonRecord } from '../src/person/domain.ts';
import { homesHaveHistories } from '../src/person/migrations.ts';
import { homeRegistrations, peopleStats } from '../src/person/statistics.ts';
import { createReactions } from '../src/reactions.ts';
import type { Deps } from '../src/store.ts';
import { administrator, county, enterAssociation, eventsOf, openReplica, silent } from './deps.ts';

const database = testDatabase('people-homes');
const dayMs = 24 * 60 * 60 * 1_000;
let now = new Date('2021-01-10T02:00:00Z');
let replicas: [Deps, Deps];
let organizationId: string;

beforeAll(async () => {
  const first = await openReplica(database.uri, () => now);
  replicas = [first, await openReplica(database.uri, () => now)];
  organizationId = await enterAssociation(first, newId('org'));
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const wait = (days: number) => {
  now = new Date(now.getTime() + days * dayMs);
};
const worker = (id: string): Viewer => viewerOf({ id, roles: ['worker'], regions: [], organizations: [] });
const present = (id: string): Promise<PersonRecord> => replicas[0].store.persons.require(id);
const status = async (id: string) => (await present(id)).home.status;

async function registered(): Promise<string> {
  const { _id } = await registerWorker(replicas[0], administrator, {
    ...{ name: '张工', phone: `138${String(randomInt(1e8)).padStart(8, '0')}`, regionCode: county, titleLevel: 'NONE' },
    ...{ subjectCodes: [], researchDirections: [], channel: 'ONLINE', consentVersion: '2021-11' },
    clientMutationId: newId('per'),
  });
  return _id;
}

async function verified(): Promise<string> {
  const id = await registered();
  const second = viewerOf({ id: 'usr_2', roles: ['administrator'], regions: [], organizations: [] });
  await verifyWorker(replicas[0], second, { id, method: 'REAL_NAME', expectedVersion: (await present(id)).version });
  return id;
}

async function active(): Promise<string> {
  const id = await verified();
  await updateMyProfile(replicas[0], worker(id), { position: '工程师', expectedVersion: (await present(id)).version });
  expect(await status(id)).toBe('ACTIVE');
  return id;
}

const apply = (deps: Deps, viewer: Viewer, personId: string) =>
  submitMembershipApplication(deps, viewer, {
    ...{ personId, organizationId, channel: 'ONLINE', clientMutationId: newId('app') },
  });

test('after a year without an act of their own a worker is DORMANT once, also when two replicas look at the same time', async () => {
  const id = await active();
  wait(364);
  await letIdleHomesSleep(replicas[0], silent);
  expect(await status(id)).toBe('ACTIVE');
  wait(1);
  await Promise.all(replicas.map((deps) => letIdleHomesSleep(deps, silent)));
  expect(await status(id)).toBe('DORMANT');
  expect(await eventsOf(replicas[0], id, 'people.home.status-changed.v1')).toMatchObject([
    { from: 'REGISTERED', to: 'VERIFIED' },
    { from: 'VERIFIED', to: 'ACTIVE' },
    { from: 'ACTIVE', to: 'DORMANT', on: toDay(now) },
  ]);
});

test('an application, a resignation and a change of the profile by the own account wake a Home, those of staff do not', async () => {
  const [one, other] = replicas;
  const [applicant, represented, member, changed] = [await active(), await active(), await active(), await active()];
  const row = { key: newId('mem'), personId: member, organizationId, joinedOn: '2020-01-01' };
  const { rows } = await importMemberships(one, administrator, { rows: [row], dryRun: false });
  wait(365);
  await letIdleHomesSleep(one, silent);
  await apply(other, worker(applicant), applicant);
  await apply(other, administrator, represented);
  await endMembership(other, worker(member), {
    ...{ id: rows[0]?.id ?? '', reason: 'RESIGNED', endedOn: toDay(now), expectedVersion: 1 },
  });
  const { version } = await present(changed);
  await updateMyProfile(other, worker(changed), { position: '总工程师', expectedVersion: version });
  expect(await Promise.all([applicant, represented, member, changed].map(status))).toEqual([
    ...['ACTIVE', 'DORMANT', 'ACTIVE', 'ACTIVE'],
  ]);
  expect((await present(applicant)).home.lastActiveOn).toBe(toDay(now));
});

test('an act on a later day is recorded without a new version, because the state stays', async () => {
  const id = await active();
  const { version } = await present(id);
  wait(20);
  await apply(replicas[1], worker(id), id);
  expect(await present(id)).toMatchObject({ version, homeIdleSince: toDay(now), home: { lastActiveOn: toDay(now) } });
});

test('an answer to a proposal by the own account wakes a Home once, and the answer that a broker records does not', async () => {
  const [id, other] = [await active(), await active()];
  wait(365);
  await letIdleHomesSleep(replicas[0], silent);
  const answer = { proposalId: newId('prp'), needId: newId('ned'), expertId: newId('exp'), side: 'EXPERT' };
  const given = { ...answer, accepted: true, status: 'EXPERT_ACCEPTED', reason: null };
  await deliver(ProposalResponded({ ...given, personId: id }));
  await deliver(ProposalResponded(given));
  expect([await status(id), await status(other)]).toEqual(['ACTIVE', 'DORMANT']);
  const { version } = await present(id);
  await deliver(ProposalResponded({ ...given, personId: id }));
  expect((await present(id)).version).toBe(version);
});

async function deliver(event: ReturnType<typeof ProposalResponded>): Promise<void> {
  const aggregate = { aggregateId: newId('prp'), aggregateVersion: 2 };
  const envelope = wrapEvent(event, { id: newEventId(), source: '/kexie/matching', ...aggregate, occurredAt: now });
  const { routes } = createReactions(replicas[1]).find(({ durable }) => durable === 'people-acts') as Reaction;
  const [route] = routes;
  const received = { ...aggregate, id: envelope.id, data: event.data, occurredAt: now, correlationId: null };
  await inTransaction(replicas[1].mongo, async (session) => route?.handle(received as never, session));
}

test('an import wakes no Home', async () => {
  const [one] = replicas;
  const row = {
    key: newId('per'),
    name: '进口',
    regionCode: county,
    homeStatus: 'REGISTERED',
    registeredOn: '2019-01-01',
  };
  const { rows } = await importPersons(one, administrator, {
    rows: [{ ...row, homeStatus: 'DORMANT' }],
    dryRun: false,
  });
  await importPersons(one, administrator, {
    rows: [{ ...row, homeStatus: 'DORMANT', position: '教授' }],
    dryRun: false,
  });
  expect(await present(rows[0]?.id ?? '')).toMatchObject({ version: 2, home: { status: 'DORMANT' } });
});

test('a worker closes the own account without a reason, staff with one; the number is free, and the history tells it', async () => {
  const [one] = replicas;
  const [own, others] = [await active(), await active()];
  const close = (viewer: Viewer, id: string, reason?: string) =>
    closeHome(one, viewer, { id, expectedVersion: 3, ...(reason !== undefined && { reason }) });
  await close(worker(own), own);
  await expect(close(administrator, others)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(close(worker(own), others, '代办')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await close(administrator, others, '本人书面申请');
  expect(await present(own)).toMatchObject({ phoneHashes: [], phoneMasked: null, home: { status: 'CLOSED' } });
  const changes = await one.store.personChanges.model.find({ fields: 'HOME' }).sort({ changedByRole: 1 }).lean();
  expect(changes).toMatchObject([
    { personId: others, reason: '本人书面申请', changedByRole: 'ADMINISTRATOR' },
    { personId: own, reason: null, changedByRole: 'PERSON' },
  ]);
  await expect(closeHome(one, worker(own), { id: own, expectedVersion: 4 })).rejects.toMatchObject({
    code: 'INVALID_TRANSITION',
  });
});

test('statistics as of a day count the states and members of that day, and months without a registration have a row', async () => {
  const deps = await openReplica(testDatabase('people-homes-stats').uri, () => now);
  try {
    const organization = await enterAssociation(deps, newId('org'));
    const rows = ['2020-01-15', '2020-01-20', '2020-04-02'].map((registeredOn, index) => ({
      ...{ key: `row ${index}`, name: '统计', regionCode: county, homeStatus: 'REGISTERED' as const, registeredOn },
    }));
    const { rows: written } = await importPersons(deps, administrator, { rows, dryRun: false });
    const [first] = written.map(({ id }) => id as string);
    const membership = { key: 'm', personId: first as string, organizationId: organization, joinedOn: '2020-02-01' };
    const { rows: members } = await importMemberships(deps, administrator, { rows: [membership], dryRun: false });
    await endMembership(deps, administrator, {
      ...{ id: members[0]?.id ?? '', reason: 'RESIGNED', endedOn: '2020-03-01', expectedVersion: 1 },
    });
    await closeHome(deps, administrator, { id: first as string, reason: '注销', expectedVersion: 1 });

    const count = async (asOf?: string) => {
      const [row] = await peopleStats(deps.store, deps.directory, administrator, { groupBy: [], asOf });
      return row && [row.persons, row.homeRegistered, row.members];
    };
    expect(await count('2020-01-17')).toEqual([1, 1, 0]);
    expect(await count('2020-02-10')).toEqual([2, 2, 1]);
    expect(await count('2020-03-01')).toEqual([2, 2, 0]);
    expect(await count(toDay(new Date(now.getTime() - dayMs)))).toEqual([3, 3, 0]);
    expect(await count()).toEqual([3, 2, 0]);

    const months = await peopleStats(deps.store, deps.directory, administrator, {
      groupBy: ['REGISTERED_MONTH'],
      filter: { registeredFrom: '2019-12-01', registeredTo: '2020-04-30' },
    });
    expect(months.map(({ keys, persons }) => [keys[0]?.code, persons])).toEqual([
      ['2019-12', 0],
      ['2020-01', 2],
      ['2020-02', 0],
      ['2020-03', 0],
      ['2020-04', 1],
    ]);
    const year = Number(toDay(now).slice(0, 4));
    const at = (day: number) => homeRegistrations(deps.store, { regionCode: county, year: day }, administrator);
    expect([(await at(year - 1)).value, (await at(year)).value]).toEqual(['3', '2']);
  } finally {
    await deps.mongo.dropDatabase();
    await deps.mongo.destroy();
  }
});

test('the migration gives each Home a history, once', async () => {
  const old = replicas[0].mongo.useDb(`${replicas[0].mongo.name}-old`);
  const persons = old.collection<{ _id: string }>('persons');
  const updatedAt = new Date('2021-05-05T17:00:00Z');
  const home = (status: string, registeredOn: string | null, verifiedOn: string | null = null) => ({
    ...{ home: { status, registeredOn, verifiedOn }, updatedAt },
  });
  await persons.insertMany([
    { _id: 'per_1', ...home('NOT_REGISTERED', null) },
    { _id: 'per_2', ...home('REGISTERED', '2020-01-01') },
    { _id: 'per_3', ...home('VERIFIED', '2020-01-01', '2020-02-02') },
    { _id: 'per_4', ...home('ACTIVE', '2020-01-01') },
    { _id: 'per_5', ...home('VERIFIED', '2020-01-01', '2020-01-01') },
  ]);
  const work = { log: silent, signal: new AbortController().signal };
  for (let run = 0; run < 2; run += 1) await homesHaveHistories.up(old, work);
  const stored = await persons.find().sort({ _id: 1 }).toArray();
  expect(stored.map((person) => [Reflect.get(person, 'homeHistory'), Reflect.get(person, 'homeIdleSince')])).toEqual([
    [[{ status: 'NOT_REGISTERED', on: '2021-05-06' }], null],
    [[{ status: 'REGISTERED', on: '2020-01-01' }], null],
    [
      [
        { status: 'REGISTERED', on: '2020-01-01' },
        { status: 'VERIFIED', on: '2020-02-02' },
      ],
      null,
    ],
    [
      [
        { status: 'REGISTERED', on: '2020-01-01' },
        { status: 'ACTIVE', on: '2021-05-06' },
      ],
      '2021-05-06',
    ],
    [[{ status: 'VERIFIED', on: '2020-01-01' }], null],
  ]);
  await old.dropDatabase();
});
