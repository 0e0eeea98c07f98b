import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AwardDecided, MembershipStarted } from '@kexie/events';
import { DomainError, newId } from '@kexie/kernel';
import { testDatabase } from '@kexie/testing';
import { upsertExpertProfile } from '../src/expert/commands.ts';
import { endPauses } from '../src/expert/pause-watch.ts';
import type { Deps } from '../src/store.ts';
import { addTeamExperts, createServiceTeam } from '../src/team/commands.ts';
import type { ServiceTeam } from '../src/team/domain.ts';
import { county } from './builders.ts';
import { administrator, deliver, enterExperts, expertOf, knownPerson, openReplica, profileOf, silent } from './deps.ts';

const database = testDatabase('matching-replicas');
const today = new Date('2021-06-01T02:00:00Z');
let replicas: [Deps, Deps];

beforeAll(async () => {
  const first = await openReplica(database.uri, () => today);
  replicas = [first, await openReplica(database.uri, () => today)];
  await first.mongo
    .collection<{ _id: string }>('regions_view')
    .insertOne({ _id: county, ...{ version: 1, name: '藤县', level: 'COUNTY', kind: 'COUNTY' } });
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

async function society(): Promise<string> {
  const _id = newId('org');
  await replicas[0].mongo.collection<{ _id: string }>('organizations_view').insertOne({
    _id,
    ...{ version: 1, name: '茶叶学会', kind: 'SOCIETY', level: 'COUNTY', status: 'ACTIVE', regionCode: county },
  });
  return _id;
}

function form(deps: Deps, organizationId: string): Promise<ServiceTeam | null> {
  const input = { organizationId, title: '六堡茶专家服务团', regionCodes: [county], clientMutationId: newId('stm') };
  return createServiceTeam(deps, administrator, input);
}

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

test('two replicas that add experts at the same time do not exceed 500 experts in a team', async () => {
  const [{ store }] = replicas;
  const organizationId = await society();
  const team = (await form(replicas[0], organizationId)) as ServiceTeam;
  const experts = Array.from({ length: 510 }, () => {
    const person = { ...{ name: '王工', titleLevel: 'SENIOR', employerId: null }, _id: newId('per') };
    return expertOf({ ...person, regionCode: county, homeStatus: 'VERIFIED' }, { societyIds: [organizationId] });
  });
  await enterExperts(replicas[0], experts);
  const ids = experts.map(({ _id }) => _id);
  const add = (deps: Deps, expertIds: readonly string[]) =>
    addTeamExperts(deps, administrator, { id: team._id, expertIds });
  for (let from = 0; from < 495; from += 99) await add(replicas[0], ids.slice(from, from + 99));
  const refusals = await Promise.all(
    ids.slice(495, 507).map((id, index) => refusalOf(add(replicas[index % 2] as Deps, [id]))),
  );
  // each of the others may lose the race against another request, and is then refused without an effect
  expect(
    refusals.filter((code) => code !== undefined && !['QUOTA_EXCEEDED', 'VERSION_CONFLICT'].includes(code)),
  ).toEqual([]);
  for (const id of ids.slice(495)) await refusalOf(add(replicas[1], [id]));
  expect(await store.teams.require(team._id)).toMatchObject({
    expertCount: 500,
    subjects: [{ code: '61030', experts: 500 }],
  });
  expect(await store.experts.model.countDocuments({ teamIds: team._id })).toBe(500);
  const outside = (await store.experts.byIds(ids)).filter(({ teamIds }) => teamIds.length === 0);
  expect(outside).toHaveLength(10);
  expect(
    await refusalOf(
      add(
        replicas[0],
        outside.slice(0, 1).map(({ _id }) => _id),
      ),
    ),
  ).toBe('QUOTA_EXCEEDED');
}, 120_000);

test('two replicas that form teams at the same time do not exceed 20 teams of a society', async () => {
  const organizationId = await society();
  const refusals = await Promise.all(
    Array.from({ length: 24 }, (_, index) => refusalOf(form(replicas[index % 2] as Deps, organizationId))),
  );
  const formed = refusals.filter((code) => code === undefined).length;
  expect(formed).toBeLessThanOrEqual(20);
  expect(await replicas[0].store.teams.model.countDocuments({ organizationId, status: 'ACTIVE' })).toBe(formed);
  for (let rest = formed; rest < 20; rest += 1) await form(replicas[0], organizationId);
  expect(await refusalOf(form(replicas[1], organizationId))).toBe('QUOTA_EXCEEDED');
}, 60_000);

test('evidence that arrives while a profile is entered is part of its standing', async () => {
  for (let round = 0; round < 10; round += 1) {
    const person = await knownPerson(replicas[0]);
    const organizationId = newId('org');
    const membership = { membershipId: newId('mem'), personId: person._id, organizationId, role: 'MEMBER' };
    const award = { title: '最美科技工作者', year: 2021, regionCode: county, documentNo: null };
    const [expert] = await Promise.all([
      upsertExpertProfile(replicas[0], administrator, profileOf(person)),
      deliver(replicas[1], 'matching-evidence', MembershipStarted({ ...membership, joinedOn: '2021-01-01' }), 1),
      deliver(
        replicas[1],
        'matching-evidence',
        AwardDecided({ ...award, campaignId: newId('awd'), awardeeIds: [person._id] }),
        1,
      ),
    ]);
    expect(await replicas[0].store.experts.require(expert?._id ?? '')).toMatchObject({
      societyIds: [organizationId],
      honourCount: 1,
    });
  }
}, 60_000);

test('two replicas end a pause once, on its day', async () => {
  const [{ store }] = replicas;
  const pause = (until: string) => ({ status: 'PAUSED' as const, pause: { until, reason: '出国访学' } });
  const [due, later] = [
    expertOf(await knownPerson(replicas[0]), pause('2021-06-01')),
    expertOf(await knownPerson(replicas[0]), pause('2021-06-02')),
  ];
  await enterExperts(replicas[0], [due, later]);
  await Promise.all(replicas.map((deps) => endPauses(deps, silent)));
  await endPauses(replicas[0], silent);
  expect(await store.experts.require(due._id)).toMatchObject({ status: 'ACTIVE', pause: null, version: 2 });
  expect(await store.experts.require(later._id)).toMatchObject({ status: 'PAUSED', version: 1 });
});
