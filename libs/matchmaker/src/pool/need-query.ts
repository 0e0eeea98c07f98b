import type { NeedFacts, SubjectWeight } from '../facts.ts';
import { constants } from '../model.ts';
import { tokensOf, type Token } from '../text/tokens.ts';
import { dayNumber, levelRank, modeBits, type Experts } from './experts.ts';
import { industrySimilarity, subjectSimilarity } from './similarity.ts';
import { sharesOf, type EffectiveSubject } from './subjects.ts';
import type { Terms } from './terms.ts';

/** A token of a need that is evidence: the number of the term in the index, whether it is a word, and its weight. */
export type QueryTerm = { id: number; isWord: boolean; weight: number };

/** The text of a need as a query. */
export type TextQuery = {
  /** the greatest weight first, and then by token, so that sums are the same in each process */
  terms: readonly QueryTerm[];
  /** the BM25 scores of the need's own text as the text of an expert, and as the directions of an expert */
  selfMain: number;
  selfSecond: number;
};

/** The text of a need as a query for all indexes that assume the same statistics. `numbers` are the positions of its terms there. */
export type SharedText = Pick<TextQuery, 'selfMain' | 'selfSecond'> & {
  numbers: Uint32Array;
  isWord: Uint8Array;
  weights: Float64Array;
};

/** A need as a query: everything that does not depend on the expert. It is valid until the next change of the pool. */
export type NeedQuery = TextQuery & {
  facts: NeedFacts;
  /** for each subject of the need, its share and its similarity with each known code */
  subjects: readonly (EffectiveSubject & { similarities: Float64Array })[];
  mainSubject: string | null;
  modes: number;
  modeCount: number;
  level: number;
  enterprise: number;
  competitors: readonly number[];
  city: number;
  province: number;
  /** the fit of each known industry */
  industries: Float64Array | null;
  reliability: number;
  today: number;
  isOpen: boolean;
};

/** The fits of one code with each code that an expert has or had, by the number of that code. */
export type Fits = ReturnType<typeof createFits>;

/** Keeps the fits, because needs share their codes. */
export function createFits({ codes, industries }: Experts) {
  const keep = (names: Experts['codes'], fitOf: (code: string, other: string) => number) => {
    const kept = new Map<string, Float64Array>();
    return (code: string): Float64Array => {
      const known = kept.get(code);
      if (known?.length === names.size()) return known;
      const fits = Float64Array.from({ length: names.size() }, (_, other) =>
        other === 0 ? 0 : fitOf(code, names.nameOf(other)),
      );
      if (kept.size === fitsMax) kept.clear();
      kept.set(code, fits);
      return fits;
    };
  };
  return { ofSubject: keep(codes, subjectSimilarity), ofIndustry: keep(industries, industrySimilarity) };
}

/** The tokens of the text of a need: title, description and desired outcome. */
export function needTokens({ title, description, targetOutcome }: NeedFacts): Token[] {
  return [...tokensOf([title, description, targetOutcome ?? ''].join('\n')).values()];
}

/** Compiles the tokens of a need for the present state of the index. */
export function compileText(tokens: readonly Token[], terms: Terms): TextQuery {
  const chosen = chooseTerms(tokens, terms);
  let length = 0;
  for (const { count } of tokens) length += count;
  const { documents, main, second } = terms.totals();
  const selfOf = (average: number): number => {
    const norm = normOf(length, average);
    return chosen.reduce((sum, { token, weight }) => sum + weight * saturation(Math.min(token.count, 63), norm), 0);
  };
  return {
    terms: chosen.map(({ id, token, weight }) => ({ id, isWord: token.isWord, weight })),
    selfMain: selfOf(documents === 0 ? 1 : main / documents),
    selfSecond: selfOf(documents === 0 ? 1 : second / documents),
  };
}

/** The text for other indexes that assume the same statistics. */
export const sharedText = ({ terms, selfMain, selfSecond }: TextQuery, index: Terms): SharedText => ({
  numbers: Uint32Array.from(terms, ({ id }) => index.numberOf(id)),
  isWord: Uint8Array.from(terms, ({ isWord }) => Number(isWord)),
  weights: Float64Array.from(terms, ({ weight }) => weight),
  selfMain,
  selfSecond,
});

