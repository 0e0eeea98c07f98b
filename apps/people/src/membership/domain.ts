import {
  MembershipApplicationDecided,
  MembershipApplicationSubmitted,
  MembershipEnded,
  MembershipRoleChanged,
  MembershipStarted,
  type NewEvent,
} from '@kexie/events';
import { DomainError, optionalText } from '@kexie/kernel';
import type { EntryChannel } from '../person/domain.ts';

export type MemberRole =
  'MEMBER' | 'COUNCIL_MEMBER' | 'STANDING_COUNCIL_MEMBER' | 'SECRETARY_GENERAL' | 'VICE_CHAIR' | 'CHAIR';
type MembershipStatus = 'ACTIVE' | 'LAPSED' | 'ENDED';
export type EndReason = 'RESIGNED' | 'TRANSFERRED' | 'EXPELLED' | 'DECEASED' | 'ORGANIZATION_DISSOLVED' | 'NON_RENEWAL';

/** A role that a member had: from the first day until the day on which the next role began. */
export type RolePeriod = { role: MemberRole; from: string; until: string };

/** The membership of a person in an organization (会员关系); each pair has at most one ACTIVE membership. */
export type MembershipRecord = {
  _id: string;
  version: number;
  importKey: string | null;
  personId: string;
  organizationId: string;
  role: MemberRole;
  /** the day since which the member has the role; null or undefined: since joining */
  roleSince?: string | null;
  /** the roles before, the earliest first; undefined in records of earlier versions */
  earlierRoles?: RolePeriod[];
  status: MembershipStatus;
  joinedOn: string;
  endedOn: string | null;
  endReason: EndReason | null;
  synthetic: boolean;
};

type ApplicationStatus = 'SUBMITTED' | 'UNDER_REVIEW' | 'RETURNED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
export type ApplicationDecision = 'START_REVIEW' | 'RETURN' | 'APPROVE' | 'REJECT';

/** An application to join (入会申请). */
export type ApplicationRecord = {
  _id: string;
  version: number;
  applicantId: string;
  organizationId: string;
  /** region of the organization, by which staff find the application */
  regionCode: string;
  /** version of the organization that `regionCode` is of; null for records of earlier versions */
  regionVersion: number | null;
  status: ApplicationStatus;
  /** true while the application can still lead to a membership; each pair has at most one open application */
  open: boolean;
  channel: EntryChannel;
  /** the user who submitted the application last, who cannot approve it; null when that is not recorded */
  submittedBy: string | null;
  statement: string | null;
  submittedAt: Date;
  decidedAt: Date | null;
  decisionReason: string | null;
};

const statementMax = 1_000;
const reasonMax = 500;
const rolesMax = 50;
const openStatuses: readonly ApplicationStatus[] = ['SUBMITTED', 'UNDER_REVIEW', 'RETURNED'];

/** The key under which the membership of a row is stored. Each association has its own keys, also after it has moved to another region. */
export const membershipKeyOf = (organizationId: string, key: string): string => `${organizationId}/${key}`;

/** A new ACTIVE membership. */
export function startMembership(
  facts: Pick<MembershipRecord, '_id' | 'personId' | 'organizationId' | 'role' | 'joinedOn'> &
    Partial<MembershipRecord>,
): MembershipRecord {
  return {
    ...{ version: 1, importKey: null, status: 'ACTIVE', endedOn: null, endReason: null, synthetic: false },
    ...{ roleSince: null, earlierRoles: [] },
    ...facts,
  };
}

/** The day since which the member has the present role. */
export const roleSinceOf = ({ roleSince, joinedOn }: MembershipRecord): string => roleSince ?? joinedOn;

/**
 * The membership with another role since this day. A role that began on the same day leaves no period.
 * @throws INVALID_TRANSITION when it is not ACTIVE, VALIDATION_FAILED for the same role, and for a day before the present
 * role began or in the future, QUOTA_EXCEEDED for the 51st earlier role.
 */
export function changeRole(
  membership: MembershipRecord,
  { role, since, today }: { role: MemberRole; since: string; today: string },
): MembershipRecord {
  const { status, role: present, earlierRoles = [] } = membership;
  if (status !== 'ACTIVE')
    throw new DomainError('INVALID_TRANSITION', `Only an ACTIVE member has roles; this membership is ${status}.`);
  if (role === present) throw new DomainError('VALIDATION_FAILED', `The member is ${role} already.`, ['role']);
  const from = roleSinceOf(membership);
  if (since < from)
    throw new DomainError('VALIDATION_FAILED', `The role must not begin before the present one on ${from}.`, ['since']);
  if (since > today)
    throw new DomainError('VALIDATION_FAILED', 'The day on which a role begins must not lie in the future.', ['since']);
  const periods = since > from ? [...earlierRoles, { role: present, from, until: since }] : earlierRoles;
  if (periods.length > rolesMax)
    throw new DomainError('QUOTA_EXCEEDED', `A membership has at most ${rolesMax} earlier roles.`, ['role']);
  return { ...membership, role, roleSince: since, earlierRoles: periods };
}

