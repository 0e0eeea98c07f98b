import {
  MembershipEnded,
  MembershipStarted,
  PersonMerged,
  WorkerProfileChanged,
  WorkerRegistered,
} from '@kexie/events';
import { react, when, type Reaction } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { mergeReferences } from './merge-references.ts';
import type { Deps } from './store.ts';

/** The reactions to events of other services. The inbox ensures that each event takes effect once. */
export function createReactions({ mongo, store: { organizations, persons } }: Deps): Reaction[] {
  return [
    react(
      'organizations-member-count',
      when(MembershipStarted, ({ data }, session) => organizations.countMember(data.organizationId, 1, session)),
      when(MembershipEnded, ({ data }, session) => organizations.countMember(data.organizationId, -1, session)),
    ),
    react(
      'organizations-persons',
      when(WorkerRegistered, ({ data, aggregateVersion }, session) =>
        persons.keep(data.personId, aggregateVersion, session),
      ),
      when(WorkerProfileChanged, ({ data, aggregateVersion }, session) =>
        persons.keep(data.personId, aggregateVersion, session),
      ),
      when(PersonMerged, async ({ data }, session) => {
        await repointPersons(mongo, mergeReferences, data, session);
        await persons.remove(data.mergedId, session);
      }),
    ),
  ];
}
