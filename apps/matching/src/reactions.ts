import {
  OrganizationActivated,
  OrganizationDissolved,
  OrganizationRegistered,
  WorkerProfileChanged,
  WorkerRegistered,
} from '@kexie/events';
import { react, when, type Reaction, type Session } from '@kexie/messaging';
import { refreshStanding } from './expert/commands.ts';
import { withdraw, type Need } from './need/domain.ts';
import type { Deps } from './store.ts';

const associationDissolved = '企业科协已注销 (the enterprise association was dissolved)';
const enterpriseDissolved = '企业已注销 (the enterprise was dissolved)';

/**
 * The reactions to events of other services. The inbox ensures that each event takes effect once. `matching-dissolution` opens and closes the admission locks of enterprises
 * in the order of their events. The directory has a consumer of its own, and either of the two may be late: a closed lock admits no need in both cases. `matching-persons`
 * keeps the copies of persons up to date.
 */
export function createReactions(deps: Deps): Reaction[] {
  const { contacts, needs } = deps.store;
  return [
    react(
      'matching-dissolution',
      when(OrganizationRegistered, async ({ data }, session) => {
        if (data.kind === 'ENTERPRISE') await contacts.register(data.organizationId, session);
      }),
      when(OrganizationActivated, async ({ data, aggregateVersion }, session) => {
        if (data.kind !== 'ENTERPRISE_ASSOCIATION' || !data.hostId) return;
        await contacts.record(data.hostId, { id: data.organizationId, version: aggregateVersion, open: true }, session);
      }),
      when(
        OrganizationDissolved,
        async ({ data: { organizationId, hostId }, aggregateVersion, occurredAt }, session) => {
          if (!hostId) {
            await contacts.close(organizationId, session);
            await withdrawAll(deps, await needs.openOf(organizationId, session), enterpriseDissolved, session);
            return;
          }
          const state = { id: organizationId, version: aggregateVersion, open: false };
          if (!(await contacts.record(hostId, state, session))) return;
          // the event may be late, so needs of later associations must stay open
          const ended = { associationId: organizationId, dissolvedAt: occurredAt };
          await withdrawAll(deps, await needs.openThrough(hostId, ended, session), associationDissolved, session);
        },
      ),
    ),
    react(
      'matching-persons',
      when(WorkerRegistered, ({ data, aggregateVersion }, session) =>
        keepPerson(deps, data, aggregateVersion, session),
      ),
      when(WorkerProfileChanged, ({ data, aggregateVersion }, session) =>
        keepPerson(deps, data, aggregateVersion, session),
      ),
    ),
  ];
}

async function withdrawAll(
  { store, now }: Deps,
  needs: readonly Need[],
  reason: string,
  session: Session,
): Promise<void> {
  for (const need of needs) await store.needs.replace(need, withdraw(need, reason, now()), session);
}

/** Updates the copy of a person, and the standing of the expert that depends on it. */
async function keepPerson(
  deps: Deps,
  data: Parameters<Deps['store']['persons']['keep']>[0],
  version: number,
  session: Session,
): Promise<void> {
  const { experts, persons } = deps.store;
  if (!(await persons.keep(data, version, session))) return;
  const expert = await experts.ofPerson(data.personId, session);
  if (expert) await refreshStanding(deps, expert._id, session);
}
