import mongoose from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  oneOf,
  text,
  textOrNull,
  versionedSchema,
} from '@kexie/service';
import type { HonourFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { fold } from '../person/domain.ts';
import type { HonourRecord } from './domain.ts';

const schema = versionedSchema<HonourRecord>('honours', {
  personId: text,
  regionCode: text,
  title: text,
  titleFolded: text,
  level: text,
  year: number,
  conferredBy: text,
  documentNo: textOrNull,
  campaignId: textOrNull,
  status: text,
  grantedOn: textOrNull,
  grantedBy: textOrNull,
  revokedOn: textOrNull,
  revokedBy: textOrNull,
  revocationReason: textOrNull,
});
schema.index({ personId: 1, titleFolded: 1 });
schema.index({ regionCode: 1, year: -1 });
schema.index({ titleFolded: 1, year: -1 });
schema.index({ campaignId: 1 });
schema.index({ year: -1, _id: 1 });

/** The store of honours. */
export function createHonourStore(mongo: Mongo, outbox: Outbox) {
  const honours = createAggregateStore<HonourRecord>(mongo, outbox, {
    name: 'Honour',
    schema,
    noun: say`honour`,
    derive: (honour) => ({ ...honour, titleFolded: fold(honour.title) }),
  });
  const { model } = honours;
  return {
    ...honours,
    /** All honours of these persons, also revoked ones. */
    ofPersons: (personIds: readonly string[]): Promise<HonourRecord[]> =>
      model
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) })
        .sort({ _id: 1 })
        .lean<HonourRecord[]>()
        .exec(),
    /** The honours of a person in force with this title, without regard to case and width. */
    withTitle: (personId: string, title: string, session?: Session): Promise<HonourRecord[]> =>
      model
        .find({ personId, titleFolded: fold(title), status: 'GRANTED' }, null, session ? { session } : {})
        .sort({ year: 1, _id: 1 })
        .lean<HonourRecord[]>()
        .exec(),
    /**
     * Honours that fit the filter, in the regions of the viewer unless `regions` is undefined, those of the latest year
     * first.
     */
    page: (
      { filter, ...request }: PageRequest & { filter?: HonourFilter | null | undefined },
      regions: readonly string[] | undefined,
    ) =>
      findPage(model, {
        ...request,
        filter: every<HonourRecord>(conditions(filter ?? {}), regions ? inAnyOf(regions) : {}),
        sort: [{ field: 'year', direction: 'DESC' }],
      }),
  };
}

/** In one of these regions or below; without a region, nowhere. */
const inAnyOf = (regions: readonly string[]): object =>
  regions.length === 0 ? { _id: mongoose.trusted({ $in: [] }) } : inRegions('regionCode', regions);

function conditions(filter: HonourFilter): object {
  const { regions, includeDescendants, personId, title, levels, campaignId, status, fromYear, toYear } = filter;
  return every<HonourRecord>(
    { status: status ?? 'GRANTED' },
    inRegions('regionCode', regions, includeDescendants ?? true),
    equals('personId', personId),
    equals('titleFolded', title && fold(title)),
    oneOf('level', levels, { path: 'levels' }),
    equals('campaignId', campaignId),
    between('year', fromYear, toYear),
  );
}
