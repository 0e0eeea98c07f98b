import { updateInBatches, type Migration } from '@kexie/messaging';
import { importKeysByRegion } from '@kexie/service';
import { evidenceOfExperts } from './expert/migrations.ts';

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

/** The changes of data of earlier versions, in order. */
export const migrations: readonly Migration[] = [
  importKeysByRegion({ needs: 'regionCode', engagements: 'regionCode', partner_contacts: 'regionCode' }),
  importKeysOfExperts,
  evidenceOfExperts,
];
