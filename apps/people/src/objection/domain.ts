import { DomainError, requireText } from '@kexie/kernel';
import type { CampaignRecord, NominationRecord } from '../award/domain.ts';
import { say } from '../messages.ts';

type ObjectionStatus = 'OPEN' | 'DISMISSED' | 'UPHELD' | 'LAPSED';

/** An objection (异议) to a nomination, raised during the public notice of the award. */
export type ObjectionRecord = {
  _id: string;
  version: number;
  campaignId: string;
  nominationId: string;
  nomineeId: string;
  /** the user; null for objections of earlier versions, which counted them only */
  raisedBy: string | null;
  /** null for objections of earlier versions whose text was replaced by a later one */
  text: string | null;
  raisedAt: Date | null;
  /** LAPSED: the nomination or the award ended before a decision about this objection */
  status: ObjectionStatus;
  decisionReason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
};

const objectionsOfUserMax = 3;
const textMax = 2_000;
const reasonMax = 500;

type Nomination = Pick<NominationRecord, '_id' | 'campaignId' | 'nomineeId' | 'status'>;

/** A new objection, without regard to the state of the award. @throws VALIDATION_FAILED for a text of 0 or over 2000 characters. */
export function newObjection(
  { _id: nominationId, campaignId, nomineeId }: Nomination,
  { _id, text, path = 'text', by, now }: { _id: string; text: string; path?: string; by: string; now: Date },
): ObjectionRecord {
  return {
    ...{ _id, version: 1, campaignId, nominationId, nomineeId, raisedBy: by },
    ...{ text: requireText(text, path, { max: textMax }), raisedAt: now, status: 'OPEN' },
    ...{ decisionReason: null, decidedBy: null, decidedAt: null },
  };
}

/**
 * @throws INVALID_TRANSITION unless the award is in its public notice and the nominee is on it, QUOTA_EXCEEDED for the
 * fourth objection of a user to one award.
 */
export function requireNotice(
  { status, publicNoticeTo }: Pick<CampaignRecord, 'status' | 'publicNoticeTo'>,
  nomination: Pick<NominationRecord, 'status'>,
  { ofUser, today }: { ofUser: number; today: string },
): void {
  if (status !== 'PUBLIC_NOTICE' || (publicNoticeTo !== null && today > publicNoticeTo))
    throw new DomainError('INVALID_TRANSITION', say`Objections are accepted during the public notice of an award.`);
  if (!isOnNotice(nomination))
    throw new DomainError('INVALID_TRANSITION', say`This nominee is not on the public notice.`, ['nominationId']);
  if (ofUser >= objectionsOfUserMax)
    throw new DomainError(
      'QUOTA_EXCEEDED',
      say`You can raise at most ${objectionsOfUserMax} objections to one award.`,
      ['nominationId'],
    );
}

/** Whether the public notice names the nominee. An open objection does not change this. */
const isOnNotice = ({ status }: Pick<NominationRecord, 'status'>): boolean =>
  status === 'PROPOSED' || status === 'OBJECTED';

type Verdict = { reason: string | null; by: string; now: Date };

/**
 * The objection after a decision. @throws INVALID_TRANSITION when it is not open, FORBIDDEN for the user who raised it,
 * VALIDATION_FAILED.
 */
export function decided(
  objection: ObjectionRecord,
  status: 'DISMISSED' | 'UPHELD',
  { reason, by, now }: Verdict,
): ObjectionRecord {
  if (objection.status !== 'OPEN')
    throw new DomainError('INVALID_TRANSITION', say`This objection is ${objection.status} already.`);
  if (objection.raisedBy === by)
    throw new DomainError('FORBIDDEN', say`A second person must decide about an objection that you have raised.`, [
      'id',
    ]);
  const decisionReason = reason === null ? null : requireText(reason, 'reason', { max: reasonMax });
  return { ...objection, status, decisionReason, decidedBy: by, decidedAt: now };
}

/** The objection when its nomination or award ends before a decision about it. */
export const lapsed = (objection: ObjectionRecord, { by, now }: Pick<Verdict, 'by' | 'now'>): ObjectionRecord => ({
  ...objection,
  status: 'LAPSED',
  decidedBy: by,
  decidedAt: now,
});
