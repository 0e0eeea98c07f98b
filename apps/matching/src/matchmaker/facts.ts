import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import type { Viewer } from '@kexie/service';
import type { Expert } from '../expert/domain.ts';
import { seesAllOf, type Need, type NeedStatus } from '../need/domain.ts';

/** The fields of records on which facts depend, so that the pool reads no others. */
export const needFields = [
  'enterpriseId',
  'competitorIds',
  'regionCode',
  'title',
  'description',
  'targetOutcome',
  'requiredSubjects',
  'suggestedSubjects',
  'suggestedOn',
  'industryCode',
  'serviceModes',
  'quota',
  'minTitleLevel',
  'onsiteRequired',
  'status',
  'deadline',
  'confidentiality',
  'proposedTo',
  'enterpriseRatings',
  'enterpriseAnswers',
] as const satisfies readonly (keyof Need)[];
export const expertFields = [
  'institutionId',
  'regionCode',
  'titleLevel',
  'subjects',
  'suggestedSubjects',
  'industryCodes',
  'keywords',
  'summary',
  'pastTitles',
  'pastIndustries',
  'serviceModes',
  'capacity',
  'activeLoad',
  'availableFrom',
  'remoteOk',
  'onsiteOk',
  'status',
  'consentVersion',
  'completedCount',
  'resolvedCount',
  'honourCount',
  'proposalCount',
  'notMyField',
] as const satisfies readonly (keyof Expert)[];

/** The part of a need that its facts and its visibility depend on. */
export type NeedView = Pick<Need, '_id' | (typeof needFields)[number]>;
export type ExpertView = Pick<Expert, '_id' | (typeof expertFields)[number]>;

/** The facts of a need for the matchmaker. */
export function needFactsOf(need: NeedView): NeedFacts {
  return {
    id: need._id,
    enterpriseId: need.enterpriseId,
    competitorIds: need.competitorIds,
    regionCode: need.regionCode,
    title: need.title,
    description: need.description,
    targetOutcome: need.targetOutcome,
    subjects: need.requiredSubjects,
    suggestedSubjects: need.suggestedOn === null ? null : need.suggestedSubjects,
    industryCode: need.industryCode,
    serviceModes: need.serviceModes,
    quota: need.quota,
    filledPlaces: 0,
    minTitleLevel: need.minTitleLevel,
    onsiteRequired: need.onsiteRequired,
    isOpen: isSeeking(need),
    deadline: need.deadline,
    enterpriseRatings: need.enterpriseRatings,
    enterpriseAnswers: need.enterpriseAnswers,
  };
}

/**
 * The facts of a need that the viewer may learn. The competitors are not among them for viewers who may not read them,
 * because the constraint of a pair would tell the employer of the expert.
 */
export function needFactsFor(viewer: Viewer, need: NeedView): NeedFacts {
  return seesAllOf(viewer, need) ? needFactsOf(need) : withoutCompetitors(need);
}

/** The facts of a need that all viewers of the need may learn. */
export function withoutCompetitors(need: NeedView): NeedFacts {
  return { ...needFactsOf(need), competitorIds: [] };
}

/** The statuses in which a need looks for experts. */
export const openForExperts: readonly NeedStatus[] = ['PUBLISHED', 'MATCHING', 'PARTIALLY_MATCHED'];
/** Whether the need looks for experts. */
export const isSeeking = ({ status }: Pick<Need, 'status'>): boolean => openForExperts.includes(status);

/** The facts of an expert for the matchmaker. */
export function expertFactsOf(expert: ExpertView): ExpertFacts {
  return {
    id: expert._id,
    institutionId: expert.institutionId,
    regionCode: expert.regionCode,
    titleLevel: expert.titleLevel,
    subjects: expert.subjects,
    suggestedSubjects: expert.suggestedSubjects,
    industryCodes: expert.industryCodes,
    keywords: expert.keywords,
    summary: expert.summary,
    pastTitles: expert.pastTitles,
    pastIndustries: expert.pastIndustries,
    serviceModes: expert.serviceModes,
    capacity: expert.capacity,
    activeLoad: expert.activeLoad,
    availableFrom: expert.availableFrom,
    remoteOk: expert.remoteOk,
    onsiteOk: expert.onsiteOk,
    isActive: expert.status === 'ACTIVE',
    hasConsented: expert.consentVersion !== null,
    completedCount: expert.completedCount,
    resolvedCount: expert.resolvedCount,
    honourCount: expert.honourCount,
    proposalCount: expert.proposalCount,
    notMyField: expert.notMyField,
  };
}