/** Whether the member is chair, or was until the last change: the membership ended, or another role began. */
export function concernsTheChair({ role, earlierRoles }: MembershipRecord): boolean {
  return role === 'CHAIR' || earlierRoles?.at(-1)?.role === 'CHAIR';
}

/** The warnings after a change that concerns the chair of an association with so many chairs now. */
export function chairWarnings(chairs: number): string[] {
  if (chairs === 0) return ['The association has no chair now. Give the successor the role CHAIR.'];
  return chairs > 1 ? [`The association has ${chairs} chairs now. Give the predecessor another role.`] : [];
}

/**
 * The ended membership. @throws INVALID_TRANSITION when it is not ACTIVE, VALIDATION_FAILED for a day before it began
 * or in the future.
 */
export function endMembership(
  membership: MembershipRecord,
  { reason, endedOn, today }: { reason: EndReason; endedOn: string; today: string },
): MembershipRecord {
  if (membership.status !== 'ACTIVE')
    throw new DomainError(
      'INVALID_TRANSITION',
      `Only an ACTIVE membership can end; this membership is ${membership.status}.`,
    );
  const from = roleSinceOf(membership);
  if (endedOn < from)
    throw new DomainError('VALIDATION_FAILED', `A membership cannot end before it or its last role began on ${from}.`, [
      'endedOn',
    ]);
  if (endedOn > today)
    throw new DomainError('VALIDATION_FAILED', 'The day on which a membership ends must not lie in the future.', [
      'endedOn',
    ]);
  return { ...membership, status: 'ENDED', endedOn, endReason: reason };
}

/**
 * The membership after its organization has ended: it was dissolved, or the member goes to its successor. A membership that
 * began after that day, or whose last role did, ends on that day.
 */
export function dissolveMembership(
  membership: MembershipRecord,
  dissolvedOn: string,
  endReason: 'ORGANIZATION_DISSOLVED' | 'TRANSFERRED' = 'ORGANIZATION_DISSOLVED',
): MembershipRecord {
  const from = roleSinceOf(membership);
  const endedOn = dissolvedOn < from ? from : dissolvedOn;
  return { ...membership, status: 'ENDED', endedOn, endReason };
}

/**
 * The membership in the successor of a merged organization. It keeps the day of joining. The roles were those of the merged
 * organization, so it begins as a plain member.
 */
export function transferMembership(
  { personId, joinedOn, synthetic }: MembershipRecord,
  { _id, organizationId }: Pick<MembershipRecord, '_id' | 'organizationId'>,
): MembershipRecord {
  return startMembership({ _id, personId, organizationId, role: 'MEMBER', joinedOn, synthetic });
}

/**
 * The persons on the roster of a new association, each once, with their roles. The chair and the secretary-general are
 * members even if the roster does not list them.
 */
export function rosterRoles({
  rosterPersonIds,
  chairPersonId,
  secretaryPersonId,
}: {
  rosterPersonIds: readonly string[];
  chairPersonId: string | null;
  secretaryPersonId: string | null;
}): Map<string, MemberRole> {
  const roles = new Map<string, MemberRole>(rosterPersonIds.map((id) => [id, 'MEMBER']));
  if (secretaryPersonId) roles.set(secretaryPersonId, 'SECRETARY_GENERAL');
  if (chairPersonId) roles.set(chairPersonId, 'CHAIR');
  return roles;
}

/** A new application. @throws VALIDATION_FAILED for a statement of more than 1000 characters. */
export function submitApplication(
  facts: Pick<
    ApplicationRecord,
    '_id' | 'applicantId' | 'organizationId' | 'regionCode' | 'regionVersion' | 'channel' | 'submittedBy' | 'statement'
  >,
  now: Date,
): ApplicationRecord {
  return {
    ...facts,
    statement: optionalText(facts.statement, 'statement', { max: statementMax }),
    version: 1,
    status: 'SUBMITTED',
    open: true,
    submittedAt: now,
    decidedAt: null,
    decisionReason: null,
  };
}

const decisions: Record<
  ApplicationDecision,
  { from: ApplicationStatus; to: ApplicationStatus; reasonRequired: boolean }
> = {
  START_REVIEW: { from: 'SUBMITTED', to: 'UNDER_REVIEW', reasonRequired: false },
  RETURN: { from: 'UNDER_REVIEW', to: 'RETURNED', reasonRequired: true },
  APPROVE: { from: 'UNDER_REVIEW', to: 'APPROVED', reasonRequired: false },
  REJECT: { from: 'UNDER_REVIEW', to: 'REJECTED', reasonRequired: true },
};

