import type { ExpertFacts, NeedFacts, SubjectWeight } from '../facts.ts';
import type { Model } from '../model.ts';
import { levelOfSubject, subjectsOfTerm } from '../taxonomy/taxonomy.ts';
import { tokensOf, type Token } from '../text/tokens.ts';
import { createExperts } from './experts.ts';
import { subjectPosting, subjectsMax } from './subjects.ts';
import { explanationOf, type Explanation } from './explain.ts';
import { createGathering } from './gathering.ts';
import { createLists } from './lists.ts';
import {
  chooseTerms,
  compileNeed,
  compileText,
  createFits,
  needTokens,
  normOf,
  ownText,
  saturation,
  sharedText,
  type NeedQuery,
  type SharedText,
} from './need-query.ts';
import { bits, temporaryBits } from './constraints.ts';
import { packTokens, unpackTokens, type PackedTokens } from './packed-tokens.ts';
import { createScorer, type Scores } from './score.ts';
import { createTerms, type DocumentTerm, type TermStatistics } from './terms.ts';

/** The circumstances of a score: the weights, and the civil day (YYYY-MM-DD). */
export type Circumstances = { model: Model; today: string };

/** The least scores of both sides in millionths. */
type Thresholds = { minNeedScore?: number; minExpertScore?: number };

/** An expert in a list for a need. Scores are in millionths. */
export type RankedExpert = Scores & { expertId: string; eligible: boolean };
/** A need in a list for an expert. Scores are in millionths. */
export type RankedNeed = Scores & { needId: string; eligible: boolean };

export type Pool = ReturnType<typeof createPool>;

/** The nearest profiles that vote for the subject of a text, and the number of subjects that are suggested. */
const neighbors = 20;
const suggestionsMax = 3;
/** The greatest number of needs that are scored for one expert. */
const needCandidatesMax = 1_000;

/**
 * The experts and the open needs in memory. `put` and `remove` change only what belongs to one record, so that an event
 * updates the pool without a rebuild. The answers depend only on the present records and not on the order in which they
 * came, so that two processes with the same records answer the same.
 *
 * `isFixed`: the experts are neither replaced nor removed, and needs are not ranked for them. Such a pool takes less memory.
 */
