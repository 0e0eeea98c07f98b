import {
  OrganizationActivated,
  OrganizationDissolved,
  OrganizationRegistered,
  WorkerProfileChanged,
  WorkerRegistered,
} from '@kexie/events';
import { react, when, type Reaction, type Session } from '@kexie/messaging';
import { contains } from '@kexie/kernel';
import type { OrganizationView } from '@kexie/service';
import { refreshStanding } from './expert/commands.ts';
import { withdraw, type Need } from './need/domain.ts';
import { supersede } from './proposal/consequences.ts';
import type { Deps } from './store.ts';

const associationDissolved = '企业科协已注销 (the enterprise association was dissolved)';
const enterpriseDissolved = '企业已注销 (the enterprise was dissolved)';

/**
 * The reactions to events of other services. The inbox ensures that each event takes effect once. `matching-dissolution` opens and closes the admission locks of enterprises
 * in the order of their events. The directory has a consumer of its own, and either of the two may be late: a closed lock admits no need in both cases, and an event about an
 * organization that the directory does not know yet is delivered again. `matching-persons`
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
        if (!data.hostId || !(await isAssociationOf(deps, data.hostId, data, session))) return;
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
          const association = await known(deps, organizationId, session);
          if (association.hostId !== hostId || !(await isAssociationOf(deps, hostId, association, session))) return;
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

/**
 * Whether the organization is an enterprise association of this host: the host is an enterprise, and one of them lies in
 * the region of the other, unless the association is recorded and one of them has moved since. An event that states
 * anything else has no effect here.
 */
async function isAssociationOf(
  deps: Deps,
  hostId: string,
  association: Pick<OrganizationView, 'kind' | 'regionCode'> & ({ _id: string } | { organizationId: string }),
  session: Session,
): Promise<boolean> {
  if (association.kind !== 'ENTERPRISE_ASSOCIATION') return false;
  const host = await known(deps, hostId, session);
  if (host.kind !== 'ENTERPRISE') return false;
  const [a, b] = [host.regionCode, association.regionCode];
  const id = '_id' in association ? association._id : association.organizationId;
  return contains(a, b) || contains(b, a) || deps.store.contacts.hasAssociation(hostId, id, session);
}

/** An organization that the directory must know. Its consumer may be later than this one; then the event is delivered again. */
async function known({ directory }: Deps, id: string, session: Session): Promise<OrganizationView> {
  const organization = await directory.organization(id, session);
  if (!organization) throw new Error(`${id} is not known yet; its first event must come before this one.`);
  return organization;
}

async function withdrawAll(deps: Deps, needs: readonly Need[], reason: string, session: Session): Promise<void> {
  for (const need of needs) {
    await deps.store.needs.replace(need, withdraw(need, reason, deps.now()), session);
    await supersede(deps, { needId: need._id }, 'NEED_CLOSED', session);
  }
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