/**
 * The application after a decision. @throws INVALID_TRANSITION, VALIDATION_FAILED when a reason is missing, FORBIDDEN
 * for an approval by the user who submitted the application.
 */
export function decideApplication(
  application: ApplicationRecord,
  decision: ApplicationDecision,
  { reason: given, by, now }: { reason: string | null; by: string; now: Date },
): ApplicationRecord {
  const { from, to, reasonRequired } = decisions[decision];
  requireStatus(application, [from], decision);
  if (to === 'APPROVED' && (by === application.submittedBy || by === application.applicantId))
    throw new DomainError('FORBIDDEN', 'A second person must approve an application that you have submitted.', ['id']);
  const reason = optionalText(given, 'reason', { max: reasonMax });
  if (reasonRequired && reason === null)
    throw new DomainError('VALIDATION_FAILED', `${decision} needs a reason for the applicant.`, ['reason']);
  return move(application, to, { decisionReason: reason, decidedAt: decision === 'START_REVIEW' ? null : now });
}

/** A returned application that is submitted again. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function resubmitApplication(
  application: ApplicationRecord,
  { statement, by, now }: { statement: string | null; by: string; now: Date },
): ApplicationRecord {
  requireStatus(application, ['RETURNED'], 'resubmit');
  return move(application, 'SUBMITTED', {
    statement: optionalText(statement, 'statement', { max: statementMax }) ?? application.statement,
    submittedBy: by,
    submittedAt: now,
    decidedAt: null,
  });
}

/** An application that its applicant withdraws. @throws INVALID_TRANSITION when it is decided. */
export function withdrawApplication(application: ApplicationRecord, now: Date): ApplicationRecord {
  requireStatus(application, openStatuses, 'withdraw');
  return move(application, 'WITHDRAWN', { decidedAt: now });
}

/** An open application to an organization that was dissolved. @throws INVALID_TRANSITION when it is decided. */
export function expireApplication(application: ApplicationRecord, now: Date): ApplicationRecord {
  requireStatus(application, openStatuses, 'expire');
  return move(application, 'EXPIRED', { decidedAt: now, decisionReason: 'The organization was dissolved.' });
}

function move(
  application: ApplicationRecord,
  status: ApplicationStatus,
  changes: Partial<ApplicationRecord>,
): ApplicationRecord {
  return { ...application, ...changes, status, open: openStatuses.includes(status) };
}

function requireStatus({ status }: ApplicationRecord, allowed: readonly ApplicationStatus[], what: string): void {
  if (!allowed.includes(status))
    throw new DomainError(
      'INVALID_TRANSITION',
      `${what} is possible from ${allowed.join(', ')}; this application is ${status}.`,
    );
}

/**
 * Checks a membership of an import by the rules of the commands. @throws VALIDATION_FAILED, INVALID_TRANSITION for one
 * that has ended, VERSION_CONFLICT for a role or a day of joining after the platform has changed the role.
 */
export function checkImportedMembership(next: MembershipRecord, before: MembershipRecord | null, today: string): void {
  if (before && before.status !== 'ACTIVE')
    throw new DomainError('INVALID_TRANSITION', `A membership that is ${before.status} does not change.`, ['key']);
  const changed = (['role', 'joinedOn'] as const).find((field) => before?.roleSince && next[field] !== before[field]);
  if (changed)
    throw new DomainError('VERSION_CONFLICT', 'The role was changed on the platform. Change it there.', [changed]);
  if (next.joinedOn > today)
    throw new DomainError('VALIDATION_FAILED', 'The day must not lie in the future.', ['joinedOn']);
}

export const membershipStarted = ({ _id, personId, organizationId, role, joinedOn }: MembershipRecord): NewEvent =>
  MembershipStarted({ membershipId: _id, personId, organizationId, role, joinedOn });

/** The event of a changed role. */
export const membershipRoleChanged = (membership: MembershipRecord): NewEvent => {
  const { _id, personId, organizationId, role } = membership;
  return MembershipRoleChanged({ membershipId: _id, personId, organizationId, role, since: roleSinceOf(membership) });
};

/** The event of an ended membership; with the successor of a merged organization to which the member goes. */
export const membershipEnded = (
  { _id, personId, organizationId, role, endedOn, endReason }: MembershipRecord,
  successorId?: string,
): NewEvent =>
  MembershipEnded({
    membershipId: _id,
    personId,
    organizationId,
    role,
    endedOn: endedOn as string,
    reason: endReason as string,
    ...(successorId !== undefined && { successorId }),
  });

/** The events of an application after a change: it was submitted or decided. The start of a review has no event. */
export function applicationEvents({ _id, organizationId, applicantId, status }: ApplicationRecord): NewEvent[] {
  const facts = { applicationId: _id, organizationId, applicantId, status };
  if (status === 'UNDER_REVIEW') return [];
  return [status === 'SUBMITTED' ? MembershipApplicationSubmitted(facts) : MembershipApplicationDecided(facts)];
}