export function createPool({ isFixed = false }: { isFixed?: boolean } = {}) {
  const experts = createExperts();
  const terms = createTerms({ isFixed });
  /** the experts of each subject code, as rows */
  const subjectRows = createLists();
  const needs = new Map<string, { facts: NeedFacts; tokens: PackedTokens; row: number }>();
  const needRows: (string | undefined)[] = [];
  const freeNeedRows: number[] = [];
  const needTerms = createTerms();
  let version = 0;
  const fits = createFits(experts);
  const gathering = createGathering({ experts, terms, subjectRows });
  const compiled = new Map<string, { version: number; today: string; query: NeedQuery }>();

  const listOfCode = (code: number): number => {
    while (subjectCount <= code) {
      subjectRows.create();
      subjectCount += 1;
    }
    return code;
  };
  let subjectCount = 0;

  const forgetSubjects = (row: number): void => {
    const c = experts.columns;
    for (let index = 0; index < (c.subjectCount[row] as number); index += 1)
      subjectRows.remove(
        listOfCode(c.subjectCodes[row * subjectsMax + index] as number),
        subjectPosting(row, 0),
        subjectPosting(row + 1, 0),
      );
  };

  const unpacked = (tokens: PackedTokens): Token[] => unpackTokens(tokens, needTerms.textOf);
  const queryOfTokens = (facts: NeedFacts, tokens: readonly Token[], today: string): NeedQuery =>
    compileNeed(facts, compileText(tokens, terms), { experts, fits, today, suggest: () => suggest(tokens) });

  let last: { facts: NeedFacts; version: number; today: string; query: NeedQuery } | undefined;
  /** The query of a need. That of the last facts is kept, because a list is followed by its explanations. */
  const queryOf = (facts: NeedFacts, today: string): NeedQuery => {
    if (last?.facts === facts && last.version === version && last.today === today) return last.query;
    const known = needs.get(facts.id);
    const query = queryOfTokens(facts, known?.facts === facts ? unpacked(known.tokens) : needTokens(facts), today);
    last = { facts, version, today, query };
    return query;
  };
  /** The query of a need of the pool, which is compiled again only after a change of the pool. */
  const knownQuery = (id: string, today: string): NeedQuery => {
    const cached = compiled.get(id);
    if (cached?.version === version && cached.today === today) return cached.query;
    const { facts, tokens } = needs.get(id) as { facts: NeedFacts; tokens: PackedTokens };
    const query = queryOfTokens(facts, unpacked(tokens), today);
    compiled.set(id, { version, today, query });
    return query;
  };

  /** The subjects of the profiles that are nearest to a text by BM25. `except` is the row of an expert who does not vote. */
  const suggest = (tokens: readonly Token[], except?: number): SubjectWeight[] => {
    const nearest = createBest<{ id: string; row: number; mutualScore: number; eligible: true }>(
      neighbors,
      ({ id }) => id,
    );
    gathering.gather(
      { subjects: [], terms: chooseTerms(tokens, terms) },
      {
        coverage: 0,
        text: millionths,
        least: nearest.least,
        admits: (row, { main }) =>
          row !== except && experts.columns.statedCount[row] !== 0 && nearest.admits(main * millionths + 1, true),
        visit: (row, main) =>
          nearest.add({ id: experts.idOf(row), row, mutualScore: Math.round(main * millionths), eligible: true }),
      },
    );
    return votes(nearest.list(), tokens);
  };

  /** The BM25 scores of one expert, with the same sums as `gather`. */
  const textScores = (query: NeedQuery, row: number): { main: number; second: number } => {
    const { documents, main, second } = terms.totals();
    const mainNorm = normOf(terms.mainLengths()[row] as number, main / documents);
    const secondNorm = normOf(terms.secondLengths()[row] as number, second / documents);
    const scores = { main: 0, second: 0 };
    for (const { id, weight } of query.terms) {
      const entry = terms.entryOf(id, row);
      if (entry === undefined) continue;
      scores.main += weight * saturation((entry >>> 6) & 63, mainNorm);
      const directions = entry & 63;
      if (directions > 0) scores.second += weight * saturation(directions, secondNorm);
    }
    return scores;
  };

  return {
    /** Adds or replaces an expert. */
    put(facts: ExpertFacts): void {
      const before = experts.rowOf(facts.id);
      if (before !== undefined) forgetSubjects(before);
      const row = experts.put(facts);
      const c = experts.columns;
      for (let index = 0; index < (c.subjectCount[row] as number); index += 1)
        subjectRows.insert(
          listOfCode(c.subjectCodes[row * subjectsMax + index] as number),
          subjectPosting(row, c.subjectLevels[row * subjectsMax + index] as number),
        );
      const document = documentOf(facts);
      terms.put(row, document.terms, document.lengths);
      version += 1;
    },
    /** Removes an expert, if the pool has it. */
    remove(id: string): void {
      const row = experts.rowOf(id);
      if (row === undefined) return;
      forgetSubjects(row);
      terms.remove(row);
      experts.remove(id);
      version += 1;
    },
    has: (expertId: string): boolean => experts.rowOf(expertId) !== undefined,
    size: (): { experts: number; needs: number; terms: number } => ({
      experts: experts.count(),
      needs: needs.size,
      terms: terms.size(),
    }),
    /** The bytes of the arrays of the pool, with an estimate for its texts and objects. */
    bytes: (): number =>
      experts.bytes() +
      terms.bytes() +
      subjectRows.bytes() +
      needTerms.bytes() +
      gathering.bytes() +
      needs.size * needBytes,
    /** Adds or replaces a need that looks for experts. */
    putNeed(facts: NeedFacts): void {
      const row = needs.get(facts.id)?.row ?? freeNeedRows.pop() ?? needRows.length;
      const tokens = needTokens(facts);
      needRows[row] = facts.id;
      let length = 0;
      const documentTerms = tokens.map(({ text, count }) => {
        length += count;
        return { text, main: count, second: 0 };
      });
      needTerms.put(row, documentTerms, { main: length, second: 0 });
      const packed = packTokens(tokens, (text) => needTerms.idOf(text) as number);
      needs.set(facts.id, { facts, tokens: packed, row });
      compiled.delete(facts.id);
    },
    removeNeed(id: string): void {
      const known = needs.get(id);
      if (!known) return;
      needTerms.remove(known.row);
      needRows[known.row] = undefined;
      freeNeedRows.push(known.row);
      needs.delete(id);
      compiled.delete(id);
    },
    need: (id: string): NeedFacts | undefined => needs.get(id)?.facts,
    /**
     * The experts for a need, the best mutual score first and then by id. Experts with a lasting violation are not listed;
     * those with a temporary one come last. `exclude` removes experts, and `only` removes all others.
     */
    rankExperts(
      facts: NeedFacts,
      {
        model,
        today,
        first,
        minScore = 0,
        exclude,
        only,
      }: Circumstances & {
        first: number;
        minScore?: number;
        exclude?: ReadonlySet<string> | undefined;
        only?: ReadonlySet<string> | undefined;
      },
    ): RankedExpert[] {
      const query = queryOf(facts, today);
      const best = createBest<RankedExpert>(first, ({ expertId }) => expertId);
      const scorer = createScorer(query, experts, model);
      gathering.gather(query, {
        coverage: scorer.needBound.coverage,
        text: scorer.needBound.text,
        // the mean of both scores is less than 2a / (a + 1) if one of them is a
        least: () => leastOfMutual(Math.max(minScore, best.least())) - scorer.needBound.rest,
        admits(row, { coverage, main, second }) {
          const reach = scorer.reach(main, second, coverage);
          if (reach < minScore || !best.admits(reach, true)) return false;
          const broken = scorer.violations(row);
          return (broken & ~temporaryBits) === 0 && best.admits(reach, broken === 0);
        },
        visit(row, main, second) {
          const scores = scorer.score(row, main, second);
          const eligible = scorer.violations(row) === 0;
          if (scores.mutualScore < minScore || !best.admits(scores.mutualScore, eligible)) return;
          const expertId = experts.idOf(row);
          if (exclude?.has(expertId) || only?.has(expertId) === false) return;
          best.add({ expertId, ...scores, eligible });
        },
      });
      return best.list();
    },
    /** The needs of the pool for an expert, the best mutual score first and then by id. `admit` decides which needs may be listed. */
    rankNeeds(
      expertId: string,
      { model, today, first, admit }: Circumstances & { first: number; admit: (needId: string) => boolean },
    ): RankedNeed[] {
      const row = experts.rowOf(expertId);
      if (row === undefined) return [];
      const best = createBest<RankedNeed>(first, ({ needId }) => needId);
      for (const needId of needsNear(row)) {
        if (!admit(needId)) continue;
        const query = knownQuery(needId, today);
        const scorer = createScorer(query, experts, model);
        const broken = scorer.violations(row);
        if (broken & ~temporaryBits) continue;
        const texts = textScores(query, row);
        const scores = scorer.score(row, texts.main, texts.second);
        if (best.admits(scores.mutualScore, broken === 0)) best.add({ needId, ...scores, eligible: broken === 0 });
      }
      return best.list();
    },
    /** Explains the score of a pair; undefined if the pool does not have the expert. */
    explain(
      facts: NeedFacts,
      expertId: string,
      { model, today, hasDeclined = false }: Circumstances & { hasDeclined?: boolean },
    ): Explanation | undefined {
      const row = experts.rowOf(expertId);
      if (row === undefined) return undefined;
      const query = queryOf(facts, today);
      const scorer = createScorer(query, experts, model);
      const texts = textScores(query, row);
      return explanationOf({
        query,
        experts,
        terms,
        row,
        model,
        values: scorer.values(row, texts.main, texts.second),
        scores: { ...scorer.score(row, texts.main, texts.second) },
        broken: scorer.violations(row) | (hasDeclined ? bits.RECENT_DECLINE : 0),
      });
    },
    /** The statistics on which the weights of words depend. */
    statistics: terms.statistics,
    /** The compiled text of a need. All pools that assume the same statistics can use it. */
    compileText: (facts: NeedFacts): SharedText => sharedText(compileText(needTokens(facts), terms), terms),
    /** Takes the weights of words from a pool of which these experts are a part. The experts must not change after it. */
    assume(all: TermStatistics): void {
      terms.assume(all);
      version += 1;
    },
    /** The row of an expert, by which `scan` names it; undefined if the pool does not have the expert. */
    rowOf: (expertId: string): number | undefined => experts.rowOf(expertId),
    /**
     * Calls `visit` for each expert who shares a subject or a token with the need, violates no constraint, and reaches both scores,
     * in no particular order. `shared` is what `compileText` gave for the need, in this pool or in one with the same statistics.
     */
    scan(
      facts: NeedFacts,
      { model, today, minNeedScore = 0, minExpertScore = 0 }: Circumstances & Thresholds,
      visit: (row: number, needScore: number, expertScore: number) => void,
      shared?: SharedText,
    ): void {
      const own = shared ? ownText(shared, terms) : compileText(needTokens(facts), terms);
      const query = compileNeed(facts, own, { experts, fits, today, suggest: () => suggest(needTokens(facts)) });
      const scorer = createScorer(query, experts, model);
      const { coverage, text, rest } = scorer.needBound;
      gathering.gather(query, {
        coverage,
        text,
        least: () => minNeedScore - rest,
        admits: (row, bounds) =>
          scorer.isEligible(row) &&
          scorer.expertReach(bounds.second, bounds.coverage) >= minExpertScore &&
          scorer.needReach(row, bounds.main, bounds.coverage) >= minNeedScore,
        visit(row, main, second) {
          if (scorer.needReach(row, main, scorer.coverage(row)) < minNeedScore) return;
          const { needScore, expertScore } = scorer.score(row, main, second);
          if (needScore >= minNeedScore && expertScore >= minExpertScore) visit(row, needScore, expertScore);
        },
      });
    },
    /**
     * The subjects of the second level or finer that a text suggests, with their shares of the votes: those that the 20 nearest
     * profiles by BM25 state, at most three. `except` leaves one expert out.
     */
    suggestSubjects(text: string, except?: string): SubjectWeight[] {
      return suggest([...tokensOf(text).values()], except === undefined ? undefined : experts.rowOf(except));
    },
  };

  function votes(nearest: readonly { row: number; mutualScore: number }[], tokens: readonly Token[]): SubjectWeight[] {
    const c = experts.columns;
    const shares = new Map<string, number>();
    let total = 0;
    for (const { row, mutualScore } of nearest) {
      for (let index = row * subjectsMax; index < row * subjectsMax + (c.statedCount[row] as number); index += 1) {
        const code = experts.codes.nameOf(c.subjectCodes[index] as number);
        if (levelOfSubject(code) < 2) continue;
        const vote = mutualScore * (c.subjectLevels[index] as number);
        shares.set(code, (shares.get(code) ?? 0) + vote);
        total += vote;
      }
    }
    // a word that names a field votes as strongly as all profiles together
    const named = tokens.flatMap(({ text, isWord }) => (isWord ? subjectsOfTerm(text) : []));
    const votesOfProfiles = total;
    for (const code of named) {
      const vote = votesOfProfiles === 0 ? 1 : votesOfProfiles / named.length;
      shares.set(code, (shares.get(code) ?? 0) + vote);
      total += vote;
    }
    return [...shares]
      .map(([code, vote]) => ({ code, weight: total === 0 ? 0 : vote / total }))
      .sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1))
      .slice(0, suggestionsMax);
  }

  /** The needs that share a subject or a token with the expert, those with most shared tokens first, at most 1,000. */
  function needsNear(row: number): string[] {
    const shared = new Map<string, number>();
    const { documents } = needTerms.totals();
    for (const id of terms.termsOf(row)) {
      const own = needTerms.idOf(terms.textOf(id));
      if (own === undefined || needTerms.frequency(own) === 0) continue;
      const frequency = needTerms.frequency(own);
      const entries = needTerms.postings.array(own);
      const start = needTerms.postings.start(own);
      const rarity = Math.log(1 + documents / frequency);
      for (let at = start; at < start + frequency; at += 1) {
        const needId = needRows[(entries[at] as number) >>> 12] as string;
        shared.set(needId, (shared.get(needId) ?? 0) + rarity);
      }
    }
    const c = experts.columns;
    const own = c.subjectCodes.subarray(row * subjectsMax, row * subjectsMax + (c.subjectCount[row] as number));
    for (const [needId, { facts }] of needs) {
      let fit = 0;
      for (const { code } of [...facts.subjects, ...(facts.suggestedSubjects ?? [])]) {
        const similarities = fits.ofSubject(code);
        for (const number of own) fit = Math.max(fit, similarities[number] as number);
      }
      if (fit > 0) shared.set(needId, (shared.get(needId) ?? 0) + fit * subjectPreference);
    }
    return [...shared]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, needCandidatesMax)
      .map(([needId]) => needId);
  }
}

