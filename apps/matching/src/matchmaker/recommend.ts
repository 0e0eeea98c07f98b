import { DomainError, pageSize, toDay } from '@kexie/kernel';
import type { Viewer } from '@kexie/service';
import type { Expert } from '../expert/domain.ts';
import { maySee, type Need } from '../need/domain.ts';
import { seesProposalsOf } from '../proposal/domain.ts';
import { tokensOf, wordWeight } from '../search/tokens.ts';
import type { Deps } from '../store.ts';
import {
  documentFrequencies,
  expertCandidates,
  needCandidates,
  pastOf,
  ratingsOf,
  type Frequencies,
} from './candidates.ts';
import { explain, type Constraint, type Explanation, type Term } from './score.ts';

/** A pair that violates only these constraints is listed after all others, because they are temporary and the expert is still of interest. */
const temporaryConstraints: readonly Constraint[] = ['NEED_OPEN', 'CAPACITY', 'CONSENT'];
const defaultSize = 10;
const millionths = 1_000_000;

type Match = { need: Need; expert: Expert; explanation: Explanation };

/**
 * Experts for a need, the best mutual score first. Experts who cannot take the need at present come last. The same data always give the same order.
 * @throws NOT_FOUND, VALIDATION_FAILED.
 */
export async function recommendExperts(
  deps: Deps,
  viewer: Viewer,
  {
    needId,
    first,
    minScore,
    excludeProposed,
  }: {
    needId: string;
    first?: number | null | undefined;
    minScore?: string | null | undefined;
    excludeProposed?: boolean | null | undefined;
  },
) {
  const size = pageSize(first, defaultSize);
  const need = await visibleNeed(deps, viewer, needId);
  const experts = await expertCandidates(deps, need, [...needWords(need).keys()]);
  const isExcluding = (excludeProposed ?? true) && seesProposalsOf(viewer, need);
  const proposed = isExcluding ? await deps.store.proposals.closedPairs(need._id, deps.now()) : new Set<string>();
  return best(
    await explained(
      deps,
      viewer,
      experts.filter(({ _id }) => !proposed.has(_id)).map((expert) => ({ need, expert })),
    ),
    size,
    minScore,
  ).map(({ expert, explanation }, index) => ({ rank: index + 1, expert, explanation }));
}

/** Open needs for an expert that the viewer may see, the best mutual score first. @throws NOT_FOUND, VALIDATION_FAILED. */
export async function recommendNeeds(
  deps: Deps,
  viewer: Viewer,
  { expertId, first }: { expertId: string; first?: number | null | undefined },
) {
  const size = pageSize(first, defaultSize);
  const expert = await knownExpert(deps, expertId);
  const needs = await needCandidates(deps, viewer, expert);
  return best(
    await explained(
      deps,
      viewer,
      needs.map((need) => ({ need, expert })),
    ),
    size,
  ).map(({ need, explanation }, index) => ({ rank: index + 1, need, explanation }));
}

/** Explains how well a need and an expert fit each other. @throws NOT_FOUND. */
export async function explainMatch(
  deps: Deps,
  viewer: Viewer,
  { needId, expertId }: { needId: string; expertId: string },
): Promise<Explanation> {
  const pair = { need: await visibleNeed(deps, viewer, needId), expert: await knownExpert(deps, expertId) };
  const [match] = await explained(deps, viewer, [pair]);
  return (match as Match).explanation;
}

async function visibleNeed({ store: { needs } }: Deps, viewer: Viewer, id: string): Promise<Need> {
  const [need] = await needs.byIds([id]);
  if (!need || !maySee(viewer, need)) throw new DomainError('NOT_FOUND', 'There is no such need.', ['needId']);
  return need;
}

async function knownExpert({ store: { experts } }: Deps, id: string): Promise<Expert> {
  const [expert] = await experts.byIds([id]);
  if (!expert) throw new DomainError('NOT_FOUND', 'There is no such expert.', ['expertId']);
  return expert;
}

/** The pairs with their explanations. The explanation uses only what the viewer may see. */
export async function explained(
  deps: Deps,
  viewer: Viewer,
  pairs: readonly { need: Need; expert: Expert }[],
): Promise<Match[]> {
  if (pairs.length === 0) return [];
  const needs = [...new Map(pairs.map(({ need }) => [need._id, { need, words: needWords(need) }])).values()];
  const [frequencies, past, ratings] = await Promise.all([
    documentFrequencies(deps, new Set(needs.flatMap(({ words }) => [...words.keys()]))),
    pastOf(
      deps,
      viewer,
      pairs.map(({ expert }) => expert._id),
    ),
    ratingsOf(
      deps,
      needs.map(({ need }) => need.enterpriseId),
    ),
  ]);
  const terms = new Map(needs.map(({ need, words }) => [need._id, termsOf(words, frequencies)]));
  const today = toDay(deps.now());
  return pairs.map(({ need, expert }) => ({
    need,
    expert,
    explanation: explain({
      need,
      expert,
      today,
      terms: terms.get(need._id) ?? [],
      workedIn: past.get(expert._id) ?? [],
      enterpriseRatings: ratings.get(need.enterpriseId) ?? [],
    }),
  }));
}

/** The first `size` matches that may be listed: eligible ones first, in the order of the mutual score and then of the id. */
function best(matches: readonly Match[], size: number, minScore?: string | null): Match[] {
  const least = minScore ? Number(minScore) * millionths : 0;
  const order = ({ need, expert }: Match) => `${need._id} ${expert._id}`;
  return matches
    .filter(
      ({ explanation }) =>
        explanation.mutualScore >= least &&
        explanation.failedConstraints.every((constraint) => temporaryConstraints.includes(constraint)),
    )
    .sort(
      (a, b) =>
        Number(b.explanation.eligible) - Number(a.explanation.eligible) ||
        b.explanation.mutualScore - a.explanation.mutualScore ||
        (order(a) < order(b) ? -1 : 1),
    )
    .slice(0, size);
}

/** The limit of the words of a need. Words come before pairs of characters, and those of the title come first. */
const wordsMax = 200;

function needWords({ title, description, targetOutcome }: Need): Map<string, number> {
  return new Map(
    [...tokensOf([title, targetOutcome ?? '', description].join('\n'))]
      .sort(([, a], [, b]) => b - a)
      .slice(0, wordsMax),
  );
}

/** The words with their weights: the fewer experts have a word, the greater its weight. */
function termsOf(words: ReadonlyMap<string, number>, { total, counts }: Frequencies): Term[] {
  return [...words].map(([token, weight]) => {
    const count = counts.get(token) ?? 0;
    return {
      token,
      weight: weight * Math.log(1 + (total - count + 0.5) / (count + 0.5)),
      isWord: weight === wordWeight,
    };
  });
}
