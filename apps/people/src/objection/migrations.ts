import type { Migration } from '@kexie/messaging';
import type { NominationRecord } from '../award/domain.ts';
import type { ObjectionRecord } from './domain.ts';

const batchRows = 500;
/** Two digits of an id tell the objections to one nomination apart. */
const recordsMax = 100;

/**
 * Makes a record of each objection that a nomination counts, of an unknown author. The last reason of the nomination
 * becomes the text of the last objection, or the reason of its decision when the nominee was not awarded for it; in the
 * other cases it leaves the nomination, whose viewers may not read objections. The ids of the records depend on those of
 * the nominations, so a repetition changes nothing. The count stays, where the previous version reads it.
 */
export const objectionsAreRecords: Migration = {
  id: '2026-12-02-objections-are-records',
  backward: 'compatible',
  up: async (mongo, { log, signal }) => {
    const nominations = mongo.collection<NominationRecord>('nominations');
    const records = mongo.collection<ObjectionRecord>('objections');
    let made = 0;
    for (let last = ''; ;) {
      signal.throwIfAborted();
      const rows = await nominations
        .find({ _id: { $gt: last }, objections: { $gt: 0 } })
        .sort({ _id: 1 })
        .limit(batchRows)
        .toArray();
      const to = rows.at(-1)?._id;
      if (to === undefined) break;
      const { upsertedCount } = await records.bulkWrite(
        rows.flatMap(recordsOf).map(({ _id, ...record }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: record }, upsert: true },
        })),
        { ordered: false },
      );
      made += upsertedCount;
      const hidden = rows.filter(({ status }) => status !== 'NOT_AWARDED').map(({ _id }) => _id);
      await nominations.updateMany({ _id: { $in: hidden } }, { $set: { reason: null } });
      last = to;
    }
    log.info(`${made} objections are records now`);
  },
};

/** The state of the last objection, by that of its nomination. Those before it were dismissed, or there were no later ones. */
const lastStatus: Partial<Record<NominationRecord['status'], ObjectionRecord['status']>> = {
  OBJECTED: 'OPEN',
  NOT_AWARDED: 'UPHELD',
  WITHDRAWN: 'LAPSED',
};

function recordsOf({ _id, campaignId, nomineeId, status, reason, objections }: NominationRecord): ObjectionRecord[] {
  return Array.from({ length: Math.min(objections, recordsMax) }, (_, index) => {
    const isLast = index === Math.min(objections, recordsMax) - 1;
    const isUpheld = isLast && status === 'NOT_AWARDED';
    return {
      // the first two characters of an id are the same for decades
      _id: `obj_${String(index).padStart(2, '0')}${_id.slice(6)}`,
      ...{ version: 1, campaignId, nominationId: _id, nomineeId, raisedBy: null, raisedAt: null },
      text: isLast && !isUpheld ? reason : null,
      status: (isLast ? lastStatus[status] : undefined) ?? 'DISMISSED',
      ...{ decisionReason: isUpheld ? reason : null, decidedBy: null, decidedAt: null },
    };
  });
}
