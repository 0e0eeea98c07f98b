import { currentLanguage, DomainError, pageSize } from '@kexie/kernel';
import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { decimal } from '../matchmaker/resolvers.ts';
import { say } from '../messages.ts';
import { visibleNeed } from '../need/resolvers.ts';
import { maySee as maySeeProposal } from '../proposal/domain.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import {
  failureAt,
  isInCharge,
  maySee,
  messageOf,
  sentenceOf,
  statusAt,
  type Explained,
  type Round,
} from './domain.ts';
import { bytesOf } from './store.ts';

/** A page of chunks carries at most 20 × 512 kB. */
const chunksPerPageMax = 20;

/** A partner with whom no pair was made, as seen from a need or an expert. */
export type Partner = Explained['best'][number] & { of: Explained['side'] };

export function roundResolvers(deps: Deps): Resolvers<Context> {
  const { rounds } = deps.store;
  const visible = async (id: string, { viewer, loaders }: Context): Promise<Round | null> => {
    const round = await loaders.round.load(id);
    return round && maySee(viewer, round) ? round : null;
  };
  const decimalOrNull = (score: number | null) => (score === null ? null : decimal(score));
  /** The attempt whose details the viewer may read, or null. */
  const attemptFor = (round: Round, { viewer }: Context) =>
    round.figures && isInCharge(viewer, round) ? { roundId: round._id, attempt: round.figures.attempt } : null;
  return {
    Query: {
      matchingRound: (_, { id }, context) => visible(id, context),
      matchingRounds: (_, args, { viewer }) => rounds.list(viewer, args),
      whyNotMatched: (_, args, { viewer }) => commands.whyNotMatched(deps, viewer, args),
    },
    Mutation: {
      openMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.openMatchingRound(deps, viewer, input as commands.OpenRound)),
      computeMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.computeMatchingRound(deps, viewer, input)),
      recomputeMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.recomputeMatchingRound(deps, viewer, input)),
      publishMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.publishMatchingRound(deps, viewer, input)),
      closeMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.closeMatchingRound(deps, viewer, input)),
      cancelMatchingRound: (_, { input }, { viewer }) =>
        payload('round', () => commands.cancelMatchingRound(deps, viewer, input)),
    },
    MatchingRound: {
      __resolveReference: (reference, context) => visible(keyOf(reference), context),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      status: (round) => statusAt(round, deps.now()),
      algorithm: ({ proposingSide }) =>
        `deferred acceptance, ${proposingSide === 'ENTERPRISE' ? 'needs' : 'experts'} propose`,
      minNeedScore: ({ minNeedScore }) => decimal(minNeedScore),
      minExpertScore: ({ minExpertScore }) => decimal(minExpertScore),
      failure: (round) => {
        const failure = failureAt(round, deps.now());
        return failure && { ...failure, message: messageOf(failure.message)[currentLanguage()] };
      },
      progress: ({ job }) => job && { phase: job.phase, share: job.share.toFixed(2) },
      figures: ({ figures }) => figures,
      pairs: (round, page, context) => {
        const attempt = attemptFor(round, context);
        return attempt && rounds.pairs(attempt, page);
      },
      unmatchedNeeds: (round, page, context) => unmatchedOf(round, 'ENTERPRISE', page, context),
      unmatchedExperts: (round, page, context) => unmatchedOf(round, 'EXPERT', page, context),
      auditChunks: (round, { first, after }, context) => {
        const attempt = attemptFor(round, context);
        if (pageSize(first, chunksPerPageMax) > chunksPerPageMax)
          throw new DomainError('VALIDATION_FAILED', say`"first" is at most ${chunksPerPageMax} here.`, ['first']);
        return attempt && rounds.chunkPage(attempt, { first: first ?? chunksPerPageMax, after });
      },
    },
    RoundFigures: {
      computeSeconds: ({ computeSeconds }) => computeSeconds.toFixed(3),
    },
    RoundPair: {
      need: ({ needId }, _, context) => visibleNeed(needId, context),
      expert: async ({ expertId }, _, { loaders }) => mustExist(await loaders.expert.load(expertId)),
      needScore: ({ needScore }) => decimalOrNull(needScore),
      expertScore: ({ expertScore }) => decimalOrNull(expertScore),
      isConfirmed: ({ isFrozen }) => isFrozen,
      proposal: async ({ proposalId }, _, { viewer, loaders }) => {
        const proposal = proposalId === null ? null : await loaders.proposal.load(proposalId);
        return proposal && maySeeProposal(viewer, proposal) ? proposal : null;
      },
      notProposed: ({ refusedCode, refusedReason }) =>
        refusedCode === null ? null : { code: refusedCode, message: refusedReason ?? '' },
    },
    UnmatchedAgent: {
      need: ({ unmatched: { side, agentId } }, _, context) =>
        side === 'ENTERPRISE' ? visibleNeed(agentId, context) : null,
      expert: ({ unmatched: { side, agentId } }, _, { loaders }) =>
        side === 'EXPERT' ? loaders.expert.load(agentId) : null,
      reason: ({ unmatched }) => unmatched.reason,
      sentence: ({ unmatched, withCounts }) => sentenceOf(unmatched, { withCounts }),
      places: ({ unmatched }) => unmatched.places,
      filled: ({ unmatched }) => unmatched.filled,
      acceptable: ({ unmatched, withCounts }) => (withCounts ? unmatched.acceptableCount : null),
      failedConstraints: ({ unmatched, withCounts }) => (withCounts ? unmatched.failedConstraints : null),
      best: async ({ unmatched: { side, best } }, _, context) => {
        const partners = best.map((partner) => ({ ...partner, of: side }));
        if (side === 'ENTERPRISE') return partners;
        // a partner that is a hidden need is left out as a whole
        const needs = await Promise.all(partners.map(({ id }) => visibleNeed(id, context)));
        return partners.filter((_partner, index) => needs[index] !== null);
      },
    },
    UnmatchedPartner: {
      need: ({ of, id }, _, context) => (of === 'EXPERT' ? visibleNeed(id, context) : null),
      expert: ({ of, id }, _, { loaders }) => (of === 'ENTERPRISE' ? loaders.expert.load(id) : null),
      ownScore: ({ ownScore }) => decimal(ownScore),
      partnerScore: ({ partnerScore }) => decimal(partnerScore),
    },
    AuditChunk: {
      records: ({ count }) => count,
      data: ({ records }) => bytesOf(records).toString('base64'),
    },
  };

  async function unmatchedOf(
    round: Round,
    side: Explained['side'],
    page: { first?: number | null | undefined; after?: string | null | undefined },
    context: Context,
  ) {
    const attempt = attemptFor(round, context);
    if (!attempt) return null;
    const { edges, ...connection } = await rounds.allUnmatched(attempt, side, page);
    return {
      ...connection,
      edges: edges.map(({ cursor, node }) => ({
        cursor,
        node: { unmatched: node, withCounts: true } satisfies commands.WhyNot,
      })),
    };
  }
}
