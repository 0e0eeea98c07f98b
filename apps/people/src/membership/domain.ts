import {
  MembershipApplicationDecided,
  MembershipApplicationSubmitted,
  MembershipEnded,
  MembershipRoleChanged,
  MembershipStarted,
  type NewEvent,
} from '@kexie/events';
import { DomainError, optionalText, requireCount, requireText, toDay } from '@kexie/kernel';
import { say } from '../messages.ts';
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

type ApplicationStatus =
  'DRAFT' | 'SUBMITTED' | 'UNDER_REVIEW' | 'RETURNED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
export type ApplicationDecision = 'START_REVIEW' | 'RETURN' | 'APPROVE' | 'REJECT';

/** A file that belongs to an application. The platform keeps what identifies it, and not the file. */
export type Attachment = {
  name: string;
  mediaType: string;
  sizeBytes: number;
  /** 64 hexadecimal digits */
  sha256: string;
};

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
  /** undefined in records of earlier versions */
  attachments?: Attachment[];
  /** the last submission; for a DRAFT, when it was saved last */
  submittedAt: Date;
  decidedAt: Date | null;
  decisionReason: string | null;
};

const statementMax = 1_000;
const reasonMax = 500;
const rolesMax = 50;
const openStatuses: readonly ApplicationStatus[] = ['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'RETURNED'];
const attachmentsMax = 10;
const attachmentNameMax = 200;
const attachmentBytesMax = 100 * 1024 * 1024;
/** A returned application that is not submitted again within so many days expires. */
const returnedDaysMax = 90;
const dayMs = 24 * 60 * 60 * 1_000;

/** Kinds of organizations that have no members. Only associations have members. */
const partnerKinds = ['ENTERPRISE', 'UNIVERSITY', 'RESEARCH_INSTITUTE', 'GOVERNMENT_BODY', 'PARK', 'OTHER_PARTNER'];

/** Whether organizations of this kind have members. */
export const hasMembers = (kind: string): boolean => !partnerKinds.includes(kind);

/** Whether an organization can take applications at all: it may act, and has members. */
export function takesApplications({ kind, status }: { kind: string; status: string }): boolean {
  return hasMembers(kind) && ['ACTIVE', 'TERM_OVERDUE'].includes(status);
}

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
    throw new DomainError('INVALID_TRANSITION', say`Only an ACTIVE member has roles; this membership is ${status}.`);
  if (role === present) throw new DomainError('VALIDATION_FAILED', say`The member is ${role} already.`, ['role']);
  const from = roleSinceOf(membership);
  if (since < from)
    throw new DomainError('VALIDATION_FAILED', say`The role must not begin before the present one on ${from}.`, [
      'since',
    ]);
  if (since > today)
    throw new DomainError('VALIDATION_FAILED', say`The day on which a role begins must not lie in the future.`, [
      'since',
    ]);
  const periods = since > from ? [...earlierRoles, { role: present, from, until: since }] : earlierRoles;
  if (periods.length > rolesMax)
    throw new DomainError('QUOTA_EXCEEDED', say`A membership has at most ${rolesMax} earlier roles.`, ['role']);
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
 * The ended membership; one that the member did not renew is LAPSED. @throws INVALID_TRANSITION when it is not ACTIVE, VALIDATION_FAILED for a day before it began
 * or in the future.
 */
export function endMembership(
  membership: MembershipRecord,
  { reason, endedOn, today }: { reason: EndReason; endedOn: string; today: string },
): MembershipRecord {
  if (membership.status !== 'ACTIVE')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Only an ACTIVE membership can end; this membership is ${membership.status}.`,
    );
  const from = roleSinceOf(membership);
  if (endedOn < from)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A membership cannot end before it or its last role began on ${from}.`,
      ['endedOn'],
    );
  if (endedOn > today)
    throw new DomainError('VALIDATION_FAILED', say`The day on which a membership ends must not lie in the future.`, [
      'endedOn',
    ]);
  return { ...membership, status: reason === 'NON_RENEWAL' ? 'LAPSED' : 'ENDED', endedOn, endReason: reason };
}

