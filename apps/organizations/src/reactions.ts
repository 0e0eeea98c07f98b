import {
  HonourReceived,
  MembershipEnded,
  MembershipStarted,
  PersonMerged,
  WorkerProfileChanged,
  WorkerRegistered,
} from '@kexie/events';
import { on, react, when, type Reaction, type Route } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { mergeReferences } from './merge-references.ts';
import type { Deps } from './store.ts';
import { countedEvents } from './vitality/domain.ts';

/** The reactions to events of other services, and to own events. The inbox ensures that each event takes effect once. */
export function createReactions({ mongo, store: { organizations, persons, honours, vitality } }: Deps): Reaction[] {
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
    on(HonourReceived, 'organizations-honours', ({ data, aggregateVersion }, session) => {
      const { honourId, organizationId, title, year } = data;
      return honours.keep({ _id: honourId, version: aggregateVersion, organizationId, title, year }, session);
    }),
    countingActs('organizations-vitality-own', 'organizations'),
    countingActs('organizations-vitality-people', 'people'),
    countingActs('organizations-vitality-outreach', 'outreach'),
    countingActs('organizations-vitality-matching', 'matching'),
    countingActs('organizations-vitality-rural', 'rural-programs'),
  ];

  /** Counts the acts of organizations in the events of one service. */
  function countingActs(durable: string, service: string): Reaction {
    const routes = countedEvents
      .filter(({ definition }) => definition.service === service)
      .map(({ definition, actOf }) =>
        when(definition, async (event, session) => {
          await vitality.beginAt(service, event.occurredAt, session);
          const act = actOf(event);
          if (!act) return;
          await vitality.count(act, session);
          await organizations.actedOn(act.organizationId, act.day, session);
        }),
      );
    return react(durable, ...(routes as [Route, ...Route[]]));
  }
}
