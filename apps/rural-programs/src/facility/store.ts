import mongoose, { type QueryFilter } from 'mongoose';
import { measure, type ImportableRecord, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  flag,
  groupStats,
  inRegions,
  oneOf,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  yearDimension,
  type Directory,
} from '@kexie/service';
import type { QueryRuralFacilityStatsArgs, RuralFacilityFilter } from '../generated/graphql.ts';
import { labels, regionExpressions } from '../statistics.ts';
import { afterProject, upgradedEvent, type Facility } from './domain.ts';

export type FacilityRecord = Facility & ImportableRecord;

const schema = recordSchema<FacilityRecord>('rural_facilities', {
  kind: text,
  name: text,
  operatorId: textOrNull,
  regionCode: text,
  industryCode: textOrNull,
  establishedOn: textOrNull,
  upgradedOn: textOrNull,
  change: textOrNull,
  changedWithin: periodOrNull,
  changedFrom: textOrNull,
  changedTo: textOrNull,
  level: textOrNull,
  supportingInstitutionId: textOrNull,
  active: flag,
});
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, changedFrom: 1, changedTo: 1 });
schema.index({ changedFrom: 1, changedTo: 1 });
schema.index({ operatorId: 1 });
schema.index({ industryCode: 1, name: 1 });
schema.index({ change: 1 });

export type FacilityStore = ReturnType<typeof createFacilityStore>;

/** The collection of rural facilities. */
export function createFacilityStore(mongo: Mongo, outbox: Outbox, directory: Directory) {
  const facilities = createAggregateStore<FacilityRecord>(mongo, outbox, {
    name: 'RuralFacility',
    schema,
    noun: 'facility',
  });
  return {
    ...facilities,
    page: ({ filter, ...page }: PageRequest & { filter?: RuralFacilityFilter | null | undefined }) =>
      findPage(facilities.model, { ...page, filter: conditions(filter ?? {}) }),
    /** Applies an accepted project to its facility, in the transaction of the acceptance. */
    async finishProject(id: string, purpose: string, on: string, session: Session): Promise<void> {
      const current = await facilities.find(id, session);
      const next = current && afterProject(current, purpose, on);
      if (current && next) await facilities.replace(current, { next, events: [upgradedEvent(id, next)] }, session);
    },
    async stats({ filter, groupBy }: Pick<QueryRuralFacilityStatsArgs, 'filter' | 'groupBy'>) {
      const rows = await groupStats<(typeof groupBy)[number], { facilities: number }, FacilityRecord>(
        facilities.model,
        {
          stages: [{ $match: conditions(filter ?? {}) }],
          groupBy,
          expressions: {
            FACILITY_KIND: '$kind',
            CHANGE: '$change',
            YEAR: yearDimension('$changedFrom', '$changedTo'),
            ...regionExpressions,
            INDUSTRY: '$industryCode',
          },
          accumulate: { facilities: { $sum: 1 } },
          labels: (dimension, codes) => labels(directory, dimension, codes),
        },
      );
      return rows.map(({ keys, facilities: count }) => ({ keys, facilities: measure(count ?? 0, 'COUNT') }));
    },
  };
}

function conditions(filter: RuralFacilityFilter): QueryFilter<FacilityRecord> {
  const { asOf } = filter;
  const upTo = asOf ? mongoose.trusted({ $lte: asOf }) : undefined;
  return every(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    oneOf('kind', filter.kinds),
    oneOf('industryCode', filter.industryCodes),
    equals('change', filter.change),
    between('changedFrom', filter.fromYear ? `${filter.fromYear}-01-01` : null, null),
    between('changedTo', null, filter.toYear ? `${filter.toYear}-12-31` : null),
    upTo ? { $or: [{ establishedOn: upTo }, { changedTo: upTo }] } : {},
    equals('active', filter.active),
  );
}
