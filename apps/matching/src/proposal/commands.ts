import { failuresOf, type Explanation } from '@kexie/matchmaker';
import { DomainError, newId, optionalText, requireText, toDay } from '@kexie/kernel';
import { inTransaction, type Session } from '@kexie/messaging';
import { requireVersion, type Place, type Role, type Viewer } from '@kexie/service';
import { negotiated, started } from '../engagement/domain.ts';
import { refreshStanding } from '../expert/commands.ts';
import type { Expert } from '../expert/domain.ts';
import { expertFactsOf, needFactsOf } from '../matchmaker/facts.ts';
import { explained } from '../matchmaker/recommend.ts';
import { say } from '../messages.ts';
import { maySee as maySeeNeed, type Need } from '../need/domain.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { followNeed, placesTaken, refreshEnterpriseStanding, refreshProposalStanding, settle } from './consequences.ts';
import {
  answer,
  answered,
  confirm,
  expire,
  isMutual,
  isOverdue,
  loseRace,
  makeProposal,
  obstacleTo,
  openPerExpertMax,
  openPerNeedMax,
  requireEligible,
  requireNoHiddenConflict,
  requireNoRecentDecline,
  withdraw,
  type DeclineReason,
  type Pair,
  type Proposal,
  type ProposalOrigin,
  type RoundOutcome,
  type Side,
} from './domain.ts';

/** The limit of the persons who may see a need because it was proposed to them. */
const proposedToMax = 500;
const commentMax = 1_000;
/** One transaction holds the locks of the experts and needs of so many pairs. */
const pairsPerTransaction = 20;

export type Propose = {
  needId: string;
  expertId: string;
  origin: ProposalOrigin;
  note?: string | null | undefined;
  clientMutationId: string;
};

/**
 * Proposes an expert for a need. An enterprise or expert that proposes accepts by it.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VALIDATION_FAILED (also for a violated constraint), CONSENT_MISSING,
 * CAPACITY_EXCEEDED, DUPLICATE, INVALID_TRANSITION within 180 days after a decline, QUOTA_EXCEEDED.
 */
export async function propose(deps: Deps, viewer: Viewer, input: Propose): Promise<Proposal | null> {
  const permit = rights.propose(viewer);
  const { proposals, needs, experts } = deps.store;
  const note = optionalText(input.note, 'note', { max: commentMax });
  const id = newId('prp');
  // the explanation takes several queries, so it is made before the transaction, which checks the pair again
  const explanation = await explanationOf(deps, input);
  const proposalId = await proposals.refusingDuplicates(() =>
    deps.requests.once({ viewerId: viewer.id, mutation: 'propose', input }, async (session) => {
      const need = await needs.find(input.needId, session);
      const expert = await experts.find(input.expertId, session);
      const roles = permit({
        needId: need && { organizationId: need.enterpriseId, regionCode: need.regionCode },
        expertId: expert && { personId: expert.personId, regionCode: expert.regionCode },
      });
      if (!need || !maySeeNeed(viewer, need))
        throw new DomainError('NOT_FOUND', say`There is no such need.`, ['needId']);
      // without an explanation the expert was entered only after it was made
      if (!expert || !explanation) throw new DomainError('NOT_FOUND', say`There is no such expert.`, ['expertId']);
      requireOrigin(input.origin, roles);
      if (viewer.id === expert.personId && viewer.organizations.includes(need.enterpriseId))
        throw new DomainError('VALIDATION_FAILED', say`The expert belongs to the enterprise of the need.`, [
          'expertId',
        ]);
      requireNoHiddenConflict(viewer, need, expert);
      const facts = { id, origin: input.origin, roundId: null, note, explanation, userId: viewer.id };
      await write(deps, { ...facts, need, expert }, await admit(deps, { need, expert }, session), session);
      return id;
    }),
  );
  return proposals.find(proposalId);
}

export type Respond = {
  id: string;
  side: Side;
  accept: boolean;
  reason?: DeclineReason | null | undefined;
  comment?: string | null | undefined;
  consentRecord?: string | null | undefined;
  expectedVersion: number;
};

