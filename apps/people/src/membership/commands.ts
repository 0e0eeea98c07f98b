import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction, replaceGuarded, type Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRole,
  saveImported,
  type ImportInput,
  type ImportReport,
  type Imported,
  type Viewer,
} from '@kexie/service';
import { requireKeeper, requireSelfOrKeeper, requireVersion } from '../authorise.ts';
import type {
  DecideMembershipApplicationInput,
  EndMembershipInput,
  MembershipRow,
  ResubmitMembershipApplicationInput,
  SubmitMembershipApplicationInput,
  WithdrawMembershipApplicationInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  applicationEvents,
  decideApplication,
  endMembership as end,
  membershipEnded,
  membershipStarted,
  resubmitApplication,
  startMembership,
  submitApplication,
  withdrawApplication,
  type ApplicationRecord,
  type MembershipRecord,
} from './domain.ts';

/** Partners have no members; only associations do. */
const partnerKinds = ['ENTERPRISE', 'UNIVERSITY', 'RESEARCH_INSTITUTE', 'GOVERNMENT_BODY', 'PARK', 'OTHER_PARTNER'];

/** Applies to join. The worker, or for them the organization's secretary or staff. @returns the application's id. */
export async function submitMembershipApplication(
  { store, directory, outbox, requests, now }: Deps,
  viewer: Viewer,
  input: SubmitMembershipApplicationInput,
): Promise<string> {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  const id = newId('app');
  return requests.once({ viewerId: viewer.id, mutation: 'submitMembershipApplication', input }, async (session) => {
    const { personId, organizationId } = input;
    const organization = await directory.activeOrganization(organizationId, 'organizationId', session);
    requireSelfOrKeeper(viewer, personId, { id: organizationId, regionCode: organization.regionCode });
    requireAssociation(organization);
    await store.persons.known(personId, 'personId', session);
    if (await store.memberships.active(personId, organizationId, session))
      throw new DomainError('DUPLICATE', 'This person is a member already.', ['personId']);
    if (await store.memberships.openApplication(personId, organizationId, session))
      throw new DomainError('DUPLICATE', 'An application of this person to this organization is open.', ['personId']);
    await store.memberships.admit(organizationId, session);
    const application = submitApplication(
      {
        _id: id,
        applicantId: personId,
        organizationId,
        regionCode: organization.regionCode,
        channel: input.channel ?? 'ONLINE',
        statement: input.statement ?? null,
      },
      now(),
    );
    await store.memberships.applications.insertMany([application], { session });
    await outbox.append(applicationEvents(application), { aggregateId: id, version: 1 }, session);
    return id;
  });
}

/** Takes up, returns, approves or rejects an application. The organization's secretary or staff. Approval starts the membership in the same transaction. */
export async function decideMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  { id, decision, reason, expectedVersion }: DecideMembershipApplicationInput,
): Promise<ApplicationRecord> {
  const membershipId = newId('mem');
  return changeApplication(deps, id, expectedVersion, keepers(viewer), async (application, session) => {
    const decided = decideApplication(application, decision, reason ?? null, deps.now());
    if (decided.status === 'APPROVED') {
      await deps.directory.activeOrganization(application.organizationId, 'id', session);
      await start(
        deps,
        startMembership({
          _id: membershipId,
          personId: application.applicantId,
          organizationId: application.organizationId,
          role: 'MEMBER',
          joinedOn: toDay(deps.now()),
        }),
        session,
      );
    }
    return decided;
  });
}

/** Hands a returned application in again. The applicant, or the organization's secretary or staff. */
export function resubmitMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  { id, statement, expectedVersion }: ResubmitMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(deps, id, expectedVersion, applicantOrKeepers(viewer), async (application) =>
    resubmitApplication(application, statement ?? null, deps.now()),
  );
}

/** Takes an application back. The applicant, or the organization's secretary or staff. */
export function withdrawMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  { id, expectedVersion }: WithdrawMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(deps, id, expectedVersion, applicantOrKeepers(viewer), async (application) =>
    withdrawApplication(application, deps.now()),
  );
}

type Permission = (application: ApplicationRecord) => void;
const keepers =
  (viewer: Viewer): Permission =>
  ({ organizationId, regionCode }) =>
    requireKeeper(viewer, { id: organizationId, regionCode });
const applicantOrKeepers =
  (viewer: Viewer): Permission =>
  ({ applicantId, organizationId, regionCode }) =>
    requireSelfOrKeeper(viewer, applicantId, { id: organizationId, regionCode });

