import type { Expert } from '../expert/domain.ts';
import type { Need, NeedStatus } from '../need/domain.ts';
import {
  areRelated,
  industryOf,
  levelOfSubject,
  parentOfSubject,
  serviceModes,
  subjectOf,
  titleLevels,
} from '@kexie/matchmaker';
import { bayArea, model, ruralSection } from './model.ts';

/** One token of a need, with a weight that is greater for tokens that fewer experts have. Pairs of characters count, but only words are evidence. */
export type Term = { token: string; weight: number; isWord: boolean };

/** A need and an expert, with the facts that their score depends on. */
export type PairFacts = {
  need: Need;
  expert: Expert;
  /** the words of the need */
  terms: readonly Term[];
  /** industries of the expert's engagements */
  workedIn: readonly string[];
  /** ratings of the enterprise by its experts, 1 to 5 */
  enterpriseRatings: readonly number[];
  today: string;
};

type Side = 'NEED' | 'EXPERT';
/** `contribution` is weight × value in millionths, so that contributions add up to the score exactly. */
export type ScorePart = {
  side: Side;
  factor: string;
  weight: number;
  value: number;
  contribution: number;
  evidence: string[];
};

/** Scores are in millionths. */
export type Explanation = {
  needScore: number;
  expertScore: number;
  mutualScore: number;
  eligible: boolean;
  failedConstraints: Constraint[];
  parts: ScorePart[];
  sentence: string;
  modelVersion: string;
};

export type Constraint =
  'NEED_OPEN' | 'EXPERT_ACTIVE' | 'CONSENT' | 'SERVICE_MODE' | 'CAPACITY' | 'TITLE_LEVEL' | 'CONFLICT_OF_INTEREST';

type Factor = { value: number; evidence: string[] };

export const openForExperts: readonly NeedStatus[] = ['PUBLISHED', 'MATCHING', 'PARTIALLY_MATCHED'];
const millionths = 1_000_000;
const termsShown = 5;

/**
 * Explains how well a need and an expert fit each other. The mutual score is the harmonic mean, because a match must be
 * good for both sides: one low score lowers it.
 */
export function explain(pair: PairFacts): Explanation {
  const subject = subjectFit(pair);
  const text = textFit(pair);
  const logistics = logisticsFit(pair);
  const parts = [
    ...weighted('NEED', model.need, {
      subject,
      text,
      experience: experienceFit(pair),
      quality: qualityOf(pair),
      logistics,
      load: loadOf(pair),
    }),
    ...weighted('EXPERT', model.expert, {
      subject,
      text,
      mode: modeFit(pair),
      logistics,
      reliability: reliabilityOf(pair),
      policy: policyFit(pair),
    }),
  ];
  const needScore = scoreOf(parts, 'NEED');
  const expertScore = scoreOf(parts, 'EXPERT');
  const failedConstraints = failures(pair);
  return {
    needScore,
    expertScore,
    mutualScore:
      needScore + expertScore === 0 ? 0 : Math.round((2 * needScore * expertScore) / (needScore + expertScore)),
    eligible: failedConstraints.length === 0,
    failedConstraints,
    parts,
    sentence: sentenceOf(pair, subject, text),
    modelVersion: model.modelVersion,
  };
}

function weighted<Name extends string>(
  side: Side,
  weights: Readonly<Record<Name, number>>,
  factors: Record<Name, Factor>,
): ScorePart[] {
  return (Object.keys(weights) as Name[]).map((factor) => {
    const value = Math.round(factors[factor].value * millionths) / millionths;
    return {
      side,
      factor,
      weight: weights[factor],
      value,
      contribution: Math.round(weights[factor] * value * millionths),
      evidence: factors[factor].evidence,
    };
  });
}

function scoreOf(parts: readonly ScorePart[], side: Side): number {
  return parts.filter((part) => part.side === side).reduce((sum, { contribution }) => sum + contribution, 0);
}

