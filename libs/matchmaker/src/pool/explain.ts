import { serviceModes, titleLevels, type ServiceMode } from '../facts.ts';
import { constants, expertFactors, needFactors, ruralSection, type Model } from '../model.ts';
import { industryOf, subjectOf } from '../taxonomy/taxonomy.ts';
import { flag, levelIn, modesIn, type Experts } from './experts.ts';
import { subjectsMax } from './subjects.ts';
import { normOf, saturation, type NeedQuery } from './need-query.ts';
import { bits, constraints, type Constraint } from './constraints.ts';
import { bonusOf, contribution, type FactorValues, type Scores } from './score.ts';
import type { Terms } from './terms.ts';

/** A factor of a score. `contribution` is in millionths; the contributions of a side add up to its score exactly. */
export type ScorePart = {
  side: 'NEED' | 'EXPERT';
  factor: string;
  weight: number;
  value: number;
  contribution: number;
  evidence: string[];
};

/** An explanation of how well a need and an expert fit each other. Scores are in millionths. */
export type Explanation = Scores & {
  eligible: boolean;
  failedConstraints: Constraint[];
  parts: ScorePart[];
  sentence: string;
  modelVersion: string;
};

type Pair = {
  query: NeedQuery;
  experts: Experts;
  terms: Terms;
  row: number;
  values: FactorValues;
  scores: Scores;
  model: Model;
  broken: number;
};

const termsShown = 5;
const levels = Object.keys(titleLevels);
const modes = Object.keys(serviceModes) as ServiceMode[];

/** Explains the values of a pair. */
export function explanationOf(pair: Pair): Explanation {
  const { values, scores, model, broken } = pair;
  const evidence = evidenceOf(pair);
  const needParts = needFactors.map((factor) =>
    part('NEED', factor, model.need[factor], values[factor], evidence[factor]),
  );
  const sum = needParts.reduce((total, { contribution: own }) => total + own, 0);
  const { bonus, proposals } = constants.exploration;
  const isNew: ScorePart[] = values.isNew
    ? [
        {
          side: 'NEED',
          factor: 'exploration',
          weight: bonus,
          value: 1,
          contribution: bonusOf(values, sum),
          evidence: [`新专家,收到推荐少于${proposals}次`],
        },
      ]
    : [];
  const expertParts = expertFactors.map((factor) =>
    factor === 'text'
      ? part('EXPERT', factor, model.expert.text, values.directions, evidence.directions)
      : part('EXPERT', factor, model.expert[factor], values[factor], evidence[factor]),
  );
  return {
    ...scores,
    eligible: broken === 0,
    failedConstraints: constraints.filter((constraint) => broken & bits[constraint]),
    parts: [...needParts, ...isNew, ...expertParts],
    sentence: sentenceOf(pair, evidence),
    modelVersion: model.modelVersion,
  };
}

function part(side: ScorePart['side'], factor: string, weight: number, value: number, evidence: string[]): ScorePart {
  return { side, factor, weight, value, contribution: contribution(weight, value), evidence };
}

type Evidence = Record<Exclude<keyof FactorValues, 'isNew'>, string[]>;

function evidenceOf(pair: Pair): Evidence {
  const { query, experts, row } = pair;
  const c = experts.columns;
  const [completed, resolved, honours] = [c.completed[row], c.resolved[row], c.honours[row]] as [
    number,
    number,
    number,
  ];
  const ratings = query.facts.enterpriseRatings.length;
  const { answered, expired } = query.facts.enterpriseAnswers;
  const isBayArea = ((c.flags[row] as number) & flag.bayArea) !== 0;
  return {
    subject: [...subjectEvidence(pair), ...declinedEvidence(pair)],
    text: termEvidence(pair, 6),
    directions: termEvidence(pair, 0),
    experience: industryEvidence(pair),
    quality: [
      titleLevels[levels[levelIn(c.flags[row] as number)] as string] ?? '',
      completed > 0 ? `完成${completed}次,解决${resolved}次` : '',
      honours > 0 ? `荣誉${honours}项` : '',
    ].filter((item) => item !== ''),
    logistics: logisticsEvidence(pair),
    load: [`在办${c.load[row]}项,可承接${c.capacity[row]}项`],
    mode: query.facts.serviceModes
      .filter((mode) => modesIn(c.flags[row] as number) & (1 << modes.indexOf(mode)))
      .map((mode) => serviceModes[mode]),
    reliability: [
      ratings > 0 ? `专家评价${ratings}次` : '',
      answered + expired > 0 ? `按时答复${answered}次,逾期${expired}次` : '',
    ].filter((item) => item !== ''),
    policy: [
      ...(query.facts.industryCode?.startsWith(ruralSection) ? ['乡村振兴'] : []),
      ...(isBayArea ? ['东融'] : []),
    ],
  };
}

