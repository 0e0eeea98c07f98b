import type { Migration } from '@kexie/messaging';
import { fold, type PersonHonour } from '../person/domain.ts';
import { levelOfRegion } from './domain.ts';

const batchRows = 500;

type PersonRow = { _id: string; regionCode: string; honours: PersonHonour[] };
type HonourRow = { _id: string };

/**
 * Makes a record of each honour in the collection `persons`, with the id that it has there. The honours also stay with
 * their persons, where the previous version reads them. A repetition changes nothing, and no events are written, because
 * the events of the awards told of these honours.
 */
export const honoursAreRecords: Migration = {
  id: '2026-12-02-honours-are-records',
  backward: 'compatible',
  up: async (mongo, { log, signal }) => {
    const persons = mongo.collection<PersonRow>('persons');
    const campaigns = mongo.collection<{ _id: string; regionCode: string }>('award_campaigns');
    const records = mongo.collection<HonourRow>('honours');
    let made = 0;
    for (let last = ''; ;) {
      signal.throwIfAborted();
      const rows = await persons
        .find({ _id: { $gt: last }, 'honours.id': { $exists: true } }, { projection: { regionCode: 1, honours: 1 } })
        .sort({ _id: 1 })
        .limit(batchRows)
        .toArray();
      const to = rows.at(-1)?._id;
      if (to === undefined) break;
      const campaignIds = new Set(rows.flatMap(({ honours }) => honours.flatMap(({ campaignId }) => campaignId ?? [])));
      const awards = await campaigns.find({ _id: { $in: [...campaignIds] } }).toArray();
      const regions = new Map(awards.map(({ _id, regionCode }) => [_id, regionCode]));
      const { upsertedCount } = await records.bulkWrite(
        rows.flatMap((person) =>
          person.honours.map(({ id, ...honour }) => ({
            updateOne: {
              filter: { _id: id },
              update: { $setOnInsert: recordOf(person, honour, regions) },
              upsert: true,
            },
          })),
        ),
        { ordered: false },
      );
      made += upsertedCount;
      last = to;
    }
    log.info(`${made} honours of persons are records now`);
  },
};

function recordOf(
  { _id: personId, regionCode: ofPerson }: PersonRow,
  { title, year, conferredBy, campaignId, documentNo }: Omit<PersonHonour, 'id'>,
  regions: ReadonlyMap<string, string>,
) {
  const regionCode = regions.get(campaignId ?? '') ?? ofPerson;
  return {
    ...{ version: 1, personId, regionCode, title, titleFolded: fold(title), level: levelOfRegion(regionCode), year },
    ...{ conferredBy, documentNo: documentNo ?? null, campaignId: campaignId ?? null, status: 'GRANTED' },
    ...{ grantedOn: null, grantedBy: null, revokedOn: null, revokedBy: null, revocationReason: null },
  };
}
