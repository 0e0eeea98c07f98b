import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction } from '@kexie/messaging';
import { viewerOf, type Viewer } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { importAwardCampaigns, nominate, openAwardCampaign } from '../src/award/commands.ts';
import { createLoaders } from '../src/loaders.ts';
import { changeMembershipRole, importMemberships, submitMembershipApplication } from '../src/membership/commands.ts';
import { decideMerge, offerMerge } from '../src/merge/commands.ts';
import type { MergeOfferRecord } from '../src/merge/domain.ts';
import { closeHome, correctPerson, importPersons, registerWorker, updateMyProfile } from '../src/person/commands.ts';
import type { PersonRecord } from '../src/person/domain.ts';
import { peopleStats } from '../src/person/statistics.ts';
import { recordCareVisit } from '../src/recognition/commands.ts';
import type { Deps } from '../src/store.ts';
import { administrator, county, enterAssociation, eventsOf, openReplica } from './deps.ts';

const database = testDatabase('people-merges');
const now = new Date('2021-06-10T02:00:00Z');
let replicas: [Deps, Deps];
let deps: Deps;

beforeAll(async () => {
  deps = await openReplica(database.uri, () => now);
  replicas = [deps, await openReplica(database.uri, () => now)];
  await enterAssociation(deps, newId('org'));
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const viewer = (id: string, role: string, regions: string[] = []): Viewer =>
  viewerOf({ id, roles: [role], regions, organizations: [] });
const second = viewer('usr_second', 'staff', ['450400']);
const city = viewer('usr_city', 'staff', ['450400']);
const number = () => `138${String(randomInt(1e8)).padStart(8, '0')}`;
const registration = (phone: string, changes: object = {}) => ({
  ...{ name: '张工', phone, regionCode: county, titleLevel: 'NONE' as const, subjectCodes: [], researchDirections: [] },
  ...{ channel: 'ONLINE' as const, consentVersion: '2021-11', clientMutationId: newId('per') },
  ...changes,
});
const present = (id: string): Promise<PersonRecord> => deps.store.persons.require(id);

async function imported(changes: object = {}): Promise<string> {
  const row = { key: newId('per'), name: '进口', regionCode: county, ...changes };
  const { rows } = await importPersons(deps, administrator, { rows: [row], dryRun: false });
  return rows[0]?.id ?? '';
}

async function refusal(request: Promise<unknown>): Promise<DomainError | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const offersFor = (survivorId: string): Promise<MergeOfferRecord[]> =>
  deps.store.merges.model.find({ survivorId }).sort({ _id: 1 }).lean<MergeOfferRecord[]>();

/** Offers a merge of two records, and accepts it. */
async function merged(survivorId: string, mergedId: string): Promise<void> {
  const offer = { survivorId, mergedId, reason: '同一人', clientMutationId: newId('mrg') };
  const { _id: id } = await offerMerge(deps, administrator, offer);
  await decideMerge(deps, city, { id, accept: true, reason: '已核实', expectedVersion: 1 });
}

async function member(personId: string, organizationId: string, joinedOn: string): Promise<string> {
  const row = { key: newId('mem'), personId, organizationId, joinedOn };
  const { rows } = await importMemberships(deps, administrator, { rows: [row], dryRun: false });
  return rows[0]?.id ?? '';
}

test('a registration with the number of another worker tells nothing about them, and opens one offer, also when it is repeated in two replicas', async () => {
  const phone = number();
  const holder = await registerWorker(deps, administrator, registration(phone, { name: '李持有' }));
  const applicant = viewer('usr_applicant', 'worker');
  const again = () =>
    Promise.all(
      replicas.map((replica) =>
        refusal(registerWorker(replica, applicant, registration(phone, { titleName: '工程师' }))),
      ),
    );
  const refusals = [...(await again()), ...(await again())];
  for (const error of refusals) {
    expect([error?.code, error?.inputPath]).toEqual(['DUPLICATE', ['phone']]);
    expect(error?.message).not.toMatch(/李持有|per_|450422/);
  }
  const offers = await offersFor(holder._id);
  expect(offers).toMatchObject([
    {
      origin: 'REGISTRATION',
      status: 'OPEN',
      openedBy: 'usr_applicant',
      candidate: { titleName: '工程师', phoneHashes: [] },
    },
  ]);
  expect(await deps.store.persons.find(offers[0]?.mergedId ?? '')).toBeNull();
});

test('an accepted registration completes the record that has the number, and its id answers that record from then on', async () => {
  const phone = number();
  const holder = await imported({ titleLevel: 'SENIOR' });
  await correctPerson(deps, administrator, { id: holder, phone, reason: '补登', expectedVersion: 1 });
  const stated = registration(phone, { titleName: '教授', titleLevel: 'JUNIOR' });
  await refusal(registerWorker(deps, viewer('usr_a', 'worker'), stated));
  const [offer] = await offersFor(holder);
  await decideMerge(deps, city, { id: offer?._id ?? '', accept: true, reason: '本人', expectedVersion: 1 });

  const survivor = await present(holder);
  expect(survivor).toMatchObject({ titleName: '教授', titleLevel: 'SENIOR', home: { status: 'REGISTERED' } });
  expect(survivor.phoneHashes.length).toBeGreaterThan(0);
  const mergedId = offer?.mergedId ?? '';
  expect((await createLoaders(deps.store, deps.directory).person.load(mergedId))?._id).toBe(holder);
  expect(await eventsOf(deps, mergedId)).toEqual(
    expect.arrayContaining([{ type: 'people.person.merged.v1', mergedId, survivorId: holder }]),
  );
  expect((await offersFor(holder))[0]).toMatchObject({ status: 'ACCEPTED', candidate: null, decisionReason: '本人' });
});

test('a declined registration leaves no fact of it, and another number can be registered', async () => {
  const phone = number();
  const { _id } = await registerWorker(deps, administrator, registration(phone));
  await refusal(registerWorker(deps, viewer('usr_b', 'worker'), registration(phone)));
  const [offer] = await offersFor(_id);
  const decide = { id: offer?._id ?? '', accept: false, expectedVersion: 1 };
  expect((await refusal(decideMerge(deps, city, { ...decide, reason: ' ' })))?.code).toBe('VALIDATION_FAILED');
  await decideMerge(deps, city, { ...decide, reason: '号码已转让' });
  expect((await offersFor(_id))[0]).toMatchObject({ status: 'DECLINED', candidate: null, openKey: null });
  expect((await refusal(decideMerge(deps, second, { ...decide, expectedVersion: 2, reason: '再次' })))?.code).toBe(
    'INVALID_TRANSITION',
  );
  expect(await refusal(registerWorker(deps, viewer('usr_b', 'worker'), registration(number())))).toBeUndefined();
});

test('staff decide only about records of which both lie in their regions, and not about what they have opened', async () => {
  const phone = number();
  await deps.mongo
    .collection<{ _id: string }>('regions_view')
    .updateOne(
      { _id: '450421' },
      { $set: { version: 1, name: '苍梧县', level: 'COUNTY', kind: 'COUNTY' } },
      { upsert: true },
    );
  const { _id } = await registerWorker(deps, administrator, registration(phone));
  const claimant = await registerWorker(deps, administrator, registration(number(), { regionCode: '450421' }));
  const worker = viewer(claimant._id, 'worker');
  const taken = await refusal(updateMyProfile(deps, worker, { phone, expectedVersion: 1 }));
  expect(taken?.code).toBe('DUPLICATE');
  const [offer] = await offersFor(_id);
  expect(offer).toMatchObject({ origin: 'PROFILE', mergedId: claimant._id, regionCodes: [county, '450421'] });
  const decide = { id: offer?._id ?? '', accept: true, reason: '核实', expectedVersion: 1 };
  const page = async (regions: string[]) =>
    (await deps.store.merges.page({ first: 50 }, regions)).edges.map(({ node }) => node._id);
  for (const region of [county, '450421']) {
    expect(await page([region])).toContain(offer?._id);
    expect((await refusal(decideMerge(deps, viewer('usr_c', 'staff', [region]), decide)))?.code).toBe('FORBIDDEN');
  }
  expect(await page(['450423'])).not.toContain(offer?._id);
  expect((await refusal(decideMerge(deps, viewer(claimant._id, 'administrator'), decide)))?.code).toBe('FORBIDDEN');
  expect(await refusal(decideMerge(deps, city, decide))).toBeUndefined();
});

test('of two memberships of one association the older stays, and of two open applications the older stays', async () => {
  const [one, other, third] = await Promise.all([1, 2, 3].map(() => enterAssociation(deps, newId('org'))));
  const [survivor, gone] = [await imported(), await imported()];
  await member(survivor, one as string, '2021-03-01');
  const older = await member(gone, one as string, '2020-01-01');
  const single = await member(gone, other as string, '2020-05-01');
  const apply = (personId: string) =>
    submitMembershipApplication(deps, administrator, {
      ...{ personId, organizationId: third as string, channel: 'PAPER', clientMutationId: newId('app') },
    });
  const [first, later] = [await apply(gone), await apply(survivor)];
  await merged(survivor, gone);

  const memberships = await inTransaction(deps.mongo, (session) => deps.store.memberships.ofPerson(survivor, session));
  const active = memberships.filter(({ status }) => status === 'ACTIVE').map(({ _id }) => _id);
  expect(active.toSorted()).toEqual([older, single].toSorted());
  const [ended] = memberships.filter(({ status }) => status === 'ENDED');
  expect(ended).toMatchObject({ endReason: 'TRANSFERRED', endedOn: toDay(now), joinedOn: '2021-03-01' });
  expect(await eventsOf(deps, ended?._id ?? '', 'people.membership.ended.v1')).toMatchObject([
    { personId: survivor, reason: 'TRANSFERRED' },
  ]);
  expect((await present(survivor)).organizationIds.toSorted()).toEqual([one, other].toSorted());
  expect((await present(gone)).organizationIds).toEqual([]);
  const applications = await deps.store.memberships.applications.byIds([first._id, later._id]);
  const state = new Map(applications.map(({ _id, applicantId, status }) => [_id, [applicantId, status]]));
  expect([state.get(first._id), state.get(later._id)]).toEqual([
    [survivor, 'SUBMITTED'],
    [survivor, 'WITHDRAWN'],
  ]);
});

test('nominations, honours, awards, care visits and the history of changes follow; a visit that both records have stays once', async () => {
  const nominator = await enterAssociation(deps, newId('org'));
  const [survivor, gone] = [await imported(), await imported()];
  const award = { title: newId('awd'), year: 2020, regionCode: county, edition: 1, conferredBy: ['县委'], quota: 2 };
  const { rows } = await importAwardCampaigns(deps, administrator, {
    rows: [{ ...award, key: newId('awd'), awardeeIds: [gone] }],
    dryRun: false,
  });
  const open = async () =>
    (
      await openAwardCampaign(deps, administrator, {
        ...{ ...award, title: newId('awd'), year: 2021, opensOn: '2021-01-01', closesOn: '2021-12-31' },
        clientMutationId: newId('awd'),
      })
    )._id;
  const [both, one] = [await open(), await open()];
  const nominated = async (campaignId: string, nomineeId: string) =>
    (
      await nominate(deps, administrator, {
        ...{ campaignId, nomineeId, nominatedById: nominator, summary: '事迹', clientMutationId: newId('nom') },
      })
    )._id;
  await nominated(both, survivor);
  const [twice, alone] = [await nominated(both, gone), await nominated(one, gone)];
  const visit = (personId: string, visitedOn: string) =>
    recordCareVisit(deps, administrator, {
      ...{ personId, visitedOn, visitors: ['书记'], occasion: '春节慰问', clientMutationId: newId('vis') },
    });
  await visit(survivor, '2021-02-01');
  await visit(gone, '2021-02-01');
  await visit(gone, '2021-05-30');
  await correctPerson(deps, administrator, {
    id: gone,
    position: '科长',
    reason: '更正',
    expectedVersion: (await present(gone)).version,
  });
  await merged(survivor, gone);

  expect((await present(survivor)).honours).toMatchObject([{ campaignId: rows[0]?.id }]);
  expect((await deps.store.awards.require(rows[0]?.id ?? '')).awardeeIds).toEqual([survivor]);
  expect(await deps.store.awards.nominations.require(alone)).toMatchObject({
    nomineeId: survivor,
    status: 'SUBMITTED',
  });
  expect(await deps.store.awards.nominations.require(twice)).toMatchObject({ nomineeId: gone, status: 'WITHDRAWN' });
  const visits = await deps.store.careVisits.model.find({ personId: survivor }).sort({ visitedOn: 1 }).lean();
  expect(visits.map(({ visitedOn }) => visitedOn)).toEqual(['2021-02-01', '2021-05-30']);
  expect(await deps.store.careVisits.model.countDocuments({ personId: gone })).toBe(0);
  expect(await deps.store.personChanges.model.countDocuments({ personId: survivor })).toBe(1);
  expect((await present(survivor)).position).toBe('科长');
});

test('a merged record is changed and named no more, is in no list and no count, and later merges lead to the last survivor', async () => {
  const organizationId = await enterAssociation(deps, newId('org'));
  const [first, middle, last] = [await imported(), await imported(), await imported()];
  const count = async () =>
    (await peopleStats(deps.store, deps.directory, administrator, { groupBy: [] }))[0]?.persons ?? 0;
  const before = await count();
  await merged(middle, first);
  expect(await count()).toBe(before - 1);
  const version = (await present(first)).version;
  const codes = [
    refusal(correctPerson(deps, administrator, { id: first, position: 'x', reason: 'y', expectedVersion: version })),
    refusal(closeHome(deps, administrator, { id: first, reason: 'y', expectedVersion: version })),
    refusal(member(first, organizationId, '2020-01-01')),
    refusal(merged(last, first)),
  ];
  expect((await Promise.all(codes)).map((error) => error?.code)).toEqual([
    ...['INVALID_TRANSITION', 'INVALID_TRANSITION', undefined, 'REFERENCE_INACTIVE'],
  ]);
  expect(await deps.store.memberships.model.countDocuments({ personId: first })).toBe(0);
  await merged(last, middle);
  expect((await present(first)).mergedInto).toBe(last);
  const page = await deps.store.persons.page({ first: 100, filter: {} });
  expect(page.edges.map(({ node }) => node._id)).not.toContain(first);
});

test('of two decisions at the same time one merges, and the other offers about the merged record end', async () => {
  const [survivor, gone, other] = [await imported(), await imported(), await imported()];
  const offer = (a: string, b: string) =>
    offerMerge(deps, administrator, { survivorId: a, mergedId: b, reason: '同一人', clientMutationId: newId('mrg') });
  const [first, rival] = [await offer(survivor, gone), await offer(other, gone)];
  expect((await refusal(offer(survivor, gone)))?.code).toBe('DUPLICATE');
  const accept = (replica: Deps, id: string) =>
    refusal(decideMerge(replica, city, { id, accept: true, reason: '核实', expectedVersion: 1 }));
  const outcomes = await Promise.all([accept(replicas[0], first._id), accept(replicas[1], rival._id)]);
  expect(outcomes.filter((error) => error === undefined)).toHaveLength(1);
  const statuses = (await deps.store.merges.byIds([first._id, rival._id])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(['ACCEPTED', 'DECLINED']);
  expect(await eventsOf(deps, gone, 'people.person.merged.v1')).toHaveLength(1);
});

test('a role that begins after the day of the merge does not keep a membership from ending', async () => {
  const organizationId = await enterAssociation(deps, newId('org'));
  const [survivor, gone] = [await imported(), await imported()];
  await member(survivor, organizationId, '2019-01-01');
  const id = await member(gone, organizationId, '2020-01-01');
  await changeMembershipRole(deps, administrator, { id, role: 'VICE_CHAIR', since: toDay(now), expectedVersion: 1 });
  await merged(survivor, gone);
  expect(await deps.store.memberships.require(id)).toMatchObject({
    status: 'ENDED',
    endedOn: toDay(now),
    personId: survivor,
  });
});
