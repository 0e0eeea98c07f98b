import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import type { Expert } from '../expert/domain.ts';
import type { Need, NeedStatus } from '../need/domain.ts';

/** The fields of records on which facts depend, so that the pool reads no others. */
export const needFields = [
  'enterpriseId',
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
    competitorIds: [],
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
    onsiteOk: true,
    isActive: expert.status === 'ACTIVE',
    hasConsented: expert.consentVersion !== null,
    completedCount: expert.completedCount,
    resolvedCount: expert.resolvedCount,
    honourCount: expert.honourCount,
    proposalCount: expert.proposalCount,
    notMyField: expert.notMyField,
  };
}
