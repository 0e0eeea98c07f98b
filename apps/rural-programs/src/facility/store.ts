import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { measure, type PageRequest } from '@kexie/kernel';
import { replaceGuarded, type Session } from '@kexie/messaging';
import { findPage, groupStats, inRegions, saveImported, type Directory } from '@kexie/service';
import { between, every, indexImportKey, insert, oneOf, type Books } from '../aggregate.ts';
import type { QueryRuralFacilityStatsArgs, RuralFacilityFilter } from '../generated/graphql.ts';
import { labels, regionExpressions } from '../statistics.ts';
import { afterProject, registeredEvent, upgradedEvent, type Facility } from './domain.ts';

export type FacilityRecord = Facility & { _id: string; version: number; importKey: string | null };

const text = { type: String, default: null };

const schema = new Schema<FacilityRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: text,
    kind: { type: String, required: true },
    name: { type: String, required: true },
    operatorId: text,
    regionCode: { type: String, required: true },
    industryCode: text,
    establishedOn: text,
    upgradedOn: text,
    change: text,
    changedWithin: {
      type: new Schema({ label: String, from: String, to: String, assumed: Boolean }, { _id: false }),
      default: null,
    },
    changedFrom: text,
    changedTo: text,
    level: text,
    supportingInstitutionId: text,
    active: { type: Boolean, required: true },
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'rural_facilities', versionKey: false },
);
indexImportKey(schema);
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, changedFrom: 1, changedTo: 1 });
schema.index({ changedFrom: 1, changedTo: 1 });
schema.index({ operatorId: 1 });
schema.index({ industryCode: 1, name: 1 });
schema.index({ change: 1 });

export type FacilityStore = ReturnType<typeof createFacilityStore>;

/** Rural facilities. */
export function createFacilityStore(books: Books, directory: Directory) {
  const facilities = books.mongo.model<FacilityRecord>('RuralFacility', schema);
  return {
    facilities,
    page: ({ filter, ...page }: PageRequest & { filter?: RuralFacilityFilter | null | undefined }) =>
      findPage(facilities, { ...page, filter: conditions(filter ?? {}) }),
    get: (id: string, session: Session) => facilities.findById(id, null, { session }).lean<FacilityRecord>().exec(),
    register: (record: FacilityRecord, session: Session) =>
      insert(books, facilities, record, [registeredEvent(record._id, record)], session),
    /** Writes an imported facility; it is told of when it is new or changed. */
    async import(
      importKey: string,
      newRecordId: string,
      next: (present: FacilityRecord | null) => Facility,
      session: Session,
    ) {
      const { record, ...imported } = await saveImported(
        facilities,
        importKey,
        (present) => ({
          ...next(present),
          _id: present?._id ?? newRecordId,
          version: present?.version ?? 1,
          importKey,
        }),
        session,
      );
      if (imported.outcome !== 'UNCHANGED')
        await books.outbox.append(
          [registeredEvent(record._id, record)],
          { aggregateId: record._id, version: record.version },
          session,
        );
      return imported;
    },
    /** What a finished project does to its facility, in the transaction of its acceptance. */
    async finishProject(id: string, purpose: string, on: string, session: Session): Promise<void> {
      const current = await facilities.findById(id, null, { session }).lean<FacilityRecord>();
      const next = current && afterProject(current, purpose, on);
      if (!next) return;
      const { version } = await replaceGuarded(facilities, current, next, session);
      await books.outbox.append([upgradedEvent(id, next)], { aggregateId: id, version }, session);
    },
    async stats({ filter, groupBy }: Pick<QueryRuralFacilityStatsArgs, 'filter' | 'groupBy'>) {
      const rows = await groupStats<(typeof groupBy)[number], { facilities: number }, FacilityRecord>(facilities, {
        stages: [{ $match: conditions(filter ?? {}) }],
        groupBy,
        expressions: {
          FACILITY_KIND: '$kind',
          CHANGE: '$change',
          YEAR: yearOfChange,
          ...regionExpressions,
          INDUSTRY: '$industryCode',
        },
        accumulate: { facilities: { $sum: 1 } },
        labels: (dimension, codes) => labels(directory, dimension, codes),
      });
      return rows.map(({ keys, facilities: count }) => ({ keys, facilities: measure(count ?? 0, 'COUNT') }));
    },
  };
}

/** The year of the last change, when it is known: a period within one year is enough. */
const yearOfChange = {
  $cond: [
    {
      $eq: [
        { $substrBytes: [{ $ifNull: ['$changedFrom', ''] }, 0, 4] },
        { $substrBytes: [{ $ifNull: ['$changedTo', ''] }, 0, 4] },
      ],
    },
    {
      $cond: [
        { $eq: [{ $ifNull: ['$changedTo', null] }, null] },
        null,
        { $substrBytes: [{ $ifNull: ['$changedTo', ''] }, 0, 4] },
      ],
    },
    null,
  ],
};

function conditions(filter: RuralFacilityFilter): QueryFilter<FacilityRecord> {
  const { asOf } = filter;
  const upTo = asOf ? mongoose.trusted({ $lte: asOf }) : undefined;
  return every(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    oneOf('kind', filter.kinds),
    oneOf('industryCode', filter.industryCodes),
    filter.change ? { change: filter.change } : {},
    between('changedFrom', filter.fromYear ? `${filter.fromYear}-01-01` : null, null),
    between('changedTo', null, filter.toYear ? `${filter.toYear}-12-31` : null),
    upTo ? { $or: [{ establishedOn: upTo }, { changedTo: upTo }] } : {},
    typeof filter.active === 'boolean' ? { active: filter.active } : {},
  );
}
