import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { DomainError, encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  dateOrNull,
  findPage,
  flag,
  inRegions,
  recordSchema,
  text,
  textOrNull,
  versionedSchema,
  type Connection,
} from '@kexie/service';
import type { ApplicationFilter } from '../generated/graphql.ts';
import type { ApplicationRecord, MemberRole, MembershipRecord, MembershipStatus } from './domain.ts';

const membershipSchema = recordSchema<MembershipRecord>('memberships', {
  personId: text,
  organizationId: text,
  role: text,
  status: text,
  joinedOn: text,
  endedOn: textOrNull,
  endReason: textOrNull,
});
membershipSchema.index(
  { personId: 1, organizationId: 1 },
  { unique: true, partialFilterExpression: { status: 'ACTIVE' }, name: 'one_active' },
);
membershipSchema.index({ personId: 1, _id: 1 });
membershipSchema.index({ organizationId: 1, status: 1, _id: 1 });

const applicationSchema = versionedSchema<ApplicationRecord>('membership_applications', {
  applicantId: text,
  organizationId: text,
  regionCode: text,
  status: text,
  open: flag,
  channel: text,
  statement: textOrNull,
  submittedAt: date,
  decidedAt: dateOrNull,
  decisionReason: textOrNull,
});
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

type Memberships = ReturnType<typeof createMembershipStore>;

/** Memberships, the applications that lead to them, and what is known of each organization's roster. */
export function createMembershipStore(mongo: Mongo, outbox: Outbox) {
  const memberships = createAggregateStore<MembershipRecord>(mongo, outbox, {
    name: 'Membership',
    schema: membershipSchema,
    noun: 'membership',
    duplicates: { one_active: ['This person is a member already.', 'personId'] },
  });
  const applications = createAggregateStore<ApplicationRecord>(mongo, outbox, {
    name: 'MembershipApplication',
    schema: applicationSchema,
    noun: 'application',
    duplicates: { one_open: ['An application of this person to this organization is open.', 'personId'] },
  });
  const rosters = mongo.model<RosterRecord>('Roster', rosterSchema);
  const { model } = memberships;
  const active = (personId: string, organizationId: string, session: Session) =>
    model.findOne({ personId, organizationId, status: 'ACTIVE' }, null, { session }).lean<MembershipRecord>().exec();
  return {
    ...memberships,
    applications,
    rosters,
    active,
    /** @throws DUPLICATE when the person is a member, or waits for a decision about becoming one. */
    async requireNeitherMemberNorApplicant(personId: string, organizationId: string, session: Session): Promise<void> {
      if (await active(personId, organizationId, session)) throw memberships.duplicate('one_active');
      if (await applications.model.exists({ applicantId: personId, organizationId, open: true }).session(session))
        throw applications.duplicate('one_open');
    },
    /** The memberships of these persons, oldest first. */
    ofPersons: (personIds: readonly string[]) =>
      model
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) })
        .sort({ _id: 1 })
        .limit(personIds.length * membershipsOfPersonMax)
        .lean<MembershipRecord[]>()
        .exec(),
    activeIn: (organizationId: string, session: Session) =>
      model.find({ organizationId, status: 'ACTIVE' }, null, { session }).lean<MembershipRecord[]>().exec(),
    openApplicationsIn: (organizationId: string, session: Session) =>
      applications.model.find({ organizationId, open: true }, null, { session }).lean<ApplicationRecord[]>().exec(),
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
    openCounts: (organizationIds: readonly string[]) => openCounts(applications.model, organizationIds),
    /** Applications that fit the filter and, unless `scope` is undefined, one of the conditions of who is looking. */
    inbox: (filter: ApplicationFilter | null | undefined, scope: readonly object[] | undefined, request: PageRequest) =>
      findPage(applications.model, {
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
  applications: Memberships['applications']['model'],
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
