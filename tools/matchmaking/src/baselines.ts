import { areRelated, levelOfSubject, parentOfSubject, type ExpertFacts, type NeedFacts } from '@kexie/matchmaker';
import { createRandom } from './random.ts';
import { bestOf, type CreateRanker, type Ranked } from './rankers.ts';

/** Usual values (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009). */
const k1 = 1.2;
const b = 0.75;
/** the similarity of subjects that are listed as related (§5.3 of the reference) */
const relatedSubjects = 0.5;

/**
 * Ranks by text alone: BM25 over pairs of neighboring characters, with the keywords, the summary and the titles of past engagements as document, and with the
 * title, description and outcome of the need as query. A pair counts as often as the query contains it. The inverse document frequency is ln(1 + (N − n + 0.5) / (n + 0.5)), which is never negative.
 */
export const textOnly: CreateRanker = (experts) => {
  const postings = new Map<string, [document: number, frequency: number][]>();
  const lengths = experts.map((expert, document) => {
    const bigrams = bigramsOf([expert.summary ?? '', ...expert.keywords, ...expert.pastTitles].join('\n'));
    for (const [bigram, frequency] of counted(bigrams)) {
      const list = postings.get(bigram);
      if (list) list.push([document, frequency]);
      else postings.set(bigram, [[document, frequency]]);
    }
    return bigrams.length;
  });
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return {
    name: 'text only',
    rank(need, first) {
      const scores = new Float64Array(experts.length);
      const query = counted(bigramsOf([need.title, need.description, need.targetOutcome ?? ''].join('\n')));
      for (const [bigram, times] of query) {
        const list = postings.get(bigram) ?? [];
        const idf = Math.log(1 + (experts.length - list.length + 0.5) / (list.length + 0.5));
        for (const [document, frequency] of list) {
          const norm = k1 * (1 - b + (b * (lengths[document] as number)) / averageLength);
          scores[document] = (scores[document] as number) + (times * idf * frequency * (k1 + 1)) / (frequency + norm);
        }
      }
      return bestOf(
        experts.map(({ id }, document) => ({ expertId: id, score: scores[document] as number })),
        first,
      );
    },
  };
};

/** The pairs of neighboring characters inside runs of letters and digits; a run of one character gives that character. */
function bigramsOf(text: string): string[] {
  return [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .matchAll(/[\p{L}\p{N}]+/gu),
  ].flatMap(([run]) => {
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
}

function counted(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Ranks by the stated codes alone: for each subject of the need the most similar subject of the expert. Records without a code score 0 and keep the order of their ids. */
export const subjectOnly: CreateRanker = (experts) => ({
  name: 'subject only',
  rank: (need, first) =>
    bestOf(
      experts.map((expert): Ranked => ({ expertId: expert.id, score: subjectScore(need, expert) })),
      first,
    ),
});

function subjectScore(need: NeedFacts, expert: ExpertFacts): number {
  const best = (code: string) =>
    Math.max(0, ...expert.subjects.map((own) => subjectSimilarity(code, own.code) * own.weight));
  return need.subjects.reduce((sum, { code, weight }) => sum + weight * best(code), 0);
}

/**
 * The similarity of Wu and Palmer ("Verb semantics and lexical selection", ACL 1994) in the tree of codes, where each discipline is a tree of its own: 1
 * for equal codes, 0.5 for siblings of the second level, 0 for different disciplines; at least 0.5 for subjects that are listed as related.
 */
export function subjectSimilarity(a: string, b: string): number {
  const ancestors = new Set<string>();
  for (let code: string | null = a; code; code = parentOfSubject(code)) ancestors.add(code);
  let common: string | null = b;
  while (common && !ancestors.has(common)) common = parentOfSubject(common);
  const byTree = common ? (2 * levelOfSubject(common)) / (levelOfSubject(a) + levelOfSubject(b)) : 0;
  return Math.max(byTree, areRelated(a, b) ? relatedSubjects : 0);
}

/** Ranks at random: the order depends only on the seed and the ids. */
export const randomOrder =
  (seed: number): CreateRanker =>
  (experts) => ({
    name: 'random',
    rank(need, first) {
      const random = createRandom(seed, 'random order', need.id);
      return bestOf(
        experts.map(({ id }) => ({ expertId: id, score: random.next() })),
        first,
      );
    },
  });