/** The constraints that the pair violates. */
export function failures({ need, expert, today }: Pick<PairFacts, 'need' | 'expert' | 'today'>): Constraint[] {
  const rank = (level: string) => Object.keys(titleLevels).indexOf(level);
  const free = expert.freeCapacity >= 1 && (expert.availableFrom === null || expert.availableFrom <= today);
  const checks: [Constraint, boolean][] = [
    ['NEED_OPEN', openForExperts.includes(need.status) && (need.deadline === null || need.deadline >= today)],
    ['EXPERT_ACTIVE', expert.status === 'ACTIVE'],
    ['CONSENT', expert.consentVersion !== null],
    ['SERVICE_MODE', need.serviceModes.some((mode) => expert.serviceModes.includes(mode))],
    ['CAPACITY', free],
    ['TITLE_LEVEL', need.minTitleLevel === null || rank(expert.titleLevel) >= rank(need.minTitleLevel)],
    ['CONFLICT_OF_INTEREST', expert.institutionId !== need.enterpriseId],
  ];
  return checks.filter(([, holds]) => !holds).map(([constraint]) => constraint);
}

/**
 * The share of the need's subjects that the expert covers. Each subject counts with the most similar subject of the expert, whose weight is relative to the
 * expert's greatest weight.
 */
function subjectFit({ need, expert }: PairFacts): Factor {
  const strongest = Math.max(...expert.subjects.map(({ weight }) => weight));
  const best = need.requiredSubjects.map(({ code, weight }) => {
    const fits = expert.subjects.map((own) => ({
      code: own.code,
      fit: (similarity(code, own.code) * own.weight) / strongest,
    }));
    const { code: own, fit } = fits.reduce((a, b) => (b.fit > a.fit ? b : a));
    return { wanted: code, own, value: weight * fit };
  });
  const evidence = best
    .filter(({ value }) => value > 0)
    .map(({ wanted, own }) => (wanted === own ? named(own) : `${named(wanted)} ~ ${named(own)}`));
  // the weights add up to 1 only within a thousandth
  return {
    value: Math.min(
      1,
      best.reduce((sum, { value }) => sum + value, 0),
    ),
    evidence,
  };
}

/**
 * Wu–Palmer similarity in the tree of codes: 1 for the same code, 0.5 for siblings of the second level, 0 for different
 * disciplines unless the pair is listed as related.
 */
export function similarity(a: string, b: string): number {
  const ancestors = new Set<string>();
  for (let code: string | null = a; code; code = parentOfSubject(code)) ancestors.add(code);
  let common: string | null = b;
  while (common && !ancestors.has(common)) common = parentOfSubject(common);
  const byTree = common ? (2 * levelOfSubject(common)) / (levelOfSubject(a) + levelOfSubject(b)) : 0;
  return Math.max(byTree, areRelated(a, b) ? model.relatedSubjects : 0);
}

/**
 * The weight of the terms that the expert's texts share with the need, divided by the weight of all terms of the need. Records store each token once, so that
 * BM25 is reduced to a sum of inverse document frequencies.
 */
function textFit({ expert, terms }: PairFacts): Factor {
  const own = new Set(expert.searchTokens);
  const shared = terms
    .filter(({ token }) => own.has(token))
    .sort((a, b) => b.weight - a.weight || (a.token < b.token ? -1 : 1));
  const sum = (some: readonly Term[]) => some.reduce((total, { weight }) => total + weight, 0);
  const whole = sum(terms);
  return {
    value: whole === 0 ? 0 : Math.min(1, sum(shared) / whole),
    evidence: shared
      .filter(({ isWord }) => isWord)
      .slice(0, termsShown)
      .map(({ token }) => token),
  };
}

function experienceFit({ need, expert, workedIn }: PairFacts): Factor {
  const { industryCode: wanted } = need;
  if (!wanted) return { value: 0, evidence: [] };
  const fits = [...expert.industryCodes, ...workedIn].map((code) => ({ code, value: industryFit(wanted, code) }));
  const best = fits.reduce((a, b) => (b.value > a.value ? b : a), { code: '', value: 0 });
  return {
    value: best.value,
    evidence: best.value > 0 ? [`${best.code} ${industryOf(best.code)?.name ?? ''}`.trim()] : [],
  };
}

function industryFit(a: string, b: string): number {
  const { sameClass, sameDivision, sameSection } = model.industry;
  if (a === b && a.length === 5) return sameClass;
  if (a.length >= 3 && a.slice(0, 3) === b.slice(0, 3)) return sameDivision;
  return a.slice(0, 1) === b.slice(0, 1) ? sameSection : 0;
}

