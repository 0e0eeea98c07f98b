import { keyOf, mustExist, payload, requireRegion, requireRole, type Viewer } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { decimal } from '../matchmaker/resolvers.ts';
import { visibleNeed } from '../need/resolvers.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { hoursLeft, maySee, sidesAwaited, statusAt, type Proposal, type ProposalStatus } from './domain.ts';

export function proposalResolvers(deps: Deps): Resolvers<Context> {
  const { proposals, needs } = deps.store;
  const visible = async (id: string, { viewer, loaders }: Context): Promise<Proposal | null> => {
    const proposal = await loaders.proposal.load(id);
    return proposal && maySee(viewer, proposal) ? proposal : null;
  };
  const among = (viewer: Viewer, found: readonly Proposal[], statuses: readonly ProposalStatus[] | null | undefined) =>
    found.filter(
      (proposal) =>
        maySee(viewer, proposal) && (!statuses?.length || statuses.includes(statusAt(proposal, deps.now()))),
    );
  return {
    Query: {
      proposal: (_, { id }, context) => visible(id, context),
      proposals: (_, args, { viewer }) => proposals.list(viewer, args, deps.now()),
      myProposals: (_, args, { viewer }) => {
        requireRole(viewer, 'worker');
        return proposals.ofPerson(viewer.id, args, deps.now());
      },
      myNeeds: (_, args, { viewer }) => {
        requireRole(viewer, 'enterprise');
        return needs.ofEnterprises(viewer.organizations, args);
      },
      brokerBoard: (_, { region, ...page }, { viewer }) => {
        requireRegion(viewer, region, 'staff', 'broker');
        return proposals.board(region, page, deps.now());
      },
    },
    Mutation: {
      propose: (_, { input }, { viewer }) => payload('proposal', () => commands.propose(deps, viewer, input)),
      respondToProposal: (_, { input }, { viewer }) =>
        payload('proposal', () => commands.respondToProposal(deps, viewer, input)),
      withdrawProposal: (_, { input }, { viewer }) =>
        payload('proposal', () => commands.withdrawProposal(deps, viewer, input)),
    },
    Proposal: {
      __resolveReference: (reference, context) => visible(keyOf(reference), context),
      id: ({ _id }) => _id,
      need: ({ needId }, _, context) => visibleNeed(needId, context),
      expert: async ({ expertId }, _, { loaders }) => mustExist(await loaders.expert.load(expertId)),
      status: (proposal) => statusAt(proposal, deps.now()),
      mutualScore: ({ mutualScore }) => decimal(mutualScore),
      awaits: (proposal) => sidesAwaited(proposal, deps.now()),
      hoursLeft: (proposal) => hoursLeft(proposal, deps.now()),
      engagement: ({ engagementId }, _, { loaders }) => (engagementId ? loaders.engagement.load(engagementId) : null),
    },
    ProposalAnswer: {
      byBroker: ({ recordedConsent }) => recordedConsent !== null,
    },
    ProposalPayload: {
      engagement: ({ proposal }, _, { loaders }) =>
        proposal?.engagementId ? loaders.engagement.load(proposal.engagementId) : null,
    },
    Need: {
      proposals: async ({ _id }, { statuses }, { viewer, loaders }) =>
        among(viewer, await loaders.proposalsOfNeed.load(_id), statuses),
    },
    ExpertProfile: {
      proposals: async ({ _id }, { statuses }, { viewer, loaders }) =>
        among(viewer, await loaders.proposalsOfExpert.load(_id), statuses),
    },
  };
}
