import mongoose, { type PipelineStage, type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  countyDimension,
  createAggregateStore,
  date,
  equals,
  every,
  findPage,
  groupStats,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  prefixDimension,
  recordSchema,
  startsWith,
  statistics,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  type Directory,
} from '@kexie/service';
import type { PeopleDimension, PersonFilter, PersonSort, PersonSortField } from '../generated/graphql.ts';
import { fold, registeredStatuses, type HonourRecord, type PersonRecord } from './domain.ts';

const schema = recordSchema<PersonRecord>('persons', {
  name: text,
  gender: textOrNull,
  birthYear: numberOrNull,
  titleLevel: text,
  titleRank: number,
  titleName: textOrNull,
  position: textOrNull,
  degree: textOrNull,
  employerId: textOrNull,
  regionCode: text,
  subjectCodes: texts,
  researchDirections: texts,
  isPartyMember: { type: Boolean, default: null },
  home: {
    type: part<PersonRecord['home']>({
      status: String,
      registeredOn: String,
      verifiedOn: String,
      verifiedBy: String,
      channel: String,
    }),
    required: true,
  },
  honours: [
    part<HonourRecord>({
      id: String,
      title: String,
      year: Number,
      conferredBy: String,
      campaignId: String,
      documentNo: String,
    }),
  ],
  organizationIds: texts,
  phoneHash: textOrNull,
  phoneMasked: textOrNull,
  consentVersion: textOrNull,
  searchText: text,
  updatedAt: date,
});
uniqueWhenPresent(schema, 'phoneHash');
schema.index({ regionCode: 1, _id: 1 });
schema.index({ name: 1, _id: 1 });
schema.index({ titleRank: 1, _id: 1 });
schema.index({ 'home.registeredOn': 1, _id: 1 });
schema.index({ updatedAt: 1, _id: 1 });
schema.index({ employerId: 1 });
schema.index({ subjectCodes: 1 });
schema.index({ organizationIds: 1 });
schema.index({ 'honours.title': 1 });

const sortFields: Record<PersonSortField, string> = {
  NAME: 'name',
  TITLE_LEVEL: 'titleRank',
  REGISTERED_ON: 'home.registeredOn',
  UPDATED_AT: 'updatedAt',
};
const sortsMax = 3;
const searchMax = 100;
const valuesMax = 100;

export type Persons = ReturnType<typeof createPersonStore>;

