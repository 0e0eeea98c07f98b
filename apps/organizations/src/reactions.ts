import { MembershipEnded, MembershipStarted, WorkerProfileChanged, WorkerRegistered } from '@kexie/events';
import { react, when, type Reaction } from '@kexie/messaging';
import type { Organizations } from './organization/store.ts';
import type { Persons } from './person/store.ts';

/** The reactions to events of `people`. The inbox ensures that each event takes effect once. */
export function createReactions({
  organizations,
  persons,
}: {
  organizations: Organizations;
  persons: Persons;
}): Reaction[] {
  return [
    react(
      'organizations-member-count',
      when(MembershipStarted, ({ data }, session) => organizations.countMember(data.organizationId, 1, session)),
      when(MembershipEnded, ({ data }, session) => organizations.countMember(data.organizationId, -1, session)),
    ),
    react(
      'organizations-persons',
      when(
        WorkerRegistered,
        async ({ data, aggregateVersion }, session) =>
          void (await persons.keep(data.personId, aggregateVersion, session)),
      ),
      when(
        WorkerProfileChanged,
        async ({ data, aggregateVersion }, session) =>
          void (await persons.keep(data.personId, aggregateVersion, session)),
      ),
    ),
  ];
}
