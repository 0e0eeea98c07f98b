import mongoose, { Schema } from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  between,
  createAggregateStore,
  date,
  dateOrNull,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  numberOrNull,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  versionedSchema,
} from '@kexie/service';
import type { ApplicationFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { ApplicationRecord, Attachment, MembershipRecord, RolePeriod } from './domain.ts';

const membershipSchema = recordSchema<MembershipRecord>('memberships', {
  personId: text,
  organizationId: text,
  role: text,
  roleSince: textOrNull,
  earlierRoles: [part<RolePeriod>({ role: String, from: String, until: String })],
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
  regionVersion: numberOrNull,
  status: text,
  open: flag,
  channel: text,
  submittedBy: textOrNull,
  statement: textOrNull,
  attachments: [part<Attachment>({ name: String, mediaType: String, sizeBytes: Number, sha256: String })],
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
applicationSchema.index({ status: 1, decidedAt: 1, _id: 1 });
applicationSchema.index({ submittedAt: 1, _id: 1 });

/** The effect of the events of an organization on its members. */
type RosterRecord = {
  _id: string;
  /** version of the newest event that was applied */
  version: number;
  dissolvedOn: string | null;
  /** the organization into which it was merged; absent or null when it was not, and in records of earlier versions */
  successorId?: string | null;
  /** persons on the founding roster who are not in the register; they got no membership */
  missingPersonIds: string[];
  /** whether the organization takes no applications at present (暂不受理入会申请) */
  isClosed?: boolean;
  /** counts the memberships that started one by one, so that such a start conflicts with a simultaneous dissolution */
  admissions: number;
};

const rosterSchema = new Schema<RosterRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, default: 0 },
    dissolvedOn: { type: String, default: null },
    successorId: { type: String, default: null },
    missingPersonIds: [String],
    isClosed: { type: Boolean, default: false },
    admissions: { type: Number, default: 0 },
  },
  { collection: 'rosters', versionKey: false },
);

const membershipsOfPersonMax = 200;
const valuesMax = 100;
const overdueMax = 500;
/** The mergers that lead from one organization to the present successor. */
const successorsMax = 50;
const queryTimeoutMs = 10_000;

export type MembershipStore = ReturnType<typeof createMembershipStore>;

