import mongoose, { type Model, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo } from '@kexie/messaging';
import { findPage, inRegions } from '@kexie/service';
import type { ExpertFilter, ExpertSort } from '../generated/graphql.ts';
import { findRanked } from '../search/ranked-page.ts';
import {
  beginsWith,
  flag,
  number,
  numberOrNull,
  oneOf,
  recordSchema,
  text,
  textOrNull,
  texts,
  weightedSubjects,
} from '../stored.ts';
import type { Expert } from './domain.ts';

const schema = recordSchema<Expert>('experts', {
  personId: text,
  displayTitle: text,
  subjects: weightedSubjects,
  mainSubject: text,
  industryCodes: texts,
  keywords: texts,
  summary: textOrNull,
  serviceModes: texts,
  capacity: number,
  remoteOk: flag,
  isInvited: flag,
  consentVersion: textOrNull,
  status: text,
  availableFrom: textOrNull,
  suspendedBecause: textOrNull,
  institutionId: textOrNull,
  regionCode: text,
  titleLevel: text,
  activeLoad: number,
  freeCapacity: number,
  completedCount: number,
  resolvedCount: number,
  satisfaction: numberOrNull,
  searchTokens: texts,
  tokenizerVersion: number,
});
schema.index({ personId: 1 }, { unique: true });
schema.index({ regionCode: 1, status: 1 });
schema.index({ institutionId: 1 });
schema.index({ 'subjects.code': 1 });
schema.index({ industryCodes: 1 });
schema.index({ status: 1, isInvited: 1 });
schema.index({ completedCount: -1, _id: 1 });
schema.index({ satisfaction: -1, _id: 1 });
schema.index({ freeCapacity: -1, _id: 1 });
schema.index({ searchTokens: 1 });

const sortFields = {
  COMPLETED: 'completedCount',
  SATISFACTION: 'satisfaction',
  FREE_CAPACITY: 'freeCapacity',
} as const;
const mostCompleted: ExpertSort = { field: 'COMPLETED', direction: 'DESC' };

export type ExpertStore = ReturnType<typeof createExpertStore>;

export function createExpertStore(mongo: Mongo) {
  const experts: Model<Expert> = mongo.model<Expert>('Expert', schema);
  return {
    model: experts,
    byIds: (ids: readonly string[]) =>
      experts
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<Expert[]>()
        .exec(),
    byPersons: (personIds: readonly string[]) =>
      experts
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) })
        .lean<Expert[]>()
        .exec(),
    list: ({
      filter,
      sort,
      ...page
    }: PageRequest & { filter?: ExpertFilter | null | undefined; sort?: readonly ExpertSort[] | null | undefined }) =>
      findPage(experts, {
        ...page,
        filter: within(filter),
        sort: (sort?.length ? sort : [mostCompleted]).map(({ field, direction }) => ({
          field: sortFields[field],
          direction: direction ?? 'DESC',
        })),
      }),
    search: ({
      filter,
      text: words,
      ...page
    }: PageRequest & { filter?: ExpertFilter | null | undefined; text: string }) =>
      findRanked(experts, { ...page, text: words, filter: within(filter) }),
  };
}

function within(filter: ExpertFilter | null | undefined): QueryFilter<Expert> {
  const {
    regions,
    institutionIds,
    subjectPrefixes,
    industryPrefixes,
    serviceModes,
    hasFreeCapacity,
    statuses,
    invited,
  } = filter ?? {};
  return {
    $and: [
      inRegions('regionCode', regions),
      oneOf('institutionId', institutionIds),
      beginsWith('subjects.code', subjectPrefixes, 'subjectPrefixes'),
      beginsWith('industryCodes', industryPrefixes, 'industryPrefixes'),
      oneOf('serviceModes', serviceModes),
      oneOf('status', statuses),
      hasFreeCapacity === null || hasFreeCapacity === undefined
        ? {}
        : { freeCapacity: mongoose.trusted(hasFreeCapacity ? { $gt: 0 } : { $lte: 0 }) },
      invited === null || invited === undefined ? {} : { isInvited: invited },
    ],
  } as QueryFilter<Expert>;
}