function subjectEvidence({ query, experts, row }: Pair): string[] {
  const c = experts.columns;
  return query.subjects.flatMap(({ code, isSuggested, similarities }) => {
    let [best, own, isOwnSuggested] = [0, '', false];
    for (let index = row * subjectsMax; index < row * subjectsMax + (c.subjectCount[row] as number); index += 1) {
      const fit = (similarities[c.subjectCodes[index] as number] as number) * (c.subjectLevels[index] as number);
      if (fit > best) {
        [best, own] = [fit, experts.codes.nameOf(c.subjectCodes[index] as number)];
        isOwnSuggested = index - row * subjectsMax >= (c.statedCount[row] as number);
      }
    }
    if (best === 0) return [];
    const hint = isSuggested || isOwnSuggested ? '，据文字推断' : '';
    return [`${code === own ? named(own) : `${named(code)} ~ ${named(own)}`}${hint}`];
  });
}

function declinedEvidence({ query, experts, row }: Pair): string[] {
  const { mainSubject } = query;
  return mainSubject !== null && experts.fieldsDeclined(row).includes(mainSubject) ? ['曾以专业不符婉拒同类需求'] : [];
}

/** The words that need and expert share, the greatest contributions first. `shift` selects the text of the expert. */
function termEvidence({ query, terms, row }: Pair, shift: 0 | 6): string[] {
  const { documents, main, second } = terms.totals();
  const [lengths, average] =
    shift === 6 ? [terms.mainLengths(), main / documents] : [terms.secondLengths(), second / documents];
  const shared = query.terms
    .filter(({ isWord }) => isWord)
    .flatMap(({ id, weight }) => {
      const count = ((terms.entryOf(id, row) ?? 0) >>> shift) & 63;
      const word = terms.textOf(id);
      return count === 0 ? [] : [{ word, gain: weight * saturation(count, normOf(lengths[row] as number, average)) }];
    })
    .sort((a, b) => b.gain - a.gain || (a.word < b.word ? -1 : 1));
  // a word within a longer word that is shown is no further evidence
  const words: string[] = [];
  for (const { word } of shared)
    if (words.length < termsShown && !words.some((shown) => shown.includes(word) || word.includes(shown)))
      words.push(word);
  return words;
}

function industryEvidence({ query: { industries }, experts, row }: Pair): string[] {
  if (!industries) return [];
  const best = [...experts.industriesOf(row)]
    .map((industry) => ({ code: experts.industries.nameOf(industry), value: industries[industry] as number }))
    .reduce((a, b) => (b.value > a.value || (b.value === a.value && b.code < a.code) ? b : a), { code: '', value: 0 });
  return best.value > 0 ? [`${best.code} ${industryOf(best.code)?.name ?? ''}`.trim()] : [];
}

function logisticsEvidence({ query, experts, row }: Pair): string[] {
  const c = experts.columns;
  if (c.city[row] === query.city) return ['同城'];
  if (c.province[row] === query.province) return ['同省'];
  const flags = c.flags[row] as number;
  if (flags & flag.bayArea) return ['粤港澳大湾区'];
  return flags & flag.remote && !query.facts.onsiteRequired ? ['可远程'] : [];
}

/** The reasons in one Chinese sentence for the user interface. */
function sentenceOf({ values, experts, row }: Pair, { subject, text }: Evidence): string {
  const c = experts.columns;
  const [completed, resolved] = [c.completed[row], c.resolved[row]] as [number, number];
  const free = (c.capacity[row] as number) - (c.load[row] as number);
  const fit = subjectWords.find(([least]) => values.subject >= least)?.[1] ?? '学科不同';
  const clauses = [
    subject.length > 0 ? `${fit}（${subject.join('、')}）` : fit,
    text.length > 0 ? `共同关键词：${text.join('、')}` : '',
    completed > 0 ? `已完成服务${completed}次，解决问题${resolved}次` : '',
    free > 0 ? `尚可承接${free}项` : '目前没有余力',
  ];
  return `${clauses.filter((clause) => clause !== '').join('；')}。`;
}

const subjectWords: readonly [least: number, words: string][] = [
  [0.95, '学科完全匹配'],
  [0.5, '学科基本匹配'],
  [0.000001, '学科相近'],
];

function named(code: string): string {
  return `${code} ${subjectOf(code)?.name ?? ''}`.trim();
}
