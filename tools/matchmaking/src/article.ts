import type { ExpertFacts, NeedFacts } from '@kexie/matchmaker';
import { createGenerator, marketDay } from './generator.ts';
import { createRandom } from './random.ts';
import type { CreateRanker } from './rankers.ts';

/** A pair of the article, with the words of the article from which its facts come. */
type ArticlePair = { person: string; need: NeedFacts; expert: ExpertFacts; phrases: readonly string[] };

/**
 * The facts that tools/seed/src/matching.ts loads for the experts whom the article (tools/seed/data/article.txt) names: the title as summary, the codes, modes and titles of the seed, and the
 * engagement as a past title, because the platform holds it. Codes are an interpretation of the project. Three things are not in the seed: the consent, which the measure presumes; the
 * capacity, which is the default; and the needs of 六堡茶, with the codes of the specialty industry, and of the pilot zone, which has no codes.
 */
export const articlePairs: readonly ArticlePair[] = [
  {
    person: '彭永臻',
    phrases: [
      '北京工业大学环境科学与工程学科首席教授、博士生导师彭永臻',
      '指导广西碧清源环保投资有限公司陶瓷污水材料研发',
    ],
    need: need('ned_biqingyuan', {
      title: '陶瓷污水材料研发',
      description: '广西碧清源环保投资有限公司陶瓷污水材料研发',
      subjects: [
        { code: '61030', weight: 0.4 },
        { code: '57040', weight: 0.3 },
        { code: '43045', weight: 0.3 },
      ],
      industryCode: 'N77',
      serviceModes: ['TECHNICAL_GUIDANCE'],
    }),
    expert: expert('exp_peng_yongzhen', {
      summary: '北京工业大学环境科学与工程学科首席教授、博士生导师',
      regionCode: '110000',
      titleLevel: 'SENIOR',
      subjects: equalWeights('61030', '57040', '43045'),
      serviceModes: ['TECHNICAL_GUIDANCE'],
      pastTitles: ['陶瓷污水材料研发'],
    }),
  },
  {
    person: '刘仲华',
    phrases: ['湖南农业大学刘仲华院士', '指导六堡茶创新驱动重大专项项目'],
    need: need('ned_liubao_tea', {
      title: '六堡茶创新驱动重大专项项目',
      description: '指导六堡茶创新驱动重大专项项目',
      subjects: [
        { code: '21040', weight: 0.4 },
        { code: '21045', weight: 0.3 },
        { code: '55020', weight: 0.3 },
      ],
      industryCode: 'A0164',
      serviceModes: ['TECHNICAL_GUIDANCE', 'JOINT_RD'],
    }),
    expert: expert('exp_liu_zhonghua', {
      summary: '湖南农业大学 院士',
      regionCode: '430100',
      titleLevel: 'ACADEMICIAN',
      subjects: equalWeights('21040', '21045', '55020'),
      serviceModes: ['TECHNICAL_GUIDANCE', 'JOINT_RD'],
      pastTitles: ['六堡茶创新驱动重大专项项目'],
    }),
  },
  {
    person: '郑育英',
    phrases: [
      '广东工业大学轻工化工学院副院长、硕士生导师郑育英',
      '粤桂合作特别试验区多家企业深入调研,开展技术交流和咨询服务',
    ],
    need: zoneNeed(),
    expert: expert('exp_zheng_yuying', {
      summary: '广东工业大学轻工化工学院副院长、硕士生导师',
      regionCode: '440100',
      titleLevel: 'NONE',
      subjects: equalWeights('53054'),
      serviceModes: ['CONSULTING'],
      pastTitles: ['粤桂合作特别试验区多家企业技术交流和咨询'],
    }),
  },
  {
    person: '李军',
    phrases: ['硕士生导师李军'],
    need: zoneNeed(),
    expert: expert('exp_li_jun', {
      summary: '硕士生导师',
      regionCode: '440100',
      titleLevel: 'NONE',
      subjects: equalWeights('53054'),
      serviceModes: ['CONSULTING'],
      pastTitles: ['粤桂合作特别试验区多家企业技术交流和咨询'],
    }),
  },
];

