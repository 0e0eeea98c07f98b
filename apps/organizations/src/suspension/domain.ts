import { OrganizationResumed, OrganizationSuspended } from '@kexie/events';
import type { Decision } from '@kexie/service';
import { say } from '../messages.ts';
import {
  checkDay,
  documentNoOf,
  historyMax,
  laterOf,
  reasonOf,
  requireStatus,
  type Organization,
  type Suspension,
} from '../organization/domain.ts';
import { termOverdue } from '../term/domain.ts';

/**
 * Suspends an organization (暂停): until it is resumed it may not act, here and in the other services.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function suspend(
  current: Organization,
  stated: { reason: string; documentNo: string; suspendedOn: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`suspended`);
  const { suspendedOn } = stated;
  const [reason, documentNo] = [reasonOf(stated.reason), documentNoOf(stated.documentNo)];
  const earlier = current.suspensions ?? [];
  checkDay(suspendedOn, 'suspendedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.to), today });
  const suspension: Suspension = {
    from: suspendedOn,
    to: null,
    reason,
    documentNo,
    resumeReason: null,
    resumeDocumentNo: null,
  };
  return {
    next: { ...current, status: 'SUSPENDED', suspensions: [...earlier, suspension].slice(-historyMax) },
    events: [OrganizationSuspended({ organizationId: current._id, suspendedOn, reason, documentNo })],
  };
}

/**
 * Ends a suspension. The organization is ACTIVE again, or TERM_OVERDUE when its term has ended in the meantime.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function resume(
  current: Organization,
  stated: { reason: string; documentNo: string; resumedOn: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['SUSPENDED'], say`resumed`);
  const { resumedOn } = stated;
  const [reason, documentNo] = [reasonOf(stated.reason), documentNoOf(stated.documentNo)];
  checkDay(resumedOn, 'resumedOn', { from: current.suspensions?.at(-1)?.from ?? '', today });
  const endedTerm = current.term && current.term.endsOn < today ? current.term : null;
  const status = endedTerm ? 'TERM_OVERDUE' : 'ACTIVE';
  const suspensions = endSuspension(current, {
    to: resumedOn,
    resumeReason: reason,
    resumeDocumentNo: documentNo,
  });
  return {
    next: { ...current, status, ...suspensions },
    events: [
      OrganizationResumed({ organizationId: current._id, status, resumedOn, reason, documentNo }),
      ...(endedTerm ? [termOverdue(current._id, endedTerm)] : []),
    ],
  };
}

/** The suspensions of an organization after the one that lasts has ended; nothing when none lasts. */
export function endSuspension(
  { suspensions }: Organization,
  end: Pick<Suspension, 'to' | 'resumeReason' | 'resumeDocumentNo'>,
): Pick<Organization, 'suspensions'> {
  if (!suspensions) return {};
  return { suspensions: suspensions.map((each) => (each.to === null ? { ...each, ...end } : each)) };
}
