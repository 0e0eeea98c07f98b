import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRole,
  type Change,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { requireSelfOrActingFor } from '../authorization.ts';
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

/** Kinds of organizations that have no members. Only associations have members. */
const partnerKinds = ['ENTERPRISE', 'UNIVERSITY', 'RESEARCH_INSTITUTE', 'GOVERNMENT_BODY', 'PARK', 'OTHER_PARTNER'];

/** Applies to join. For the worker, or the organization's secretary or staff on their behalf. */
export async function submitMembershipApplication(
  { store: { memberships, persons }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: SubmitMembershipApplicationInput,
): Promise<ApplicationRecord> {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  const newApplicationId = newId('app');
  const id = await memberships.applications.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'submitMembershipApplication', input }, async (session) => {
      const { personId, organizationId } = input;
      const organization = await directory.activeOrganization(organizationId, 'organizationId', session);
      requireSelfOrActingFor(viewer, personId, { id: organizationId, regionCode: organization.regionCode });
      requireAssociation(organization);
      await persons.known(personId, 'personId', session);
      await memberships.requireNeitherMemberNorApplicant(personId, organizationId, session);
      await memberships.admit(organizationId, session);
      const application = submitApplication(
        {
          _id: newApplicationId,
          applicantId: personId,
          organizationId,
          regionCode: organization.regionCode,
          channel: input.channel ?? 'ONLINE',
          statement: input.statement ?? null,
        },
        now(),
      );
      return memberships.applications.create({ next: application, events: applicationEvents(application) }, session);
    }),
  );
  return memberships.applications.require(id);
}

/**
 * Starts the review of an application, or returns, approves or rejects it. For the organization's secretary or staff.
 * Approval starts the membership in the same transaction.
 */
export async function decideMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideMembershipApplicationInput,
): Promise<ApplicationRecord> {
  const membershipId = newId('mem');
  return changeApplication(deps, input, keepers(viewer), async (application, session) => {
    const decided = decideApplication(application, input.decision, input.reason ?? null, deps.now());
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

/** Submits a returned application again. For the applicant, or the organization's secretary or staff. */
export function resubmitMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: ResubmitMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(deps, input, applicantOrKeepers(viewer), (application) =>
    resubmitApplication(application, input.statement ?? null, deps.now()),
  );
}

/** Withdraws an application. For the applicant, or the organization's secretary or staff. */
export function withdrawMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: WithdrawMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(deps, input, applicantOrKeepers(viewer), (application) =>
    withdrawApplication(application, deps.now()),
  );
}

type Permission = (application: ApplicationRecord) => void;
const keepers =
  (viewer: Viewer): Permission =>
  ({ organizationId, regionCode }) =>
    requireActingFor(viewer, { id: organizationId, regionCode });
const applicantOrKeepers =
  (viewer: Viewer): Permission =>
  ({ applicantId, organizationId, regionCode }) =>
    requireSelfOrActingFor(viewer, applicantId, { id: organizationId, regionCode });

/** A change of an application, with the events that follow from its new state. */
function changeApplication(
  { store: { memberships } }: Deps,
  change: Change,
  authorize: Permission,
  decide: (application: ApplicationRecord, session: Session) => Promise<ApplicationRecord> | ApplicationRecord,
): Promise<ApplicationRecord> {
  return memberships.applications.update(change, {
    authorize,
    decide: async (application, session) => {
      const next = await decide(application, session);
      return { next, events: applicationEvents(next) };
    },
  });
}

/**
 * Starts a membership, unless the person is a member already. @throws REFERENCE_INACTIVE when the organization was
 * dissolved.
 */
async function start(
  { store: { memberships, persons } }: Deps,
  membership: MembershipRecord,
  session: Session,
): Promise<void> {
  const { personId, organizationId } = membership;
  await memberships.admit(organizationId, session);
  if (await memberships.active(personId, organizationId, session)) return;
  await memberships.create({ next: membership, events: [membershipStarted(membership)] }, session);
  await persons.join([personId], organizationId, session);
}

/** Ends a membership. For the organization's secretary or staff; a member may resign. */
export async function endMembership(
  { store: { memberships, persons }, directory, now }: Deps,
  viewer: Viewer,
  input: EndMembershipInput,
): Promise<MembershipRecord> {
  const { reason, endedOn } = input;
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (reason === 'ORGANIZATION_DISSOLVED')
    throw new DomainError(
      'VALIDATION_FAILED',
      'The platform itself ends the memberships of a dissolved organization.',
      ['reason'],
    );
  return memberships.update(input, {
    authorize: async ({ organizationId, personId }, session) => {
      // No region contains the code "": for an unknown organization, only its secretary and administrators may act.
      const keeper = {
        id: organizationId,
        regionCode: (await directory.organization(organizationId, session))?.regionCode ?? '',
      };
      if (reason === 'RESIGNED') requireSelfOrActingFor(viewer, personId, keeper);
      else requireActingFor(viewer, keeper);
    },
    decide: (membership) => {
      const next = end(membership, { reason, endedOn, today: toDay(now()) });
      return { next, events: [membershipEnded(next)] };
    },
    follow: ({ personId, organizationId }, session) => persons.leave([personId], organizationId, session),
  });
}

/**
 * Imports memberships of associations; staff of the association's region. An import does not restart a membership that
 * has ended.
 */
export async function importMemberships(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<MembershipRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  const organizations = await deps.directory.organizations(input.rows.map(({ organizationId }) => organizationId));
  organizations.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importAsStaff(deps.mongo, viewer, input, (row, session) => importMembership(deps, viewer, row, session));
}

function requireAssociation({ kind, name }: { kind: string; name: string }): void {
  if (partnerKinds.includes(kind))
    throw new DomainError('VALIDATION_FAILED', `${name} is not an association; it has no members.`, ['organizationId']);
}

async function importMembership(
  { store: { memberships, persons }, directory, now }: Deps,
  viewer: Viewer,
  row: MembershipRow,
  session: Session,
): Promise<Imported> {
  const { key, personId, organizationId, joinedOn } = row;
  const organization = await directory.activeOrganization(organizationId, 'organizationId', session);
  requireRegion(viewer, organization.regionCode, 'staff'); // The organization may have become known since the rows were checked.
  requireAssociation(organization);
  await persons.known(personId, 'personId', session);
  if (joinedOn > toDay(now()))
    throw new DomainError('VALIDATION_FAILED', 'The day must not lie in the future.', ['joinedOn']);
  const active = await memberships.active(personId, organizationId, session);
  if (active && active.importKey !== key)
    throw new DomainError('DUPLICATE', 'This person is already a member.', ['personId']);
  const present = await memberships.withImportKey(key, session);
  if (present && (present.personId !== personId || present.organizationId !== organizationId))
    throw new DomainError('DUPLICATE', 'This key belongs to the membership of another person.', ['key']);
  await memberships.admit(organizationId, session);
  const facts = {
    personId,
    organizationId,
    joinedOn,
    role: row.role ?? 'MEMBER',
    synthetic: row.synthetic ?? false,
  } as const;
  const imported = await memberships.import(
    key,
    {
      next: () =>
        present ? { ...present, ...facts } : startMembership({ ...facts, _id: newId('mem'), importKey: key }),
      events: (before, after) => (before ? [] : [membershipStarted(after)]),
    },
    session,
  );
  if (imported.outcome === 'CREATED') await persons.join([personId], organizationId, session);
  return imported;
}
