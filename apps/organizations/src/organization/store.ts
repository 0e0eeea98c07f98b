import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, replaceGuarded, type Mongo, type Outbox, type Session } from '@kexie/messaging';
import { findPage, inRegions, type SortKey } from '@kexie/service';
import type { OrganizationFilter, OrganizationSort, OrganizationSortField } from '../generated/graphql.ts';
import { hostKinds, isAlive, nameKey, unitKinds, type Decision, type Organization } from './domain.ts';

/** What must be unique among the living, each as one string; absent when the rule does not apply. */
type Uniqueness = {
  uniqueName?: string;
  uniqueUnit?: string;
  uniqueHost?: string;
  uniqueDocument?: string;
  creditKey?: string;
};
type Stored = Organization & Uniqueness & { searchText: string };

const text = { type: String, default: null };
const schema = new Schema<Stored>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: text,
    name: { type: String, required: true },
    shortName: text,
    aliases: [String],
    creditCode: text,
    kind: { type: String, required: true },
    level: { type: String, required: true },
    status: { type: String, required: true },
    regionCode: { type: String, required: true },
    parentId: text,
    hostId: text,
    subjectCodes: [String],
    industryCodes: [String],
    charter: text,
    preparatoryLead: text,
    rosterPersonIds: [String],
    chairPersonId: text,
    secretaryPersonId: text,
    decisionReason: text,
    approvalDocumentNo: text,
    approvedOn: text,
    foundedOn: text,
    filedOn: text,
    knownFrom: text,
    dissolvedOn: text,
    successorId: text,
    term: { type: new Schema({ number: Number, startedOn: String, endsOn: String }, { _id: false }), default: null },
    party: {
      type: new Schema({ kind: String, name: String, establishedOn: { type: String, default: null } }, { _id: false }),
      default: null,
    },
    eligibleForLeadingPartyGroup: { type: Boolean, default: false },
    staffing: {
      type: new Schema(
        {
          authorizedPosts: { type: Number, default: null },
          fullTimeStaff: Number,
          partTimeStaff: Number,
          asOf: String,
        },
        { _id: false },
      ),
      default: null,
    },
    individualMemberCount: { type: Number, default: 0 },
    synthetic: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    uniqueName: String,
    uniqueUnit: String,
    uniqueHost: String,
    uniqueDocument: String,
    creditKey: String,
    searchText: String,
  },
  { collection: 'organizations', versionKey: false },
);
for (const field of ['importKey', 'uniqueName', 'uniqueUnit', 'uniqueHost', 'uniqueDocument', 'creditKey']) {
  schema.index({ [field]: 1 }, { unique: true, partialFilterExpression: { [field]: { $type: 'string' } } });
  // the embedded database does not look a value up in a partial index
  schema.index({ [field]: 1, _id: 1 });
}
schema.index({ regionCode: 1, kind: 1 });
schema.index({ kind: 1, regionCode: 1 });
schema.index({ parentId: 1, kind: 1 });
schema.index({ hostId: 1 });
schema.index({ name: 1 });
schema.index({ updatedAt: 1 });
schema.index({ status: 1, 'term.endsOn': 1 });

export type Organizations = ReturnType<typeof createOrganizations>;