/** The store of memberships, of applications, and of the roster of each organization. */
export function createMembershipStore(mongo: Mongo, outbox: Outbox) {
  const memberships = createAggregateStore<MembershipRecord>(mongo, outbox, {
    name: 'Membership',
    schema: membershipSchema,
    noun: say`membership`,
    lifecycle: ['status', 'endedOn', 'endReason'],
    duplicates: { one_active: [say`This person is already a member.`, 'personId'] },
  });
  const applications = createAggregateStore<ApplicationRecord>(mongo, outbox, {
    name: 'MembershipApplication',
    schema: applicationSchema,
    noun: say`application`,
    duplicates: { one_open: [say`This person already has an open application to this organization.`, 'personId'] },
  });
  const rosters = mongo.model<RosterRecord>('Roster', rosterSchema);
  const { model } = memberships;
  const active = (personId: string, organizationId: string, session: Session) =>
    model.findOne({ personId, organizationId, status: 'ACTIVE' }, null, { session }).lean<MembershipRecord>().exec();
  return {
    ...memberships,
    applications,
    active,
    /** @throws DUPLICATE when the person is a member, or has an open application. */
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
    /** All memberships of a person, in the transaction of the caller. */
    ofPerson: (personId: string, session: Session) =>
      model.find({ personId }, null, { session }).lean<MembershipRecord[]>().exec(),
    /** All applications of a person, in the transaction of the caller. */
    applicationsOf: (applicantId: string, session: Session) =>
      applications.model.find({ applicantId }, null, { session }).lean<ApplicationRecord[]>().exec(),
    /** The ACTIVE memberships of the organization with the role CHAIR, and that of the person, if there is one. */
    leadersAnd: (personId: string, organizationId: string, session: Session) =>
      model
        .find({ organizationId, status: 'ACTIVE', $or: [{ role: 'CHAIR' }, { personId }] }, null, { session })
        .lean<MembershipRecord[]>()
        .exec(),
    /** The number of ACTIVE members of the organization who are chair. */
    chairsOf: (organizationId: string) =>
      model
        .countDocuments({ organizationId, status: 'ACTIVE', role: 'CHAIR' })
        .limit(2)
        .maxTimeMS(queryTimeoutMs)
        .exec(),
    openApplicationsIn: (organizationId: string, session: Session) =>
      applications.model.find({ organizationId, open: true }, null, { session }).lean<ApplicationRecord[]>().exec(),
    /** Records the region of an organization with its applications, so that staff of its present region find them. */
    async moveApplications(
      organizationId: string,
      { regionCode, version }: { regionCode: string; version: number },
      session: Session,
    ): Promise<void> {
      await applications.model.updateMany(
        {
          organizationId,
          $or: [{ regionVersion: null }, { regionVersion: mongoose.trusted({ $lt: version }) }],
        },
        { $set: { regionCode, regionVersion: version } },
        { session },
      );
    },
    /**
     * Records the version of the newest applied event of an organization, with its effect on the roster. Returns false
     * when this or a later event was already applied.
     */
    async noteEvent(
      organizationId: string,
      version: number,
      effect: Partial<Pick<RosterRecord, 'missingPersonIds' | 'dissolvedOn' | 'successorId'>>,
      session: Session,
    ): Promise<boolean> {
      const roster = await rosters.findById(organizationId, null, { session }).lean<RosterRecord>();
      if (roster && roster.version >= version) return false;
      await rosters.updateOne(
        { _id: organizationId },
        { $set: { ...effect, version } },
        { upsert: true, setDefaultsOnInsert: true, session },
      );
      return true;
    },
    /**
     * Writes the roster of the organization, so that a simultaneous dissolution conflicts. @throws REFERENCE_INACTIVE
     * after a dissolution and, for a new application, while the organization takes none.
     */
    async admit(organizationId: string, session: Session, { isApplication = false } = {}): Promise<void> {
      const roster = await rosters
        .findOneAndUpdate(
          { _id: organizationId },
          { $inc: { admissions: 1 } },
          { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true, session },
        )
        .lean<RosterRecord>();
      if (roster.dissolvedOn)
        throw new DomainError('REFERENCE_INACTIVE', say`This organization was dissolved.`, ['organizationId']);
      if (isApplication && roster.isClosed)
        throw new DomainError('REFERENCE_INACTIVE', say`This association takes no applications at present.`, [
          'organizationId',
        ]);
    },
    /** Whether the dissolution of the organization has taken effect here. */
    async isDissolved(organizationId: string, session: Session): Promise<boolean> {
      const roster = await rosters.findById(organizationId, null, { session }).lean<RosterRecord>();
      return !!roster?.dissolvedOn;
    },
    /** Opens or closes the organization for new applications, in the transaction of the caller. */
    async setOpen(organizationId: string, isOpen: boolean, session: Session): Promise<void> {
      await rosters.updateOne(
        { _id: organizationId },
        { $set: { isClosed: !isOpen } },
        { upsert: true, setDefaultsOnInsert: true, session },
      );
    },
    /** Those of these organizations that take no applications. */
    async closedAmong(organizationIds: readonly string[]): Promise<Set<string>> {
      const rows = await rosters
        .find({ _id: mongoose.trusted({ $in: [...organizationIds] }), isClosed: true }, { _id: 1 })
        .maxTimeMS(queryTimeoutMs)
        .lean<{ _id: string }[]>();
      return new Set(rows.map(({ _id }) => _id));
    },
    /** The ids of at most 500 applications, after this id, that were returned by this time and not submitted again. */
    async returnedUntil(time: Date, afterId: string): Promise<string[]> {
      const found = await applications.model
        .find(
          {
            status: 'RETURNED',
            decidedAt: mongoose.trusted({ $lte: time }),
            _id: mongoose.trusted({ $gt: afterId }),
          },
          { _id: 1 },
        )
        .sort({ _id: 1 })
        .limit(overdueMax)
        .maxTimeMS(queryTimeoutMs)
        .lean<{ _id: string }[]>();
      return found.map(({ _id }) => _id);
    },
    /**
     * The organization that takes over the members of a merged one: the successor, or the one into which that was merged in
     * the meantime. Null when it was dissolved. Writes its roster, so that a simultaneous dissolution of it conflicts.
     */
    async presentSuccessor(successorId: string, session: Session): Promise<string | null> {
      let next: string | null = successorId;
      for (let hops = 0; next !== null && hops < successorsMax; hops += 1) {
        const roster: RosterRecord = await rosters
          .findOneAndUpdate(
            { _id: next },
            { $inc: { admissions: 1 } },
            { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true, session },
          )
          .lean<RosterRecord>()
          .orFail();
        if (!roster.dissolvedOn) return next;
        next = roster.successorId ?? null;
      }
      return null;
    },
    /** The number of persons on founding rosters who are not in the register. */
    missingOnRosters: async () =>
      (
        await rosters.aggregate<{ missing: number }>([
          { $group: { _id: null, missing: { $sum: { $size: '$missingPersonIds' } } } },
        ])
      )[0]?.missing ?? 0,
    openCounts: (organizationIds: readonly string[]) => openCounts(applications.model, organizationIds),
    /**
     * Applications that fit the filter and, unless `scope` is undefined, at least one condition of the viewer's scope.
     */
    inbox: (
      { filter, ...request }: PageRequest & { filter?: ApplicationFilter | null | undefined },
      scope: readonly object[] | undefined,
    ) =>
      findPage(applications.model, {
        ...request,
        filter: every<ApplicationRecord>(inboxConditions(filter), scope ? { $or: scope } : {}),
        sort: [{ field: 'submittedAt', direction: 'ASC' }],
      }),
  };
}

async function openCounts(
  applications: MembershipStore['applications']['model'],
  organizationIds: readonly string[],
): Promise<number[]> {
  const groups = await applications
    .aggregate<{ _id: string; count: number }>([
      { $match: { organizationId: { $in: [...organizationIds] }, open: true, status: { $ne: 'DRAFT' } } },
      { $group: { _id: '$organizationId', count: { $sum: 1 } } },
    ])
    .option({ maxTimeMS: queryTimeoutMs });
  const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
  return organizationIds.map((id) => counts.get(id) ?? 0);
}

function inboxConditions(filter: ApplicationFilter | null | undefined): object {
  const { organizationIds, regions, statuses, applicantId, submittedFrom, submittedTo } = filter ?? {};
  return every<ApplicationRecord>(
    inRegions('regionCode', regions),
    oneOf('organizationId', organizationIds, { max: valuesMax, path: 'organizationIds' }),
    oneOf('status', statuses),
    equals('applicantId', applicantId),
    between('submittedAt', submittedFrom, submittedTo),
  );
}