/** The text for this index. */
export const ownText = ({ numbers, isWord, weights, selfMain, selfSecond }: SharedText, index: Terms): TextQuery => ({
  terms: Array.from(numbers, (number, at) => ({
    id: index.idOfNumber(number),
    isWord: isWord[at] === 1,
    weight: weights[at] as number,
  })),
  selfMain,
  selfSecond,
});

/** Compiles a need for the present state of the pool. `today` is a civil day; `suggest` finds the subjects of a need that does not know them yet. */
export function compileNeed(
  facts: NeedFacts,
  text: TextQuery,
  {
    experts,
    fits,
    today,
    suggest,
  }: {
    experts: Experts;
    fits: Fits;
    today: string;
    suggest: () => readonly SubjectWeight[];
  },
): NeedQuery {
  return {
    ...text,
    facts,
    subjects: sharesOf(facts, facts.suggestedSubjects ?? suggest()).map((subject) => ({
      ...subject,
      similarities: fits.ofSubject(subject.code),
    })),
    mainSubject: mainOf(facts),
    modes: modeBits(facts.serviceModes),
    modeCount: facts.serviceModes.length,
    level: facts.minTitleLevel === null ? 0 : levelRank(facts.minTitleLevel),
    enterprise: experts.institutions.find(facts.enterpriseId),
    competitors: facts.competitorIds.map((id) => experts.institutions.find(id)),
    city: experts.cities.find(facts.regionCode.slice(0, 4)),
    province: experts.provinces.find(facts.regionCode.slice(0, 2)),
    industries: facts.industryCode === null ? null : fits.ofIndustry(facts.industryCode),
    reliability: reliabilityOf(facts),
    today: dayNumber(today),
    isOpen: facts.isOpen && (facts.deadline === null || facts.deadline >= today),
  };
}

/** The norm of a document in BM25, which lowers the counts in a long document. `average` is the mean length of all documents. */
export function normOf(length: number, average: number): number {
  const { k1, b } = constants.bm25;
  return k1 * (1 - b + (b * length) / average);
}

/** The part of BM25 that depends on the document: the count of the term, saturated, with the norm of the document. */
export const saturation = (count: number, norm: number): number => (count * (constants.bm25.k1 + 1)) / (count + norm);

/** The rarest tokens of the need that experts have, the greatest weight first. Tokens that many experts have are no evidence. */
export function chooseTerms(tokens: readonly Token[], terms: Terms): { id: number; token: Token; weight: number }[] {
  const { documents } = terms.totals();
  const commonest = Math.max(constants.commonMin, documents * constants.commonShare);
  const found: ReturnType<typeof chooseTerms> = [];
  for (const token of tokens) {
    const id = terms.idOf(token.text);
    const frequency = id === undefined ? 0 : terms.frequency(id);
    if (id === undefined || frequency === 0 || frequency > commonest) continue;
    const rarity = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
    found.push({ id, token, weight: (token.isWord ? 1 : constants.pairWeight) * rarity });
  }
  return found
    .sort((a, b) => b.weight - a.weight || (a.token.text < b.token.text ? -1 : 1))
    .slice(0, constants.queryTokensMax);
}

/** The subject with the greatest weight, or the first of several. */
function mainOf({ subjects }: NeedFacts): string | null {
  const [first] = subjects;
  return first ? subjects.reduce((best, subject) => (subject.weight > best.weight ? subject : best), first).code : null;
}

/**
 * The reliability of an enterprise: the ratings by earlier experts, and the proposals that it answered in time, smoothed in
 * the same way as the success rate of an expert.
 */
function reliabilityOf({ enterpriseRatings, enterpriseAnswers: { answered, expired } }: NeedFacts): number {
  const { successes, failures } = constants.prior;
  const earned = enterpriseRatings.reduce((sum, rating) => sum + (rating - 1) / 4, 0) + answered;
  return (successes + earned) / (successes + failures + enterpriseRatings.length + answered + expired);
}

/** The number of codes whose fits are kept. */
const fitsMax = 500;
