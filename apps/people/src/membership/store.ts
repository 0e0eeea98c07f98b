import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { DomainError, encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import type { Mongo, Session } from '@kexie/messaging';
import { findPage, inRegions, type Connection } from '@kexie/service';
import type { ApplicationFilter } from '../generated/graphql.ts';
import type { ApplicationRecord, MemberRole, MembershipRecord, MembershipStatus } from './domain.ts';

const membershipSchema = new Schema<MembershipRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    importKey: { type: String, default: null },
    personId: { type: String, required: true },
    organizationId: { type: String, required: true },
    role: { type: String, required: true },
    status: { type: String, required: true },
    joinedOn: { type: String, required: true },
    endedOn: { type: String, default: null },
    endReason: { type: String, default: null },
    synthetic: { type: Boolean, required: true },
  },
  { collection: 'memberships', versionKey: false },
);
membershipSchema.index({ importKey: 1 }, { unique: true, partialFilterExpression: { importKey: { $type: 'string' } } });
membershipSchema.index(
  { personId: 1, organizationId: 1 },
  { unique: true, partialFilterExpression: { status: 'ACTIVE' }, name: 'one_active' },
);
membershipSchema.index({ personId: 1, _id: 1 });
membershipSchema.index({ organizationId: 1, status: 1, _id: 1 });

const applicationSchema = new Schema<ApplicationRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    applicantId: { type: String, required: true },
    organizationId: { type: String, required: true },
    regionCode: { type: String, required: true },
    status: { type: String, required: true },
    open: { type: Boolean, required: true },
    channel: { type: String, required: true },
    statement: { type: String, default: null },
    submittedAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decisionReason: { type: String, default: null },
  },
  { collection: 'membership_applications', versionKey: false },
);
applicationSchema.index(
  { applicantId: 1, organizationId: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one_open' },
);
applicationSchema.index({ organizationId: 1, open: 1 });
applicationSchema.index({ regionCode: 1, submittedAt: 1 });
applicationSchema.index({ applicantId: 1 });
applicationSchema.index({ submittedAt: 1, _id: 1 });

/** What the events of an organization meant for its members. */
export type RosterRecord = {
  _id: string;
  /** of the newest event that was applied */
  version: number;
  dissolvedOn: string | null;
  /** persons on the founding roster whom the register does not know; they got no membership */
  missingPersonIds: string[];
  /** counts the memberships started one by one, so that such a start and the dissolution cannot miss each other */
  admissions: number;
};

const rosterSchema = new Schema<RosterRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, default: 0 },
    dissolvedOn: { type: String, default: null },
    missingPersonIds: [String],
    admissions: { type: Number, default: 0 },
  },
  { collection: 'rosters', versionKey: false },
);

const membershipsOfPersonMax = 200;
const valuesMax = 100;
const queryTimeoutMs = 10_000;

/** A page of an organization's members that is asked for. */
export type MembersRequest = {
  organizationId: string;
  role: MemberRole | null;
  status: MembershipStatus | null;
  first: number;
};

export type Memberships = ReturnType<typeof createMemberships>;

/** Memberships, the applications that lead to them, and what is known of each organization's roster. */
export function createMemberships(mongo: Mongo) {
  const model = mongo.model<MembershipRecord>('Membership', membershipSchema);
  const applications = mongo.model<ApplicationRecord>('MembershipApplication', applicationSchema);
  const rosters = mongo.model<RosterRecord>('Roster', rosterSchema);
  return {
    model,
    applications,
    rosters,
    byIds: (ids: readonly string[]) =>
      model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<MembershipRecord[]>()
        .exec(),
    applicationsByIds: (ids: readonly string[]) =>
      applications
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .lean<ApplicationRecord[]>()
        .exec(),
    /** The memberships of these persons, oldest first. */
    ofPersons: (personIds: readonly string[]) =>
      model
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) })
        .sort({ _id: 1 })
        .limit(personIds.length * membershipsOfPersonMax)
        .lean<MembershipRecord[]>()
        .exec(),
    /** @throws NOT_FOUND. */
    async require(id: string, session: Session): Promise<MembershipRecord> {
      const membership = await model.findById(id, null, { session }).lean<MembershipRecord>();
      if (!membership) throw new DomainError('NOT_FOUND', 'No such membership.', ['id']);
      return membership;
    },
    /** @throws NOT_FOUND. */
    async requireApplication(id: string, session: Session): Promise<ApplicationRecord> {
      const application = await applications.findById(id, null, { session }).lean<ApplicationRecord>();
      if (!application) throw new DomainError('NOT_FOUND', 'No such application.', ['id']);
      return application;
    },
    active: (personId: string, organizationId: string, session: Session) =>
      model.findOne({ personId, organizationId, status: 'ACTIVE' }, null, { session }).lean<MembershipRecord>().exec(),
    activeIn: (organizationId: string, session: Session) =>
      model.find({ organizationId, status: 'ACTIVE' }, null, { session }).lean<MembershipRecord[]>().exec(),
    openApplication: async (applicantId: string, organizationId: string, session: Session) =>
      (await applications.exists({ applicantId, organizationId, open: true }).session(session)) !== null,
    openApplicationsIn: (organizationId: string, session: Session) =>
      applications.find({ organizationId, open: true }, null, { session }).lean<ApplicationRecord[]>().exec(),
    roster: (organizationId: string, session: Session) =>
      rosters.findById(organizationId, null, { session }).lean<RosterRecord>().exec(),
    /** Takes part in the organization's roster, so that a dissolution in the same moment conflicts and is seen. @throws REFERENCE_INACTIVE after it. */
    async admit(organizationId: string, session: Session): Promise<void> {
      const roster = await rosters
        .findOneAndUpdate(
          { _id: organizationId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true, session },
        )
        .lean<RosterRecord>();
      if (roster?.dissolvedOn)
        throw new DomainError('REFERENCE_INACTIVE', 'This organization was dissolved.', ['organizationId']);
    },
    missingOnRosters: async () =>
      (
        await rosters.aggregate<{ missing: number }>([
          { $group: { _id: null, missing: { $sum: { $size: '$missingPersonIds' } } } },
        ])
      )[0]?.missing ?? 0,
    membersPage: ({ organizationId, role, status }: Omit<MembersRequest, 'first'>, request: PageRequest) =>
      findPage(model, {
        ...request,
        filter: { organizationId, ...(role && { role }), ...(status && { status }) } as QueryFilter<MembershipRecord>,
      }),
    firstMembers: (requests: readonly MembersRequest[]) => firstMembers(model, requests),
    openCounts: (organizationIds: readonly string[]) => openCounts(applications, organizationIds),
    /** Applications that fit the filter and, unless `scope` is undefined, one of the conditions of who is looking. */
    inbox: (filter: ApplicationFilter | null | undefined, scope: readonly object[] | undefined, request: PageRequest) =>
      findPage(applications, {
        ...request,
        filter: { $and: [inboxConditions(filter), scope ? { $or: scope } : {}] } as QueryFilter<ApplicationRecord>,
        sort: [{ field: 'submittedAt', direction: 'ASC' }],
      }),
  };
}

