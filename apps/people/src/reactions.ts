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

/** What the events of `organizations` mean for members. Every effect is bound to the organization's version: repeated or late events change nothing. */
export function createReactions({ store, outbox, now }: Pick<Deps, 'store' | 'outbox' | 'now'>): Reaction[] {
  const { persons, memberships } = store;
  return [
    // one consumer for both, so that a dissolution never overtakes the founding it ends
    react(
      'people-roster',
      when(OrganizationActivated, async ({ data, aggregateVersion, occurredAt }, session) => {
        const { organizationId, foundedOn } = data;
        const roles = rosterRoles(data);
        const known = await persons.existing([...roles.keys()], session);
        // a person this register does not know will never come: people itself makes the ids. To wait for one would stop every roster behind it.
        const missingPersonIds = [...roles.keys()].filter((id) => !known.has(id));
        if (!(await noteEvent(organizationId, aggregateVersion, { missingPersonIds }, session))) return;
        const members = new Set((await memberships.activeIn(organizationId, session)).map(({ personId }) => personId));
        const joinedOn = foundedOn ?? toDay(occurredAt);
        const started = [...roles]
          .filter(([personId]) => known.has(personId) && !members.has(personId))
          .map(([personId, role]) =>
            startMembership({ _id: newId('mem'), personId, organizationId, role, joinedOn, synthetic: data.synthetic }),
          );
        if (started.length === 0) return;
        await memberships.model.insertMany(started, { session });
        await persons.join(
          started.map(({ personId }) => personId),
          organizationId,
          session,
        );
        await outbox.appendEach(
          started.map((membership) => ({
            events: [membershipStarted(membership)],
            aggregate: { aggregateId: membership._id, version: 1, correlationId: organizationId },
          })),
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

  /** Remembers how far the organization's events were applied. False for one that is not newer: it was applied before, or a later one was. */
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
      const ended = { ...dissolveMembership(membership, dissolvedOn), version: membership.version + 1 };
      await memberships.model.replaceOne({ _id: ended._id }, ended, { session });
      await outbox.append(
        [membershipEnded(ended)],
        { aggregateId: ended._id, version: ended.version, correlationId: organizationId },
        session,
      );
    }
    await persons.leave(
      active.map(({ personId }) => personId),
      organizationId,
      session,
    );
  }

  async function expireApplications(organizationId: string, session: Session): Promise<void> {
    for (const application of await memberships.openApplicationsIn(organizationId, session)) {
      const expired = { ...expireApplication(application, now()), version: application.version + 1 };
      await memberships.applications.replaceOne({ _id: expired._id }, expired, { session });
      await outbox.append(
        applicationEvents(expired),
        { aggregateId: expired._id, version: expired.version, correlationId: organizationId },
        session,
      );
    }
  }
}
