import {
  ActivityVerified,
  AwardDecided,
  HonourGranted,
  HonourRevoked,
  MembershipEnded,
  MembershipStarted,
  OrganizationActivated,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationRegistered,
  PersonMerged,
  WorkerProfileChanged,
  WorkerRegistered,
} from '@kexie/events';
import { on, react, when, type Reaction, type Session } from '@kexie/messaging';
import { contains } from '@kexie/kernel';
import type { OrganizationView } from '@kexie/service';
import { refreshStanding } from './expert/commands.ts';
import { mergeExperts } from './expert/merge.ts';
import { openNeedsMax, transferNeed, withdraw, type Need } from './need/domain.ts';
import { refreshEnterpriseStanding, supersede } from './proposal/consequences.ts';
import type { Deps } from './store.ts';
import { dissolveTeamsOf } from './team/commands.ts';

const associationDissolved = '企业科协已注销 (the enterprise association was dissolved)';
const enterpriseDissolved = '企业已注销 (the enterprise was dissolved)';
const tooManyNeeds = '企业已合并 (the enterprise was merged into one that has as many open needs as it may have)';

/**
 * The reactions to events of other services. The inbox ensures that each event takes effect once. `matching-dissolution` opens and closes the admission locks of enterprises
 * in the order of their events, also when an association moves to another enterprise; the needs of the former host stay. The directory has a consumer of its own, and either of the two may be late: a closed lock admits no need in both cases, and an event about an
 * organization that the directory does not know yet is delivered again. `matching-persons`
 * keeps the copies of persons up to date. `matching-evidence`, `matching-honours` and `matching-activities` keep the evidence about persons. They are consumers of their own, because
 * a consumer that gets a new type of event does not receive the earlier events of this type, and a new consumer reads the whole stream. `matching-teams` ends
 * the service teams of dissolved societies.
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
      when(OrganizationChanged, async ({ data, aggregateVersion: version }, session) => {
        const { organizationId: id, hostId, before } = data;
        if (!before || before.hostId === hostId) return;
        if (before.hostId && (await contacts.hasAssociation(before.hostId, id, session)))
          await contacts.record(before.hostId, { id, version, open: false }, session);
        if (hostId && (await isAssociationOf(deps, hostId, data, session)))
          await contacts.record(hostId, { id, version, open: true }, session);
      }),
      when(
        OrganizationDissolved,
        async ({ data: { organizationId, hostId, successorId }, aggregateVersion, occurredAt }, session) => {
          if (!hostId) {
            await contacts.close(organizationId, successorId, session);
            const open = await needs.openOf(organizationId, session);
            if (open.length === 0) return;
            const successor = successorId && (await contacts.presentSuccessor(successorId, session));
            if (successor) await transferAll(deps, open, successor, session);
            else await withdrawAll(deps, open, enterpriseDissolved, session);
            return;
          }
          const association = await known(deps, organizationId, session);
          // the directory may be late about an association that moved to this host, so the record counts as well
          const isRecorded = await contacts.hasAssociation(hostId, organizationId, session);
          const isItsHost =
            association.hostId === hostId && (await isAssociationOf(deps, hostId, association, session));
          if (!isRecorded && !isItsHost) return;
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
      when(PersonMerged, ({ data }, session) => mergeExperts(deps, data, session)),
    ),
    react(
      'matching-evidence',
      when(MembershipStarted, ({ data, aggregateVersion }, session) =>
        keepMembership(deps, data, { version: aggregateVersion, active: true }, session),
      ),
      when(MembershipEnded, async ({ data, aggregateVersion }, session) => {
        const { organizationId, successorId } = data;
        // the consumer of dissolutions may be later than this one; the experts must not leave teams that go to the successor
        if (successorId) await dissolveTeamsOf(deps, { organizationId, successorId }, session);
        await keepMembership(deps, data, { version: aggregateVersion, active: false }, session);
      }),
      when(AwardDecided, ({ data: { campaignId, awardeeIds } }, session) =>
        credit(deps, { kind: 'honours', sourceId: campaignId, personIds: awardeeIds }, session),
      ),
    ),
    // An honour of an award has the award as its source, so it counts once, whichever of the two events comes first.
    react(
      'matching-honours',
      when(HonourGranted, async ({ data: { honourId, campaignId, personId } }, session) =>
        credit(deps, { kind: 'honours', sourceId: campaignId ?? honourId, personIds: [personId] }, session),
      ),
      when(HonourRevoked, async ({ data: { honourId, campaignId, personId } }, session) => {
        const { evidence, persons } = deps.store;
        const present = (await persons.survivorsOf([personId], session)).get(personId) as string;
        if (!(await evidence.revokeHonour(present, campaignId ?? honourId, session))) return;
        await refreshExperts(deps, [present], session);
      }),
    ),
    on(ActivityVerified, 'matching-activities', ({ data: { activityId, speakerIds } }, session) =>
      credit(deps, { kind: 'activities', sourceId: activityId, personIds: speakerIds }, session),
    ),
    on(OrganizationDissolved, 'matching-teams', ({ data: { organizationId, successorId } }, session) =>
      dissolveTeamsOf(deps, { organizationId, successorId }, session),
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

/**
 * Gives the open needs of a merged enterprise to its successor, with their open proposals and running engagements. Those that
 * exceed the number of open needs of an enterprise are withdrawn.
 */
async function transferAll(deps: Deps, open: readonly Need[], successor: string, session: Session): Promise<void> {
  const { needs, proposals, engagements } = deps.store;
  const room = Math.max(0, openNeedsMax - (await needs.countOpen(successor, session)));
  const moving = open.slice(0, room);
  for (const need of moving) await needs.replace(need, transferNeed(need, successor, deps.now()), session);
  const ids = moving.map(({ _id }) => _id);
  await proposals.giveOpen(ids, successor, session);
  await engagements.giveRunning(ids, successor, session);
  await refreshEnterpriseStanding(deps, successor, session);
  await withdrawAll(deps, open.slice(room), tooManyNeeds, session);
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
  if (!(await deps.store.persons.keep(data, version, session))) return;
  await refreshExperts(deps, [data.personId], session);
}

/** Updates the memberships of a person, and the standing of the expert that depends on them. */
async function keepMembership(
  deps: Deps,
  { membershipId, personId: named, organizationId }: { membershipId: string; personId: string; organizationId: string },
  state: { version: number; active: boolean },
  session: Session,
): Promise<void> {
  const personId = (await deps.store.persons.survivorsOf([named], session)).get(named) as string;
  const membership = { membershipId, organizationId, ...state };
  if (!(await deps.store.evidence.recordMembership(personId, membership, session))) return;
  await refreshExperts(deps, [personId], session);
}

/** Credits persons, or those who stand for them since a merge, with an honour or an activity. */
async function credit(
  deps: Deps,
  { kind, sourceId, personIds }: { kind: 'honours' | 'activities'; sourceId: string; personIds: readonly string[] },
  session: Session,
): Promise<void> {
  const { evidence, persons } = deps.store;
  const present = [...(await persons.survivorsOf(personIds, session)).values()];
  await refreshExperts(deps, await evidence.credit(kind, sourceId, present, session), session);
}

/** Updates the standing of those of these persons who have a profile. */
async function refreshExperts(deps: Deps, personIds: readonly string[], session: Session): Promise<void> {
  if (personIds.length === 0) return;
  for (const { _id } of await deps.store.experts.ofPersons(personIds, session))
    await refreshStanding(deps, _id, session);
}
