import { constants, ruralSection, type ExpertFactor, type NeedFactor, type Weights } from '../model.ts';
import { bits } from './constraints.ts';
import { flag, levelIn, modesIn, sectionBits, type Experts } from './experts.ts';
import { subjectsMax } from './subjects.ts';
import type { NeedQuery } from './need-query.ts';

/** The constraints that a pair violates, as bits. A recent decline is not known here. */
function violations(query: NeedQuery, { columns: c }: Experts, row: number): number {
  const flags = c.flags[row] as number;
  const employer = c.institution[row] as number;
  const isFree = flags & flag.free && (!(flags & flag.later) || (c.availableFrom[row] as number) <= query.today);
  return (
    (query.isOpen ? 0 : bits.NEED_OPEN) |
    (flags & flag.active ? 0 : bits.EXPERT_ACTIVE) |
    (flags & flag.consented ? 0 : bits.CONSENT) |
    (modesIn(flags) & query.modes ? 0 : bits.SERVICE_MODE) |
    (isFree ? 0 : bits.CAPACITY) |
    (levelIn(flags) >= query.level ? 0 : bits.TITLE_LEVEL) |
    (query.facts.onsiteRequired && !(flags & flag.onsite) ? bits.ON_SITE : 0) |
    (employer !== 0 && (employer === query.enterprise || query.competitors.includes(employer))
      ? bits.CONFLICT_OF_INTEREST
      : 0)
  );
}

/** The values of all factors of a pair, from 0 to 1 in whole millionths. */
export type FactorValues = Record<NeedFactor | ExpertFactor, number> & {
  /** the text with the preferred directions of the expert as the document; `text` is that with the whole profile */
  directions: number;
  /** the exploration bonus applies */
  isNew: boolean;
};

/** The scores of a pair in millionths. */
export type Scores = { needScore: number; expertScore: number; mutualScore: number };

/** The numbers of an upper bound of a score: `coverage` × coverage + `text` × the BM25 score of the text + `rest`. */
type Bound = Readonly<{ coverage: number; text: number; rest: number }>;

const millionths = 1_000_000;
const rounded = (value: number): number => Math.round(value * millionths) / millionths;

/** weight × value in whole millionths. */
export const contribution = (weight: number, value: number): number => Math.round(weight * value * millionths);

/** The exploration bonus in millionths. A score with the bonus is at most 1. */
export const bonusOf = ({ isNew }: Pick<FactorValues, 'isNew'>, sum: number): number =>
  isNew ? Math.min(contribution(constants.exploration.bonus, 1), millionths - sum) : 0;

/** The harmonic mean, because a match must be good for both sides: one low score lowers it. */
function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : Math.round((2 * a * b) / (a + b));
}

/**
 * Creates the scorer of a need, which is valid until the next change of the pool. `main` and `second` are the BM25 scores of the two texts of an expert. `reach` bounds the
 * scores from above by factors that are quick to compute, so that most experts need no complete score.
 */
