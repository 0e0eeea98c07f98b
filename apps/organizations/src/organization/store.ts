import mongoose, { type QueryFilter } from 'mongoose';
import { codeRange, DomainError, type PageRequest, type Message } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  codePrefix,
  createAggregateStore,
  date,
  equals,
  every,
  findPage,
  inRegions,
  numberOrNull,
  oneOf,
  part,
  startsWith,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
  type Decision,
  type SortKey,
} from '@kexie/service';
import { findByText, searchKeysOf, sortKeyOf } from '@kexie/service/names';
import type {
  OrganizationFilter,
  OrganizationKind,
  OrganizationSort,
  OrganizationSortField,
  PartyGap,
  PartyOrganizationKind,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { abbreviationsOf, aliasesOf, nameKey } from '../name/domain.ts';
import { instructionOn, partyKindsOf } from '../party/domain.ts';
import {
  ended,
  hostKinds,
  inUse,
  isAlive,
  partnerKinds,
  unitKinds,
  type Organization,
  type Party,
  type PartyInstruction,
  type PastName,
  type PastPlace,
  type PostHolding,
  type Staffing,
  type Suspension,
  type Term,
} from './domain.ts';

/**
 * Keys that must be unique among organizations that have not ended, each as one text. A key is absent when its rule
 * does not apply.
 */
type Uniqueness = {
  uniqueName?: string;
  uniqueUnit?: string;
  uniqueHost?: string;
  uniqueDocument?: string;
  creditKey?: string;
};
/** What lists and searches by name read, beside the names. */
type NameKeys = { nameSort: string; searchKeys: string[] };
/** What lists and statistics read about the Party organizations of today: their kinds, or NONE, and the instructor. */
type PartyKeys = { partyKinds: PartyOrganizationKind[]; partyInstructorId: string | null };
type Stored = Organization & Uniqueness & NameKeys & PartyKeys & { searchText: string };

const partyPart = part<Party>({
  kind: String,
  name: String,
  establishedOn: textOrNull,
  documentNo: textOrNull,
  partnerIds: [String],
  leadId: textOrNull,
  endedOn: textOrNull,
  endReason: textOrNull,
  endDocumentNo: textOrNull,
});
const instructionPart = part<PartyInstruction>({
  personId: String,
  from: String,
  until: textOrNull,
  documentNo: String,
  endReason: textOrNull,
});
const staffingPart = part<Staffing>({
  authorizedPosts: numberOrNull,
  fullTimeStaff: Number,
  partTimeStaff: Number,
  asOf: String,
  correctionReason: textOrNull,
});
const termPart = part<Term>({
  number: Number,
  startedOn: String,
  endsOn: String,
  chairPersonId: textOrNull,
  secretaryPersonId: textOrNull,
});
const holdingPart = part<PostHolding>({
  post: String,
  personId: String,
  from: String,
  until: textOrNull,
  documentNo: textOrNull,
  leaveReason: textOrNull,
});

const suspensionPart = part<Suspension>({
  from: String,
  to: textOrNull,
  reason: String,
  documentNo: String,
  resumeReason: textOrNull,
  resumeDocumentNo: textOrNull,
});

const pastNamePart = part<PastName>({ name: String, shortName: textOrNull, until: String, documentNo: String });
const pastPlacePart = part<PastPlace>({
  regionCode: String,
  parentId: textOrNull,
  hostId: textOrNull,
  until: String,
  documentNo: String,
});

const schema = versionedSchema<Organization>('organizations', {
  importKey: textOrNull,
  name: text,
  shortName: textOrNull,
  aliases: texts,
  creditCode: textOrNull,
  kind: text,
  level: text,
  status: text,
  regionCode: text,
  parentId: textOrNull,
  hostId: textOrNull,
  subjectCodes: texts,
  industryCodes: texts,
  charter: textOrNull,
  preparatoryLead: textOrNull,
  rosterPersonIds: texts,
  households: numberOrNull,
  chairPersonId: textOrNull,
  secretaryPersonId: textOrNull,
  decisionReason: textOrNull,
  approvalDocumentNo: textOrNull,
  approvedOn: textOrNull,
  foundedOn: textOrNull,
  filedOn: textOrNull,
  knownFrom: textOrNull,
  dissolvedOn: textOrNull,
  successorId: textOrNull,
  endDocumentNo: textOrNull,
  childrenToMove: { type: Boolean, default: undefined },
  term: { type: termPart, default: null },
  termHistory: { type: [termPart], default: undefined },
  posts: { type: [holdingPart], default: undefined },
  parties: [partyPart],
  partyInstructions: [instructionPart],
  eligibleForLeadingPartyGroup: { type: Boolean, default: false },
  staffing: { type: staffingPart, default: null },
  staffingHistory: { type: [staffingPart], default: undefined },
  suspensions: { type: [suspensionPart], default: undefined },
  nameHistory: { type: [pastNamePart], default: undefined },
  placeHistory: { type: [pastPlacePart], default: undefined },
  individualMemberCount: { type: Number, default: 0 },
  lastActedOn: textOrNull,
  synthetic: { type: Boolean, default: false },
  createdAt: date,
  updatedAt: date,
  uniqueName: String,
  uniqueUnit: String,
  uniqueHost: String,
  uniqueDocument: String,
  creditKey: String,
  searchText: String,
  touches: Number,
  partyKinds: texts,
  partyInstructorId: textOrNull,
  nameSort: String,
  searchKeys: { type: [String], default: undefined, select: false },
});
uniqueWhenPresent(schema, 'importKey', 'uniqueName', 'uniqueUnit', 'uniqueHost', 'uniqueDocument', 'creditKey');
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, regionCode: 1 });
schema.index({ kind: 1, 'placeHistory.regionCode': 1 });
schema.index({ parentId: 1, kind: 1 });
schema.index({ hostId: 1 });
schema.index({ rosterPersonIds: 1 });
schema.index({ chairPersonId: 1 });
schema.index({ secretaryPersonId: 1 });
schema.index({ nameSort: 1, _id: 1 });
schema.index({ searchKeys: 1 });
schema.index({ updatedAt: 1 });
schema.index({ childrenToMove: 1, successorId: 1 }, { partialFilterExpression: { childrenToMove: true } });
schema.index({ partyKinds: 1, regionCode: 1 });
schema.index({ status: 1, 'term.endsOn': 1 });
schema.index({ lastActedOn: 1, _id: 1 });

