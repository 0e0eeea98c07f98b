import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError, pageSize, toDay } from '@kexie/kernel';
import type { Explanation, NeedFacts, Pool } from '@kexie/matchmaker';
import type { Viewer } from '@kexie/service';
import { requireList } from '../domain.ts';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';
import { isCompetitor, maySee, seesAllOf, type Need } from '../need/domain.ts';
import { maySee as maySeeProposal } from '../proposal/domain.ts';
import type { Deps } from '../store.ts';
import { teamIdsMax } from '../team/domain.ts';
import { needFactsFor, needFactsOf, withoutCompetitors } from './facts.ts';
import { modelOf } from './present-model.ts';

const defaultSize = 10;
const millionths = 1_000_000;

/**
 * Experts for a need, of these service teams if any are named, the best mutual score first. Experts who cannot take the
 * need at present come last. The same data always give the same order.
 * @throws NOT_FOUND, VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, MATCHMAKER_STARTING.
 */
export async function recommendExperts(
  deps: Deps,
  viewer: Viewer,
  {
    needId,
    first,
    minScore,
    excludeProposed,
    teamIds,
    modelVersion,
  }: {
    needId: string;
    first?: number | null | undefined;
    minScore?: string | null | undefined;
    excludeProposed?: boolean | null | undefined;
    teamIds?: readonly string[] | null | undefined;
    modelVersion?: string | null | undefined;
  },
): Promise<{ rank: number; expert: Expert; explanation: Explanation }[]> {
  const size = pageSize(first, defaultSize);
  const need = await visibleNeed(deps, viewer, needId);
  const model = await modelOf(deps, modelVersion);
  const { proposals } = deps.store;
  const [only, proposed, declined, pool] = await Promise.all([
    membersOf(deps, teamIds ?? []),
    (excludeProposed ?? true) ? proposals.closedPairs(viewer, needId, deps.now()) : [],
    proposals.recentlyDeclined(viewer, { needId }, deps.now()),
    deps.pool.fresh(),
  ]);
  const circumstances = { model, today: toDay(deps.now()) };
  const facts = needFactsFor(viewer, need);
  const ranked = pool
    .rankExperts(facts, {
      ...circumstances,
      first: size,
      minScore: minScore ? Number(minScore) * millionths : 0,
      exclude: new Set([...proposed, ...declined]),
      only,
    })
    .map(({ expertId }) => ({ expertId, explanation: pool.explain(facts, expertId, circumstances) }));
  const experts = await recordsOf(deps, ranked);
  return ranked.flatMap(({ expertId, explanation }, index) => {
    const expert = experts.get(expertId);
    if (!expert || !explanation) return [];
    return [{ rank: index + 1, expert, explanation: readable(viewer, { need, expert }, explanation) }];
  });
}

/** The experts of these service teams; undefined if none is named. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE. */
async function membersOf(
  { store: { teams, experts } }: Deps,
  ids: readonly string[],
): Promise<Set<string> | undefined> {
  if (ids.length === 0) return undefined;
  const teamIds = requireList(ids, 'teamIds', { max: teamIdsMax });
  await teams.requireActive(teamIds, 'teamIds');
  return experts.idsOfTeams(teamIds);
}

async function recordsOf(deps: Deps, ranked: readonly { expertId: string }[]): Promise<Map<string, Expert>> {
  const found = await deps.store.experts.byIds(ranked.map(({ expertId }) => expertId));
  return new Map(found.map((expert) => [expert._id, expert]));
}

/**
 * Open needs for an expert that the viewer may see, the best mutual score first.
 * @throws NOT_FOUND, VALIDATION_FAILED, MATCHMAKER_STARTING.
 */
