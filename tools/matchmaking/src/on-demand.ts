/**
 * The scorer `on-demand-1` that the matching service had at commit b66241a (src/matchmaker and src/search of apps/matching), over facts in memory. It is a baseline, so it
 * changes no more. These things differ:
 * - The texts of an expert lack the name, the display title and the name of the employer, which are not among the facts.
 * - An expert or a need without subjects has a subject score of 0; the service required at least one subject.
 * - A need has no visibility: the industries of all past engagements count.
 */
import { relatedSubjects, subjectOf, titleLevels, type ExpertFacts, type NeedFacts } from '@kexie/matchmaker';
import { subjectSimilarity } from './baselines.ts';
import { bestOf, type CreateRanker, type Ranked } from './rankers.ts';

const model = {
  need: { subject: 0.35, text: 0.3, experience: 0.1, quality: 0.15, logistics: 0.05, load: 0.05 },
  expert: { subject: 0.35, text: 0.25, mode: 0.15, logistics: 0.1, reliability: 0.1, policy: 0.05 },
  industry: { sameClass: 1, sameDivision: 0.5, sameSection: 0.2 },
  prior: { successes: 3, failures: 1 },
  titleShare: 0.3,
  logistics: { sameCity: 1, sameProvinceOrBayArea: 0.8, remote: 0.7, elsewhere: 0.4 },
} as const;
const bayArea = ['4401', '4403', '4404', '4406', '4407', '4412', '4413', '4419', '4420', '81', '82'];
const ruralSection = 'A';
const candidatesMax = 200;
const wordsMax = 200;
const textMax = 8_000;
const millionths = 1_000_000;
const wordWeight = 10;
const bigramWeight = 3;

/** A token of a need; rare tokens have a greater weight. */
type Term = { token: string; weight: number };
type Scores = { needScore: number; expertScore: number; mutualScore: number };
type Pair = {
  need: NeedFacts;
  expert: ExpertFacts;
  tokens: ReadonlySet<string>;
  terms: readonly Term[];
  today: string;
};

