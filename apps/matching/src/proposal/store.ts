import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  dateOrNull,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  number,
  oneOf,
  part,
  text,
  textOrNull,
  texts,
  uniqueWhenPresent,
  versionedSchema,
  type Viewer,
} from '@kexie/service';
import type { ProposalFilter, ProposalSort } from '../generated/graphql.ts';
import type { Explanation, ScorePart } from '@kexie/matchmaker';
import { say } from '../messages.ts';
import { regionsInCharge } from '../need/domain.ts';
import {
  declineDays,
  openPerNeedMax,
  openStatuses,
  withOpenPair,
  type Answer,
  type Feature,
  type Proposal,
  type ProposalStatus,
} from './domain.ts';

const scorePart = part<ScorePart>({
  side: text,
  factor: text,
  weight: number,
  value: number,
  contribution: number,
  evidence: texts,
});
const explanation = part<Explanation>({
  needScore: number,
  expertScore: number,
  mutualScore: number,
  eligible: flag,
  failedConstraints: texts,
  parts: [scorePart],
  sentence: text,
  modelVersion: text,
});
const answer = part<Answer>({
  side: text,
  accepted: flag,
  at: date,
  reason: textOrNull,
  comment: textOrNull,
  userId: text,
  recordedConsent: textOrNull,
});

const schema = versionedSchema<Proposal>('proposals', {
  needId: text,
  expertId: text,
  enterpriseId: text,
  personId: text,
  regionCode: text,
  mainSubject: text,
  origin: text,
  roundId: textOrNull,
  status: text,
  mutualScore: number,
  explanation: { type: explanation, required: true },
  modelVersion: text,
  features: { type: [part<Feature>({ side: text, factor: text, value: number })], default: [] },
  note: textOrNull,
  createdAt: date,
  expiresAt: date,
  closedAt: dateOrNull,
  answers: { type: [answer], default: [] },
  declineReason: textOrNull,
  declinedBy: textOrNull,
  supersededBecause: textOrNull,
  withdrawnBecause: textOrNull,
  engagementId: textOrNull,
  openPair: textOrNull,
});
uniqueWhenPresent(schema, 'openPair');
schema.index({ needId: 1, createdAt: -1, _id: 1 });
schema.index({ expertId: 1, createdAt: -1, _id: 1 });
schema.index({ enterpriseId: 1, createdAt: -1, _id: 1 });
schema.index({ personId: 1, createdAt: -1, _id: 1 });
schema.index({ regionCode: 1, expiresAt: 1 });
schema.index({ regionCode: 1, createdAt: 1 });
schema.index({ status: 1, expiresAt: 1, _id: 1 });
schema.index({ createdAt: -1, _id: 1 });
schema.index({ expiresAt: 1, _id: 1 });
schema.index({ mutualScore: -1, _id: 1 });
schema.index({ roundId: 1, needId: 1 });
schema.index({ engagementId: 1 });

const sortFields = { CREATED_AT: 'createdAt', EXPIRES_AT: 'expiresAt', MUTUAL_SCORE: 'mutualScore' } as const;
const latestFirst: ProposalSort = { field: 'CREATED_AT', direction: 'DESC' };

/** The limit of the proposals that hang on one need or one expert in an answer. */
const perRecordMax = 100;
const notMyFieldMax = 20;
const declinedMax = 1_000;
const answeredMax = 5_000;
const queryTimeoutMs = 10_000;

/** The facts of an expert's proposals on which the expert record depends. */
export type ProposalStanding = {
  /** main subjects of the needs that the expert's side declined as NOT_MY_FIELD, the latest first, at most 20 */
  notMyField: string[];
  /** the number of proposals received so far, in any status */
  proposalCount: number;
  /** the number of proposals that a side can still answer */
  openProposals: number;
};

/** The need or the expert to which proposals belong. */
export type ProposalsOf = { needId: string } | { expertId: string };

