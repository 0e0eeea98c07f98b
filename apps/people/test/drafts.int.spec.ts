import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationTermRenewed } from '@kexie/events';
import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction, type Reaction } from '@kexie/messaging';
import { viewerOf, type Viewer } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { createLoaders } from '../src/loaders.ts';
import {
  changeMembershipApplicationDraft,
  decideMembershipApplication,
  endMembership,
  importMemberships,
  resubmitMembershipApplication,
  saveMembershipApplicationDraft,
  setOpenForApplications,
  submitMembershipApplication,
  submitMembershipApplicationDraft,
  withdrawMembershipApplication,
} from '../src/membership/commands.ts';
import { expireReturnedApplications } from '../src/membership/expiry-watch.ts';
import { unrenewedMembershipsLapse } from '../src/membership/migrations.ts';
import { membershipResolvers } from '../src/membership/resolvers.ts';
import { importPersons } from '../src/person/commands.ts';
import { createReactions } from '../src/reactions.ts';
import type { Deps } from '../src/store.ts';
import { administrator, county, enterAssociation, eventsOf, openReplica, silent } from './deps.ts';

const database = testDatabase('people-drafts');
const dayMs = 24 * 60 * 60 * 1_000;
let now = new Date('2021-06-10T02:00:00Z');
let replicas: [Deps, Deps];
let deps: Deps;

beforeAll(async () => {
  deps = await openReplica(database.uri, () => now);
  replicas = [deps, await openReplica(database.uri, () => now)];
  await association();
}, 60_000);

afterAll(async () => {
  for (const { mongo } of replicas) await mongo.destroy();
  await database.drop();
});

const worker = (id: string): Viewer => viewerOf({ id, roles: ['worker'], regions: [], organizations: [] });
const secretary = (organizationId: string): Viewer =>
  viewerOf({ id: 'usr_secretary', roles: ['secretary'], regions: [], organizations: [organizationId] });
const association = () => enterAssociation(deps, newId('org'));

async function person(): Promise<string> {
  const row = { key: newId('per'), name: '申请人', regionCode: county };
  const { rows } = await importPersons(deps, administrator, { rows: [row], dryRun: false });
  return rows[0]?.id ?? '';
}