/** The error for a duplicate, by the name of the unique index. */
const duplicates: Record<string, readonly [message: Message, path: string]> = {
  importKey_1: [say`This key was already imported.`, 'key'],
  uniqueName_1: [say`An organization of this kind in this region already has this name.`, 'name'],
  uniqueUnit_1: [say`This region already has an association of this kind.`, 'regionCode'],
  uniqueHost_1: [say`This host already has an association.`, 'hostId'],
  uniqueDocument_1: [say`This document number was already used in that year.`, 'documentNo'],
  creditKey_1: [say`Another organization already has this credit code.`, 'creditCode'],
};

/** The store of organizations: associations and their partners. */
export function createOrganizationStore(
  mongo: Mongo,
  outbox: Outbox,
  { follow }: { follow: (before: Organization | null, after: Organization, session: Session) => Promise<void> },
) {
  const organizations = createAggregateStore<Organization>(mongo, outbox, {
    name: 'Organization',
    schema,
    noun: say`organization`,
    duplicates,
    derive: stored,
    lifecycle: ['hostId'],
    afterWrite: follow,
  });
  const { model } = organizations;
  return {
    ...organizations,
    requireUnique,
    page: ({
      filter,
      sort,
      ...request
    }: PageRequest & {
      filter?: OrganizationFilter | null | undefined;
      sort?: readonly OrganizationSort[] | null | undefined;
    }) => findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: sortOf(sort) }),
    /** The organizations whose name, short name, an alias or a name of the past, or the pinyin or initials of one, contains the text; best match first. */
    search: (
      wanted: string,
      { filter, ...request }: PageRequest & { filter?: OrganizationFilter | null | undefined },
    ) => findByText(model, { ...request, text: wanted, filter: filterOf(filter ?? {}), fields: searchedFields }),
    /** The organizations directly below an organization, in order of their regions. */
    childrenOf: (
      parentId: string,
      { kind, ...request }: PageRequest & { kind?: OrganizationKind | null | undefined },
    ) =>
      findPage(model, {
        ...request,
        filter: { parentId, ...(kind && { kind }) },
        sort: [{ field: 'regionCode', direction: 'ASC' }],
      }),
    childrenInUse: (id: string, session: Session) => countInUse({ parentId: id }, session),
    /** The societies in the region of one that have a discipline of it and have not ended, at most 5. */
    societiesLike: ({ _id, regionCode, subjectCodes }: Organization) =>
      model
        .find({
          kind: 'SOCIETY',
          regionCode,
          subjectCodes: mongoose.trusted({ $in: subjectCodes }),
          status: mongoose.trusted({ $nin: [...ended] }),
          _id: mongoose.trusted({ $ne: _id }),
        } as QueryFilter<Organization>)
        .sort({ _id: 1 })
        .limit(5)
        .lean<Organization[]>()
        .exec(),
    /** Organizations directly below one that have not ended, in the order of their ids. */
    childrenAlive: (parentId: string, limit: number, session?: Session) =>
      model
        .find(aliveBelow(parentId), null, session ? { session } : {})
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Organization[]>()
        .exec(),
    countChildrenAlive: (parentId: string, session: Session) =>
      model.countDocuments(aliveBelow(parentId), { session }).exec(),
    /** Mergers after this id that may still have organizations below them, at most 100. */
    unsettledMergers: (after: string) =>
      model
        .find({ childrenToMove: true, _id: mongoose.trusted({ $gt: after }) }, { updatedAt: 1 })
        .sort({ _id: 1 })
        .limit(100)
        .lean<Pick<Organization, '_id' | 'updatedAt'>[]>()
        .exec(),
    /** The number of mergers into an organization that still have organizations below them, at most 100 are looked at. */
    async mergersMovingTo(successorId: string, session: Session): Promise<number> {
      const merged = await model
        .find({ childrenToMove: true, successorId }, { _id: 1 }, { session })
        .limit(100)
        .lean<{ _id: string }[]>();
      let moving = 0;
      for (const { _id } of merged) if (await model.exists(aliveBelow(_id)).session(session)) moving += 1;
      return moving;
    },
    /** Records that no organization is below a merged one any more. The version stays, because nothing else changes. */
    async settleMerger(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $unset: { childrenToMove: 1 } }, { timestamps: false });
    },
    /** Writes an organization without changing it, so that of two transactions that touch it one waits and reads again. */
    async touch(id: string, session: Session): Promise<void> {
      await model.updateOne({ _id: id }, { $inc: { touches: 1 } }, { session, timestamps: false });
    },
    hostedInUse: (id: string, session: Session) => countInUse({ hostId: id }, session),
    /** The number of organizations directly below one that have not ended and do not lie in a region. */
    childrenOutside(id: string, regionCode: string, session: Session): Promise<number> {
      const { from, to } = codeRange(regionCode);
      const elsewhere = [
        { regionCode: mongoose.trusted({ $lt: from }) },
        { regionCode: mongoose.trusted({ $gte: to }) },
      ];
      const filter = { parentId: id, status: mongoose.trusted({ $nin: [...ended] }), $or: elsewhere };
      return model.countDocuments(filter as QueryFilter<Organization>, { session }).exec();
    },
    overdue: (today: string) =>
      model
        .find({ status: 'ACTIVE', 'term.endsOn': mongoose.trusted({ $lt: today }) }, { _id: 1 })
        .limit(500)
        .lean<{ _id: string }[]>()
        .exec(),
    /** Writes a new organization with its events. @throws DUPLICATE that names the conflicting field. */
    async create(decision: Decision<Organization>, session: Session): Promise<string> {
      await requireUnique(decision.next, session);
      return organizations.create(decision, session);
    },
    /**
     * Counts a membership that started or ended. The version stays, because the organization itself does not change.
     */
    async countMember(id: string, by: 1 | -1, session: Session): Promise<void> {
      await model.updateOne({ _id: id }, { $inc: { individualMemberCount: by } }, { session, timestamps: false });
    },
    /** Keeps the latest day of an act. The version stays, as in `countMember`. */
    async actedOn(id: string, day: string, session: Session): Promise<void> {
      const earlier = { $or: [{ lastActedOn: null }, { lastActedOn: mongoose.trusted({ $lt: day }) }] };
      await model.updateOne({ _id: id, ...earlier }, { $set: { lastActedOn: day } }, { session, timestamps: false });
    },
  };

  function aliveBelow(parentId: string): QueryFilter<Organization> {
    return { parentId, status: mongoose.trusted({ $nin: [...ended] }) } as QueryFilter<Organization>;
  }

  function countInUse(filter: { parentId: string } | { hostId: string }, session: Session): Promise<number> {
    return model.countDocuments({ ...filter, status: mongoose.trusted({ $in: [...inUse] }) }, { session }).exec();
  }

  /**
   * @throws DUPLICATE when an organization that has not ended has the same name, unit, host, document number or credit
   * code.
   */
  async function requireUnique(organization: Organization, session: Session): Promise<void> {
    for (const [field, value] of Object.entries(uniquenessOf(organization))) {
      const other = await model
        .findOne({ [field]: value } as QueryFilter<Organization>, { _id: 1 }, { session })
        .lean<{ _id: string }>();
      if (other && other._id !== organization._id) throw organizations.duplicate(`${field}_1`);
    }
  }
}