/** The organizations, with one writing function: state and events commit together. */
export function createOrganizations(mongo: Mongo, outbox: Outbox) {
  const model = mongo.model<Stored>('Organization', schema);
  return {
    model,
    byId: (id: string, session?: Session) =>
      model
        .findById(id, null, session ? { session } : {})
        .lean<Organization>()
        .exec(),
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .lean<Organization[]>()
        .exec(),
    /** Those of the ids that exist. */
    async existing(ids: readonly string[], session: Session): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const found = await model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { _id: 1 }, { session })
        .lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    page: (request: PageRequest & { filter: QueryFilter<Stored>; sort?: readonly SortKey[] }) =>
      findPage(model, request),
    activeChildren: (id: string, session: Session) =>
      model
        .countDocuments({ parentId: id, status: mongoose.trusted({ $in: ['ACTIVE', 'TERM_OVERDUE'] }) }, { session })
        .exec(),
    overdue: (today: string) =>
      model
        .find({ status: 'ACTIVE', 'term.endsOn': mongoose.trusted({ $lt: today }) }, { _id: 1 })
        .limit(500)
        .lean<{ _id: string }[]>()
        .exec(),

    /** Adds a new organization with its events. @throws DUPLICATE naming what exists already. */
    async add(decision: Decision, session: Session): Promise<void> {
      const organization = { ...decision.next, version: 1 };
      await this.refuseDuplicates(organization, session);
      await model.insertMany([stored(organization)], { session });
      await outbox.append(decision.events, { aggregateId: organization._id, version: 1 }, session);
    },

    /**
     * Loads, decides and writes in one transaction. @throws NOT_FOUND, VERSION_CONFLICT when `expectedVersion` is not the stored one, DUPLICATE, and what `decide` throws.
     */
    async update(
      id: string,
      expectedVersion: number | undefined,
      decide: (current: Organization, session: Session) => Promise<Decision | undefined>,
    ): Promise<Organization> {
      try {
        return await inTransaction(mongo, async (session) => {
          const current = await model.findById(id, null, { session }).lean<Stored>();
          if (!current) throw new DomainError('NOT_FOUND', 'There is no such organization.', ['id']);
          if (expectedVersion !== undefined && current.version !== expectedVersion) {
            throw new DomainError(
              'VERSION_CONFLICT',
              `This is version ${current.version} now. Load it again and repeat.`,
              ['expectedVersion'],
            );
          }
          const decision = await decide(current, session);
          if (!decision) return current;
          const next = await replaceGuarded(
            model,
            current,
            stored({ ...decision.next, updatedAt: new Date() }),
            session,
          );
          await outbox.append(decision.events, { aggregateId: id, version: next.version }, session);
          return next;
        });
      } catch (error) {
        throw asDuplicate(error);
      }
    },

    /** @throws DUPLICATE when a living organization has the same name, unit, host, document number or credit code. */
    async refuseDuplicates(organization: Organization, session: Session): Promise<void> {
      for (const [field, value] of Object.entries(uniquenessOf(organization))) {
        const other = await model
          .findOne({ [field]: value } as QueryFilter<Stored>, { _id: 1 }, { session })
          .lean<{ _id: string }>();
        if (other && other._id !== organization._id) throw duplicate(field);
      }
    },

    /** Counts a membership that started or ended. Not a change of the organization itself, so its version stays. */
    async countMember(id: string, by: 1 | -1, session: Session): Promise<void> {
      await model.updateOne({ _id: id }, { $inc: { individualMemberCount: by } }, { session, timestamps: false });
    },
  };
}

/** The stored form of an organization, with what the indexes need. */
export function stored(organization: Organization): Stored {
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
    ...uniquenessOf(own),
    searchText: [own.name, own.shortName ?? '', ...own.aliases].map(nameKey).join(' '),
  };
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

const duplicates: Record<string, [message: string, path: string]> = {
  importKey: ['This key was imported before.', 'key'],
  uniqueName: ['An organization of this kind and region has this name.', 'name'],
  uniqueUnit: ['This region has an association of this kind.', 'regionCode'],
  uniqueHost: ['This host has an association.', 'hostId'],
  uniqueDocument: ['This document number was used in that year.', 'documentNo'],
  creditKey: ['An organization has this credit code.', 'creditCode'],
};

function duplicate(field: string): DomainError {
  const [message, path] = duplicates[field] ?? ['It exists already.', 'id'];
  return new DomainError('DUPLICATE', message, [path]);
}

/** The answer of a unique index, in words; any other error as it is. */
export function asDuplicate(error: unknown): unknown {
  if (!isDuplicateKey(error)) return error;
  const field = Object.keys(duplicates).find((name) => (error as Error).message.includes(name));
  return field ? duplicate(field) : error;
}