export function createScorer(query: NeedQuery, experts: Experts, { need, expert }: Weights) {
  const { flags, city, province, subjectCount, subjectCodes, subjectLevels, quality, loadFactor, sections } =
    experts.columns;
  const { selfMain, selfSecond, subjects, mainSubject, industries, facts } = query;
  const { sameCity, sameProvinceOrBayArea, remote, elsewhere } = constants.logistics;
  const isRural = facts.industryCode?.startsWith(ruralSection) ?? false;
  const required = flag.active | flag.consented | flag.free | (facts.onsiteRequired ? flag.onsite : 0);
  const section = facts.industryCode === null ? 0 : sectionBits([facts.industryCode]);
  const reliability = rounded(query.reliability);
  // upper bounds of the factors that `reach` does not compute; each of them is rounded by half a millionth at most
  const needRest =
    contribution(need.experience, industries ? 1 : 0) +
    contribution(need.quality, 1) +
    contribution(need.logistics, 1) +
    contribution(need.load, 1) +
    contribution(constants.exploration.bonus, 1) +
    10;
  const expertRest =
    contribution(expert.mode, 1) +
    contribution(expert.logistics, 1) +
    contribution(expert.reliability, reliability) +
    contribution(expert.policy, 1) +
    10;

  /** The part of subject and text that a decline as NOT_MY_FIELD leaves. */
  const leftOf = (row: number): number => {
    const declined = experts.fieldsDeclined(row);
    return declined.length > 0 && mainSubject !== null && declined.includes(mainSubject) ? constants.declinedField : 1;
  };
  /**
   * The share of the need's subjects that the expert covers. Each subject counts with the most similar subject of the
   * expert, times the expert's strength in it.
   */
  const coverage = (row: number): number => {
    const end = row * subjectsMax + (subjectCount[row] as number);
    let total = 0;
    for (const { weight, similarities } of subjects) {
      let best = 0;
      for (let index = row * subjectsMax; index < end; index += 1) {
        const fit = (similarities[subjectCodes[index] as number] as number) * (subjectLevels[index] as number);
        if (fit > best) best = fit;
      }
      total += weight * best;
    }
    // the weights add up to 1 only within a thousandth
    return total > 1 ? 1 : total;
  };
  const shareOf = (score: number, self: number): number => (self === 0 ? 0 : score < self ? score / self : 1);
  const experienceOf = (row: number): number => {
    // industries of different sections have nothing in common
    if (!industries || !((sections[row] as number) & section)) return 0;
    let best = 0;
    for (const own of experts.industriesOf(row)) best = Math.max(best, industries[own] as number);
    return best;
  };
  const logisticsOf = (row: number): number => {
    if (city[row] === query.city) return sameCity;
    if (province[row] === query.province || (flags[row] as number) & flag.bayArea) return sameProvinceOrBayArea;
    return (flags[row] as number) & flag.remote && !facts.onsiteRequired ? remote : elsewhere;
  };
  /** The policies of the city favor rural needs (乡村振兴) and experts from the Greater Bay Area (东融). */
  const policyOf = (row: number): number => (isRural || (flags[row] as number) & flag.bayArea ? 1 : 0);
  const modeOf = (row: number): number =>
    rounded(bitCount(modesIn(flags[row] as number) & query.modes) / query.modeCount);
  const isNew = (row: number): boolean => !((flags[row] as number) & flag.explored);

  // Upper bounds of the scores are linear in the sums of a gathering. A factor above 1 makes a bound only looser.
  const needBound: Bound = {
    coverage: need.subject * millionths,
    text: selfMain === 0 ? 0 : (need.text * millionths) / selfMain,
    rest: needRest,
  };
  const expertBound: Bound = {
    coverage: expert.subject * millionths,
    text: selfSecond === 0 ? 0 : (expert.text * millionths) / selfSecond,
    rest: expertRest,
  };

  // the last results, so that no object is created for each of many thousand experts
  const last: Scores = { needScore: 0, expertScore: 0, mutualScore: 0 };
  return {
    /** Whether the pair violates no constraint. The flags exclude most experts. */
    isEligible: (row: number): boolean =>
      ((flags[row] as number) & required) === required &&
      (modesIn(flags[row] as number) & query.modes) !== 0 &&
      violations(query, experts, row) === 0,
    /** The constraints that the pair violates, as bits. */
    violations: (row: number): number => violations(query, experts, row),
    needBound,
    /** An upper bound of the mutual score. */
    reach(main: number, second: number, bound: number): number {
      const a = needBound.coverage * bound + needBound.text * main + needBound.rest;
      const b = expertBound.coverage * bound + expertBound.text * second + expertBound.rest;
      return (2 * a * b) / (a + b) + 1;
    },
    /** An upper bound of the expert's score. */
    expertReach: (second: number, bound: number): number =>
      expertBound.coverage * bound + expertBound.text * second + expertBound.rest,
    /** A closer bound of the need's score, with the quality and the load of the expert. */
    needReach: (row: number, main: number, bound: number): number =>
      needBound.coverage * bound +
      needBound.text * main +
      needBound.rest -
      (industries && !((sections[row] as number) & section) ? need.experience * millionths : 0) -
      (need.quality * (1 - (quality[row] as number)) + need.load * (1 - (loadFactor[row] as number))) * millionths,
    /** The part of the need's subjects that the expert covers. */
    coverage,
    /** The scores: sums of rounded contributions, so that an explanation adds up exactly. The result is valid until the next call. */
    score(row: number, main: number, second: number): Readonly<Scores> {
      const left = leftOf(row);
      const subject = rounded(coverage(row) * left);
      const logistics = logisticsOf(row);
      const sum =
        contribution(need.subject, subject) +
        contribution(need.text, rounded(shareOf(main, selfMain) * left)) +
        contribution(need.experience, experienceOf(row)) +
        contribution(need.quality, rounded(quality[row] as number)) +
        contribution(need.logistics, logistics) +
        contribution(need.load, rounded(loadFactor[row] as number));
      last.needScore = sum + bonusOf({ isNew: isNew(row) }, sum);
      last.expertScore =
        contribution(expert.subject, subject) +
        contribution(expert.text, rounded(shareOf(second, selfSecond) * left)) +
        contribution(expert.mode, modeOf(row)) +
        contribution(expert.logistics, logistics) +
        contribution(expert.reliability, reliability) +
        contribution(expert.policy, policyOf(row));
      last.mutualScore = harmonicMean(last.needScore, last.expertScore);
      return last;
    },
    /** The values of the factors, for an explanation. */
    values(row: number, main: number, second: number): FactorValues {
      const left = leftOf(row);
      return {
        subject: rounded(coverage(row) * left),
        text: rounded(shareOf(main, selfMain) * left),
        directions: rounded(shareOf(second, selfSecond) * left),
        experience: experienceOf(row),
        quality: rounded(quality[row] as number),
        logistics: logisticsOf(row),
        load: rounded(loadFactor[row] as number),
        mode: modeOf(row),
        reliability,
        policy: policyOf(row),
        isNew: isNew(row),
      };
    },
  };
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left > 0; left &= left - 1) count += 1;
  return count;
}