/** The organization with the derived fields that its indexes and the search need. */
function stored(organization: Organization): Stored {
  const {
    uniqueName: _n,
    uniqueUnit: _u,
    uniqueHost: _h,
    uniqueDocument: _d,
    creditKey: _c,
    searchText: _s,
    ...own
  } = organization as Stored;
  return {
    ...own,
    updatedAt: new Date(),
    ...uniquenessOf(own),
    ...nameKeysOf(own),
    partyKinds: partyKindsOf(own),
    partyInstructorId: instructionOn(own)?.personId ?? null,
    searchText: [own.name, own.shortName ?? '', ...aliasesOf(own)].map(nameKey).join(' '),
  };
}

/** The keys by which an organization is sorted and found by its names. */
export function nameKeysOf(
  organization: Pick<Organization, 'name' | 'shortName' | 'aliases' | 'nameHistory'>,
): NameKeys {
  const { name, shortName } = organization;
  return {
    nameSort: sortKeyOf(name),
    searchKeys: searchKeysOf({ names: [name, shortName, ...aliasesOf(organization), ...abbreviationsOf(name)] }),
  };
}

function searchedFields(organization: Organization) {
  return [
    { field: 'NAME' as const, text: organization.name, isName: true },
    { field: 'SHORT_NAME' as const, text: organization.shortName, isName: true },
    ...aliasesOf(organization).map((text) => ({ field: 'ALIAS' as const, text, isName: true })),
    ...abbreviationsOf(organization.name).map((text) => ({ field: 'ABBREVIATION' as const, text, isName: true })),
  ];
}