const sortFields: Record<OrganizationSortField, string> = {
  NAME: 'name',
  FOUNDED_ON: 'foundedOn',
  REGION: 'regionCode',
  KIND: 'kind',
  UPDATED_AT: 'updatedAt',
  MEMBER_COUNT: 'individualMemberCount',
  TERM_ENDS_ON: 'term.endsOn',
};

const valuesMax = 100;

/** The sort keys of a list. @throws VALIDATION_FAILED for more than three. */
export function sortOf(sort: readonly OrganizationSort[] | null | undefined): SortKey[] {
  if ((sort?.length ?? 0) > 3) throw new DomainError('VALIDATION_FAILED', 'Sort by at most three fields.', ['sort']);
  return (sort ?? []).map(({ field, direction }) => ({ field: sortFields[field], direction: direction ?? 'ASC' }));
}

/** The conditions of a filter. @throws VALIDATION_FAILED for more than 100 values in one of its lists. */
export function conditionsOf(filter: OrganizationFilter | null | undefined): QueryFilter<Stored> {
  if (!filter) return {};
  const oneOf = (field: string, values: readonly string[] | null | undefined) => {
    if ((values?.length ?? 0) > valuesMax)
      throw new DomainError('VALIDATION_FAILED', `At most ${valuesMax} values at once.`, [field]);
    return values && values.length > 0 ? [{ [field]: mongoose.trusted({ $in: [...values] }) }] : [];
  };
  const startsWith = (field: string, prefixes: readonly string[] | null | undefined) =>
    prefixes && prefixes.length > 0
      ? [
          {
            $or: prefixes
              .slice(0, valuesMax)
              .map((prefix) => ({ [field]: mongoose.trusted({ $gte: prefix, $lt: `${prefix}~` }) })),
          },
        ]
      : [];
  const bound = (operator: '$gte' | '$lte', day: string | null | undefined) =>
    day ? [{ foundedOn: mongoose.trusted({ [operator]: day }) }] : [];
  const equal = (field: string, value: unknown) => (value === null || value === undefined ? [] : [{ [field]: value }]);
  return {
    $and: [
      inRegions('regionCode', filter.regions, filter.includeDescendants ?? true),
      ...oneOf('kind', filter.kinds),
      ...oneOf('level', filter.levels),
      ...oneOf('status', filter.statuses),
      ...oneOf('party.kind', filter.partyKinds),
      ...equal('parentId', filter.parentId),
      ...equal('hostId', filter.hostId),
      ...equal('eligibleForLeadingPartyGroup', filter.eligibleForLeadingPartyGroup),
      ...equal('synthetic', filter.synthetic),
      ...bound('$gte', filter.foundedFrom),
      ...bound('$lte', filter.foundedTo),
      ...startsWith('subjectCodes', filter.subjectPrefixes),
      ...startsWith('industryCodes', filter.industryPrefixes),
      ...(filter.hasFullTimeStaff === true ? [{ 'staffing.fullTimeStaff': mongoose.trusted({ $gt: 0 }) }] : []),
      ...(filter.hasFullTimeStaff === false ? [{ 'staffing.fullTimeStaff': 0 }] : []),
      ...(filter.nameContains ? [nameContains(filter.nameContains)] : []),
    ],
  } as QueryFilter<Stored>;
}

/** The name, short name or an alias contains the text. @throws VALIDATION_FAILED for an empty text or one over 100 characters. */
export function nameContains(wanted: string): object {
  const key = nameKey(wanted);
  if (key.length === 0 || wanted.length > 100)
    throw new DomainError('VALIDATION_FAILED', 'Search for 1 to 100 characters.', ['text']);
  // the key holds letters and digits only, so nothing in it means anything in a regular expression
  return { searchText: mongoose.trusted({ $regex: key }) };
}
