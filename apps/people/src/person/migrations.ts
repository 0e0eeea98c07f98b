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

const dayOf = (field: string) => ({ $dateToString: { date: field, format: '%Y-%m-%d', timezone: '+08:00' } });
const isStated = (field: string) => ({ $ne: [{ $ifNull: [field, null] }, null] });

/**
 * Gives each Home a history: the registration on its day, and the present state since the day of the verification or of the last change
 * of the record. The previous version would remove the history when it replaces a record, so it cannot work with the new data.
 */
export const homesHaveHistories: Migration = {
  id: '2026-12-01-homes-have-histories',
  backward: 'none',
  up: async (mongo, work) => {
    const isRegistered = { $and: [isStated('$home.registeredOn'), { $ne: ['$home.status', 'NOT_REGISTERED'] }] };
    const present = [{ status: '$home.status', on: '$presentSince' }];
    await updateInBatches(
      mongo,
      'persons',
      { homeHistory: { $exists: false } },
      [
        {
          $set: {
            presentSince: {
              $cond: [
                { $and: [{ $eq: ['$home.status', 'VERIFIED'] }, isStated('$home.verifiedOn')] },
                '$home.verifiedOn',
                dayOf('$updatedAt'),
              ],
            },
          },
        },
        {
          $set: {
            homeHistory: {
              $cond: [
                isRegistered,
                {
                  $cond: [
                    { $eq: ['$home.status', 'REGISTERED'] },
                    [{ status: 'REGISTERED', on: '$home.registeredOn' }],
                    {
                      $cond: [
                        { $lte: ['$presentSince', '$home.registeredOn'] },
                        [{ status: '$home.status', on: '$home.registeredOn' }],
                        [{ status: 'REGISTERED', on: '$home.registeredOn' }, ...present],
                      ],
                    },
                  ],
                },
                present,
              ],
            },
            homeIdleSince: { $cond: [{ $eq: ['$home.status', 'ACTIVE'] }, '$presentSince', null] },
          },
        },
        { $unset: ['presentSince'] },
      ],
      work,
    );
  },
};
