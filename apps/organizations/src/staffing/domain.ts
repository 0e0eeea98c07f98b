import { DomainError, requireCount } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { historyMax, requireStatus, type Organization, type Staffing } from '../organization/domain.ts';

/** Posts and staff of one organization. */
const staffMax = 10_000;

/** @throws VALIDATION_FAILED, INVALID_TRANSITION. */
export function setStaffing(current: Organization, staffing: Staffing, today: string): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], 'given staff');
  for (const field of ['authorizedPosts', 'fullTimeStaff', 'partTimeStaff'] as const)
    requireCount(staffing[field] ?? 0, field, { max: staffMax });
  if (staffing.asOf > today)
    throw new DomainError('VALIDATION_FAILED', 'The day must not lie in the future.', ['asOf']);
  if (current.staffing && staffing.asOf < current.staffing.asOf)
    throw new DomainError('VALIDATION_FAILED', 'Newer figures are already recorded.', ['asOf']);
  const staffingHistory = [...(current.staffingHistory ?? []), ...(current.staffing ? [current.staffing] : [])];
  return { next: { ...current, staffing, staffingHistory: staffingHistory.slice(-historyMax) }, events: [] };
}