function uniquenessOf(organization: Organization): Uniqueness {
  if (!isAlive(organization)) return {};
  const { kind, regionCode, name, hostId, approvalDocumentNo, approvedOn, creditCode } = organization;
  const unit = unitKinds[kind];
  return {
    uniqueName: `${kind}|${regionCode}|${nameKey(name)}`,
    ...(unit && { uniqueUnit: `${kind}|${regionCode}` }),
    ...(hostKinds[kind] && hostId && { uniqueHost: hostId }),
    ...(approvalDocumentNo && approvedOn && { uniqueDocument: `${approvedOn.slice(0, 4)}|${approvalDocumentNo}` }),
    ...(creditCode && { creditKey: creditCode }),
  };
}

const sortFields: Record<OrganizationSortField, string> = {
  NAME: 'nameSort',
  FOUNDED_ON: 'foundedOn',
  REGION: 'regionCode',
  KIND: 'kind',
  UPDATED_AT: 'updatedAt',
  MEMBER_COUNT: 'individualMemberCount',
  TERM_ENDS_ON: 'term.endsOn',
};

const valuesMax = 100;
const codes = { pattern: codePrefix, max: valuesMax } as const;

/** The sort keys of a list. @throws VALIDATION_FAILED for more than three. */
function sortOf(sort: readonly OrganizationSort[] | null | undefined): SortKey[] {
  if ((sort?.length ?? 0) > 3)
    throw new DomainError('VALIDATION_FAILED', say`A list can be sorted by at most three fields.`, ['sort']);
  return (sort ?? []).map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}

