import { isDeepStrictEqual } from 'node:util';
import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  every,
  findPage,
  flag,
  inRegions,
  number,
  oneOf,
  part,
  periodOrNull,
  recordSchema,
  text,
  textOrNull,
  texts,
  type Viewer,
} from '@kexie/service';
import { moneyOrNull, underIndustries, underSubjects, weightedSubjects } from '../fields.ts';
import type { NeedFilter, NeedSort } from '../generated/graphql.ts';
import { asChanged, suggestionsOf } from '../matchmaker/suggested.ts';
import { say } from '../messages.ts';
import { findRanked } from '../search/ranked-page.ts';
import {
  openNeedsMax,
  openStatuses,
  publicStatuses,
  seekingStatuses,
  visibleTo,
  type Need,
  type NeedStatus,
} from './domain.ts';

const schema = recordSchema<Need>('needs', {
  title: text,
  description: text,
  background: textOrNull,
  targetOutcome: textOrNull,
  enterpriseId: text,
  regionCode: text,
  requiredSubjects: weightedSubjects,
  mainSubject: text,
  industryCode: textOrNull,
  serviceModes: texts,
  quota: number,
  budget: moneyOrNull,
  deadline: textOrNull,
  minTitleLevel: textOrNull,
  onsiteRequired: flag,
  confidentiality: text,
  competitorIds: texts,
  brokerId: textOrNull,
  status: text,
  statusReason: textOrNull,
  publishedOn: textOrNull,
  period: periodOrNull,
  contactId: textOrNull,
  proposedTo: texts,
  suggestedSubjects: weightedSubjects,
  suggestedOn: textOrNull,
  enterpriseRatings: { type: [Number], default: [] },
  enterpriseAnswers: { type: part<Need['enterpriseAnswers']>({ answered: number, expired: number }), required: true },
  changedAt: date,
  enteredAt: date,
  updatedAt: date,
  searchTokens: texts,
  tokenizerVersion: number,
});
schema.index({ enterpriseId: 1, status: 1, publishedOn: -1 });
schema.index({ regionCode: 1, status: 1 });
schema.index({ publishedOn: -1, _id: 1 });
schema.index({ deadline: 1, _id: 1 });
schema.index({ 'budget.fen': 1, _id: 1 });
schema.index({ updatedAt: -1, _id: 1 });
schema.index({ 'requiredSubjects.code': 1 });
schema.index({ industryCode: 1 });
schema.index({ searchTokens: 1 });
schema.index({ proposedTo: 1 });
schema.index({ changedAt: 1, _id: 1 });
schema.index({ suggestedOn: 1, _id: 1 });
schema.index({ status: 1, deadline: 1 });

const sortFields = {
  PUBLISHED_ON: 'publishedOn',
  DEADLINE: 'deadline',
  BUDGET: 'budget.fen',
  UPDATED_AT: 'updatedAt',
} as const;
const queryTimeoutMs = 10_000;
const newestFirst: NeedSort = { field: 'PUBLISHED_ON', direction: 'DESC' };

