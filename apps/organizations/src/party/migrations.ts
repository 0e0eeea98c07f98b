import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Migration } from '@kexie/messaging';

type Old = { kind: string; name: string; establishedOn?: string | null };
type Row = { _id: string; party?: Old | null; partyHistory?: Old[]; partyKinds?: string[] };

const batchRows = 200;

/**
 * Brings `party` and `partyHistory` into one list of Party organizations with periods. Until now a second Party
 * organization replaced the first, so each of the history ends on the day on which the next was established. The previous
 * version would remove the list when it replaces a record.
 */
export const partyOrganizationsWithPeriods: Migration = {
  id: '2026-11-29-party-organizations-with-periods',
  backward: 'none',
  up: async (mongo, { log, signal }) => {
    const rows = mongo.collection<Row>('organizations');
    for (let last = ''; ;) {
      signal.throwIfAborted();
      const found = await rows
        .find({ _id: { $gt: last }, partyKinds: { $exists: false } }, { projection: { party: 1, partyHistory: 1 } })
        .sort({ _id: 1 })
        .limit(batchRows)
        .toArray();
      if (found.length === 0) return;
      await rows.bulkWrite(
        found.map((row) => ({
          updateOne: {
            filter: { _id: row._id, partyKinds: { $exists: false } },
            update: { $set: periodsOf(row), $unset: { party: '', partyHistory: '' } },
          },
        })),
        { ordered: false, writeConcern: { w: 'majority', j: true } },
      );
      await nextTurn();
      last = (found.at(-1) as Row)._id;
      log.info(`the Party organizations of organizations up to ${last} have their periods`);
    }
  },
};

function periodsOf({ party, partyHistory = [] }: Row) {
  const all = [...partyHistory, ...(party ? [party] : [])];
  const days = all.map(({ establishedOn }) => establishedOn ?? null);
  return {
    parties: all.map(({ kind, name }, index) => ({
      kind,
      name,
      establishedOn: days[index] ?? null,
      documentNo: null,
      partnerIds: [],
      leadId: null,
      endedOn: index < all.length - 1 ? [days[index] ?? '', days[index + 1] ?? ''].sort()[1] : null,
      endReason: index < all.length - 1 ? 'Another Party organization followed.' : null,
      endDocumentNo: null,
    })),
    partyInstructions: [],
    partyKinds: [party?.kind ?? 'NONE'],
    partyInstructorId: null,
  };
}