/** Load → authorise → decide → save, with the events that follow. */
async function changeApplication(
  { mongo, store, outbox }: Deps,
  id: string,
  expectedVersion: number,
  permit: Permission,
  decide: (application: ApplicationRecord, session: Session) => Promise<ApplicationRecord>,
): Promise<ApplicationRecord> {
  return inTransaction(mongo, async (session) => {
    const application = await store.memberships.requireApplication(id, session);
    permit(application);
    requireVersion(application, expectedVersion);
    const next = await replaceGuarded(
      store.memberships.applications,
      application,
      await decide(application, session),
      session,
    );
    await outbox.append(applicationEvents(next), { aggregateId: id, version: next.version }, session);
    return next;
  });
}

/** Starts a membership, unless the person is a member already. @throws REFERENCE_INACTIVE when the organization was dissolved. */
async function start({ store, outbox }: Deps, membership: MembershipRecord, session: Session): Promise<void> {
  const { personId, organizationId } = membership;
  await store.memberships.admit(organizationId, session);
  if (await store.memberships.active(personId, organizationId, session)) return;
  await store.memberships.model.insertMany([membership], { session });
  await store.persons.join([personId], organizationId, session);
  await outbox.append(
    [membershipStarted(membership)],
    { aggregateId: membership._id, version: membership.version },
    session,
  );
}

/** Ends a membership. The organization's secretary or staff; a member may resign. */
export async function endMembership(
  { mongo, store, directory, outbox, now }: Deps,
  viewer: Viewer,
  { id, reason, endedOn, expectedVersion }: EndMembershipInput,
): Promise<MembershipRecord> {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (reason === 'ORGANIZATION_DISSOLVED')
    throw new DomainError(
      'VALIDATION_FAILED',
      'The platform itself ends the memberships of a dissolved organization.',
      ['reason'],
    );
  return inTransaction(mongo, async (session) => {
    const membership = await store.memberships.require(id, session);
    const organization = await directory.organization(membership.organizationId, session);
    // nobody works in the region "": an organization that is not known here is kept by its secretary and administrators only
    const keeper = { id: membership.organizationId, regionCode: organization?.regionCode ?? '' };
    if (reason === 'RESIGNED') requireSelfOrKeeper(viewer, membership.personId, keeper);
    else requireKeeper(viewer, keeper);
    requireVersion(membership, expectedVersion);
    const ended = await replaceGuarded(
      store.memberships.model,
      membership,
      end(membership, { reason, endedOn, today: toDay(now()) }),
      session,
    );
    await store.persons.leave([ended.personId], ended.organizationId, session);
    await outbox.append([membershipEnded(ended)], { aggregateId: id, version: ended.version }, session);
    return ended;
  });
}

/** Loads members of associations; staff in the association's region. A membership that ended here is not revived by its row. */
export async function importMemberships(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<MembershipRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  const organizations = await deps.directory.organizations(input.rows.map(({ organizationId }) => organizationId));
  organizations.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importRows(deps.mongo, input, (row, session) => importMembership(deps, viewer, row, session));
}

function requireAssociation({ kind, name }: { kind: string; name: string }): void {
  if (partnerKinds.includes(kind))
    throw new DomainError('VALIDATION_FAILED', `${name} is not an association; it has no members.`, ['organizationId']);
}

async function importMembership(
  { store, directory, outbox, now }: Deps,
  viewer: Viewer,
  row: MembershipRow,
  session: Session,
): Promise<Imported> {
  const { key, personId, organizationId, joinedOn } = row;
  const organization = await directory.activeOrganization(organizationId, 'organizationId', session);
  requireRegion(viewer, organization.regionCode, 'staff'); // the copy may have become known since the rows were looked through
  requireAssociation(organization);
  await store.persons.known(personId, 'personId', session);
  if (joinedOn > toDay(now())) throw new DomainError('VALIDATION_FAILED', 'This day has not come yet.', ['joinedOn']);
  const active = await store.memberships.active(personId, organizationId, session);
  if (active && active.importKey !== key)
    throw new DomainError('DUPLICATE', 'This person is a member already.', ['personId']);
  const present = await store.memberships.model.findOne({ importKey: key }, null, { session }).lean<MembershipRecord>();
  if (present && (present.personId !== personId || present.organizationId !== organizationId))
    throw new DomainError('DUPLICATE', 'This key stands for the membership of somebody else.', ['key']);
  await store.memberships.admit(organizationId, session);
  const facts = {
    personId,
    organizationId,
    joinedOn,
    role: row.role ?? 'MEMBER',
    synthetic: row.synthetic ?? false,
  } as const;
  const { id, outcome, record } = await saveImported(
    store.memberships.model,
    key,
    () => (present ? { ...present, ...facts } : startMembership({ ...facts, _id: newId('mem'), importKey: key })),
    session,
  );
  if (outcome === 'CREATED') {
    await store.persons.join([personId], organizationId, session);
    await outbox.append([membershipStarted(record)], { aggregateId: id, version: record.version }, session);
  }
  return { id, outcome };
}
