import {
  serviceModes,
  titleLevels,
  type ExpertFacts,
  type NeedFacts,
  type ServiceMode,
  type SubjectWeight,
} from '@kexie/matchmaker';
import { createLexicon, labelOf, type Label, type Lexicon } from './lexicon.ts';
import { createRandom, type Random } from './random.ts';

/** The day (YYYY-MM-DD) on which the synthetic markets take place. */
export const marketDay = '2026-03-02';

/** A synthetic record with the subject that no ranker may see. */
type Hidden<Facts> = { facts: Facts; subject: string };

/**
 * `quality`: each need and expert could work together, so that only the field decides. `market`: constraints fail as often
 * as in a real pool.
 */
export type Purpose = 'quality' | 'market';

/** A set with the truth about each pair. */
export type QualitySet = {
  experts: readonly ExpertFacts[];
  needs: readonly NeedFacts[];
  label(needId: string, expertId: string): Label;
};

/** Synthetic records of one seed. A record depends only on the seed, the purpose and its index, so that a large pool need not be held in memory. */
export type Generator = {
  expert(index: number): Hidden<ExpertFacts>;
  need(index: number): Hidden<NeedFacts>;
};

/** The chances of the generator. Those of codes and synonyms are given by issue 15 and §5.8 of the reference; the others are our estimates. */
const shares = {
  expertWithoutCode: 0.5,
  needWithoutCode: 0.2,
  wrongCode: 0.2,
  wrongCodeOfOtherDiscipline: 0.8,
  secondCode: 0.4,
  /** terms of the subject in which a person works beside the own one */
  sideTerm: 0.3,
  keywordWithoutTerm: 0.25,
  industryOfSubject: 0.6,
} as const;

/**
 * A generator of experts and needs with hidden subjects of the second level, texts in Chinese, and codes that are missing or wrong.
 * All records are synthetic.
 */
export function createGenerator(seed: number, purpose: Purpose): Generator {
  const lexicon = createLexicon(seed);
  const supply = unevenWeights(lexicon, createRandom(seed, 'supply'));
  const demand = unevenWeights(lexicon, createRandom(seed, 'demand'));
  return {
    expert: (index) =>
      expertOf({ lexicon, weights: supply, purpose, index }, createRandom(seed, purpose, 'expert', index)),
    need: (index) => needOf({ lexicon, weights: demand, purpose, index }, createRandom(seed, purpose, 'need', index)),
  };
}

/** A set for measures of quality, with labels from the hidden subjects. */
export function createQualitySet(size: { seed: number; experts: number; needs: number }): QualitySet {
  return labelledSet(createGenerator(size.seed, 'quality'), size);
}

/** A market in which pairs may violate constraints, with labels from the hidden subjects. */
export function createMarket(size: { seed: number; experts: number; needs: number }): QualitySet {
  return labelledSet(createGenerator(size.seed, 'market'), size);
}

function labelledSet(generator: Generator, size: { experts: number; needs: number }): QualitySet {
  const experts = Array.from({ length: size.experts }, (_, index) => generator.expert(index));
  const needs = Array.from({ length: size.needs }, (_, index) => generator.need(index));
  const subjects = new Map([...experts, ...needs].map(({ facts, subject }) => [facts.id, subject]));
  const subjectOf = (id: string): string => {
    const subject = subjects.get(id);
    if (subject === undefined) throw new Error(`The set has no record ${id}.`);
    return subject;
  };
  return {
    experts: experts.map(({ facts }) => facts),
    needs: needs.map(({ facts }) => facts),
    label: (needId, expertId) => labelOf(subjectOf(needId), subjectOf(expertId)),
  };
}

type Weights = readonly (readonly [string, number])[];
type Order = { lexicon: Lexicon; weights: Weights; purpose: Purpose; index: number };

/** Some subjects are up to three times as frequent as others. */
function unevenWeights({ subjects }: Lexicon, random: Random): Weights {
  return subjects.map((subject) => [subject, 0.5 + random.next()]);
}