export async function recommendNeeds(
  deps: Deps,
  viewer: Viewer,
  {
    expertId,
    first,
    modelVersion,
  }: { expertId: string; first?: number | null | undefined; modelVersion?: string | null | undefined },
): Promise<{ rank: number; need: Need; explanation: Explanation }[]> {
  const size = pageSize(first, defaultSize);
  const expert = await knownExpert(deps, expertId);
  const model = await modelOf(deps, modelVersion);
  const declined = await deps.store.proposals.recentlyDeclined(viewer, { expertId }, deps.now());
  const pool = await deps.pool.fresh();
  const circumstances = { model, today: toDay(deps.now()) };
  const ranked = pool.rankNeeds(expertId, {
    ...circumstances,
    first: size,
    admit: (id) => {
      const view = deps.pool.needView(id);
      if (view === undefined || !maySee(viewer, view) || declined.has(id)) return false;
      return !(seesAllOf(viewer, view) && isCompetitor(view, expert.institutionId));
    },
  });
  const found = await deps.store.needs.byIds(ranked.map(({ needId }) => needId));
  const needs = new Map(found.map((need) => [need._id, need]));
  return ranked.flatMap(({ needId }, index) => {
    const need = needs.get(needId);
    const explanation = need && pool.explain(pool.need(needId) ?? withoutCompetitors(need), expertId, circumstances);
    if (!need || !explanation) return [];
    return [{ rank: index + 1, need, explanation: readable(viewer, { need, expert }, explanation) }];
  });
}

/** Explains how well a need and an expert fit each other. @throws NOT_FOUND, VALIDATION_FAILED, MATCHMAKER_STARTING. */
export async function explainMatch(
  deps: Deps,
  viewer: Viewer,
  { needId, expertId, modelVersion }: { needId: string; expertId: string; modelVersion?: string | null | undefined },
): Promise<Explanation> {
  const need = await visibleNeed(deps, viewer, needId);
  const expert = await knownExpert(deps, expertId);
  const model = await modelOf(deps, modelVersion);
  const declined = await deps.store.proposals.recentlyDeclined(viewer, { needId }, deps.now());
  const pool = await deps.pool.fresh();
  const circumstances = { model, today: toDay(deps.now()), hasDeclined: declined.has(expertId) };
  const explanation = explainIn(pool, needFactsFor(viewer, need), expertId, circumstances);
  return readable(viewer, { need, expert }, explanation);
}

/**
 * The explanation for a viewer. Only viewers who may see a proposal of the pair read the evidence from answers to earlier
 * proposals. The scores are the same for all viewers.
 */
function readable(
  viewer: Viewer,
  { need, expert }: { need: Need; expert: Expert },
  explanation: Explanation,
): Explanation {
  const { enterpriseId, regionCode } = need;
  if (maySeeProposal(viewer, { enterpriseId, regionCode, personId: expert.personId })) return explanation;
  return {
    ...explanation,
    parts: explanation.parts.map((part) => ({
      ...part,
      evidence: part.evidence.filter((text) => !fromAnswers.test(text)),
    })),
    sentence: explanation.sentence.replace(declinedFieldInSentence, ''),
  };
}

/** The evidence that the explanations of the matchmaker derive from answers to proposals. */
const fromAnswers = /^(曾以专业不符婉拒同类需求|按时答复.*)$/u;
const declinedFieldInSentence = /（曾以专业不符婉拒同类需求）|、曾以专业不符婉拒同类需求/u;

async function visibleNeed({ store: { needs } }: Deps, viewer: Viewer, id: string): Promise<Need> {
  const [need] = await needs.byIds([id]);
  if (!need || !maySee(viewer, need)) throw new DomainError('NOT_FOUND', say`There is no such need.`, ['needId']);
  return need;
}

async function knownExpert({ store: { experts } }: Deps, id: string): Promise<Expert> {
  const [expert] = await experts.byIds([id]);
  if (!expert) throw new DomainError('NOT_FOUND', say`There is no such expert.`, ['expertId']);
  return expert;
}

/** The pairs with their explanations. @throws MATCHMAKER_STARTING. */
export async function explained(
  deps: Deps,
  pairs: readonly { need: Need; expert: Expert }[],
): Promise<{ need: Need; expert: Expert; explanation: Explanation }[]> {
  if (pairs.length === 0) return [];
  const model = await modelOf(deps, null);
  const pool = await deps.pool.fresh();
  const circumstances = { model, today: toDay(deps.now()) };
  const matches = [];
  for (const pair of pairs) {
    matches.push({ ...pair, explanation: explainIn(pool, needFactsOf(pair.need), pair.expert._id, circumstances) });
    // an explanation takes some milliseconds, and a round has many pairs
    await nextTurn();
  }
  return matches;
}

function explainIn(
  pool: Pool,
  facts: NeedFacts,
  expertId: string,
  circumstances: Parameters<Pool['explain']>[2],
): Explanation {
  const explanation = pool.explain(facts, expertId, circumstances);
  if (!explanation) throw new Error(`The pool has no expert ${expertId}, although it is fresh.`);
  return explanation;
}
