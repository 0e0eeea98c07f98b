import { OrganizationDissolved } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import {
  checkDay,
  inUse,
  isActive,
  laterOf,
  reasonOf,
  requireStatus,
  type Organization,
} from '../organization/domain.ts';
import { endWithOrganization } from '../party/domain.ts';
import { vacated } from '../post/domain.ts';
import { endSuspension } from '../suspension/domain.ts';

/** Dissolves, or merges into a successor. @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN. */
export function dissolve(
  current: Organization,
  {
    reason,
    dissolvedOn,
    successor,
    wantsSuccessor,
    childrenInUse,
    hostedInUse,
  }: {
    reason: string;
    dissolvedOn: string;
    successor: Organization | null;
    wantsSuccessor: boolean;
    childrenInUse: number;
    hostedInUse: number;
  },
  today: string,
): Decision<Organization> {
  requireStatus(current, inUse, 'dissolved');
  const decisionReason = reasonOf(reason);
  checkDay(dissolvedOn, 'dissolvedOn', {
    from: laterOf(current.foundedOn, current.suspensions?.findLast(({ to }) => to === null)?.from),
    today,
  });
  if (wantsSuccessor && (!successor || successor._id === current._id))
    throw new DomainError('REFERENCE_UNKNOWN', 'There is no such successor.', ['successorId']);
  if (successor && (successor.kind !== current.kind || !isActive(successor)))
    throw new DomainError('VALIDATION_FAILED', 'The successor must be an active organization of the same kind.', [
      'successorId',
    ]);
  if (childrenInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      `${childrenInUse} active or suspended organizations are below this one; dissolve or move them first.`,
      ['id'],
    );
  if (hostedInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      `This organization hosts ${hostedInUse} active or suspended associations (依托单位); dissolve or move them first.`,
      ['id'],
    );
  const next: Organization = {
    ...current,
    ...endWithOrganization(current, dissolvedOn),
    posts: vacated(current, dissolvedOn),
    ...endSuspension(current, { to: dissolvedOn, resumeReason: null, resumeDocumentNo: null }),
    status: successor ? 'MERGED' : 'DISSOLVED',
    dissolvedOn,
    successorId: successor?._id ?? null,
    decisionReason,
  };
  return {
    next,
    events: [
      OrganizationDissolved({
        organizationId: current._id,
        hostId: current.hostId,
        successorId: next.successorId,
        dissolvedOn,
        reason: decisionReason,
      }),
    ],
  };
}