function expertOf({ lexicon, weights, purpose, index }: Order, random: Random): Hidden<ExpertFacts> {
  const subject = random.weighted(weights);
  const field = fieldOf(lexicon, subject, { directions: 5 }, random);
  const isQuality = purpose === 'quality';
  const termOf = () => term(field, random).expertForm;
  const pastTitles = Array.from({ length: random.integer(0, 5) }, () =>
    filled(random.pick(pastTemplates), termOf, () => lexicon.generalWord(random)),
  );
  const capacity = random.weighted(isQuality ? capacities.filter(([value]) => value > 0) : capacities);
  const activeLoad = Math.min(
    random.weighted(loads),
    isQuality ? capacity - 1 : capacity + 1, // in a market a capacity may have been lowered below the load
  );
  const completedCount = Math.max(0, pastTitles.length - random.integer(0, 1));
  const facts: ExpertFacts = {
    id: `exp_${String(index).padStart(6, '0')}`,
    institutionId: random.chance(0.9) ? `org_institution_${random.integer(1, 400)}` : null,
    regionCode: random.weighted(expertRegions),
    titleLevel: random.weighted(titles),
    subjects: random.chance(shares.expertWithoutCode) ? [] : expertCodes(lexicon, field, random),
    industryCodes: random.sample([0, 1], random.integer(0, 2)).map(() => industryOf(subject, random)),
    keywords: Array.from({ length: random.integer(3, 8) }, () =>
      random.chance(shares.keywordWithoutTerm)
        ? `${lexicon.generalWord(random)}${lexicon.generalWord(random)}`
        : termOf(),
    ),
    summary: composed(expertTemplates, { min: 60, max: 200 }, lexicon, termOf, random),
    pastTitles,
    pastIndustries: pastTitles.map(() => industryOf(subject, random)),
    serviceModes: modesOf(isQuality, { min: 1, max: 4 }, random),
    capacity,
    activeLoad,
    availableFrom: !isQuality && random.chance(0.05) ? '2026-09-01' : null,
    remoteOk: random.chance(0.7),
    onsiteOk: true,
    suggestedSubjects: [],
    isActive: isQuality || random.chance(0.93),
    hasConsented: isQuality || random.chance(0.95),
    completedCount,
    resolvedCount: Array.from({ length: completedCount }, () => random.chance(0.75)).filter(Boolean).length,
    honourCount: random.weighted(honours),
    proposalCount: random.integer(0, 3) * random.integer(0, 5),
    notMyField: random.chance(0.05) ? [foreignSubject(lexicon, subject, random)] : [],
  };
  return { facts, subject };
}

function needOf({ lexicon, weights, purpose, index }: Order, random: Random): Hidden<NeedFacts> {
  const subject = random.weighted(weights);
  const field = fieldOf(lexicon, subject, { directions: 4 }, random);
  const isQuality = purpose === 'quality';
  const termOf = () => term(field, random).needForm;
  const title = filled(random.pick(titleTemplates), termOf, () => lexicon.generalWord(random));
  const quota = random.weighted(quotas);
  const facts: NeedFacts = {
    id: `ned_${String(index).padStart(6, '0')}`,
    enterpriseId: `org_enterprise_${random.integer(1, 600)}`,
    competitorIds: [],
    suggestedSubjects: null,
    regionCode: random.weighted(needRegions),
    title,
    description: composed(needTemplates, { min: 80 - title.length, max: 300 - title.length }, lexicon, termOf, random),
    targetOutcome: random.chance(0.4)
      ? filled(random.pick(outcomeTemplates), termOf, () => lexicon.generalWord(random))
      : null,
    subjects: random.chance(shares.needWithoutCode) ? [] : needCodes(lexicon, field, random),
    industryCode: random.chance(0.85) ? industryOf(subject, random) : null,
    serviceModes: modesOf(isQuality, { min: 1, max: 3 }, random),
    quota,
    filledPlaces: isQuality ? 0 : Math.min(random.weighted(filledPlaces), quota - 1),
    minTitleLevel: isQuality ? null : random.weighted(minTitles),
    onsiteRequired: !isQuality && random.chance(0.25),
    isOpen: true,
    deadline: random.chance(0.7) ? `2026-${String(random.integer(4, 12)).padStart(2, '0')}-28` : null,
    enterpriseRatings: Array.from({ length: random.integer(0, 4) }, () => random.integer(2, 5)),
    enterpriseAnswers: { answered: random.integer(0, 8), expired: random.integer(0, 3) },
  };
  return { facts, subject };
}