const millionths = 1_000_000;

/** The least score of one side with which a mutual score is possible, if the other side scores 1. */
const leastOfMutual = (mutual: number): number => (mutual * millionths) / (2 * millionths - mutual) - 2;

/** An estimate of the facts of a need, its tokens and its compiled query. */
const needBytes = 8_000;

/** The same subject counts for as much as many rare tokens when the nearest needs are chosen. */
const subjectPreference = 50;

/** The two texts of an expert: the whole profile with past engagements, and the preferred directions. */
function documentOf({ summary, keywords, pastTitles }: ExpertFacts): {
  terms: DocumentTerm[];
  lengths: { main: number; second: number };
} {
  const terms = new Map<string, DocumentTerm>();
  const lengths = { main: 0, second: 0 };
  const add = (text: string, isDirection: boolean): void => {
    for (const { text: token, count } of tokensOf(text).values()) {
      const term = terms.get(token) ?? { text: token, main: 0, second: 0 };
      terms.set(token, term);
      term.main += count;
      lengths.main += count;
      if (!isDirection) continue;
      term.second += count;
      lengths.second += count;
    }
  };
  // without stated directions, the whole profile says what the expert prefers
  add([summary ?? '', ...pastTitles].join('\n'), keywords.length === 0);
  add(keywords.join('\n'), true);
  return { terms: [...terms.values()], lengths };
}