/**
 * Records the answer of a side. The second acceptance begins an engagement, or the proposal is SUPERSEDED, because the
 * last place of the need or the expert was taken in the meantime. A proposal that another transaction superseded after the
 * expected version is returned as it is.
 * @throws UNAUTHENTICATED, FORBIDDEN for the answer of another side, NOT_FOUND, VERSION_CONFLICT, CONSENT_MISSING for a
 * recorded answer without consent, DUPLICATE, INVALID_TRANSITION, VALIDATION_FAILED.
 */
export async function respondToProposal(deps: Deps, viewer: Viewer, input: Respond): Promise<Proposal> {
  const permit = rights.respondToProposal(viewer);
  const { proposals, needs, experts, engagements, placeLocks } = deps.store;
  const engagementId = newId('eng');
  // without the version, which `decide` compares itself
  return proposals.update(
    { id: input.id },
    {
      authorize: (proposal) => void permit({ id: placeOf(proposal) }),
      decide: async (proposal, session) => {
        const roles = permit({ id: placeOf(proposal) });
        // a client that answers the version before learns from the payload that the last place was taken
        const isOvertaken = proposal.status === 'SUPERSEDED' && proposal.version === input.expectedVersion + 1;
        if (!isOvertaken) requireVersion(proposal, input.expectedVersion);
        const now = deps.now();
        const given = responseOf(input, { viewer, roles, proposal });
        if (isOvertaken) return undefined;
        const next = answer(proposal, given, now);
        if (!isMutual(next)) return answered(next);
        await placeLocks.take([next.needId, next.expertId], session);
        const need = await needs.require(next.needId, { session });
        const expert = await experts.require(next.expertId, { session });
        const places = await placesTaken(deps, next.needId, session);
        const obstacle = obstacleTo({ need, expert, places }, toDay(now));
        return obstacle ? loseRace(next, obstacle, now) : confirm(next, engagementId, now);
      },
      follow: async (written, session) => {
        if (written.status === 'MUTUALLY_ACCEPTED') {
          const need = await needs.require(written.needId, { session });
          const expert = await experts.require(written.expertId, { session });
          const engagement = negotiated(need, expert, engagementId);
          await engagements.create({ next: engagement, events: started(engagement) }, session);
          await refreshStanding(deps, written.expertId, session);
        }
        if (written.closedAt) await closeUp(deps, written, session);
        if (input.side === 'ENTERPRISE') await refreshEnterpriseStanding(deps, written.enterpriseId, session);
      },
    },
  );
}

/**
 * Withdraws an open proposal.
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION, VALIDATION_FAILED.
 */
