import type { Session } from '@kexie/messaging';
import { followProgress, openStatuses, type Need } from '../need/domain.ts';
import type { Deps } from '../store.ts';
import { convert, supersededBy, type SupersededBecause } from './domain.ts';
import type { ProposalsOf } from './store.ts';

/**
 * Ends all open proposals of a need or an expert as SUPERSEDED, in the transaction that made them impossible, and updates
 * their experts and needs. At most 30 proposals are open for a need, and 5 for an expert.
 */
export async function supersede(
  deps: Deps,
  of: ProposalsOf,
  because: SupersededBecause,
  session: Session,
): Promise<void> {
  const { proposals, placeLocks } = deps.store;
  const isOfNeed = 'needId' in of;
  await placeLocks.take([isOfNeed ? of.needId : of.expertId], session);
  const open = await proposals.openOf(of, session);
  for (const proposal of open) await proposals.replace(proposal, supersededBy(proposal, because, deps.now()), session);
  for (const expertId of new Set(open.map((proposal) => proposal.expertId)))
    await refreshProposalStanding(deps, expertId, session);
  if (!isOfNeed)
    for (const needId of new Set(open.map((proposal) => proposal.needId))) await followNeed(deps, needId, session);
}

/** Supersedes the open proposals of an expert without free capacity. */
export async function supersedeIfFull(deps: Deps, expertId: string, session: Session): Promise<void> {
  const expert = await deps.store.experts.find(expertId, session);
  if (expert && expert.capacity - expert.activeLoad < 1) await supersede(deps, { expertId }, 'EXPERT_FULL', session);
}

/**
 * Updates the status of a need after a change of its engagements or proposals, and supersedes the proposals for which the
 * need has no place or the expert no capacity left. The standing of the expert must be up to date.
 */
export async function settle(
  deps: Deps,
  { needId, expertId }: { needId: string | null; expertId: string },
  session: Session,
): Promise<void> {
  await deps.store.placeLocks.take(needId ? [needId, expertId] : [expertId], session);
  if (needId) {
    await followNeed(deps, needId, session);
    const need = await deps.store.needs.find(needId, session);
    if (need && !openStatuses.includes(need.status)) await supersede(deps, { needId }, 'NEED_CLOSED', session);
    else if (need && (await placesTaken(deps, needId, session)) >= need.quota)
      await supersede(deps, { needId }, 'NEED_FILLED', session);
  }
  await supersedeIfFull(deps, expertId, session);
}

/** The places of a need that are taken: its engagements that were not terminated. Each mutual acceptance begins an engagement at once. */
export async function placesTaken(deps: Deps, needId: string, session: Session): Promise<number> {
  const engagements = await deps.store.engagements.progressOfNeed(needId, session);
  return engagements.filter(({ status }) => status !== 'TERMINATED').length;
}

/** Updates the status of a need from its engagements and open proposals. */
export async function followNeed(deps: Deps, needId: string, session: Session): Promise<void> {
  const need = await deps.store.needs.find(needId, session);
  if (!need) return;
  const engagements = await deps.store.engagements.progressOfNeed(needId, session);
  const openProposals = await deps.store.proposals.countOpen({ needId }, session);
  const decision = followProgress(need, { engagements, openProposals }, deps.now());
  if (decision) await deps.store.needs.replace(need, decision, session);
}

/** Updates what the record of an expert states about the proposals to the expert. */
export async function refreshProposalStanding(deps: Deps, expertId: string, session: Session): Promise<void> {
  const standing = await deps.store.proposals.standingOf(expertId, session);
  await deps.store.experts.setProposalStanding(expertId, standing, session);
}

/**
 * Updates what the open needs of an enterprise state about its reliability: the ratings by its experts, and its answers to
 * proposals.
 */
export async function refreshEnterpriseStanding(deps: Deps, enterpriseId: string, session: Session): Promise<void> {
  const standing = await enterpriseStanding(deps, enterpriseId, session);
  await deps.store.needs.setEnterpriseStanding(enterpriseId, standing, session);
}

/** What a need states about the reliability of its enterprise. */
export async function enterpriseStanding(
  { store: { engagements, proposals } }: Deps,
  enterpriseId: string,
  session: Session,
): Promise<Pick<Need, 'enterpriseRatings' | 'enterpriseAnswers'>> {
  return {
    enterpriseRatings: await engagements.ratingsOfEnterprise(enterpriseId, session),
    enterpriseAnswers: await proposals.answersOfEnterprise(enterpriseId, session),
  };
}

/** The proposal from which an agreed engagement began becomes CONVERTED. */
export async function convertProposal(deps: Deps, engagementId: string, session: Session): Promise<void> {
  const proposal = await deps.store.proposals.ofEngagement(engagementId, session);
  const decision = proposal && convert(proposal);
  if (proposal && decision) await deps.store.proposals.replace(proposal, decision, session);
}