/**
 * The roles after a renewed term with this chair (换届): the chair is CHAIR, and earlier chairs are COUNCIL_MEMBER. They
 * begin with the term; when it begins later than `today`, they begin today, and when a present role began later than the term, on that day. Only memberships that change are
 * answered. The oldest of more than 50 earlier roles is dropped.
 */
export function rolesAfterElection(
  members: readonly MembershipRecord[],
  { chairPersonId, startedOn, today }: { chairPersonId: string; startedOn: string; today: string },
): { current: MembershipRecord; next: MembershipRecord }[] {
  const elected = members.filter(({ personId, role }) => personId === chairPersonId && role !== 'CHAIR');
  const earlier = members.filter(({ personId, role }) => personId !== chairPersonId && role === 'CHAIR');
  const give = (current: MembershipRecord, role: MemberRole) => {
    const begins = startedOn > today ? today : startedOn;
    const from = roleSinceOf(current);
    const since = begins < from ? from : begins;
    const { earlierRoles = [] } = current;
    const recent = { ...current, earlierRoles: earlierRoles.slice(-(rolesMax - 1)) };
    return { current, next: changeRole(recent, { role, since, today: since }) };
  };
  return [
    ...earlier.map((current) => give(current, 'COUNCIL_MEMBER')),
    ...elected.map((current) => give(current, 'CHAIR')),
  ];
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

type NewApplication = Pick<
  ApplicationRecord,
  '_id' | 'applicantId' | 'organizationId' | 'regionCode' | 'regionVersion' | 'channel' | 'submittedBy'
> &
  StatedApplication;

/** What the applicant writes. A field that is undefined or null keeps its value, or is empty in a new application. */
type StatedApplication = {
  statement?: string | null | undefined;
  attachments?: readonly Attachment[] | null | undefined;
};

/** A new application. @throws VALIDATION_FAILED for a statement of more than 1000 characters, and for attachments. */
export function submitApplication(facts: NewApplication, now: Date): ApplicationRecord {
  return { ...draftApplication(facts, now), status: 'SUBMITTED' };
}

/** A new DRAFT, which only its applicant sees. @throws VALIDATION_FAILED. */
export function draftApplication({ statement, attachments, ...facts }: NewApplication, now: Date): ApplicationRecord {
  return {
    ...facts,
    statement: null,
    ...written({ statement, attachments: attachments ?? [] }),
    version: 1,
    status: 'DRAFT',
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
    throw new DomainError('FORBIDDEN', say`A second person must approve an application that you have submitted.`, [
      'id',
    ]);
  const reason = optionalText(given, 'reason', { max: reasonMax });
  if (reasonRequired && reason === null)
    throw new DomainError('VALIDATION_FAILED', say`${decision} needs a reason for the applicant.`, ['reason']);
  return move(application, to, { decisionReason: reason, decidedAt: decision === 'START_REVIEW' ? null : now });
}

/** The DRAFT with other texts or files; an empty statement removes it. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function changeDraft(application: ApplicationRecord, stated: StatedApplication, now: Date): ApplicationRecord {
  requireStatus(application, ['DRAFT'], 'change');
  return { ...application, ...written(stated), submittedAt: now };
}

/** A DRAFT that is submitted. @throws INVALID_TRANSITION. */
export function submitDraft(application: ApplicationRecord, { by, now }: { by: string; now: Date }): ApplicationRecord {
  requireStatus(application, ['DRAFT'], 'submit');
  return move(application, 'SUBMITTED', { submittedBy: by, submittedAt: now });
}

/** The stated texts and files as they are stored. @throws VALIDATION_FAILED. */
function written({
  statement,
  attachments,
}: StatedApplication): Partial<Pick<ApplicationRecord, 'statement' | 'attachments'>> {
  const isStated = statement !== null && statement !== undefined;
  return {
    ...(isStated && { statement: optionalText(statement, 'statement', { max: statementMax }) }),
    ...(attachments && { attachments: attachmentsOf(attachments) }),
  };
}

function attachmentsOf(stated: readonly Attachment[]): Attachment[] {
  if (stated.length > attachmentsMax)
    throw new DomainError('VALIDATION_FAILED', say`An application has at most ${attachmentsMax} attachments.`, [
      'attachments',
    ]);
  const attachments = stated.map(({ name, mediaType, sizeBytes, sha256 }) => {
    if (!/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(mediaType))
      throw new DomainError('VALIDATION_FAILED', say`A media type has the form application/pdf (RFC 6838).`, [
        'attachments',
      ]);
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new DomainError('VALIDATION_FAILED', say`A SHA-256 has 64 hexadecimal digits in lower case.`, [
        'attachments',
      ]);
    requireCount(sizeBytes, 'attachments', { min: 1, max: attachmentBytesMax });
    return { name: requireText(name, 'attachments', { max: attachmentNameMax }), mediaType, sizeBytes, sha256 };
  });
  if (new Set(attachments.map(({ sha256 }) => sha256)).size < attachments.length)
    throw new DomainError('VALIDATION_FAILED', say`An attachment is listed twice.`, ['attachments']);
  return attachments;
}

/**
 * A warning when a society has subjects and the applicant has none of the same first level of GB/T 13745. A society may
 * accept such an applicant.
 */
export function subjectWarnings(
  organization: { kind: string; subjectCodes: readonly string[] },
  applicant: { subjectCodes: readonly string[] },
): string[] {
  const firstLevel = (code: string): string => code.slice(0, 3);
  const wanted = new Set(organization.subjectCodes.map(firstLevel));
  if (organization.kind !== 'SOCIETY' || wanted.size === 0) return [];
  if (applicant.subjectCodes.some((code) => wanted.has(firstLevel(code)))) return [];
  return [`The applicant has no subject of this society (${[...wanted].join(', ')}).`];
}

/** A returned application that is submitted again. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function resubmitApplication(
  application: ApplicationRecord,
  { by, now, ...stated }: StatedApplication & { by: string; now: Date },
): ApplicationRecord {
  requireStatus(application, ['RETURNED'], 'resubmit');
  const texts = written(stated);
  return move(application, 'SUBMITTED', {
    ...texts,
    statement: texts.statement ?? application.statement,
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

/** The time before which an application must have been returned to expire now. */
export const returnedBefore = (now: Date): Date => new Date(now.getTime() - returnedDaysMax * dayMs);

/** A RETURNED application after 90 days → EXPIRED; undefined for any other. */
export function expireReturned(application: ApplicationRecord, now: Date): ApplicationRecord | undefined {
  const { status, decidedAt } = application;
  if (status !== 'RETURNED' || !decidedAt || decidedAt > returnedBefore(now)) return undefined;
  const decisionReason = `It was not submitted again within ${returnedDaysMax} days.`;
  return move(application, 'EXPIRED', { decidedAt: now, decisionReason });
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
      say`${what} is possible from ${allowed.join(', ')}; this application is ${status}.`,
    );
}

/**
 * Checks a membership of an import by the rules of the commands. @throws VALIDATION_FAILED, INVALID_TRANSITION for one
 * that has ended, VERSION_CONFLICT for a role or a day of joining after the platform has changed the role.
 */
export function checkImportedMembership(next: MembershipRecord, before: MembershipRecord | null, today: string): void {
  if (before && before.status !== 'ACTIVE')
    throw new DomainError('INVALID_TRANSITION', say`A membership that is ${before.status} does not change.`, ['key']);
  const changed = (['role', 'joinedOn'] as const).find((field) => before?.roleSince && next[field] !== before[field]);
  if (changed)
    throw new DomainError('VERSION_CONFLICT', say`The role was changed on the platform. Change it there.`, [changed]);
  if (next.joinedOn > today)
    throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, ['joinedOn']);
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

/**
 * The events of an application after a change: it was submitted or decided. The start of a review has no event, and a DRAFT has none until it is
 * submitted.
 */
export function applicationEvents(
  before: ApplicationRecord | null,
  { _id, organizationId, applicantId, status, decidedAt }: ApplicationRecord,
): NewEvent[] {
  const facts = { applicationId: _id, organizationId, applicantId, status };
  const isUnknown = before?.status === 'DRAFT' && status !== 'SUBMITTED';
  if (isUnknown || status === 'DRAFT' || status === 'UNDER_REVIEW') return [];
  if (status === 'SUBMITTED') return [MembershipApplicationSubmitted(facts)];
  return [MembershipApplicationDecided({ ...facts, decidedOn: decidedAt && toDay(decidedAt) })];
}