export async function withdrawProposal(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Proposal> {
  const permit = rights.withdrawProposal(viewer);
  return deps.store.proposals.update(input, {
    authorize: (proposal) => {
      const roles = permit({ id: placeOf(proposal) });
      if (!isInCharge(roles) && !sidesOf(roles).some((side) => side === proposal.origin))
        throw new DomainError('FORBIDDEN', say`This side did not make the proposal. It can decline.`, ['id']);
    },
    decide: (proposal) => withdraw(proposal, requireText(input.reason, 'reason'), deps.now()),
    follow: (written, session) => closeUp(deps, written, session),
  });
}

/** EXPIRED, if the proposal is overdue; otherwise it stays as it is. @throws NOT_FOUND. */
export async function expireProposal(deps: Deps, id: string): Promise<Proposal> {
  return deps.store.proposals.update(
    { id },
    {
      decide: (proposal) => expire(proposal, deps.now()),
      follow: async (written, session) => {
        await closeUp(deps, written, session);
        await refreshEnterpriseStanding(deps, written.enterpriseId, session);
      },
    },
  );
}

/**
 * Proposes the pairs of a round, in transactions of 20 pairs each. A repetition proposes no pair of the round twice, so
 * that an interrupted publication can be resumed. A pair that cannot be proposed does not affect the others.
 */
export async function proposeForRound(
  deps: Deps,
  { roundId, userId, pairs }: { roundId: string; userId: string; pairs: readonly Pair[] },
): Promise<RoundOutcome[]> {
  const outcomes: RoundOutcome[] = [];
  const explanations = await explanationsOf(deps, pairs);
  for (let from = 0; from < pairs.length; from += pairsPerTransaction) {
    const batch = pairs.slice(from, from + pairsPerTransaction).map((pair) => ({ ...pair, id: newId('prp') }));
    outcomes.push(
      ...(await inTransaction(deps.mongo, (session) =>
        proposeBatch(deps, { roundId, userId, batch, explanations }, session),
      )),
    );
  }
  return outcomes;
}

async function proposeBatch(
  deps: Deps,
  {
    roundId,
    userId,
    batch,
    explanations,
  }: {
    roundId: string;
    userId: string;
    batch: readonly (Pair & { id: string })[];
    explanations: ReadonlyMap<string, Explanation>;
  },
  session: Session,
): Promise<RoundOutcome[]> {
  const { proposals, needs, experts } = deps.store;
  const made = await proposals.ofRound(
    roundId,
    batch.map(({ needId }) => needId),
    session,
  );
  const before = new Map(made.map((proposal) => [keyOfPair(proposal), proposal._id]));
  const outcomes: RoundOutcome[] = [];
  for (const { id, needId, expertId } of batch) {
    const pair = { needId, expertId };
    const present = before.get(keyOfPair(pair));
    if (present !== undefined) {
      outcomes.push({ ...pair, proposalId: present, code: null, reason: null });
      continue;
    }
    const [need, expert] = [await needs.find(needId, session), await experts.find(expertId, session)];
    const explanation = explanations.get(keyOfPair(pair));
    if (!need || !expert || !explanation) {
      outcomes.push({ ...pair, proposalId: null, code: 'NOT_FOUND', reason: 'There is no such need or expert.' });
      continue;
    }
    const admission = await admit(deps, { need, expert }, session).catch(refusalOf);
    if (admission instanceof DomainError) {
      outcomes.push({ ...pair, proposalId: null, code: admission.code, reason: admission.message });
      continue;
    }
    const facts = { id, origin: 'ROUND' as const, roundId, note: null, explanation, userId };
    await write(deps, { ...facts, need, expert }, admission, session);
    outcomes.push({ ...pair, proposalId: id, code: null, reason: null });
  }
  return outcomes;
}

/** A refusal of the domain as a value; any other error ends the transaction. */
function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

/** The overdue proposal of the pair that the job has not closed yet, or null. */
type Admission = { overdue: Proposal | null };

/** Checks that a pair can be proposed, in the transaction of the caller, and writes nothing but the locks of the pair. */
async function admit(
  deps: Deps,
  { need, expert }: { need: Need; expert: Expert },
  session: Session,
): Promise<Admission> {
  const { proposals, engagements, placeLocks } = deps.store;
  const pair = { needId: need._id, expertId: expert._id };
  const now = deps.now();
  const today = toDay(now);
  await placeLocks.take([pair.needId, pair.expertId], session);
  const open = await proposals.openOfPair(pair, session);
  if (open && !isOverdue(open, now)) throw proposals.duplicate('openPair_1');
  if (await engagements.lastsForPair(pair.needId, pair.expertId, session))
    throw new DomainError('DUPLICATE', say`This expert already has an engagement for this need.`, ['expertId']);
  requireNoRecentDecline(await proposals.lastDecline(pair, session), today);
  requireEligible(failuresOf(needFactsOf(need), expertFactsOf(expert), today), expert);
  // an overdue proposal of the pair is closed when the new one is written
  const closing = open ? 1 : 0;
  if ((await proposals.countOpen({ expertId: expert._id }, session)) - closing >= openPerExpertMax)
    throw new DomainError('QUOTA_EXCEEDED', say`The expert already has ${openPerExpertMax} open proposals.`, [
      'expertId',
    ]);
  if ((await proposals.countOpen({ needId: need._id }, session)) - closing >= openPerNeedMax)
    throw new DomainError('QUOTA_EXCEEDED', say`The need already has ${openPerNeedMax} open proposals.`, ['needId']);
  if (need.proposedTo.length >= proposedToMax && !need.proposedTo.includes(expert.personId))
    throw new DomainError('QUOTA_EXCEEDED', say`The need was proposed to ${proposedToMax} experts.`, ['needId']);
  return { overdue: open };
}

/** Writes the proposal of an admitted pair, in the same transaction. */
async function write(
  deps: Deps,
  facts: Parameters<typeof makeProposal>[0],
  { overdue }: Admission,
  session: Session,
): Promise<void> {
  const { proposals, needs } = deps.store;
  const { need, expert } = facts;
  const now = deps.now();
  const expired = overdue && expire(overdue, now);
  if (overdue && expired) await proposals.replace(overdue, expired, session);
  await proposals.create(makeProposal(facts, now), session);
  await needs.showTo(need, expert.personId, session);
  await refreshProposalStanding(deps, expert._id, session);
  await followNeed(deps, need._id, session);
}

/** Updates what depends on a proposal that was closed. */
async function closeUp(deps: Deps, proposal: Proposal, session: Session): Promise<void> {
  await refreshProposalStanding(deps, proposal.expertId, session);
  await settle(deps, proposal, session);
}

/** The answer as it is recorded. @throws FORBIDDEN, CONSENT_MISSING, VALIDATION_FAILED. */
function responseOf(
  input: Respond,
  { viewer, roles, proposal }: { viewer: Viewer; roles: readonly Role[]; proposal: Proposal },
): Parameters<typeof answer>[1] {
  const { side, accept: accepted } = input;
  const comment = optionalText(input.comment, 'comment', { max: commentMax });
  const consent = optionalText(input.consentRecord, 'consentRecord');
  const isOwn = sidesOf(roles).includes(side);
  if (!isOwn && !isInCharge(roles))
    throw new DomainError('FORBIDDEN', say`Only this side, or a broker with its consent, gives this answer.`, ['side']);
  if (viewer.id === proposal.personId && viewer.organizations.includes(proposal.enterpriseId))
    throw new DomainError('FORBIDDEN', say`You belong to both sides.`, ['side']);
  if (!isOwn && !consent)
    throw new DomainError('CONSENT_MISSING', say`Record how the side consented to this answer.`, ['consentRecord']);
  if (isOwn && consent)
    throw new DomainError('VALIDATION_FAILED', say`Only an answer that another viewer records has a consent record.`, [
      'consentRecord',
    ]);
  return { side, accepted, reason: input.reason ?? null, comment, userId: viewer.id, recordedConsent: consent };
}

/** Refuses an origin that is not one of the roles in which the viewer acts here. @throws VALIDATION_FAILED. */
function requireOrigin(origin: ProposalOrigin, roles: readonly Role[]): void {
  const allowed: ProposalOrigin[] = [...sidesOf(roles), ...(isInCharge(roles) ? brokerOrigins : [])];
  if (!allowed.includes(origin))
    throw new DomainError('VALIDATION_FAILED', say`Here the origin is one of ${allowed.join(', ')}.`, ['origin']);
}

const brokerOrigins: readonly ProposalOrigin[] = ['BROKER', 'RECOMMENDER'];

function sidesOf(roles: readonly Role[]): Side[] {
  return [
    ...(roles.includes('enterprise') ? ['ENTERPRISE' as const] : []),
    ...(roles.includes('worker') ? ['EXPERT' as const] : []),
  ];
}

function isInCharge(roles: readonly Role[]): boolean {
  return roles.some((role) => role === 'staff' || role === 'broker' || role === 'administrator');
}

/** Where a proposal lies: with its two sides, and in the region of its need. */
function placeOf({ enterpriseId, personId, regionCode }: Proposal): Place {
  return { organizationId: enterpriseId, personId, regionCode };
}

async function explanationOf(deps: Deps, pair: Pair): Promise<Explanation | undefined> {
  return (await explanationsOf(deps, [pair])).get(keyOfPair(pair));
}

/** The explanations of pairs, by `keyOfPair`. A pair whose need or expert does not exist has none. */
async function explanationsOf(deps: Deps, pairs: readonly Pair[]): Promise<Map<string, Explanation>> {
  const needs = new Map(
    (await deps.store.needs.byIds(pairs.map(({ needId }) => needId))).map((need) => [need._id, need]),
  );
  const experts = new Map(
    (await deps.store.experts.byIds(pairs.map(({ expertId }) => expertId))).map((expert) => [expert._id, expert]),
  );
  const known = pairs.flatMap(({ needId, expertId }) => {
    const [need, expert] = [needs.get(needId), experts.get(expertId)];
    return need && expert ? [{ need, expert }] : [];
  });
  const matches = await explained(deps, known);
  return new Map(
    matches.map(({ need, expert, explanation }) => [
      keyOfPair({ needId: need._id, expertId: expert._id }),
      explanation,
    ]),
  );
}

function keyOfPair({ needId, expertId }: Pair): string {
  return `${needId} ${expertId}`;
}