/** The ranker of `on-demand-1`: eligible experts first, then those with a temporary obstacle, each by mutual score in millionths. The score of a place in the second group is lowered by 1. */
export const onDemand: CreateRanker = (pool, today) => {
  const experts = new Map(pool.map((expert) => [expert.id, expert]));
  const tokens = new Map(pool.map((expert) => [expert.id, new Set(expertTokens(expert))]));
  const having = new Map<string, string[]>();
  for (const [id, own] of tokens)
    for (const token of own) {
      const list = having.get(token);
      if (list) list.push(id);
      else having.set(token, [id]);
    }
  const mayBeAsked = (need: NeedFacts, expert: ExpertFacts) =>
    expert.isActive && expert.institutionId !== need.enterpriseId;
  return {
    name: 'on-demand-1',
    update: (expert) => void experts.set(expert.id, expert),
    rank(need, first) {
      const words = needWords(need);
      const terms = termsOf(words, having, pool.length);
      const inPool = [...experts.values()].filter((expert) => mayBeAsked(need, expert));
      const shared = new Map<string, number>();
      for (const token of words.keys())
        for (const id of having.get(token) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
      const candidates = new Set([
        ...mostCompleted(inPool.filter(({ subjects }) => sharesSubject(need, subjects))),
        ...mostCompleted(inPool.filter(({ subjects }) => sharesDiscipline(need, subjects))),
        ...bestOf(
          inPool.flatMap(({ id }) => (shared.has(id) ? { expertId: id, score: shared.get(id) as number } : [])),
          candidatesMax,
        ).map(({ expertId }) => expertId),
      ]);
      return bestOf(
        [...candidates].flatMap((id): Ranked[] => {
          const expert = experts.get(id) as ExpertFacts;
          const pair = { need, expert, tokens: tokens.get(id) as Set<string>, terms, today };
          const obstacle = obstacleOf(pair);
          if (obstacle === 'LASTING') return [];
          const { mutualScore } = scoresOf(pair);
          return [
            { expertId: id, score: obstacle === 'TEMPORARY' ? mutualScore / millionths - 1 : mutualScore / millionths },
          ];
        }),
        first,
      );
    },
  };
};

/**
 * The scores of one pair in a pool of experts, which decides the weight of words; all in millionths. The expert must be in the pool.
 * Exported for a test against the values of the service.
 */
export function onDemandScores(need: NeedFacts, expert: ExpertFacts, pool: readonly ExpertFacts[]): Scores {
  const all = pool.map((each) => [each.id, expertTokens(each)] as const);
  const having = new Map<string, string[]>();
  for (const [id, own] of all) for (const token of own) having.set(token, [...(having.get(token) ?? []), id]);
  const terms = termsOf(needWords(need), having, pool.length);
  return scoresOf({ need, expert, tokens: new Set(expertTokens(expert)), terms, today: '' });
}

/** The harmonic mean of both sides is the mutual score. */
function scoresOf(pair: Pair): Scores {
  const subject = subjectFit(pair);
  const text = textFit(pair);
  const logistics = logisticsFit(pair);
  const needScore = weighted(model.need, {
    subject,
    text,
    experience: experienceFit(pair),
    quality: qualityOf(pair),
    logistics,
    load: loadOf(pair),
  });
  const expertScore = weighted(model.expert, {
    subject,
    text,
    mode: modeFit(pair),
    logistics,
    reliability: reliabilityOf(pair),
    policy: policyFit(pair),
  });
  const sum = needScore + expertScore;
  return { needScore, expertScore, mutualScore: sum === 0 ? 0 : Math.round((2 * needScore * expertScore) / sum) };
}

function weighted<Name extends string>(weights: Readonly<Record<Name, number>>, values: Record<Name, number>): number {
  return (Object.keys(weights) as Name[]).reduce((sum, name) => {
    const value = Math.round(values[name] * millionths) / millionths;
    return sum + Math.round(weights[name] * value * millionths);
  }, 0);
}

/** LASTING for a pair that is never listed, TEMPORARY for one that comes after all others. */
function obstacleOf({ need, expert, today }: Pair): 'LASTING' | 'TEMPORARY' | null {
  const rank = (level: string) => Object.keys(titleLevels).indexOf(level);
  const isPossible =
    expert.isActive &&
    need.serviceModes.some((mode) => expert.serviceModes.includes(mode)) &&
    (need.minTitleLevel === null || rank(expert.titleLevel) >= rank(need.minTitleLevel)) &&
    expert.institutionId !== need.enterpriseId;
  if (!isPossible) return 'LASTING';
  const isPossibleNow =
    need.isOpen &&
    (need.deadline === null || need.deadline >= today) &&
    expert.capacity - expert.activeLoad >= 1 &&
    (expert.availableFrom === null || expert.availableFrom <= today) &&
    expert.hasConsented;
  return isPossibleNow ? null : 'TEMPORARY';
}

function subjectFit({ need, expert }: Pair): number {
  if (expert.subjects.length === 0) return 0;
  const strongest = Math.max(...expert.subjects.map(({ weight }) => weight));
  const fits = need.subjects.map(({ code, weight }) => {
    const best = Math.max(
      ...expert.subjects.map((own) => (subjectSimilarity(code, own.code) * own.weight) / strongest),
    );
    return weight * best;
  });
  return Math.min(
    1,
    fits.reduce((sum, fit) => sum + fit, 0),
  );
}

function textFit({ tokens, terms }: Pair): number {
  const sum = (some: readonly Term[]) => some.reduce((total, { weight }) => total + weight, 0);
  const shared = terms
    .filter(({ token }) => tokens.has(token))
    .sort((a, b) => b.weight - a.weight || (a.token < b.token ? -1 : 1));
  const whole = sum(terms);
  return whole === 0 ? 0 : Math.min(1, sum(shared) / whole);
}

function experienceFit({ need, expert }: Pair): number {
  const { industryCode: wanted } = need;
  if (!wanted) return 0;
  return Math.max(0, ...[...expert.industryCodes, ...expert.pastIndustries].map((code) => industryFit(wanted, code)));
}

function industryFit(a: string, b: string): number {
  const { sameClass, sameDivision, sameSection } = model.industry;
  if (a === b && a.length === 5) return sameClass;
  if (a.length >= 3 && a.slice(0, 3) === b.slice(0, 3)) return sameDivision;
  return a.slice(0, 1) === b.slice(0, 1) ? sameSection : 0;
}

function qualityOf({ expert }: Pair): number {
  const { successes, failures } = model.prior;
  const rate = (successes + expert.resolvedCount) / (successes + failures + expert.completedCount);
  const levels = Object.keys(titleLevels);
  const title = Math.max(0, levels.indexOf(expert.titleLevel)) / (levels.length - 1);
  return (1 - model.titleShare) * rate + model.titleShare * title;
}

function logisticsFit({ need, expert }: Pair): number {
  const { sameCity, sameProvinceOrBayArea, remote, elsewhere } = model.logistics;
  if (need.regionCode.slice(0, 4) === expert.regionCode.slice(0, 4)) return sameCity;
  if (need.regionCode.slice(0, 2) === expert.regionCode.slice(0, 2)) return sameProvinceOrBayArea;
  if (isOfBayArea(expert)) return sameProvinceOrBayArea;
  return expert.remoteOk && !need.onsiteRequired ? remote : elsewhere;
}

function loadOf({ expert: { capacity, activeLoad } }: Pair): number {
  return capacity === 0 ? 0 : Math.max(0, (capacity - activeLoad) / capacity);
}

function modeFit({ need, expert }: Pair): number {
  return need.serviceModes.filter((mode) => expert.serviceModes.includes(mode)).length / need.serviceModes.length;
}

function reliabilityOf({ need: { enterpriseRatings } }: Pair): number {
  const { successes, failures } = model.prior;
  const earned = enterpriseRatings.reduce((sum, rating) => sum + (rating - 1) / 4, 0);
  return (successes + earned) / (successes + failures + enterpriseRatings.length);
}

function policyFit({ need, expert }: Pair): number {
  return need.industryCode?.startsWith(ruralSection) || isOfBayArea(expert) ? 1 : 0;
}

function isOfBayArea({ regionCode }: ExpertFacts): boolean {
  return bayArea.some((prefix) => regionCode.startsWith(prefix));
}

function sharesSubject(need: NeedFacts, own: ExpertFacts['subjects']): boolean {
  return own.some(({ code }) => need.subjects.some((wanted) => wanted.code === code));
}

/** Whether a code of the expert begins with a discipline of the need, or with a subject that is listed as related to one of the need. */
function sharesDiscipline(need: NeedFacts, own: ExpertFacts['subjects']): boolean {
  const prefixes = need.subjects.flatMap(({ code }) => [
    code.slice(0, 3),
    ...relatedSubjects(code).map((related) => related.code),
  ]);
  return own.some(({ code }) => prefixes.some((prefix) => code.startsWith(prefix)));
}

function mostCompleted(experts: readonly ExpertFacts[]): string[] {
  return bestOf(
    experts.map(({ id, completedCount }) => ({ expertId: id, score: completedCount })),
    candidatesMax,
  ).map(({ expertId }) => expertId);
}

function needWords({ title, description, targetOutcome }: NeedFacts): Map<string, number> {
  const tokens = tokensOf([title, targetOutcome ?? '', description].join('\n'));
  return new Map([...tokens].sort(([, a], [, b]) => b - a).slice(0, wordsMax));
}

function termsOf(
  words: ReadonlyMap<string, number>,
  having: ReadonlyMap<string, readonly string[]>,
  total: number,
): Term[] {
  return [...words].map(([token, weight]) => {
    const count = having.get(token)?.length ?? 0;
    return { token, weight: weight * Math.log(1 + (total - count + 0.5) / (count + 0.5)) };
  });
}

function expertTokens({ summary, keywords, subjects, pastTitles }: ExpertFacts): string[] {
  const texts = [summary, ...keywords, ...subjects.map(({ code }) => subjectOf(code)?.name), ...pastTitles];
  return [...new Set(texts.flatMap((text) => (text ? [...tokensOf(text).keys()] : [])))];
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const hanRuns = /\p{Script=Han}+/gu;
const stopWords = new Set('的 和 与 及 等 为 在 了 是 对 或 其 并 the and of a in for to'.split(' '));

function tokensOf(text: string): Map<string, number> {
  const folded = text.slice(0, textMax).normalize('NFKC').toLowerCase();
  const tokens = new Map<string, number>();
  for (const run of folded.match(hanRuns) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i += 1) tokens.set(`${characters[i]}${characters[i + 1]}`, bigramWeight);
  }
  for (const sentence of folded.split(/[\n。;;!?!?]/)) {
    for (const { segment, isWordLike } of words.segment(sentence))
      if (isWordLike && !stopWords.has(segment)) tokens.set(segment, wordWeight);
  }
  return tokens;
}
