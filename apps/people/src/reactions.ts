import {
  OrganizationActivated,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationTermRenewed,
  ProposalResponded,
} from '@kexie/events';
import { newId, toDay } from '@kexie/kernel';
import { on, react, when, type Reaction, type Session } from '@kexie/messaging';
import {
  applicationEvents,
  dissolveMembership,
  expireApplication,
  membershipEnded,
  membershipRoleChanged,
  membershipStarted,
  rolesAfterElection,
  rosterRoles,
  startMembership,
  transferMembership,
} from './membership/domain.ts';
import type { MembershipStore } from './membership/store.ts';
import { recordAct } from './person/commands.ts';
import type { Deps, Store } from './store.ts';

/**
 * The reactions to events of other services. The inbox ensures that each event takes effect once. Each effect also
 * depends on the version of the organization, so late events change nothing.
 */
export function createReactions(deps: Deps): Reaction[] {
  const { store, now } = deps;
  const { persons, memberships } = store;
  return [
    // One consumer handles both events, so that a dissolution never overtakes the activation.
    react(
      'people-roster',
      when(OrganizationActivated, async ({ data, aggregateVersion, occurredAt }, session) => {
        const { organizationId, foundedOn } = data;
        const roles = rosterRoles(data);
        const known = await persons.survivorsOf([...roles.keys()], session);
        // This service creates the ids of persons, so an unknown person will never arrive. Waiting would stop every
        // later roster.
        const missingPersonIds = [...roles.keys()].filter((id) => !known.has(id));
        if (!(await memberships.noteEvent(organizationId, aggregateVersion, { missingPersonIds }, session))) return;
        const members = new Set((await memberships.activeIn(organizationId, session)).map(({ personId }) => personId));
        const joinedOn = foundedOn ?? toDay(occurredAt);
        const present = new Map(
          [...roles].flatMap(([id, role]) => (known.has(id) ? [[known.get(id) as string, role]] : [])),
        );
        const started = [...present]
          .filter(([personId]) => !members.has(personId))
          .map(([personId, role]) =>
            startMembership({ _id: newId('mem'), personId, organizationId, role, joinedOn, synthetic: data.synthetic }),
          );
        await memberships.createAll(
          started.map((next) => ({ next, events: [membershipStarted(next)] })),
          session,
          organizationId,
        );
        await persons.join(
          started.map(({ personId }) => personId),
          organizationId,
          session,
        );
      }),
      when(OrganizationChanged, ({ data: { organizationId, regionCode }, aggregateVersion: version }, session) =>
        memberships.moveApplications(organizationId, { regionCode, version }, session),
      ),
      when(OrganizationTermRenewed, async ({ data, occurredAt }, session) => {
        const { organizationId, chairPersonId, startedOn } = data;
        if (!chairPersonId || (await memberships.isDissolved(organizationId, session))) return;
        await elect(store, { organizationId, chairPersonId, startedOn, today: toDay(occurredAt) }, session);
      }),
      when(OrganizationDissolved, async ({ data, aggregateVersion }, session) => {
        const { organizationId, dissolvedOn, successorId } = data;
        const effect = { dissolvedOn, successorId };
        if (!(await memberships.noteEvent(organizationId, aggregateVersion, effect, session))) return;
        const ended = { organizationId, dissolvedOn };
        const successor = successorId && (await memberships.presentSuccessor(successorId, session));
        if (successor) await transferMemberships({ persons, memberships }, ended, successor, session);
        else await endMemberships({ persons, memberships }, ended, session);
        await expireApplications(memberships, organizationId, now(), session);
      }),
    ),
    // The event names the person only when they answered by their own account.
    on(ProposalResponded, 'people-acts', async ({ data: { personId }, occurredAt }, session) => {
      if (personId) await recordAct(deps, { personId, actedOn: toDay(occurredAt) }, session);
    }),
  ];
}

/**
 * Gives the elected chair the role CHAIR, and the earlier ones COUNCIL_MEMBER. A chair who is no member becomes one, as on
 * a founding roster; a chair who is not in the register has no effect on the others, who would leave the association
 * without a chair.
 */
async function elect(
  { persons, memberships }: Pick<Store, 'persons' | 'memberships'>,
  {
    organizationId,
    startedOn,
    today,
    ...named
  }: { organizationId: string; chairPersonId: string; startedOn: string; today: string },
  session: Session,
): Promise<void> {
  const chairPersonId = (await persons.survivorsOf([named.chairPersonId], session)).get(named.chairPersonId);
  if (!chairPersonId) return;
  const members = await memberships.leadersAnd(chairPersonId, organizationId, session);
  for (const { current, next } of rolesAfterElection(members, { chairPersonId, startedOn, today }))
    await memberships.replace(current, { next, events: [membershipRoleChanged(next)] }, session, organizationId);
  if (members.some(({ personId }) => personId === chairPersonId)) return;
  const joinedOn = startedOn > today ? today : startedOn;
  const next = startMembership({ _id: newId('mem'), personId: chairPersonId, organizationId, role: 'CHAIR', joinedOn });
  await memberships.createAll([{ next, events: [membershipStarted(next)] }], session, organizationId);
  await persons.join([chairPersonId], organizationId, session);
}

async function endMemberships(
  { persons, memberships }: Pick<Store, 'persons' | 'memberships'>,
  { organizationId, dissolvedOn }: { organizationId: string; dissolvedOn: string },
  session: Session,
): Promise<void> {
  const active = await memberships.activeIn(organizationId, session);
  for (const membership of active) {
    const next = dissolveMembership(membership, dissolvedOn);
    await memberships.replace(membership, { next, events: [membershipEnded(next)] }, session, organizationId);
  }
  await persons.leave(
    active.map(({ personId }) => personId),
    organizationId,
    session,
  );
}

/**
 * The members of a merged organization become members of its successor. Who is a member there already only leaves the merged
 * one. The new memberships start before the others end, so that other services see each member in one of both at any time.
 */
async function transferMemberships(
  { persons, memberships }: Pick<Store, 'persons' | 'memberships'>,
  { organizationId, dissolvedOn }: { organizationId: string; dissolvedOn: string },
  successorId: string,
  session: Session,
): Promise<void> {
  const active = await memberships.activeIn(organizationId, session);
  const present = new Set((await memberships.activeIn(successorId, session)).map(({ personId }) => personId));
  const started = active
    .filter(({ personId }) => !present.has(personId))
    .map((membership) => transferMembership(membership, { _id: newId('mem'), organizationId: successorId }));
  await memberships.createAll(
    started.map((next) => ({ next, events: [membershipStarted(next)] })),
    session,
    organizationId,
  );
  for (const membership of active) {
    const next = dissolveMembership(membership, dissolvedOn, 'TRANSFERRED');
    await memberships.replace(
      membership,
      { next, events: [membershipEnded(next, successorId)] },
      session,
      organizationId,
    );
  }
  await persons.join(
    started.map(({ personId }) => personId),
    successorId,
    session,
  );
  await persons.leave(
    active.map(({ personId }) => personId),
    organizationId,
    session,
  );
}

async function expireApplications(
  { applications, openApplicationsIn }: MembershipStore,
  organizationId: string,
  now: Date,
  session: Session,
): Promise<void> {
  for (const application of await openApplicationsIn(organizationId, session)) {
    const next = expireApplication(application, now);
    await applications.replace(
      application,
      { next, events: applicationEvents(application, next) },
      session,
      organizationId,
    );
  }
}
