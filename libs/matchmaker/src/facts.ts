/** The ways in which an expert serves an enterprise, with their Chinese names. */
export const serviceModes = {
  CONSULTING: '咨询',
  TECHNICAL_GUIDANCE: '技术指导',
  JOINT_RD: '联合研发',
  TECHNOLOGY_TRANSFER: '成果转化',
  TRAINING: '培训',
  TALENT_COOPERATION: '人才合作',
  TESTING: '检测',
} as const;
export type ServiceMode = keyof typeof serviceModes;

/** Title levels in ascending order, with the Chinese name that follows the name of a person. */
export const titleLevels: Readonly<Partial<Record<string, string>>> = {
  NONE: '',
  JUNIOR: '初级',
  INTERMEDIATE: '中级',
  ASSOCIATE_SENIOR: '副高级',
  SENIOR: '正高级',
  ACADEMICIAN: '院士',
};

/** A subject of GB/T 13745 with its weight, more than 0 and at most 1. */
export type SubjectWeight = { code: string; weight: number };

/** The facts about a need on which scores and constraints depend. The weights of the subjects add up to 1, unless there are none. */
export type NeedFacts = {
  id: string;
  enterpriseId: string;
  /** organizations that the enterprise declared as competitors: their employees are not eligible */
  competitorIds: readonly string[];
  regionCode: string;
  title: string;
  description: string;
  targetOutcome: string | null;
  subjects: readonly SubjectWeight[];
  /** subjects that the text suggests, with their shares (see `suggestSubjects`); null if they are not known yet */
  suggestedSubjects: readonly SubjectWeight[] | null;
  industryCode: string | null;
  serviceModes: readonly ServiceMode[];
  /** the number of experts that the enterprise looks for */
  quota: number;
  /** places that mutually accepted proposals and engagements hold */
  filledPlaces: number;
  minTitleLevel: string | null;
  onsiteRequired: boolean;
  /** true in the statuses in which the need looks for experts */
  isOpen: boolean;
  /** the last civil day (YYYY-MM-DD) on which the need is open */
  deadline: string | null;
  /** ratings of the enterprise by earlier experts, 1 to 5 */
  enterpriseRatings: readonly number[];
  /** proposals that the enterprise answered in time, and proposals that expired without its answer */
  enterpriseAnswers: { answered: number; expired: number };
};

/** The facts about an expert on which scores and constraints depend. */
export type ExpertFacts = {
  id: string;
  /** the employer */
  institutionId: string | null;
  regionCode: string;
  titleLevel: string;
  /** the stated subjects with strengths, which need not add up to 1 */
  subjects: readonly SubjectWeight[];
  /** subjects that the profile's text suggests, with their shares (see `suggestSubjects`); empty if they are not known yet */
  suggestedSubjects: readonly SubjectWeight[];
  industryCodes: readonly string[];
  /** the preferred directions */
  keywords: readonly string[];
  summary: string | null;
  /** titles and industries of engagements, the latest first */
  pastTitles: readonly string[];
  pastIndustries: readonly string[];
  serviceModes: readonly ServiceMode[];
  capacity: number;
  /** engagements that are not over, and mutually accepted proposals */
  activeLoad: number;
  /** the first civil day (YYYY-MM-DD) on which the expert is available */
  availableFrom: string | null;
  remoteOk: boolean;
  /** the expert comes to the enterprise */
  onsiteOk: boolean;
  isActive: boolean;
  hasConsented: boolean;
  /** CLOSED engagements, and those of them whose outcome solved the problem */
  completedCount: number;
  resolvedCount: number;
  honourCount: number;
  /** proposals that the expert has received so far */
  proposalCount: number;
  /** main subjects of needs that the expert declined as NOT_MY_FIELD */
  notMyField: readonly string[];
};
