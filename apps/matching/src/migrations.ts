import { updateInBatches, type Migration } from '@kexie/messaging';
import { importKeysByRegion } from '@kexie/service';
import { evidenceOfExperts } from './expert/migrations.ts';
import { wordsAndPool } from './matchmaker/migrations.ts';

/** Import keys of experts begin with the person. The previous version would refuse each repeated row. */
const importKeysOfExperts: Migration = {
  id: '2026-11-26-import-keys-of-experts',
  backward: 'none',
  up: (mongo, work) =>
    updateInBatches(
      mongo,
      'experts',
      { importKey: { $type: 'string', $not: /^per_[0-9A-Z]{26}\// } },
      [{ $set: { importKey: { $concat: ['$personId', '/', '$importKey'] } } }],
      work,
    ).then(() => undefined),
};

/** Experts and needs state what follows from proposals. The previous version would remove these fields when it replaces a record. */
const standingFromProposals: Migration = {
  id: '2026-11-27-standing-from-proposals',
  backward: 'none',
  up: async (mongo, work) => {
    const none = { notMyField: [], proposalCount: 0, openProposals: 0 };
    await updateInBatches(mongo, 'experts', { proposalCount: { $exists: false } }, [{ $set: none }], work);
    await updateInBatches(mongo, 'needs', { proposedTo: { $exists: false } }, [{ $set: { proposedTo: [] } }], work);
  },
};

/** Needs have competitors, and experts come on site or not. The previous version would remove these fields when it replaces a record. */
export const competitorsAndOnSite: Migration = {
  id: '2026-11-28-competitors-and-on-site',
  backward: 'none',
  up: async (mongo, work) => {
    await updateInBatches(
      mongo,
      'needs',
      { competitorIds: { $exists: false } },
      [{ $set: { competitorIds: [] } }],
      work,
    );
    await updateInBatches(mongo, 'experts', { onsiteOk: { $exists: false } }, [{ $set: { onsiteOk: true } }], work);
  },
};

/** The changes of data of earlier versions, in order. */
export const migrations: readonly Migration[] = [
  importKeysByRegion({ needs: 'regionCode', engagements: 'regionCode', partner_contacts: 'regionCode' }),
  importKeysOfExperts,
  evidenceOfExperts,
  standingFromProposals,
  wordsAndPool,
  competitorsAndOnSite,
];