/** The store of sci-tech workers. */
export function createPersonStore(mongo: Mongo, outbox: Outbox) {
  const persons = createAggregateStore<PersonRecord>(mongo, outbox, {
    name: 'Person',
    schema,
    noun: 'person',
    duplicates: { phoneHash_1: ['A worker with this phone number is already registered.', 'phone'] },
  });
  const { model } = persons;
  return {
    ...persons,
    /** A person that a mutation refers to. @throws REFERENCE_UNKNOWN. */
    async known(id: string, path: string, session: Session): Promise<PersonRecord> {
      const person = await persons.find(id, session);
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', 'This person is not in the register.', [path]);
      return person;
    },
    /** @throws DUPLICATE when a worker with this number is registered. */
    async requireFreePhone(phoneHash: string, session: Session): Promise<void> {
      if (await model.exists({ phoneHash }).session(session)) throw persons.duplicate('phoneHash_1');
    },
    /** Records that these persons are ACTIVE members of the organization. */
    async join(personIds: readonly string[], organizationId: string, session: Session): Promise<void> {
      await model.updateMany(
        { _id: mongoose.trusted({ $in: [...personIds] }) },
        { $addToSet: { organizationIds: organizationId } },
        { session },
      );
    },
    async leave(personIds: readonly string[], organizationId: string, session: Session): Promise<void> {
      await model.updateMany(
        { _id: mongoose.trusted({ $in: [...personIds] }) },
        { $pull: { organizationIds: organizationId } },
        { session },
      );
    },
    /** Adds an honour to a person. A repetition changes nothing. */
    async grant(personId: string, honour: HonourRecord, now: Date, session: Session): Promise<void> {
      await model.updateOne(
        { _id: personId, 'honours.campaignId': mongoose.trusted({ $ne: honour.campaignId }) },
        { $push: { honours: honour }, $set: { updatedAt: now }, $inc: { version: 1 } },
        { session },
      );
    },
    page: (
      filter: PersonFilter | null | undefined,
      sort: readonly PersonSort[] | null | undefined,
      request: PageRequest,
    ) => findPage(model, { ...request, filter: conditions(filter), sort: sortKeys(sort) }),
    /**
     * Persons whose folded name, title, position or research direction contains the text. @throws VALIDATION_FAILED for
     * an empty or very long text.
     */
    search: (text: string, filter: PersonFilter | null | undefined, request: PageRequest) => {
      const words = fold(text);
      if (words.length === 0 || words.length > searchMax)
        throw new DomainError('VALIDATION_FAILED', `The text to search for must have 1 to ${searchMax} characters.`, [
          'text',
        ]);
      const holds = { searchText: mongoose.trusted({ $regex: words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') }) };
      return findPage(model, {
        ...request,
        filter: { $and: [conditions(filter), holds] } as QueryFilter<PersonRecord>,
        sort: [{ field: 'name', direction: 'ASC' }],
      });
    },
    stats: (filter: PersonFilter | null | undefined, groupBy: readonly PeopleDimension[], directory: Directory) =>
      personStats(model, filter, groupBy, directory),
    /** The number of persons who are registered on the Home on a day, in a region and below. */
    registeredOn: (regionCode: string, day: string) =>
      statistics.run((maxTimeMS) =>
        model
          .countDocuments({
            $and: [inRegions('regionCode', [regionCode])],
            'home.status': mongoose.trusted({ $in: [...registeredStatuses] }),
            'home.registeredOn': mongoose.trusted({ $ne: null, $lte: day }),
          } as QueryFilter<PersonRecord>)
          .maxTimeMS(maxTimeMS)
          .exec(),
      ),
  };
}

/**
 * The conditions of a filter. @throws VALIDATION_FAILED for a list that is too long or a subject prefix with other
 * characters than digits.
 */
function conditions(filter: PersonFilter | null | undefined): QueryFilter<PersonRecord> {
  const {
    regions,
    includeDescendants,
    employerIds,
    titleLevels,
    subjectPrefixes,
    homeStatuses,
    memberOf,
    honourTitle,
    registeredFrom,
    registeredTo,
  } = filter ?? {};
  const atMost = { max: valuesMax };
  return every<PersonRecord>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('employerId', employerIds, atMost),
    oneOf('titleLevel', titleLevels, atMost),
    oneOf('home.status', homeStatuses, atMost),
    equals('organizationIds', memberOf || null),
    equals('honours.title', honourTitle || null),
    registeredFrom ? { 'home.registeredOn': mongoose.trusted({ $gte: registeredFrom }) } : {},
    registeredTo ? { 'home.registeredOn': mongoose.trusted({ $ne: null, $lte: registeredTo }) } : {},
    startsWith('subjectCodes', subjectPrefixes, { path: 'subjectPrefixes', pattern: /^\d{1,7}$/, max: valuesMax }),
  );
}

function sortKeys(sort: readonly PersonSort[] | null | undefined) {
  if ((sort?.length ?? 0) > sortsMax)
    throw new DomainError('VALIDATION_FAILED', `A list can be sorted by at most ${sortsMax} fields.`, ['sort']);
  return (sort ?? []).map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}

type Counts = { persons: number; homeRegistered: number; homeActive: number; members: number };

const expressions: Record<PeopleDimension, unknown> = {
  REGION_COUNTY: countyDimension('$regionCode'),
  TITLE_LEVEL: '$titleLevel',
  SUBJECT: '$subjectCodes',
  HOME_STATUS: '$home.status',
  HOME_CHANNEL: '$home.channel',
  // The records of the employers are joined only for this dimension.
  EMPLOYER_KIND: '$employer.kind',
  REGISTERED_YEAR: prefixDimension('$home.registeredOn', 4),
  GENDER: '$gender',
};

const accumulate = {
  persons: { $sum: 1 },
  homeRegistered: { $sum: { $cond: [{ $in: ['$home.status', registeredStatuses] }, 1, 0] } },
  homeActive: { $sum: { $cond: [{ $eq: ['$home.status', 'ACTIVE'] }, 1, 0] } },
  members: { $sum: { $cond: [{ $gt: [{ $size: { $ifNull: ['$organizationIds', []] } }, 0] }, 1, 0] } },
};

async function personStats(
  model: Persons['model'],
  filter: PersonFilter | null | undefined,
  groupBy: readonly PeopleDimension[],
  directory: Directory,
) {
  const stages = [
    { $match: conditions(filter) },
    ...(groupBy.includes('SUBJECT') ? [{ $unwind: { path: '$subjectCodes', preserveNullAndEmptyArrays: true } }] : []),
  ] as PipelineStage[];
  const grouping = {
    stages,
    groupBy,
    expressions,
    accumulate,
    labels: (dimension: PeopleDimension, codes: string[]) => labelsOf(dimension, codes, directory),
  };
  const rows = await groupStats<PeopleDimension, Counts, PersonRecord>(
    model,
    groupBy.includes('EMPLOYER_KIND') ? byEmployerFirst(grouping) : grouping,
  );
  // The database returns no group when there are no persons at all, so the counts default to 0.
  return rows.map(({ keys, persons = 0, homeRegistered = 0, homeActive = 0, members = 0 }) => ({
    keys,
    persons,
    homeRegistered,
    homeActive,
    members,
  }));
}

type PeopleGrouping = Pick<
  Parameters<typeof groupStats<PeopleDimension, Counts>>[1],
  'stages' | 'groupBy' | 'expressions' | 'accumulate' | 'labels'
>;

/**
 * Counts the persons of each employer before the employers are joined: one join for each employer instead of one for
 * each person.
 */
function byEmployerFirst({ stages, groupBy, ...grouping }: PeopleGrouping): PeopleGrouping {
  const others = groupBy.filter((dimension) => dimension !== 'EMPLOYER_KIND');
  const key = Object.fromEntries(others.map((dimension) => [dimension, { $ifNull: [expressions[dimension], null] }]));
  return {
    ...grouping,
    groupBy,
    stages: [
      ...stages,
      { $group: { _id: { ...key, employerId: { $ifNull: ['$employerId', null] } }, ...accumulate } },
      { $lookup: { from: 'organizations_view', localField: '_id.employerId', foreignField: '_id', as: 'employers' } },
      { $addFields: { employer: { $first: '$employers' } } },
    ] as PipelineStage[],
    expressions: { ...expressions, ...Object.fromEntries(others.map((dimension) => [dimension, `$_id.${dimension}`])) },
    accumulate: Object.fromEntries(Object.keys(accumulate).map((count) => [count, { $sum: `$${count}` }])),
  };
}

const chinese: Partial<Record<PeopleDimension, Record<string, string>>> = {
  TITLE_LEVEL: {
    NONE: '无',
    JUNIOR: '初级',
    INTERMEDIATE: '中级',
    ASSOCIATE_SENIOR: '副高级',
    SENIOR: '正高级',
    ACADEMICIAN: '院士',
  },
  HOME_STATUS: {
    NOT_REGISTERED: '未入驻',
    REGISTERED: '已入驻',
    VERIFIED: '已实名认证',
    ACTIVE: '活跃',
    DORMANT: '休眠',
    CLOSED: '已注销',
  },
  HOME_CHANNEL: { ONLINE: '线上', PAPER: '线下' },
  EMPLOYER_KIND: {
    ENTERPRISE: '企业',
    UNIVERSITY: '高校',
    RESEARCH_INSTITUTE: '科研院所',
    GOVERNMENT_BODY: '政府部门',
    PARK: '园区',
    OTHER_PARTNER: '其他单位',
  },
  GENDER: { MALE: '男', FEMALE: '女' },
};

async function labelsOf(
  dimension: PeopleDimension,
  codes: readonly string[],
  directory: Directory,
): Promise<Map<string, string>> {
  const names =
    dimension === 'REGION_COUNTY'
      ? await directory.regionNames(codes)
      : new Map(Object.entries(chinese[dimension] ?? {}));
  return names.set('UNKNOWN', '未填写');
}
