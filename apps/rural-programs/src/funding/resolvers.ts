import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { money, yuanOf } from '../money.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { fundingStats } from './statistics.ts';

/** The resolvers of programs and allocations. */
export function fundingResolvers(deps: Deps): Resolvers<Context> {
  const { funding } = deps.store;
  return {
    Query: {
      fundingProgram: (_, { id }, { loaders }) => loaders.program.load(id),
      fundingPrograms: (_, args) => funding.listPrograms(args),
      allocations: (_, args) => funding.page(args),
      fundingStats: (_, args) => fundingStats(deps.store, deps.directory, args),
    },
    Mutation: {
      openFundingProgram: (_, { input }, { viewer, loaders }) =>
        payload('program', async () => loaders.program.load(await commands.openFundingProgram(deps, viewer, input))),
      applyForFunding: (_, { input }, { viewer, loaders }) =>
        payload('allocation', async () => loaders.allocation.load(await commands.applyForFunding(deps, viewer, input))),
      decideAllocation: (_, { input }, { viewer }) =>
        payload('allocation', () => commands.decideAllocation(deps, viewer, input)),
      disburse: (_, { input }, { viewer }) => payload('allocation', () => commands.disburse(deps, viewer, input)),
      acceptFundedProject: (_, { input }, { viewer }) =>
        payload('allocation', () => commands.acceptFundedProject(deps, viewer, input)),
      importFundingPrograms: (_, { input }, { viewer }) =>
        payload('report', () => commands.importFundingPrograms(deps, viewer, input)),
    },
    FundingProgram: {
      __resolveReference: (reference, { loaders }) => loaders.program.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: ({ regionCode }) => ({ code: regionCode }),
      budget: ({ budgetFen, budgetQualifier }) => money(budgetFen, budgetQualifier),
      allocationCeiling: ({ allocationCeilingFen }) =>
        allocationCeilingFen === null ? null : yuanOf(allocationCeilingFen),
      // money may have been allocated outside the platform, so 0 means that the figure is unknown
      allocated: ({ approvedFen }) => money(approvedFen || null),
      disbursed: ({ disbursedFen }) => money(disbursedFen || null),
      remaining: ({ budgetFen, budgetQualifier, approvedFen }) => money(budgetFen - approvedFen, budgetQualifier),
      allocations: ({ _id }, page) => funding.page({ ...page, filter: { programIds: [_id] } }),
    },
    Allocation: {
      __resolveReference: (reference, { loaders }) => loaders.allocation.load(keyOf(reference)),
      id: ({ _id }) => _id,
      program: async ({ programId }, _, { loaders }) => mustExist(await loaders.program.load(programId)),
      recipient: ({ recipientId }) => ({ id: recipientId }),
      facility: ({ facilityId }, _, { loaders }) => (facilityId === null ? null : loaders.facility.load(facilityId)),
      requested: ({ requestedFen }) => money(requestedFen),
      amount: ({ amountFen }) => (amountFen === null ? null : money(amountFen)),
      disbursedTotal: ({ paidFen }) => money(paidFen),
      payments: ({ payments }) =>
        payments.map(({ amountFen, ...payment }) => ({ ...payment, amount: money(amountFen) })),
      decisions: ({ steps }) => steps,
      earlierRecipients: ({ earlierRecipients }) => earlierRecipients ?? [],
    },
    EarlierRecipient: { recipient: ({ recipientId }) => ({ id: recipientId }) },
    Organization: {
      allocations: async ({ id }, { fromYear, toYear }, { loaders }) =>
        (await loaders.allocationsOfRecipient.load(id)).filter(
          ({ year }) => year >= (fromYear ?? year) && year <= (toYear ?? year),
        ),
    },
  };
}
