import { OrganizationActivated, OrganizationDissolved } from '@kexie/events';
import { newId, toDay } from '@kexie/kernel';
import { react, when, type Reaction, type Session } from '@kexie/messaging';
import {
  applicationEvents,
  dissolveMembership,
  expireApplication,
  membershipEnded,
  membershipStarted,
  rosterRoles,
  startMembership,
} from './membership/domain.ts';
import type { Deps } from './store.ts';

/**
 * The reactions to events of `organizations`. Each effect depends on the version of the organization, so repeated or
 * late events change nothing.
 */
export function createReactions({ store, now }: Pick<Deps, 'store' | 'now'>): Reaction[] {
  const { persons, memberships } = store;
  return [
    // One consumer handles both events, so that a dissolution never overtakes the activation.
    react(
      'people-roster',
      when(OrganizationActivated, async ({ data, aggregateVersion, occurredAt }, session) => {
        const { organizationId, foundedOn } = data;
        const roles = rosterRoles(data);
        const known = await persons.existing([...roles.keys()], session);
        // This service creates the ids of persons, so an unknown person will never arrive. Waiting would stop every
        // later roster.
        const missingPersonIds = [...roles.keys()].filter((id) => !known.has(id));
        if (!(await noteEvent(organizationId, aggregateVersion, { missingPersonIds }, session))) return;
        const members = new Set((await memberships.activeIn(organizationId, session)).map(({ personId }) => personId));
        const joinedOn = foundedOn ?? toDay(occurredAt);
        const started = [...roles]
          .filter(([personId]) => known.has(personId) && !members.has(personId))
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
      when(OrganizationDissolved, async ({ data, aggregateVersion }, session) => {
        const { organizationId, dissolvedOn } = data;
        if (!(await noteEvent(organizationId, aggregateVersion, { dissolvedOn }, session))) return;
        await endMemberships(organizationId, dissolvedOn, session);
        await expireApplications(organizationId, session);
      }),
    ),
  ];

  /**
   * Records the version of the newest applied event of an organization. Returns false when this or a later event was
   * already applied.
   */
  async function noteEvent(
    organizationId: string,
    version: number,
    change: { missingPersonIds: string[] } | { dissolvedOn: string },
    session: Session,
  ): Promise<boolean> {
    const roster = await memberships.roster(organizationId, session);
    if (roster && roster.version >= version) return false;
    await memberships.rosters.updateOne(
      { _id: organizationId },
      { $set: { ...change, version } },
      { upsert: true, setDefaultsOnInsert: true, session },
    );
    return true;
  }

  async function endMemberships(organizationId: string, dissolvedOn: string, session: Session): Promise<void> {
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

  async function expireApplications(organizationId: string, session: Session): Promise<void> {
    for (const application of await memberships.openApplicationsIn(organizationId, session)) {
      const next = expireApplication(application, now());
      await memberships.applications.replace(
        application,
        { next, events: applicationEvents(next) },
        session,
        organizationId,
      );
    }
  }
}