export function createNeedStore(mongo: Mongo, outbox: Outbox) {
  const needs = createAggregateStore<Need>(mongo, outbox, {
    name: 'Need',
    schema,
    noun: say`need`,
    lifecycle: ['publishedOn', 'period', 'period.label', 'period.from', 'period.to', 'period.assumed'],
    derive: asChanged,
  });
  const open = (filter: QueryFilter<Need>): QueryFilter<Need> => ({
    ...filter,
    status: mongoose.trusted({ $in: openStatuses }),
  });
  const findOpen = (filter: QueryFilter<Need>, session: Session) =>
    needs.model.find(open(filter), null, { session }).limit(openNeedsMax).lean<Need[]>().exec();
  return {
    ...needs,
    /** The number of needs of an enterprise that can still change. */
    countOpen: (enterpriseId: string, session: Session) =>
      needs.model.countDocuments(open({ enterpriseId })).session(session).exec(),
    /** The needs of an enterprise that can still change, at most 200 of them. */
    openOf: (enterpriseId: string, session: Session) => findOpen({ enterpriseId }, session),
    /**
     * The needs of an enterprise that end with one of its associations, at most 200 of them: those that were entered through it, and those that were entered on the
     * enterprise's behalf until the dissolution. Needs that were entered later, or through a later association, stay open.
     */
    openThrough: (
      enterpriseId: string,
      { associationId, dissolvedAt }: { associationId: string; dissolvedAt: Date },
      session: Session,
    ) =>
      findOpen(
        {
          enterpriseId,
          $or: [{ contactId: associationId }, { contactId: null, enteredAt: mongoose.trusted({ $lte: dissolvedAt }) }],
        },
        session,
      ),
    /** Lets a person see the need, because it is proposed to them. This does not raise the version. */
    async showTo(need: Need, personId: string, session: Session): Promise<void> {
      const proposedTo = [...new Set([...need.proposedTo, personId])];
      await needs.model.updateOne({ _id: need._id }, { $set: { proposedTo, changedAt: new Date() } }, { session });
    },
    /** Notes that the needs that were proposed to this person change, so that every replica reads them again. */
    async noteProposedTo(personId: string, session: Session): Promise<void> {
      await needs.model.updateMany({ proposedTo: personId }, { $set: { changedAt: new Date() } }, { session });
    },
    ...suggestionsOf(needs.model),
    /**
     * Writes what the records of an enterprise say about it into its needs that can still change, at most 200. Needs that
     * already say this are not written.
     */
    async setEnterpriseStanding(
      enterpriseId: string,
      standing: Pick<Need, 'enterpriseRatings' | 'enterpriseAnswers'>,
      session: Session,
    ): Promise<void> {
      const present = await needs.model
        .find(open({ enterpriseId }), { enterpriseRatings: 1, enterpriseAnswers: 1 }, { session })
        .lean<(Pick<Need, '_id'> & typeof standing)[]>();
      const others = present.filter(
        ({ enterpriseRatings, enterpriseAnswers }) =>
          !isDeepStrictEqual({ enterpriseRatings, enterpriseAnswers }, standing),
      );
      if (others.length === 0) return;
      await needs.model.updateMany(
        { _id: mongoose.trusted({ $in: others.map(({ _id }) => _id) }) },
        { $set: { ...standing, changedAt: new Date() } },
        { session },
      );
    },
    /** The ids of needs that seek experts although their deadline has passed, after this id, in the order of their ids. */
    async overdue(today: string, { after, limit }: { after: string; limit: number }): Promise<string[]> {
      const found = await needs.model
        .find(
          {
            status: mongoose.trusted({ $in: [...seekingStatuses] }),
            deadline: mongoose.trusted({ $lt: today }),
            _id: mongoose.trusted({ $gt: after }),
          },
          { _id: 1 },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .maxTimeMS(queryTimeoutMs)
        .lean<{ _id: string }[]>();
      return found.map(({ _id }) => _id);
    },
    /** Where these needs lie, without those that do not exist. */
    placesOf: (ids: readonly string[], session: Session) =>
      needs.model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { regionCode: 1 }, { session })
        .limit(ids.length)
        .lean<Pick<Need, '_id' | 'regionCode'>[]>()
        .exec(),
    /** The needs of these enterprises in any status, the latest publication first. */
    ofEnterprises: (
      enterpriseIds: readonly string[],
      { statuses, ...page }: PageRequest & { statuses?: readonly NeedStatus[] | null | undefined },
    ) =>
      findPage(needs.model, {
        ...page,
        filter: every<Need>({ enterpriseId: mongoose.trusted({ $in: [...enterpriseIds] }) }, oneOf('status', statuses)),
        sort: [{ field: 'publishedOn', direction: 'DESC' }],
      }),
    /** Those of these needs that all viewers may see. */
    async publicAmong(ids: readonly string[], session: Session): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const given = { _id: mongoose.trusted({ $in: [...new Set(ids)] }) };
      const shown = every<Need>(given, oneOf('status', publicStatuses), { confidentiality: 'PUBLIC' });
      const found = await needs.model.find(shown, { _id: 1 }, { session }).lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    /** Those of these needs that the viewer may see. */
    async visibleAmong(viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const given = { _id: mongoose.trusted({ $in: [...new Set(ids)] }) };
      const found = await needs.model.find(every<Need>(given, visibleTo(viewer)), { _id: 1 }).lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    list: (
      viewer: Viewer,
      {
        filter,
        sort,
        ...page
      }: PageRequest & { filter?: NeedFilter | null | undefined; sort?: readonly NeedSort[] | null | undefined },
    ) =>
      findPage(needs.model, {
        ...page,
        filter: within(viewer, filter),
        sort: (sort?.length ? sort : [newestFirst]).map(({ field, direction }) => ({
          field: sortFields[field],
          direction: direction ?? 'DESC',
        })),
      }),
    search: (
      viewer: Viewer,
      { filter, text: words, ...page }: PageRequest & { filter?: NeedFilter | null | undefined; text: string },
    ) => findRanked(needs.model, { ...page, text: words, filter: within(viewer, filter) }),
  };
}

/** The condition of a filter, limited to needs that the viewer may see. @throws VALIDATION_FAILED. */
export function within(viewer: Viewer, filter: NeedFilter | null | undefined): QueryFilter<Need> {
  const {
    regions,
    includeDescendants,
    enterpriseIds,
    statuses,
    subjectPrefixes,
    industryPrefixes,
    serviceModes,
    deadlineBefore,
    publishedFrom,
  } = filter ?? {};
  return every<Need>(
    visibleTo(viewer),
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('enterpriseId', enterpriseIds),
    oneOf('status', statuses),
    underSubjects('requiredSubjects.code', subjectPrefixes),
    underIndustries('industryCode', industryPrefixes),
    oneOf('serviceModes', serviceModes),
    deadlineBefore ? { deadline: mongoose.trusted({ $lt: deadlineBefore }) } : {},
    publishedFrom ? { publishedOn: mongoose.trusted({ $gte: publishedFrom }) } : {},
  );
}