/** The subject and directions in which a record's terms lie, and those of a second subject that it touches. */
type Field = {
  subject: string;
  main: readonly (readonly Concepts[number][])[];
  sideSubject: string;
  side: readonly (readonly Concepts[number][])[];
};
type Concepts = ReturnType<Lexicon['of']>['directions'][number];

function fieldOf(lexicon: Lexicon, subject: string, { directions }: { directions: number }, random: Random): Field {
  const sideSubject = random.pick(lexicon.subjects.filter((other) => other !== subject));
  return {
    subject,
    main: random.sample(lexicon.of(subject).directions, directions),
    sideSubject,
    side: random.sample(lexicon.of(sideSubject).directions, 2),
  };
}

function term({ main, side }: Field, random: Random): Concepts[number] {
  return random.pick(random.pick(random.chance(shares.sideTerm) ? side : main));
}

function expertCodes(lexicon: Lexicon, { subject, sideSubject }: Field, random: Random): SubjectWeight[] {
  const main = { code: statedCode(lexicon, subject, random), weight: 1 };
  if (!random.chance(shares.secondCode) || sideSubject === main.code) return [main];
  return [main, { code: sideSubject, weight: random.integer(3, 7) / 10 }];
}

function needCodes(lexicon: Lexicon, { subject, sideSubject }: Field, random: Random): SubjectWeight[] {
  const code = statedCode(lexicon, subject, random);
  if (!random.chance(shares.secondCode) || sideSubject === code) return [{ code, weight: 1 }];
  return [
    { code, weight: 0.7 },
    { code: sideSubject, weight: 0.3 },
  ];
}

function statedCode(lexicon: Lexicon, subject: string, random: Random): string {
  if (!random.chance(shares.wrongCode)) return subject;
  if (random.chance(shares.wrongCodeOfOtherDiscipline)) return foreignSubject(lexicon, subject, random);
  const siblings = lexicon.subjects.filter((other) => labelOf(other, subject) === 1);
  return siblings.length > 0 ? random.pick(siblings) : foreignSubject(lexicon, subject, random);
}

function foreignSubject(lexicon: Lexicon, subject: string, random: Random): string {
  return random.pick(lexicon.subjects.filter((other) => labelOf(other, subject) === 0));
}

/**
 * A text of filled templates: sentences are added up to a random length within the bounds, in characters. Each template occurs once, unless the text needs more sentences than
 * there are templates.
 */
function composed(
  templates: readonly string[],
  { min, max }: { min: number; max: number },
  lexicon: Lexicon,
  termOf: () => string,
  random: Random,
): string {
  const wanted = random.integer(min, max);
  let text = '';
  while (text.length < wanted)
    for (const template of random.sample(templates, templates.length)) {
      const sentence = filled(template, termOf, () => lexicon.generalWord(random));
      if (text.length + sentence.length <= max) text += sentence;
      else if (text.length >= min) return text;
      if (text.length >= wanted) break;
    }
  return text;
}

function filled(template: string, termOf: () => string, wordOf: () => string): string {
  return template.replaceAll(/[TG]/g, (slot) => (slot === 'T' ? termOf() : wordOf()));
}

/** Industries that often go with the group of a subject, and all industries of the list that have four or two digits. */
const industries = ['A0153', 'A0154', 'A0159', 'A0163', 'A0164', 'A0392', 'A0399', 'C15', 'C30', 'N77'];
const industriesOfGroup: Readonly<Record<string, readonly string[]>> = {
  '1': ['A0153', 'A0164', 'N77'],
  '2': ['A0153', 'A0154', 'A0159', 'A0163', 'A0164', 'A0392', 'A0399'],
  '3': ['A0163', 'C15'],
  '4': ['C30', 'N77'],
  '5': ['C15', 'C30'],
  '6': ['N77', 'C30'],
  '7': ['A0153', 'A0164'],
  '8': ['A0392', 'C15'],
};