/** The conditions of a filter. @throws VALIDATION_FAILED for more than 100 values in one of its lists. */
export function filterOf(filter: OrganizationFilter): QueryFilter<Organization> {
  const { hasFullTimeStaff } = filter;
  const atMost = { max: valuesMax };
  return every<Organization>(
    inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
    oneOf('kind', filter.kinds, atMost),
    oneOf('level', filter.levels, atMost),
    oneOf('status', filter.statuses, atMost),
    oneOf('partyKinds', filter.partyKinds, atMost),
    filter.partyGap ? lacksParty(filter.partyGap) : {},
    equals('parentId', filter.parentId),
    equals('hostId', filter.hostId),
    equals('eligibleForLeadingPartyGroup', filter.eligibleForLeadingPartyGroup),
    equals('synthetic', filter.synthetic),
    between('foundedOn', filter.foundedFrom, filter.foundedTo),
    between('approvedOn', filter.approvedFrom, filter.approvedTo),
    startsWith('subjectCodes', filter.subjectPrefixes, { path: 'subjectPrefixes', ...codes }),
    startsWith('industryCodes', filter.industryPrefixes, { path: 'industryPrefixes', ...codes }),
    hasFullTimeStaff === true ? { 'staffing.fullTimeStaff': mongoose.trusted({ $gt: 0 }) } : {},
    hasFullTimeStaff === false ? { 'staffing.fullTimeStaff': 0 } : {},
    filter.nameContains ? nameContains(filter.nameContains) : {},
  );
}

/** The condition that an organization in use may have a Party organization or a 党组 and has none. */
function lacksParty(gap: PartyGap): object {
  const mayHave = { status: mongoose.trusted({ $in: [...inUse] }) };
  if (gap === 'LEADING_PARTY_GROUP')
    return {
      ...mayHave,
      kind: 'TERRITORIAL_ASSOCIATION',
      eligibleForLeadingPartyGroup: true,
      partyKinds: mongoose.trusted({ $ne: 'LEADING_PARTY_GROUP' }),
    };
  return {
    ...mayHave,
    kind: mongoose.trusted({ $nin: [...partnerKinds] }),
    partyKinds: 'NONE',
    ...(gap === 'ANY_AND_INSTRUCTOR' && { partyInstructorId: null }),
  };
}

/**
 * The condition that the name, short name, an alias or a name of the past contains the text. @throws VALIDATION_FAILED for an empty text or
 * one over 100 characters.
 */
function nameContains(wanted: string): object {
  const key = nameKey(wanted);
  if (key.length === 0 || wanted.length > 100)
    throw new DomainError('VALIDATION_FAILED', say`The text to search for must have 1 to 100 characters.`, ['text']);
  // The key holds only letters and digits, so no character of it has a meaning in a regular expression.
  return { searchText: mongoose.trusted({ $regex: key }) };
}