/** Keeps the best `size` items: eligible ones first, then the greatest score, then the smallest id. */
function createBest<T extends { mutualScore: number; eligible: boolean }>(size: number, idOf: (item: T) => string) {
  const items: T[] = []; // a heap with the worst item at its root
  const isWorse = (a: T, b: T): boolean => {
    if (a.eligible !== b.eligible) return b.eligible;
    return a.mutualScore === b.mutualScore ? idOf(a) > idOf(b) : a.mutualScore < b.mutualScore;
  };
  const down = (): void => {
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < items.length && isWorse(items[child] as T, items[worst] as T)) worst = child;
      if (worst === at) return;
      [items[at], items[worst]] = [items[worst] as T, items[at] as T];
      at = worst;
    }
  };
  return {
    /** Whether an item with this score may be among the best. A tie is decided by `add`. */
    admits(score: number, eligible: boolean): boolean {
      const worst = items[0];
      if (items.length < size || !worst) return size > 0;
      return eligible === worst.eligible ? score >= worst.mutualScore : eligible;
    },
    add(item: T): void {
      if (items.length < size) {
        items.push(item);
        for (let at = items.length - 1; at > 0;) {
          const parent = (at - 1) >>> 1;
          if (!isWorse(items[at] as T, items[parent] as T)) break;
          [items[at], items[parent]] = [items[parent] as T, items[at] as T];
          at = parent;
        }
      } else if (isWorse(items[0] as T, item)) {
        items[0] = item;
        down();
      }
    },
    /** A score below which no item is among the best. */
    least: (): number => (items.length === size && items[0]?.eligible ? items[0].mutualScore : 0),
    list: (): T[] => items.sort((a, b) => (isWorse(a, b) ? 1 : -1)),
  };
}
