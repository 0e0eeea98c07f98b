import { createPool, firstModel, type ExpertFacts, type NeedFacts } from '@kexie/matchmaker';
import type { CreateRanker, Ranked } from './rankers.ts';

/** The matchmaker as the service runs it: each profile has the subjects that its text suggests among all profiles. */
export const matchmaker: CreateRanker = (experts, today) => {
  const pool = createPool();
  for (const facts of experts) pool.put(facts);
  const suggested = new Map(experts.map((facts) => [facts.id, pool.suggestSubjects(textOf(facts), facts.id)]));
  const complete = (facts: ExpertFacts): ExpertFacts => ({
    ...facts,
    suggestedSubjects: suggested.get(facts.id) ?? [],
  });
  for (const facts of experts) pool.put(complete(facts));

  const rank = (need: NeedFacts, first: number): Ranked[] =>
    pool
      .rankExperts(need, { model: firstModel, today, first })
      .map(({ expertId, mutualScore }) => ({ expertId, score: mutualScore }));
  return {
    name: 'matchmaker',
    rank,
    candidates: (need, count) => rank(need, count).map(({ expertId }) => expertId),
    scan: (need, first) => scan(pool, experts, { need, first, today }),
    update: (facts) => pool.put(complete(facts)),
  };
};

/** The experts with the best mutual scores, each explained on its own, without the index that selects candidates. */
function scan(
  pool: ReturnType<typeof createPool>,
  experts: readonly ExpertFacts[],
  { need, first, today }: { need: NeedFacts; first: number; today: string },
): Ranked[] {
  return experts
    .map(({ id }) => ({ expertId: id, explanation: pool.explain(need, id, { model: firstModel, today }) }))
    .flatMap(({ expertId, explanation }) =>
      explanation?.eligible ? [{ expertId, score: explanation.mutualScore }] : [],
    )
    .sort((a, b) => b.score - a.score || (a.expertId < b.expertId ? -1 : 1))
    .slice(0, first);
}

function textOf({ summary, keywords, pastTitles }: ExpertFacts): string {
  return [summary ?? '', ...keywords, ...pastTitles].join('\n');
}
