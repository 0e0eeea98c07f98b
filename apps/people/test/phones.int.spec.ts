import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { DomainError, newId } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { viewerOf } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { addPhoneKey, correctPerson, registerWorker, retirePhoneKey, updateMyProfile } from '../src/person/commands.ts';
import type { PersonRecord } from '../src/person/domain.ts';
import { phoneHashesHaveKeyVersions } from '../src/person/migrations.ts';
import { createStore, type Deps } from '../src/store.ts';
import { administrator, county, enterAssociation, openReplica, silent } from './deps.ts';

const database = testDatabase('people-phones');
let now = new Date('2026-12-01T02:00:00Z');
let replicas: [Deps, Deps];

beforeAll(async () => {
  const first = await openReplica(database.uri, () => now);
  replicas = [first, await openReplica(database.uri, () => now)];
  await enterAssociation(first, newId('org'));
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const number = () => `138${String(randomInt(1e8)).padStart(8, '0')}`;
const registration = (phone: string) => ({
  ...{ name: '张工', phone, regionCode: county, titleLevel: 'NONE' as const, subjectCodes: [], researchDirections: [] },
  ...{ channel: 'ONLINE' as const, consentVersion: '2021-11', clientMutationId: newId('per') },
});
const register = (deps: Deps, phone: string) => registerWorker(deps, administrator, registration(phone));
const addKey = (deps: Deps) => addPhoneKey(deps, administrator, { clientMutationId: newId('per') });
const retire = (deps: Deps, version: number) => retirePhoneKey(deps, administrator, { version });
const wait = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

/** The code of the refusal, or undefined if the request succeeds. */
async function refusalOf(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test('a number is found under every live key, also in a replica that did not make the key', async () => {
  const [one, other] = replicas;
  const [before, after] = [number(), number()];
  await register(one, before);
  const key = await addKey(one);
  await register(other, after);
  expect(await refusalOf(register(other, before))).toBe('DUPLICATE');
  expect(await refusalOf(register(one, after))).toBe('DUPLICATE');
  expect(await one.store.phones.knownUnder(key.number)).toBe(1);
});

test('a person who gives the number again is known under the newest key, without a new version or an entry of the history', async () => {
  const [one, other] = replicas;
  const phone = number();
  const { _id, version } = await register(one, phone);
  const key = await addKey(one);
  const worker = viewerOf({ id: _id, roles: ['worker'], regions: [], organizations: [] });
  const again = await updateMyProfile(other, worker, { phone, expectedVersion: version });
  const stored = await one.store.persons.require(_id);
  expect([again.version, stored.version]).toEqual([version, version]);
  expect(stored.phoneHashes.some((hash) => hash.startsWith(`${key.number}:`))).toBe(true);
  expect(await one.store.personChanges.model.countDocuments({ personId: _id })).toBe(0);
  wait(6);
  for (const { number: old } of await one.store.phones.all()) if (old < key.number) await retire(one, old);
  expect(await refusalOf(register(other, phone))).toBe('DUPLICATE');
});

test('a retired key no longer matches, its value and hashes are deleted, and the persons known only under it are counted', async () => {
  const [one, other] = replicas;
  const [lost, kept] = [number(), number()];
  const [old] = (await one.store.phones.all()).filter(({ retiredAt }) => !retiredAt);
  const { _id } = await register(one, lost);
  const newest = await addKey(one);
  await register(other, kept);
  expect(await refusalOf(retire(other, old?.number ?? 0))).toBe('INVALID_TRANSITION');
  wait(6);
  const only = await one.store.phones.knownOnlyUnder(old?.number ?? 0);
  const retired = await retire(other, old?.number ?? 0);
  expect(retired).toMatchObject({ value: null, lostPersons: only });
  expect(only).toBeGreaterThan(0);
  expect(await one.store.phones.knownUnder(old?.number ?? 0)).toBe(0);
  const person = (await one.store.persons.find(_id)) as PersonRecord;
  expect([person.phoneHashes, person.phoneMasked?.slice(3, 7)]).toEqual([[], '****']);

  expect(await refusalOf(register(one, kept))).toBe('DUPLICATE');
  expect(await refusalOf(register(one, lost))).toBeUndefined();
  const again = { id: _id, phone: lost, reason: '重新登记', expectedVersion: person.version };
  expect(await refusalOf(correctPerson(one, administrator, again))).toBe('DUPLICATE');
  expect(await retire(one, old?.number ?? 0)).toEqual(retired);
  expect(await refusalOf(retire(one, newest.number))).toBe('INVALID_TRANSITION');
});

test('two registrations of a number that run at the same time under different keys end with one person', async () => {
  const [one, other] = replicas;
  const phone = number();
  let ranUnderAnotherKey = false;
  const outcome = await refusalOf(
    one.store.persons.refusingDuplicates(() =>
      inTransaction(one.mongo, async (session) => {
        const hashes = await one.store.phones.protect(`+86${phone}`, session);
        if (!ranUnderAnotherKey) {
          await addKey(other);
          await register(other, phone);
          ranUnderAnotherKey = true;
        }
        const [template] = await one.store.persons.model.find().limit(1).lean<PersonRecord[]>();
        const next = { ...(template as PersonRecord), ...hashes, _id: newId('per'), version: 1 };
        await one.store.persons.create({ next, events: [] }, session);
      }),
    ),
  );
  expect(outcome).toBe('DUPLICATE');
  expect(await refusalOf(register(one, phone))).toBe('DUPLICATE');
});

test('registrations that race in two replicas while keys are added end with one person for each number', async () => {
  const [one, other] = replicas;
  const live = (await one.store.phones.all()).filter(({ retiredAt }) => !retiredAt);
  wait(6);
  for (const { number: old } of live.slice(0, -1)) await retire(one, old);
  const numbers = Array.from({ length: 6 }, number);
  const racing = numbers.flatMap((phone) => [refusalOf(register(one, phone)), refusalOf(register(other, phone))]);
  const keys = [addKey(one), refusalOf(addKey(other))];
  const outcomes = await Promise.all(racing);
  await Promise.allSettled(keys);
  for (let index = 0; index < outcomes.length; index += 2)
    expect(outcomes.slice(index, index + 2).toSorted()).toEqual(['DUPLICATE', undefined]);
  for (const phone of numbers) expect(await refusalOf(register(other, phone))).toBe('DUPLICATE');
}, 60_000);

test('no sequence of registrations, changes of numbers and keys gives a number to two persons who both match', async () => {
  const command = fc.constantFrom('register', 'again', 'change', 'add', 'retire');
  const steps = fc.array(fc.record({ command, which: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 5,
    maxLength: 15,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const numbers = [number(), number(), number()];
      const holders = new Map<string, string>();
      for (const [index, { command: name, which }] of sequence.entries()) {
        const deps = replicas[index % 2] as Deps;
        const phone = numbers[which] as string;
        const live = (await deps.store.phones.all()).filter(({ retiredAt }) => !retiredAt);
        if (name === 'add') await refusalOf(addKey(deps));
        else if (name === 'retire') {
          wait(6);
          await refusalOf(retire(deps, live[0]?.number ?? 0));
          for (const [held, id] of holders)
            if ((await deps.store.persons.require(id)).phoneHashes.length === 0) holders.delete(held);
        } else if (name === 'register') {
          const outcome = await refusalOf(register(deps, phone).then(({ _id }) => holders.set(phone, _id)));
          expect(outcome === undefined || holders.has(phone)).toBe(true);
        } else {
          const id = [...holders.values()][which];
          if (id === undefined) continue;
          const present = await deps.store.persons.require(id);
          const own = [...holders].find(([, holder]) => holder === id)?.[0] as string;
          const wanted = name === 'again' ? own : phone;
          const outcome = await refusalOf(
            correctPerson(deps, administrator, { id, phone: wanted, reason: '更正', expectedVersion: present.version }),
          );
          const isTaken = holders.has(wanted) && holders.get(wanted) !== id;
          expect(outcome).toBe(isTaken ? 'DUPLICATE' : undefined);
          if (isTaken) continue;
          holders.delete(own);
          holders.set(wanted, id);
        }
        for (const [held, id] of holders) {
          const { phoneHashes } = await inTransaction(deps.mongo, (session) =>
            deps.store.phones.protect(`+86${held}`, session),
          );
          const matching = await deps.store.persons.model.find({ phoneHashes: mongoose.trusted({ $in: phoneHashes }) });
          expect(matching.map(({ _id }) => _id)).toEqual([id]);
        }
      }
    }),
    { numRuns: 6 },
  );
}, 120_000);

test('the migration keeps the numbers of earlier versions, once, and removes the old key', async () => {
  const { mongo } = replicas[0];
  const phones = createStore(mongo.useDb(`${mongo.name}-old`), replicas[0].outbox).phones;
  const old = mongo.useDb(`${mongo.name}-old`);
  await old.collection<{ _id: string }>('settings').insertOne({ _id: 'phone-key', ...{ value: 'ab'.repeat(32) } });
  const persons = old.collection<{ _id: string }>('persons');
  await persons.insertMany([
    { _id: 'per_1', ...{ phoneHash: 'cafe' } },
    { _id: 'per_2', ...{ phoneHash: null } },
  ]);
  const work = { log: silent, signal: new AbortController().signal };
  for (let run = 0; run < 2; run += 1) await phoneHashesHaveKeyVersions.up(old, work);
  expect(await persons.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'per_1', phoneHashes: ['1:cafe'] },
    { _id: 'per_2', phoneHashes: [] },
  ]);
  await phones.prepare(now);
  expect(await phones.all()).toMatchObject([{ number: 1, value: 'ab'.repeat(32), retiredAt: null }]);
  expect(await old.collection<{ _id: string }>('settings').findOne({ _id: 'phone-key' })).toBeNull();
  await old.dropDatabase();
});