async function refusal(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const application = (personId: string, organizationId: string) => ({
  ...{ personId, organizationId, channel: 'ONLINE' as const, statement: '申请', clientMutationId: newId('app') },
});
const inboxOf = async (viewer: Viewer, organizationId: string) => {
  const inbox = membershipResolvers(deps).Query?.membershipApplications as unknown as (
    ...args: unknown[]
  ) => Promise<{ edges: { node: { _id: string } }[] }>;
  const page = await inbox({}, { first: 10, filter: { organizationIds: [organizationId] } }, { viewer });
  return page.edges.map(({ node }) => node._id);
};
const setOpen = (viewer: Viewer, organizationId: string, isOpen: boolean) =>
  setOpenForApplications(deps, viewer, { organizationId, isOpen, clientMutationId: newId('app') });
const isOpen = (id: string) => createLoaders(deps.store, deps.directory).openForApplications.load(id);

test('a draft is seen by its applicant only, counts as no application, keeps its pair, and becomes an application with its submission', async () => {
  const [personId, organizationId] = [await person(), await association()];
  const draft = await saveMembershipApplicationDraft(deps, worker(personId), application(personId, organizationId));
  expect([
    await inboxOf(worker(personId), organizationId),
    await inboxOf(secretary(organizationId), organizationId),
  ]).toEqual([[draft._id], []]);
  expect(await deps.store.memberships.openCounts([organizationId])).toEqual([0]);
  expect(await refusal(submitMembershipApplication(deps, administrator, application(personId, organizationId)))).toBe(
    'DUPLICATE',
  );
  const changed = { id: draft._id, statement: '改后', expectedVersion: 1 };
  expect(await refusal(changeMembershipApplicationDraft(deps, worker(await person()), changed))).toBe('FORBIDDEN');
  const hidden = { id: draft._id, expectedVersion: 1 };
  expect(await refusal(withdrawMembershipApplication(deps, secretary(organizationId), hidden))).toBe('NOT_FOUND');
  await changeMembershipApplicationDraft(deps, worker(personId), changed);
  expect(await refusal(changeMembershipApplicationDraft(deps, worker(personId), changed))).toBe('VERSION_CONFLICT');
  expect(await eventsOf(deps, draft._id)).toEqual([]);
  const submit = { id: draft._id, expectedVersion: 2 };
  const outcomes = await Promise.all(
    replicas.map((replica) => refusal(submitMembershipApplicationDraft(replica, worker(personId), submit))),
  );
  expect(outcomes.toSorted()).toEqual(['VERSION_CONFLICT', undefined]);
  expect(await eventsOf(deps, draft._id)).toMatchObject([{ type: 'people.membership-application.submitted.v1' }]);
  expect(await inboxOf(secretary(organizationId), organizationId)).toEqual([draft._id]);
  expect(await deps.store.memberships.openCounts([organizationId])).toEqual([1]);
});

test('a closed association takes no new application and no draft, those that were submitted go on, and it can be opened again', async () => {
  const organizationId = await association();
  const [early, late] = [await person(), await person()];
  const submitted = await submitMembershipApplication(deps, worker(early), application(early, organizationId));
  expect(await isOpen(organizationId)).toBe(true);
  expect(await refusal(setOpen(secretary(newId('org')), organizationId, false))).toBe('FORBIDDEN');
  await setOpen(secretary(organizationId), organizationId, false);
  expect(await isOpen(organizationId)).toBe(false);
  expect(await refusal(submitMembershipApplication(deps, worker(late), application(late, organizationId)))).toBe(
    'REFERENCE_INACTIVE',
  );
  const draft = await saveMembershipApplicationDraft(deps, worker(late), application(late, organizationId));
  const submit = () => submitMembershipApplicationDraft(deps, worker(late), { id: draft._id, expectedVersion: 1 });
  expect(await refusal(submit())).toBe('REFERENCE_INACTIVE');
  const decide = (decision: 'START_REVIEW' | 'RETURN' | 'APPROVE', expectedVersion: number) =>
    decideMembershipApplication(deps, secretary(organizationId), {
      ...{ id: submitted._id, decision, reason: '补充', expectedVersion },
    });
  await decide('START_REVIEW', 1);
  await decide('RETURN', 2);
  await resubmitMembershipApplication(deps, worker(early), { id: submitted._id, expectedVersion: 3 });
  await decide('START_REVIEW', 4);
  expect((await decide('APPROVE', 5)).status).toBe('APPROVED');
  await setOpen(secretary(organizationId), organizationId, true);
  expect(await refusal(submit())).toBeUndefined();
});

test('only associations that may act are open for applications, and an unknown organization has no answer', async () => {
  const [partner, dissolved] = [await association(), await association()];
  const view = deps.mongo.collection<{ _id: string }>('organizations_view');
  await view.updateOne({ _id: partner }, { $set: { kind: 'ENTERPRISE' } });
  await view.updateOne({ _id: dissolved }, { $set: { status: 'DISSOLVED' } });
  expect(await Promise.all([partner, dissolved, newId('org')].map(isOpen))).toEqual([false, false, null]);
  expect(await refusal(setOpen(administrator, partner, true))).toBe('VALIDATION_FAILED');
});

test('a returned application expires after 90 days once, also when two replicas look at the same time', async () => {
  const [personId, organizationId] = [await person(), await association()];
  const { _id: id } = await submitMembershipApplication(deps, worker(personId), application(personId, organizationId));
  const decide = (decision: 'START_REVIEW' | 'RETURN', expectedVersion: number) =>
    decideMembershipApplication(deps, administrator, { id, decision, reason: '补充', expectedVersion });
  await decide('START_REVIEW', 1);
  await decide('RETURN', 2);
  const status = async () => (await deps.store.memberships.applications.require(id)).status;
  now = new Date(now.getTime() + 89 * dayMs);
  await expireReturnedApplications(deps, silent);
  expect(await status()).toBe('RETURNED');
  now = new Date(now.getTime() + dayMs);
  await Promise.all(replicas.map((replica) => expireReturnedApplications(replica, silent)));
  expect(await status()).toBe('EXPIRED');
  const events = await eventsOf(deps, id, 'people.membership-application.decided.v1');
  expect(events).toMatchObject([{ status: 'RETURNED' }, { status: 'EXPIRED' }]);
  expect(
    await refusal(submitMembershipApplication(deps, worker(personId), application(personId, organizationId))),
  ).toBe(undefined);
});

async function members(organizationId: string, ...roles: ('MEMBER' | 'CHAIR')[]): Promise<string[]> {
  const ids = await Promise.all(roles.map(() => person()));
  const rows = ids.map((personId, index) => ({
    ...{ key: newId('mem'), personId, organizationId, joinedOn: '2016-05-01', role: roles[index] as 'MEMBER' },
  }));
  await importMemberships(deps, administrator, { rows, dryRun: false });
  return ids;
}

async function renewed(organizationId: string, chairPersonId?: string | null): Promise<void> {
  const term = { organizationId, number: 2, startedOn: '2021-05-20', endsOn: '2026-05-20' };
  const event = OrganizationTermRenewed({ ...term, ...(chairPersonId !== undefined && { chairPersonId }) });
  const { routes } = createReactions(deps).find(({ durable }) => durable === 'people-roster') as Reaction;
  const route = routes.find(({ definition }) => definition.type === event.type);
  const received = { ...event, id: newId('mem'), aggregateId: organizationId, aggregateVersion: 5, occurredAt: now };
  await inTransaction(deps.mongo, async (session) => route?.handle(received as never, session));
}

const rolesIn = async (organizationId: string) => {
  const active = await inTransaction(deps.mongo, (session) => deps.store.memberships.activeIn(organizationId, session));
  return new Map(active.map(({ personId, role, roleSince }) => [personId, [role, roleSince ?? null]]));
};

test('a renewed term with a chair makes them CHAIR and the predecessor a council member, once; a term without one changes nothing', async () => {
  const organizationId = await association();
  const [old, next] = await members(organizationId, 'CHAIR', 'MEMBER');
  await renewed(organizationId);
  await renewed(organizationId, null);
  expect((await rolesIn(organizationId)).get(old as string)).toEqual(['CHAIR', null]);
  await renewed(organizationId, next);
  await renewed(organizationId, next);
  const roles = await rolesIn(organizationId);
  expect([roles.get(old as string), roles.get(next as string)]).toEqual([
    ['COUNCIL_MEMBER', '2021-05-20'],
    ['CHAIR', '2021-05-20'],
  ]);
  const { edges } = {
    edges: await inTransaction(deps.mongo, (session) => deps.store.memberships.ofPerson(next as string, session)),
  };
  expect(await eventsOf(deps, edges[0]?._id ?? '', 'people.membership.role-changed.v1')).toMatchObject([
    { role: 'CHAIR', since: '2021-05-20' },
  ]);
});

test('an elected chair who is no member becomes one, and a chair who is not in the register changes nothing', async () => {
  const organizationId = await association();
  const [old] = await members(organizationId, 'CHAIR');
  await renewed(organizationId, newId('per'));
  expect([...(await rolesIn(organizationId)).keys()]).toEqual([old]);
  const elected = await person();
  await renewed(organizationId, elected);
  await renewed(organizationId, elected);
  const roles = await rolesIn(organizationId);
  expect([roles.get(old as string)?.[0], roles.get(elected)?.[0], roles.size]).toEqual(['COUNCIL_MEMBER', 'CHAIR', 2]);
  expect((await deps.store.persons.require(elected)).organizationIds).toEqual([organizationId]);
});

test('a membership that is not renewed is LAPSED, the person can join again, and the migration brings earlier ones to this state', async () => {
  const organizationId = await association();
  const [personId] = await members(organizationId, 'MEMBER');
  const [membership] = await inTransaction(deps.mongo, (session) =>
    deps.store.memberships.ofPerson(personId as string, session),
  );
  const id = membership?._id ?? '';
  const end = { id, reason: 'NON_RENEWAL' as const, endedOn: toDay(now), expectedVersion: 1 };
  expect(await refusal(endMembership(deps, worker(personId as string), end))).toBe('FORBIDDEN');
  await endMembership(deps, secretary(organizationId), end);
  expect(await deps.store.memberships.require(id)).toMatchObject({ status: 'LAPSED', endReason: 'NON_RENEWAL' });
  expect(await eventsOf(deps, id, 'people.membership.ended.v1')).toMatchObject([{ reason: 'NON_RENEWAL' }]);
  const again = application(personId as string, organizationId);
  expect(await refusal(submitMembershipApplication(deps, worker(personId as string), again))).toBeUndefined();

  await deps.store.memberships.model.updateOne({ _id: id }, { $set: { status: 'ENDED' } });
  const work = { log: silent, signal: new AbortController().signal };
  for (let run = 0; run < 2; run += 1) await unrenewedMembershipsLapse.up(deps.mongo, work);
  expect((await deps.store.memberships.require(id)).status).toBe('LAPSED');
});
