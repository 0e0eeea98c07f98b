import mongoose, { Schema, type PipelineStage, type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { findPage, groupStats, inRegions, type Directory } from '@kexie/service';
import type { PeopleDimension, PersonFilter, PersonSort, PersonSortField } from '../generated/graphql.ts';
import { fold, registeredStatuses, type HonourRecord, type PersonRecord } from './domain.ts';

const schema = new Schema<PersonRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    name: { type: String, required: true },
    gender: { type: String, default: null },
    birthYear: { type: Number, default: null },
    titleLevel: { type: String, required: true },
    titleRank: { type: Number, required: true },
    titleName: { type: String, default: null },
    position: { type: String, default: null },
    degree: { type: String, default: null },
    employerId: { type: String, default: null },
    regionCode: { type: String, required: true },
    subjectCodes: [String],
    researchDirections: [String],
    isPartyMember: { type: Boolean, default: null },
    home: {
      type: new Schema(
        { status: String, registeredOn: String, verifiedOn: String, verifiedBy: String, channel: String },
        { _id: false },
      ),
      required: true,
    },
    honours: [
      new Schema(
        { id: String, title: String, year: Number, conferredBy: String, campaignId: String, documentNo: String },
        { _id: false, id: false },
      ),
    ],
    organizationIds: [String],
    phoneHash: { type: String, default: null },
    phoneMasked: { type: String, default: null },
    consentVersion: { type: String, default: null },
    searchText: { type: String, required: true },
    synthetic: { type: Boolean, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'persons', versionKey: false, id: false },
);
schema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
schema.index({ phoneHash: 1 }, { unique: true, partialFilterExpression: { phoneHash: { $type: 'string' } } });
// SecantusDB does not read by a partial index; without these an import and a registration would scan the register
schema.index({ importKey: 1, _id: 1 });
schema.index({ phoneHash: 1, _id: 1 });
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

export type Persons = ReturnType<typeof createPersons>;

