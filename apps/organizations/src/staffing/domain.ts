import { OrganizationStaffingChanged } from '@kexie/events';
import { DomainError, optionalText, requireCount } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { OrganizationKind } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { historyMax, requireStatus, type Organization, type Staffing } from '../organization/domain.ts';

/** Posts and staff of one organization. */
const staffMax = 10_000;

/** The kinds of organizations without authorized posts (编制): they pay their staff themselves, or have none. */
const kindsWithoutPosts: readonly OrganizationKind[] = [
  'COMMUNITY_ASSOCIATION',
  'VILLAGE_ASSOCIATION',
  'SOCIETY',
  'ENTERPRISE_ASSOCIATION',
  'RURAL_TECH_ASSOCIATION',
  'RURAL_TECH_FEDERATION',
  'ENTERPRISE',
];

/** The figures that applied on a day, or the present ones. */
export function staffingOn(
  { staffing, staffingHistory = [] }: Pick<Organization, 'staffing' | 'staffingHistory'>,
  day: string | null | undefined,
): Staffing | undefined {
  const all = [...staffingHistory, ...(staffing ? [staffing] : [])];
  return day ? all.findLast(({ asOf }) => asOf <= day) : all.at(-1);
}

/**
 * Records the posts and staff of a later day, or corrects the figures of the same day. A correction has a reason, and the
 * corrected figures stay in the history.
 * @throws VALIDATION_FAILED, INVALID_TRANSITION.
 */
export function setStaffing(current: Organization, stated: Staffing, today: string): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`given staff`);
  for (const field of ['authorizedPosts', 'fullTimeStaff', 'partTimeStaff'] as const)
    requireCount(stated[field] ?? 0, field, { max: staffMax });
  if (stated.asOf > today)
    throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, ['asOf']);
  if (current.staffing && stated.asOf < current.staffing.asOf)
    throw new DomainError('VALIDATION_FAILED', say`Newer figures are already recorded.`, ['asOf']);
  if (stated.authorizedPosts !== null && kindsWithoutPosts.includes(current.kind))
    throw new DomainError('VALIDATION_FAILED', say`Organizations of this kind have no authorized posts (编制).`, [
      'authorizedPosts',
    ]);
  const correctionReason = optionalText(stated.correctionReason, 'correctionReason', { min: 2, max: 500 });
  const corrects = current.staffing?.asOf === stated.asOf;
  if (corrects && correctionReason === null)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`Figures of this day are already recorded. A correction of them states its reason.`,
      ['correctionReason'],
    );
  if (!corrects && correctionReason !== null)
    throw new DomainError('VALIDATION_FAILED', say`Only figures of the same day can be corrected.`, [
      'correctionReason',
    ]);
  const staffing: Staffing = { ...stated, correctionReason };
  const staffingHistory = [...(current.staffingHistory ?? []), ...(current.staffing ? [current.staffing] : [])];
  return {
    next: { ...current, staffing, staffingHistory: staffingHistory.slice(-historyMax) },
    events: [changedTo(current._id, staffing)],
  };
}

function changedTo(organizationId: string, { authorizedPosts, fullTimeStaff, partTimeStaff, asOf }: Staffing) {
  return OrganizationStaffingChanged({ organizationId, authorizedPosts, fullTimeStaff, partTimeStaff, asOf });
}