/** A combination of the success rate and the title. The rate is smoothed, so that a new expert has three successes in four. */
function qualityOf({ expert }: PairFacts): Factor {
  const { successes, failures: lost } = model.prior;
  const rate = (successes + expert.resolvedCount) / (successes + lost + expert.completedCount);
  const levels = Object.keys(titleLevels);
  const title = Math.max(0, levels.indexOf(expert.titleLevel)) / (levels.length - 1);
  const evidence = [
    titleLevels[expert.titleLevel] ?? '',
    expert.completedCount > 0 ? `完成${expert.completedCount}次,解决${expert.resolvedCount}次` : '',
  ];
  return {
    value: (1 - model.titleShare) * rate + model.titleShare * title,
    evidence: evidence.filter((item) => item !== ''),
  };
}

function logisticsFit({ need, expert }: PairFacts): Factor {
  const { sameCity, sameProvinceOrBayArea, remote, elsewhere } = model.logistics;
  if (need.regionCode.slice(0, 4) === expert.regionCode.slice(0, 4)) return { value: sameCity, evidence: ['同城'] };
  if (need.regionCode.slice(0, 2) === expert.regionCode.slice(0, 2))
    return { value: sameProvinceOrBayArea, evidence: ['同省'] };
  if (isOfBayArea(expert)) return { value: sameProvinceOrBayArea, evidence: ['粤港澳大湾区'] };
  if (expert.remoteOk && !need.onsiteRequired) return { value: remote, evidence: ['可远程'] };
  return { value: elsewhere, evidence: [] };
}

function loadOf({ expert }: PairFacts): Factor {
  return {
    value: expert.capacity === 0 ? 0 : Math.max(0, expert.freeCapacity / expert.capacity),
    evidence: [`在办${expert.activeLoad}项,可承接${expert.capacity}项`],
  };
}

function modeFit({ need, expert }: PairFacts): Factor {
  const shared = need.serviceModes.filter((mode) => expert.serviceModes.includes(mode));
  return { value: shared.length / need.serviceModes.length, evidence: shared.map((mode) => serviceModes[mode]) };
}

/** The ratings of the enterprise by earlier experts, smoothed in the same way as the success rate of an expert. */
function reliabilityOf({ enterpriseRatings }: PairFacts): Factor {
  const { successes, failures: lost } = model.prior;
  const earned = enterpriseRatings.reduce((sum, rating) => sum + (rating - 1) / 4, 0);
  return {
    value: (successes + earned) / (successes + lost + enterpriseRatings.length),
    evidence: enterpriseRatings.length > 0 ? [`专家评价${enterpriseRatings.length}次`] : [],
  };
}

/** The policies of the city favor rural needs and experts from the Greater Bay Area. */
function policyFit({ need, expert }: PairFacts): Factor {
  const evidence = [
    ...(need.industryCode?.startsWith(ruralSection) ? ['乡村振兴'] : []),
    ...(isOfBayArea(expert) ? ['东融'] : []),
  ];
  return { value: evidence.length > 0 ? 1 : 0, evidence };
}

function isOfBayArea({ regionCode }: Expert): boolean {
  return bayArea.some((prefix) => regionCode.startsWith(prefix));
}

/** The reasons in one Chinese sentence for the user interface. */
function sentenceOf({ expert }: PairFacts, subject: Factor, text: Factor): string {
  const fit =
    subject.value >= 0.95
      ? '学科完全匹配'
      : subject.value >= 0.5
        ? '学科基本匹配'
        : subject.value > 0
          ? '学科相近'
          : '学科不匹配';
  const clauses = [
    subject.evidence.length > 0 ? `${fit}(${subject.evidence.join('、')})` : fit,
    text.evidence.length > 0 ? `共同关键词:${text.evidence.join('、')}` : '',
    expert.completedCount > 0 ? `已完成服务${expert.completedCount}次` : '',
    expert.freeCapacity > 0 ? `尚可承接${expert.freeCapacity}项` : '暂无余力',
  ];
  return `${clauses.filter((clause) => clause !== '').join(';')}。`;
}

function named(code: string): string {
  return `${code} ${subjectOf(code)?.name ?? ''}`.trim();
}