/** The place of each person in the list for the need, from 1; null beyond the 100th. */
export type ArticleRanks = {
  name: string;
  ranks: { person: string; codesRemoved: boolean; rank: number | null }[];
};

const ranksMax = 100;

/**
 * The places of the article's experts among `pool` synthetic ones, with the codes of two of the four profiles removed by the seed. The
 * synthetic profiles of the generator lack half of their codes already. With `withEngagement` false, profiles do not hold the engagement that is
 * looked for. That case has no target: without it the seed knows no words about the field of three of the four.
 */
export function articleRanks(
  create: CreateRanker,
  { seed, pool, withEngagement }: { seed: number; pool: number; withEngagement: boolean },
): ArticleRanks {
  const generator = createGenerator(seed, 'quality');
  const removed = new Set(
    createRandom(seed, 'codes removed from the article').sample(
      articlePairs.map(({ person }) => person),
      articlePairs.length / 2,
    ),
  );
  const named = articlePairs.map(({ person, expert: facts }) => ({
    ...facts,
    ...(removed.has(person) ? { subjects: [] } : {}),
    ...(withEngagement ? {} : { pastTitles: [], activeLoad: 0 }),
  }));
  const experts = [...Array.from({ length: pool }, (_, index) => generator.expert(index).facts), ...named];
  const ranker = create(experts, marketDay);
  return {
    name: ranker.name,
    ranks: articlePairs.map(({ person, need: wanted, expert: facts }) => {
      const index = ranker.rank(wanted, ranksMax).findIndex(({ expertId }) => expertId === facts.id);
      return { person, codesRemoved: removed.has(person), rank: index < 0 ? null : index + 1 };
    }),
  };
}

/** Zheng and Li served the same need, so that only one of them can be the first. */
function zoneNeed(): NeedFacts {
  return need('ned_pilot_zone', {
    title: '粤桂合作特别试验区多家企业技术交流和咨询',
    description: '赴梧州粤桂合作特别试验区多家企业深入调研,开展技术交流和咨询服务,解决企业需求',
    subjects: [],
    industryCode: null,
    serviceModes: ['CONSULTING'],
  });
}

function need(
  id: string,
  stated: Pick<NeedFacts, 'title' | 'description' | 'subjects' | 'industryCode' | 'serviceModes'>,
): NeedFacts {
  return {
    ...stated,
    id,
    enterpriseId: `org_${id}`,
    competitorIds: [],
    suggestedSubjects: null,
    regionCode: '450400',
    targetOutcome: null,
    quota: 2,
    filledPlaces: 0,
    minTitleLevel: null,
    onsiteRequired: false,
    isOpen: true,
    deadline: null,
    enterpriseRatings: [],
    enterpriseAnswers: { answered: 0, expired: 0 },
  };
}

function expert(
  id: string,
  stated: Pick<ExpertFacts, 'summary' | 'regionCode' | 'titleLevel' | 'subjects' | 'serviceModes' | 'pastTitles'>,
): ExpertFacts {
  return {
    ...stated,
    id,
    institutionId: null,
    industryCodes: [],
    keywords: [],
    pastIndustries: [],
    capacity: 2,
    activeLoad: 1,
    availableFrom: null,
    remoteOk: false,
    onsiteOk: true,
    suggestedSubjects: [],
    isActive: true,
    hasConsented: true,
    completedCount: 0,
    resolvedCount: 0,
    honourCount: 0,
    proposalCount: 0,
    notMyField: [],
  };
}

function equalWeights(...codes: readonly string[]): { code: string; weight: number }[] {
  return codes.map((code) => ({ code, weight: 1 }));
}
