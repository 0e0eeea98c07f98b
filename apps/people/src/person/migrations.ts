import { dropIndex, updateInBatches, type Migration } from '@kexie/messaging';

type Row = { _id: string; [field: string]: unknown };

/**
 * Makes the key of phone numbers version 1, and each hash one under this version. The value moves, because a retired key
 * must leave the database. The previous version would not find the numbers, so it cannot work with the new data.
 */
export const phoneHashesHaveKeyVersions: Migration = {
  id: '2026-12-01-phone-hashes-have-key-versions',
  backward: 'none',
  up: async (mongo, work) => {
    const [settings, keys] = [mongo.collection<Row>('settings'), mongo.collection<Row>('phone_keys')];
    const present = await settings.findOne({ _id: 'phone-key' });
    if (present) {
      const key = { number: 1, value: present['value'], createdAt: new Date(), retiredAt: null, lostPersons: null };
      await keys.updateOne({ _id: '1' }, { $setOnInsert: key }, { upsert: true });
      await settings.deleteOne({ _id: 'phone-key' });
    }
    await updateInBatches(
      mongo,
      'persons',
      { phoneHashes: { $exists: false } },
      [
        {
          $set: {
            phoneHashes: {
              $cond: [
                { $ne: [{ $ifNull: ['$phoneHash', null] }, null] },
                [{ $concat: ['1:', { $ifNull: ['$phoneHash', ''] }] }],
                [],
              ],
            },
          },
        },
        { $unset: ['phoneHash'] },
      ],
      work,
    );
    for (const index of ['phoneHash_1', 'phoneHash_1__id_1']) await dropIndex(mongo, 'persons', index);
  },
};
