import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  date,
  every,
  findPage,
  inRegions,
  number,
  oneOf,
  part,
  text,
  textOrNull,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { RegionIndicatorFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { EarlierValue, RegionIndicator } from './domain.ts';

const decimal = { type: Schema.Types.Decimal128, required: true } as const;

const schema = versionedSchema<RegionIndicator>('region_indicators', {
  importKey: textOrNull,
  regionCode: text,
  year: number,
  code: text,
  value: decimal,
  unit: text,
  qualifier: text,
  source: text,
  history: [
    part<EarlierValue>({ value: decimal, qualifier: text, source: text, reason: textOrNull, replacedAt: date }),
  ],
});
schema.index({ regionCode: 1, code: 1, year: 1 }, { unique: true });
schema.index({ year: -1, regionCode: 1, code: 1 });
schema.index({ code: 1, year: -1, regionCode: 1 });
uniqueWhenPresent(schema, 'importKey');

const oneValue = 'regionCode_1_code_1_year_1';

/** The statistical indicators of regions. */
export function createIndicatorStore(mongo: Mongo, outbox: Outbox) {
  const indicators = createAggregateStore<RegionIndicator>(mongo, outbox, {
    name: 'RegionIndicator',
    schema,
    noun: say`indicator`,
    duplicates: {
      [oneValue]: [say`The region has a value of this indicator for this year already. Correct that one.`, 'year'],
    },
  });
  return {
    ...indicators,
    /** @throws DUPLICATE when another record has a value of the same indicator, region and year. */
    async requireFree({ _id, regionCode, code, year }: RegionIndicator, session: Session): Promise<void> {
      const other: QueryFilter<RegionIndicator> = { regionCode, code, year, _id: mongoose.trusted({ $ne: _id }) };
      if (await indicators.model.exists(other).session(session)) throw indicators.duplicate(oneValue);
    },
    /** The indicators of a region for a year, by code: at most one for each code. */
    ofYear: (regionCode: string, year: number) =>
      indicators.model.find({ regionCode, year }).sort({ code: 1 }).limit(100).lean<RegionIndicator[]>().exec(),
    page: ({ filter, ...request }: PageRequest & { filter?: RegionIndicatorFilter | null | undefined }) =>
      findPage(indicators.model, {
        ...request,
        filter: every<RegionIndicator>(
          inRegions('regionCode', filter?.regions, filter?.includeDescendants ?? true),
          filterOf(filter ?? {}),
        ),
        sort: [
          { field: 'year', direction: 'DESC' },
          { field: 'regionCode', direction: 'ASC' },
          { field: 'code', direction: 'ASC' },
        ],
      }),
  };
}

/** The condition for the indicators and years of a list. @throws VALIDATION_FAILED for too many codes. */
export function filterOf({
  codes,
  fromYear,
  toYear,
}: Pick<RegionIndicatorFilter, 'codes' | 'fromYear' | 'toYear'>): QueryFilter<RegionIndicator> {
  return every<RegionIndicator>(oneOf('code', codes, { path: 'codes' }), between('year', fromYear, toYear));
}
