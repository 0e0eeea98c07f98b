import type { ExpertFacts, NeedFacts } from '../facts.ts';
import type { FrozenRound } from './frozen-round.ts';

const fields = ['61030', '43045', '55060', '21040'];
const words = ['陶瓷废水', '六堡茶加工', '蜂蜜检测', '桑蚕养殖', '过滤材料', '再生资源'];
const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

/** A need of a round. Its field and texts depend on the index. */
export function need(index: number, changes: Partial<NeedFacts> = {}): FrozenRound['needs'][number] {
  const id = `ned_${String(index).padStart(3, '0')}`;
  const facts: NeedFacts = {
    id,
    enterpriseId: `org_${index}`,
    competitorIds: [],
    regionCode: '450422',
    title: pick(words, index),
    description: `${pick(words, index * 7)},${pick(words, index * 3 + 1)}`,
    targetOutcome: null,
    subjects: [{ code: pick(fields, index), weight: 1 }],
    suggestedSubjects: null,
    industryCode: null,
    serviceModes: ['CONSULTING'],
    quota: 3,
    filledPlaces: 0,
    minTitleLevel: null,
    onsiteRequired: false,
    isOpen: true,
    deadline: null,
    enterpriseRatings: [],
    enterpriseAnswers: { answered: 0, expired: 0 },
    ...changes,
  };
  return { id, places: 1 + (index % 3), facts };
}

/** An expert of a round. Field, texts and place depend on the index. */
export function expert(index: number, changes: Partial<ExpertFacts> = {}): FrozenRound['experts'][number] {
  const id = `exp_${String(index).padStart(3, '0')}`;
  const facts: ExpertFacts = {
    id,
    institutionId: null,
    regionCode: index % 2 === 0 ? '450400' : '440100',
    titleLevel: 'SENIOR',
    subjects: [{ code: pick(fields, index * 5), weight: 1 }],
    suggestedSubjects: [],
    industryCodes: [],
    keywords: [pick(words, index)],
    summary: `${pick(words, index * 2)},${pick(words, index + 3)}`,
    pastTitles: [],
    pastIndustries: [],
    serviceModes: ['CONSULTING'],
    capacity: 2,
    activeLoad: 0,
    availableFrom: null,
    remoteOk: true,
    onsiteOk: true,
    isActive: true,
    hasConsented: true,
    completedCount: index % 4,
    resolvedCount: 0,
    honourCount: 0,
    proposalCount: 0,
    notMyField: [],
    ...changes,
  };
  return { id, places: 1 + (index % 2), facts };
}