function industryOf(subject: string, random: Random): string {
  const usual = industriesOfGroup[subject.slice(0, 1)];
  return random.pick(usual && random.chance(shares.industryOfSubject) ? usual : industries);
}

function modesOf(isQuality: boolean, { min, max }: { min: number; max: number }, random: Random): ServiceMode[] {
  const modes = random.sample(Object.keys(serviceModes) as ServiceMode[], random.integer(min, max));
  return isQuality ? [...new Set<ServiceMode>(['CONSULTING', ...modes])] : modes;
}

const needRegions = ['450400', '450403', '450405', '450406', '450421', '450422', '450423', '450481'].map(
  (code) => [code, 1] as const,
);
/** Wuzhou and its counties, the rest of Guangxi, the Greater Bay Area, and other cities. */
const expertRegions = [
  ...needRegions.map(([code]) => [code, 5] as const),
  ...['450100', '450200', '450300'].map((code) => [code, 6] as const),
  ...['440100', '440300', '440600', '441200'].map((code) => [code, 5] as const),
  ...['110000', '310000', '430100', '420100', '510100'].map((code) => [code, 4] as const),
];
const titles = ([6, 10, 26, 33, 24, 1] as const).map(
  (weight, level) => [Object.keys(titleLevels)[level] as string, weight] as const,
);
const minTitles: readonly (readonly [string | null, number])[] = [
  [null, 75],
  ['INTERMEDIATE', 12],
  ['ASSOCIATE_SENIOR', 10],
  ['SENIOR', 3],
];
const capacities = [5, 12, 52, 14, 7, 5, 1, 1, 1, 1, 1].map((weight, capacity) => [capacity, weight] as const);
const loads = [60, 25, 10, 5].map((weight, load) => [load, weight] as const);
const honours = [75, 15, 7, 3].map((weight, count) => [count, weight] as const);
const quotas = [70, 20, 10].map((weight, index) => [index + 1, weight] as const);
const filledPlaces = [85, 12, 3].map((weight, count) => [count, weight] as const);

/** T is a term of the field, G a word of the general vocabulary. */
const expertTemplates = [
  '长期从事T与T的G研究。',
  '主要研究方向为T、T和T。',
  '在T方面G经验丰富,熟悉GG。',
  '主持T相关G项目多项,发表论文若干。',
  '为多家企业提供T的GG服务,G效果良好。',
  '围绕T开展GG,G成果在本地推广。',
  '擅长T,注重G与G的结合。',
  '负责G团队,承担T的G工作。',
  '曾任G负责人,参与GG标准的制定。',
  '近年来致力于G和G,提高企业G水平。',
  '获得T的G专利,完成GG示范。',
  '培养GG人才,组织T培训。',
];
const needTemplates = [
  '我公司在T环节存在G问题,影响产品GG。',
  '目前T不稳定,G偏低,希望得到GG指导。',
  '生产中T与T难以兼顾,G成本较高。',
  '现有G设备老化,人员缺少G经验。',
  '希望专家到现场了解T,提出G方案。',
  '计划新建G生产线,需要在T方面GG合作。',
  '近两年G和G的要求提高,原有G方法不能满足。',
  '客户反映G质量波动,初步判断与T有关。',
  '公司已有G基础,但GG能力不足。',
  '拟与高校合作,开展T的G研究,并进行GG。',
  '要求在G周期内完成,G指标达到行业G水平。',
  '需要对T进行G,并对员工进行培训。',
];
const pastTemplates = ['T技术G', 'TGG服务', 'T与T的G', 'T项目G', '企业GG咨询', 'T现场指导'];
const titleTemplates = ['TG问题求助', 'T的GG', 'T和TG技术需求', 'TGG合作', '寻求TG专家', 'TG改进'];
const outcomeTemplates = ['TG提高,G降低。', '形成G方案,G达到GG要求。', 'T稳定,GG合格。', '建立T的G标准。'];
