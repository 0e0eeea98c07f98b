import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  date,
  equals,
  every,
  findPage,
  flag,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  part,
  recordSchema,
  text,
  textOrNull,
  texts,
} from '@kexie/service';
import { underIndustries, underSubjects, weightedSubjects } from '../fields.ts';
import type { ExpertFilter, ExpertSort } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { ProposalStanding } from '../proposal/store.ts';
import { asChanged, suggestionsOf } from '../matchmaker/suggested.ts';
import { findRanked } from '../search/ranked-page.ts';
import { statementFields, type Expert, type ExpertStanding, type Pause } from './domain.ts';

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
  onsiteOk: { ...flag, default: true },
  isInvited: flag,
  invitedBy: textOrNull,
  consentVersion: textOrNull,
  status: text,
  availableFrom: textOrNull,
  pause: { type: part<Pause>({ until: textOrNull, reason: text }), default: null },
  suspendedBecause: textOrNull,
  suggestedSubjects: weightedSubjects,
  suggestedOn: textOrNull,
  changedAt: date,
  notMyField: texts,
  proposalCount: number,
  openProposals: number,
  reinstatedBecause: textOrNull,
  withdrawnBecause: textOrNull,
  teamIds: texts,
  institutionId: textOrNull,
  regionCode: text,
  titleLevel: text,
  activeLoad: number,
  freeCapacity: number,
  completedCount: number,
  resolvedCount: number,
  satisfaction: numberOrNull,
  honourCount: number,
  activityCount: number,
  societyIds: texts,
  pastTitles: texts,
  pastIndustries: texts,
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
schema.index({ changedAt: 1, _id: 1 });
schema.index({ suggestedOn: 1, _id: 1 });
schema.index({ societyIds: 1 });
schema.index({ teamIds: 1, _id: 1 });
schema.index({ 'pause.until': 1 });

const sortFields = {
  COMPLETED: 'completedCount',
  SATISFACTION: 'satisfaction',
  FREE_CAPACITY: 'freeCapacity',
} as const;
/** The maximum number of experts whose pause ends in one round. */
const endingMax = 500;
const mostCompleted: ExpertSort = { field: 'COMPLETED', direction: 'DESC' };

export function createExpertStore(mongo: Mongo, outbox: Outbox) {
  const experts = createAggregateStore<Expert>(mongo, outbox, {
    name: 'Expert',
    schema,
    noun: say`expert`,
    // Each of these may be a statement of the expert, because an earlier version did not record who made it.
    lifecycle: [...statementFields],
    duplicates: { personId_1: [say`This person already has a profile.`, 'personId'] },
    derive: asChanged,
  });
  return {
    ...experts,
    byPersons: (personIds: readonly string[]) =>
      experts.model
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) })
        .lean<Expert[]>()
        .exec(),
    /** The profile of a person, or null. */
    ofPerson: (personId: string, session: Session) =>
      experts.model.findOne({ personId }, null, { session }).lean<Expert>().exec(),
    /** The profiles of persons, for changes of their standing. */
    ofPersons: (personIds: readonly string[], session: Session) =>
      experts.model
        .find({ personId: mongoose.trusted({ $in: [...personIds] }) }, { _id: 1 }, { session })
        .lean<Pick<Expert, '_id'>[]>()
        .exec(),
    /** At most 500 experts whose pause ends on this day or ended before it. */
    pausedUntil: (day: string) =>
      experts.model
        .find({ status: 'PAUSED', 'pause.until': mongoose.trusted({ $lte: day }) }, { _id: 1 })
        .limit(endingMax)
        .lean<Pick<Expert, '_id'>[]>()
        .exec(),
    /** These experts in any order, without those that do not exist. */
    among: (ids: readonly string[], session: Session) =>
      experts.model
        .find({ _id: mongoose.trusted({ $in: [...ids] }) }, null, { session })
        .limit(ids.length)
        .lean<Expert[]>()
        .exec(),
    /** The ids of the experts of these service teams, at most 500 for each. */
    async idsOfTeams(teamIds: readonly string[]): Promise<Set<string>> {
      const found = await experts.model.find(oneOf('teamIds', teamIds), { _id: 1 }).lean<{ _id: string }[]>();
      return new Set(found.map(({ _id }) => _id));
    },
    /** The subjects of all experts of a service team. */
    subjectsOfTeam: (teamId: string, session: Session) =>
      experts.model.find({ teamIds: teamId }, { subjects: 1 }, { session }).lean<Pick<Expert, 'subjects'>[]>().exec(),
    /** Adds a service team to these experts. Their versions stay. */
    async enterTeam(ids: readonly string[], teamId: string, session: Session): Promise<void> {
      const among = { _id: mongoose.trusted({ $in: [...ids] }) };
      await experts.model.updateMany(among, { $addToSet: { teamIds: teamId } }, { session });
    },
    /** Removes a service team from these experts, or from all experts. Their versions stay. */
    async leaveTeam(ids: readonly string[] | 'all', teamId: string, session: Session): Promise<void> {
      const among = ids === 'all' ? {} : { _id: mongoose.trusted({ $in: [...ids] }) };
      await experts.model.updateMany({ ...among, teamIds: teamId }, { $pull: { teamIds: teamId } }, { session });
    },
    /** Writes the standing of an expert, which has no version of its own. */
    async setStanding(id: string, standing: ExpertStanding, session: Session): Promise<void> {
      await experts.model.updateOne({ _id: id }, { $set: { ...standing, changedAt: new Date() } }, { session });
    },
    /** Writes what follows from the proposals to an expert, which has no version of its own. */
    async setProposalStanding(id: string, standing: ProposalStanding, session: Session): Promise<void> {
      await experts.model.updateOne({ _id: id }, { $set: { ...standing, changedAt: new Date() } }, { session });
    },
    ...suggestionsOf(experts.model),
    list: ({
      filter,
      sort,
      ...page
    }: PageRequest & { filter?: ExpertFilter | null | undefined; sort?: readonly ExpertSort[] | null | undefined }) =>
      findPage(experts.model, {
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
      findRanked(experts.model, { ...page, text: words, filter: within(filter) }),
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
    societyIds,
    teamIds,
  } = filter ?? {};
  return every<Expert>(
    inRegions('regionCode', regions),
    oneOf('institutionId', institutionIds),
    underSubjects('subjects.code', subjectPrefixes),
    underIndustries('industryCodes', industryPrefixes),
    oneOf('serviceModes', serviceModes),
    statuses?.length ? oneOf('status', statuses) : { status: mongoose.trusted({ $ne: 'WITHDRAWN' }) },
    hasFreeCapacity === null || hasFreeCapacity === undefined
      ? {}
      : { freeCapacity: mongoose.trusted(hasFreeCapacity ? { $gt: 0 } : { $lte: 0 }) },
    equals('isInvited', invited),
    oneOf('societyIds', societyIds),
    oneOf('teamIds', teamIds),
  );
}