/** The register of sci-tech workers. */
export function createPersons(mongo: Mongo) {
  const model = mongo.model<PersonRecord>('Person', schema);
  return {
    model,
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<PersonRecord[]>()
        .exec(),
    /** @throws NOT_FOUND. */
    async require(id: string, session: Session): Promise<PersonRecord> {
      const person = await model.findById(id, null, { session }).lean<PersonRecord>();
      if (!person) throw new DomainError('NOT_FOUND', 'No such person.', ['id']);
      return person;
    },
    /** A person that a mutation refers to. @throws REFERENCE_UNKNOWN. */
    async known(id: string, path: string, session: Session): Promise<PersonRecord> {
      const person = await model.findById(id, null, { session }).lean<PersonRecord>();
      if (!person) throw new DomainError('REFERENCE_UNKNOWN', 'This person is not in the register.', [path]);
      return person;
    },
    /** Those of the ids that are in the register. */
    async existing(ids: readonly string[], session: Session): Promise<Set<string>> {
      const found = await model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { _id: 1 }, { session })
        .lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    phoneTaken: async (phoneHash: string, session: Session) =>
      (await model.exists({ phoneHash }).session(session)) !== null,
    /** Notes that these persons are ACTIVE members of the organization, or no longer. */
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
    /** Adds an honour to a person; the same one again changes nothing. */
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
    /** Persons whose folded name, title, position or research direction holds the text. @throws VALIDATION_FAILED for an empty or very long text. */
    search: (text: string, filter: PersonFilter | null | undefined, request: PageRequest) => {
      const words = fold(text);
      if (words.length === 0 || words.length > searchMax)
        throw new DomainError('VALIDATION_FAILED', `Search for 1 to ${searchMax} characters.`, ['text']);
      const holds = { searchText: mongoose.trusted({ $regex: words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') }) };
      return findPage(model, {
        ...request,
        filter: { $and: [conditions(filter), holds] } as QueryFilter<PersonRecord>,
        sort: [{ field: 'name', direction: 'ASC' }],
      });
    },
    stats: (filter: PersonFilter | null | undefined, groupBy: readonly PeopleDimension[], directory: Directory) =>
      personStats(model, filter, groupBy, directory),
    /** How many are registered on the Home on a day, in a region and below. */
    registeredOn: (regionCode: string, day: string) =>
      model.countDocuments({
        $and: [inRegions('regionCode', [regionCode])],
        'home.status': mongoose.trusted({ $in: [...registeredStatuses] }),
        'home.registeredOn': mongoose.trusted({ $ne: null, $lte: day }),
      } as QueryFilter<PersonRecord>),
  };
}

/** @throws VALIDATION_FAILED for a list too long or a subject prefix that is not digits. */
function conditions(filter: PersonFilter | null | undefined): QueryFilter<PersonRecord> {
  if (!filter) return {};
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
  } = filter;
  const all: object[] = [
    inRegions('regionCode', regions, includeDescendants ?? true),
    anyOf('employerId', employerIds),
    anyOf('titleLevel', titleLevels),
    anyOf('home.status', homeStatuses),
    ...(memberOf ? [{ organizationIds: memberOf }] : []),
    ...(honourTitle ? [{ 'honours.title': honourTitle }] : []),
    ...(registeredFrom ? [{ 'home.registeredOn': mongoose.trusted({ $gte: registeredFrom }) }] : []),
    ...(registeredTo ? [{ 'home.registeredOn': mongoose.trusted({ $ne: null, $lte: registeredTo }) }] : []),
    ...(subjectPrefixes?.length ? [{ $or: subjectPrefixes.slice(0, valuesMax).map(startsWith) }] : []),
  ].filter((condition) => Object.keys(condition).length > 0);
  return all.length === 0 ? {} : { $and: all };
}

function anyOf(field: string, values: readonly string[] | null | undefined): object {
  if (!values || values.length === 0) return {};
  if (values.length > valuesMax)
    throw new DomainError('VALIDATION_FAILED', `At most ${valuesMax} values in one condition.`, [field]);
  return { [field]: mongoose.trusted({ $in: [...values] }) };
}

function startsWith(prefix: string): object {
  if (!/^\d{1,7}$/.test(prefix))
    throw new DomainError('VALIDATION_FAILED', 'A subject prefix is 1 to 7 digits.', ['subjectPrefixes']);
  return { subjectCodes: mongoose.trusted({ $gte: prefix, $lt: `${prefix}~` }) };
}

function sortKeys(sort: readonly PersonSort[] | null | undefined) {
  if ((sort?.length ?? 0) > sortsMax)
    throw new DomainError('VALIDATION_FAILED', `Sort by at most ${sortsMax} fields.`, ['sort']);
  return (sort ?? []).map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}

type Counts = { persons: number; homeRegistered: number; homeActive: number; members: number };

const expressions: Record<PeopleDimension, unknown> = {
  REGION_COUNTY: { $substrCP: ['$regionCode', 0, 6] },
  TITLE_LEVEL: '$titleLevel',
  SUBJECT: '$subjectCodes',
  HOME_STATUS: '$home.status',
  HOME_CHANNEL: '$home.channel',
  EMPLOYER_KIND: '$employer.kind',
  REGISTERED_YEAR: {
    $cond: [{ $eq: [{ $type: '$home.registeredOn' }, 'string'] }, { $substrCP: ['$home.registeredOn', 0, 4] }, null],
  },
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
    ...(groupBy.includes('EMPLOYER_KIND')
      ? [
          { $lookup: { from: 'organizations_view', localField: 'employerId', foreignField: '_id', as: 'employers' } },
          { $addFields: { employer: { $first: '$employers' } } },
        ]
      : []),
  ] as PipelineStage[];
  const rows = await groupStats<PeopleDimension, Counts, PersonRecord>(model, {
    stages,
    groupBy,
    expressions,
    accumulate,
    labels: (dimension, codes) => labelsOf(dimension, codes, directory),
  });
  // a total of nobody has no group in the database
  return rows.map(({ keys, persons = 0, homeRegistered = 0, homeActive = 0, members = 0 }) => ({
    keys,
    persons,
    homeRegistered,
    homeActive,
    members,
  }));
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