/** First pages of many organizations with one query each for the members and, when asked for, for the counts. */
async function firstMembers(
  model: Memberships['model'],
  requests: readonly MembersRequest[],
): Promise<Connection<MembershipRecord>[]> {
  const counts = lazyCounts(model, requests);
  const size = Math.max(...requests.map(({ first }) => pageSize(first)));
  const ids = [...new Set(requests.map(({ organizationId }) => organizationId))];
  const variants = new Map(requests.map((request) => [variantOf(request), request]));
  const found = new Map<string, MembershipRecord[]>();
  if (size > 0) {
    for (const [variant, { role, status }] of variants) {
      const groups = await model
        .aggregate<{ _id: string; top: MembershipRecord[] }>([
          { $match: { organizationId: { $in: ids }, ...(role && { role }), ...(status && { status }) } },
          { $sort: { _id: 1 } },
          { $group: { _id: '$organizationId', top: { $firstN: { n: size + 1, input: '$$ROOT' } } } },
        ])
        .option({ maxTimeMS: queryTimeoutMs });
      for (const { _id, top } of groups) found.set(`${variant}:${_id}`, top);
    }
  }
  return requests.map((request) => {
    const members = found.get(`${variantOf(request)}:${request.organizationId}`) ?? [];
    const edges = members.slice(0, request.first).map((node) => ({ node, cursor: encodeCursor([node._id]) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: request.first > 0 && members.length > request.first,
        hasPreviousPage: false,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: async () => (await counts()).get(`${variantOf(request)}:${request.organizationId}`) ?? 0,
    };
  });
}

const variantOf = ({ role, status }: Pick<MembersRequest, 'role' | 'status'>) => `${role ?? ''}:${status ?? ''}`;

/** Counts of members by variant and organization: asked for once, when the first one is. */
function lazyCounts(
  model: Memberships['model'],
  requests: readonly MembersRequest[],
): () => Promise<Map<string, number>> {
  let counting: Promise<Map<string, number>> | undefined;
  const count = async () => {
    const groups = await model
      .aggregate<{ _id: { organizationId: string; role: string; status: string }; count: number }>([
        { $match: { organizationId: { $in: [...new Set(requests.map(({ organizationId }) => organizationId))] } } },
        {
          $group: { _id: { organizationId: '$organizationId', role: '$role', status: '$status' }, count: { $sum: 1 } },
        },
      ])
      .option({ maxTimeMS: queryTimeoutMs });
    const fits = ({ organizationId, role, status }: MembersRequest) =>
      groups
        .filter(
          ({ _id }) =>
            _id.organizationId === organizationId && (!role || _id.role === role) && (!status || _id.status === status),
        )
        .reduce((sum, group) => sum + group.count, 0);
    return new Map(requests.map((request) => [`${variantOf(request)}:${request.organizationId}`, fits(request)]));
  };
  return () => (counting ??= count());
}

async function openCounts(
  applications: Memberships['applications'],
  organizationIds: readonly string[],
): Promise<number[]> {
  const groups = await applications
    .aggregate<{ _id: string; count: number }>([
      { $match: { organizationId: { $in: [...organizationIds] }, open: true } },
      { $group: { _id: '$organizationId', count: { $sum: 1 } } },
    ])
    .option({ maxTimeMS: queryTimeoutMs });
  const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
  return organizationIds.map((id) => counts.get(id) ?? 0);
}

function inboxConditions(filter: ApplicationFilter | null | undefined): object {
  const { organizationIds, regions, statuses, applicantId, submittedFrom, submittedTo } = filter ?? {};
  if ((organizationIds?.length ?? 0) > valuesMax)
    throw new DomainError('VALIDATION_FAILED', `At most ${valuesMax} organizations at once.`, ['organizationIds']);
  return {
    $and: [
      inRegions('regionCode', regions),
      organizationIds ? { organizationId: mongoose.trusted({ $in: [...organizationIds] }) } : {},
      statuses ? { status: mongoose.trusted({ $in: [...statuses] }) } : {},
      applicantId ? { applicantId } : {},
      submittedFrom ? { submittedAt: mongoose.trusted({ $gte: submittedFrom }) } : {},
      submittedTo ? { submittedAt: mongoose.trusted({ $lte: submittedTo }) } : {},
    ],
  };
}
