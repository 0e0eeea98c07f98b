import { OrganizationDissolved } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { say } from '../messages.ts';
import {
  changed,
  checkDay,
  documentNoOf,
  historyMax,
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

type Dissolution = {
  reason: string;
  documentNo: string | null;
  dissolvedOn: string;
  successor: Organization | null;
  wantsSuccessor: boolean;
  isSuccessorBelow: boolean;
  /** the organizations directly below that are in use, and those that have not ended, such as applications */
  childrenInUse: number;
  childrenAlive: number;
  hostedInUse: number;
};

/**
 * Dissolves, or merges into a successor. The organizations below a merged one go to the successor (see `moveToSuccessor`);
 * one that is dissolved must have none in use. @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN.
 */
export function dissolve(
  current: Organization,
  {
    reason,
    documentNo,
    dissolvedOn,
    successor,
    wantsSuccessor,
    isSuccessorBelow,
    childrenInUse,
    childrenAlive,
    hostedInUse,
  }: Dissolution,
  today: string,
): Decision<Organization> {
  requireStatus(current, inUse, say`dissolved`);
  const decisionReason = reasonOf(reason);
  checkDay(dissolvedOn, 'dissolvedOn', {
    from: laterOf(current.foundedOn, current.suspensions?.findLast(({ to }) => to === null)?.from),
    today,
  });
  if (wantsSuccessor && (!successor || successor._id === current._id))
    throw new DomainError('REFERENCE_UNKNOWN', say`There is no such successor.`, ['successorId']);
  if (successor && (successor.kind !== current.kind || !isActive(successor)))
    throw new DomainError('VALIDATION_FAILED', say`The successor must be an active organization of the same kind.`, [
      'successorId',
    ]);
  if (isSuccessorBelow)
    throw new DomainError('VALIDATION_FAILED', say`The successor lies below this organization; move it first.`, [
      'successorId',
    ]);
  const endDocumentNo = documentNo === null ? null : documentNoOf(documentNo);
  if (successor && childrenAlive > 0 && endDocumentNo === null)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`Organizations below this one go to the successor, so the merger needs a document number.`,
      ['documentNo'],
    );
  if (!successor && childrenInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${childrenInUse} active or suspended organizations are below this one; dissolve or move them first.`,
      ['id'],
    );
  if (hostedInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`This organization hosts ${hostedInUse} active or suspended associations (依托单位); dissolve or move them first.`,
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
    endDocumentNo,
    ...(successor && { childrenToMove: true }),
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

/**
 * An organization below a merged one goes to the successor: it gets another parent, and its earlier place goes to the history.
 * It keeps its region, also when this is not one of the successor, because the superior associations have decided the merger.
 */
export function moveToSuccessor(
  child: Organization,
  { _id, dissolvedOn, endDocumentNo }: Pick<Organization, '_id' | 'dissolvedOn' | 'endDocumentNo'>,
  successorId: string,
): Decision<Organization> {
  const { regionCode, hostId, placeHistory = [] } = child;
  const until = laterOf(dissolvedOn, child.foundedOn, placeHistory.at(-1)?.until);
  const past = { regionCode, parentId: _id, hostId, until, documentNo: endDocumentNo ?? '' };
  const next = { ...child, parentId: successorId, placeHistory: [...placeHistory, past].slice(-historyMax) };
  return { next, events: [changed(next, child)] };
}