export function createProposalStore(mongo: Mongo, outbox: Outbox) {
  const proposals = createAggregateStore<Proposal>(mongo, outbox, {
    name: 'Proposal',
    schema,
    noun: say`proposal`,
    duplicates: { openPair_1: [say`This need and this expert already have an open proposal.`, 'expertId'] },
    derive: withOpenPair,
  });
  const { model } = proposals;
  const open = { status: mongoose.trusted({ $in: [...openStatuses] }) };
  const latest = (field: 'needId' | 'expertId', ids: readonly string[]) =>
    model
      .find({ [field]: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<Proposal>)
      .sort({ createdAt: -1, _id: 1 })
      .limit(ids.length * perRecordMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<Proposal[]>()
      .exec();
  const countOpen = (of: ProposalsOf, session: Session) =>
    model
      .countDocuments({ ...of, ...open })
      .session(session)
      .exec();
  return {
    ...proposals,
    countOpen,
    /** The open proposals of a need or an expert, at most as many as a need can have. */
    openOf: (of: ProposalsOf, session: Session) =>
      model
        .find({ ...of, ...open }, null, { session })
        .sort({ _id: 1 })
        .limit(openPerNeedMax)
        .lean<Proposal[]>()
        .exec(),
    /** The open proposal of a pair, or null. It may be overdue. */
    openOfPair: (pair: { needId: string; expertId: string }, session: Session) =>
      model
        .findOne({ ...pair, ...open }, null, { session })
        .lean<Proposal>()
        .exec(),
    /** When a side of the pair last declined, or null. */
    async lastDecline(pair: { needId: string; expertId: string }, session: Session): Promise<Date | null> {
      const declined = await model
        .findOne({ ...pair, status: 'DECLINED' }, { closedAt: 1 }, { session })
        .sort({ closedAt: -1 })
        .lean<Pick<Proposal, 'closedAt'>>();
      return declined?.closedAt ?? null;
    },
    /**
     * The ids of the experts with an open or accepted proposal for the need that the viewer may see, of the latest 100 such
     * proposals. A new recommendation leaves them out. An overdue proposal does not count.
     */
    async closedPairs(viewer: Viewer, needId: string, now: Date): Promise<Set<string>> {
      const closed = inStatuses([...openStatuses, 'MUTUALLY_ACCEPTED', 'CONVERTED'], now);
      const found = await model
        .find(every<Proposal>(visibleTo(viewer), { needId }, closed), { expertId: 1 })
        .sort({ createdAt: -1 })
        .limit(perRecordMax)
        .maxTimeMS(queryTimeoutMs)
        .lean<Pick<Proposal, 'expertId'>[]>();
      return new Set(found.map(({ expertId }) => expertId));
    },
    /**
     * The other ids of the pairs of a need or an expert that a side declined in the last 180 days, by proposals that the
     * viewer may see, the latest 1000.
     */
    async recentlyDeclined(viewer: Viewer, of: ProposalsOf, now: Date): Promise<Set<string>> {
      const after = new Date(now.getTime() - declineDays * 86_400_000);
      const declines = {
        ...of,
        status: 'DECLINED',
        closedAt: mongoose.trusted({ $gt: after }),
      } as QueryFilter<Proposal>;
      const declined = await model
        .find(every<Proposal>(visibleTo(viewer), declines), { needId: 1, expertId: 1 })
        .sort({ closedAt: -1 })
        .limit(declinedMax)
        .maxTimeMS(queryTimeoutMs)
        .lean<Pick<Proposal, 'needId' | 'expertId'>[]>();
      return new Set(declined.map(({ needId, expertId }) => ('needId' in of ? expertId : needId)));
    },
    /** Gives the open proposals for these needs to another enterprise. This does not raise the version. */
    async giveOpen(needIds: readonly string[], enterpriseId: string, session: Session): Promise<void> {
      await proposals.model.updateMany(
        { needId: mongoose.trusted({ $in: [...needIds] }), status: mongoose.trusted({ $in: [...openStatuses] }) },
        { $set: { enterpriseId } },
        { session },
      );
    },
    /** How often an enterprise answered a proposal, and how often one expired without its answer. */
    async answersOfEnterprise(enterpriseId: string, session: Session): Promise<{ answered: number; expired: number }> {
      const count = (condition: object) =>
        model
          .countDocuments({ enterpriseId, ...condition } as QueryFilter<Proposal>)
          .session(session)
          .exec();
      const answered = await count({ 'answers.side': 'ENTERPRISE' });
      const silent = { 'answers.side': mongoose.trusted({ $ne: 'ENTERPRISE' }) };
      return { answered, expired: await count({ status: 'EXPIRED', ...silent }) };
    },
    /** Answered proposals of a version of the weights, the latest 5,000. */
    answered: (modelVersion: string) =>
      model
        .find({ modelVersion, 'answers.0': mongoose.trusted({ $exists: true }) } as QueryFilter<Proposal>, {
          needId: 1,
          expertId: 1,
          answers: 1,
          features: 1,
        })
        .sort({ _id: -1 })
        .limit(answeredMax)
        .lean<Pick<Proposal, 'needId' | 'expertId' | 'answers' | 'features'>[]>()
        .exec(),
    async standingOf(expertId: string, session: Session): Promise<ProposalStanding> {
      const notMyField = await model
        .find({ expertId, declinedBy: 'EXPERT', declineReason: 'NOT_MY_FIELD' }, { mainSubject: 1 }, { session })
        .sort({ closedAt: -1, _id: 1 })
        .limit(notMyFieldMax)
        .lean<Pick<Proposal, 'mainSubject'>[]>();
      const proposalCount = await model.countDocuments({ expertId }).session(session).exec();
      const openProposals = await countOpen({ expertId }, session);
      return { notMyField: notMyField.map(({ mainSubject }) => mainSubject), proposalCount, openProposals };
    },
    /** The proposal from which an engagement began, or null. */
    ofEngagement: (engagementId: string, session: Session) =>
      model.findOne({ engagementId }, null, { session }).lean<Proposal>().exec(),
    /** The proposals of a round for these needs, at most one for each pair. */
    ofRound: (roundId: string, needIds: readonly string[], session: Session) =>
      model
        .find({ roundId, needId: mongoose.trusted({ $in: [...needIds] }) }, { needId: 1, expertId: 1 }, { session })
        .limit(needIds.length * perRecordMax)
        .lean<Pick<Proposal, '_id' | 'needId' | 'expertId'>[]>()
        .exec(),
    /** The number of proposals that a round has made, in any status. */
    countOfRound: (roundId: string) => model.countDocuments({ roundId }).maxTimeMS(queryTimeoutMs).exec(),
    /** The ids of overdue proposals after this id, in the order of their ids. */
    overdue: (now: Date, { after, limit }: { after: string; limit: number }) => overdueIds(now, after, limit),
    /** The number of overdue proposals that the job has not closed yet. */
    countOverdue: (now: Date) =>
      model
        .countDocuments({ ...open, expiresAt: mongoose.trusted({ $lte: now }) })
        .maxTimeMS(queryTimeoutMs)
        .exec(),
    /** The proposals of many needs at once, the latest first, at most 100 of each. */
    ofNeeds: (needIds: readonly string[]) => latest('needId', needIds),
    /** The proposals of many experts at once, the latest first, at most 100 of each. */
    ofExperts: (expertIds: readonly string[]) => latest('expertId', expertIds),
    list: (
      viewer: Viewer,
      {
        filter,
        sort,
        ...page
      }: PageRequest & {
        filter?: ProposalFilter | null | undefined;
        sort?: readonly ProposalSort[] | null | undefined;
      },
      now: Date,
    ) =>
      findPage(model, {
        ...page,
        filter: every<Proposal>(visibleTo(viewer), within(filter, now)),
        sort: (sort?.length ? sort : [latestFirst]).map(({ field, direction }) => ({
          field: sortFields[field],
          direction: direction ?? 'DESC',
        })),
      }),
    /** The proposals to the expert who is this person, the latest first. */
    ofPerson: (
      personId: string,
      { statuses, ...page }: PageRequest & { statuses?: readonly ProposalStatus[] | null | undefined },
      now: Date,
    ) =>
      findPage(model, {
        ...page,
        filter: every<Proposal>({ personId }, inStatuses(statuses, now)),
        sort: [{ field: 'createdAt', direction: 'DESC' }],
      }),
    /** The open proposals of a region and the regions below it, the earliest expiry first. @throws VALIDATION_FAILED. */
    board: (region: string, page: PageRequest, now: Date) =>
      findPage(model, {
        ...page,
        filter: every<Proposal>(inRegions('regionCode', [region]), inStatuses(openStatuses, now)),
        sort: [{ field: 'expiresAt', direction: 'ASC' }],
      }),
  };

  async function overdueIds(now: Date, after: string, limit: number): Promise<string[]> {
    const found = await model
      .find({ ...open, expiresAt: mongoose.trusted({ $lte: now }), _id: mongoose.trusted({ $gt: after }) }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .maxTimeMS(queryTimeoutMs)
      .lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }
}

/** The rule of `maySee` as a condition for the database. */
function visibleTo(viewer: Viewer): object {
  const { id, roles, organizations } = viewer;
  if (roles.includes('administrator')) return {};
  const reasons = [
    ...(organizations.length > 0 ? [oneOf('enterpriseId', organizations)] : []),
    ...(roles.includes('worker') ? [{ personId: id }] : []),
    ...regionsInCharge(viewer).map((region) => inRegions('regionCode', [region])),
  ];
  return reasons.length > 0 ? { $or: reasons } : { _id: mongoose.trusted({ $in: [] }) };
}

/** @throws VALIDATION_FAILED for a code that is no region, and for lists that are too long. */
function within(filter: ProposalFilter | null | undefined, now: Date): QueryFilter<Proposal> {
  const { needId, expertId, enterpriseId, statuses, roundId, regions, expiringBefore, origin } = filter ?? {};
  return every<Proposal>(
    equals('needId', needId || null),
    equals('expertId', expertId || null),
    equals('enterpriseId', enterpriseId || null),
    equals('roundId', roundId || null),
    equals('origin', origin),
    inRegions('regionCode', regions),
    inStatuses(statuses, now),
    expiringBefore ? { expiresAt: mongoose.trusted({ $lt: expiringBefore }), ...inStatuses(openStatuses, now) } : {},
  );
}

/** The condition "is in one of these statuses", in which an overdue proposal is EXPIRED also before the job closes it. */
function inStatuses(statuses: readonly ProposalStatus[] | null | undefined, now: Date): object {
  if (!statuses || statuses.length === 0) return {};
  const wanted = [...new Set(statuses)];
  const [open, closed] = [wanted.filter(isOpen), wanted.filter((status) => !isOpen(status))];
  return {
    $or: [
      ...(open.length > 0 ? [{ ...oneOf('status', open), expiresAt: mongoose.trusted({ $gt: now }) }] : []),
      ...(closed.length > 0 ? [oneOf('status', closed)] : []),
      ...(closed.includes('EXPIRED')
        ? [{ ...oneOf('status', openStatuses), expiresAt: mongoose.trusted({ $lte: now }) }]
        : []),
    ],
  };
}

function isOpen(status: ProposalStatus): boolean {
  return openStatuses.some((open) => open === status);
}
