import { annualReport, annualReportReference, mergeResolvers, mustExist, payload, referenceTo } from '@kexie/service';
import { engagementResolvers } from './engagement/resolvers.ts';
import { expertResolvers } from './expert/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import type { Context } from './loaders.ts';
import { matchmakerResolvers } from './matchmaker/resolvers.ts';
import { needResolvers } from './need/resolvers.ts';
import { partnerResolvers } from './partner/resolvers.ts';
import { proposalResolvers } from './proposal/resolvers.ts';
import { rights } from './rights.ts';
import { matchingStats } from './statistics/funnel.ts';
import { expertLoadStats } from './statistics/load.ts';
import { roundResolvers } from './round/resolvers.ts';
import type { Deps } from './store.ts';
import { teamResolvers } from './team/resolvers.ts';
import { taxonomyResolvers } from './taxonomy/resolvers.ts';

/** All resolvers: those of each noun, the section of the annual report, and the fields that this service adds to entities of others. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  return mergeResolvers(
    needResolvers(deps),
    expertResolvers(deps),
    proposalResolvers(deps),
    roundResolvers(deps),
    engagementResolvers(deps),
    partnerResolvers(deps),
    teamResolvers(deps),
    matchmakerResolvers(deps),
    taxonomyResolvers(),
    reportResolvers(deps),
  );
}

function reportResolvers(deps: Deps): Resolvers<Context> {
  const { directory, figures } = deps;
  return {
    Query: {
      annualReport,
      matchingStats: (_, { filter, groupBy }, { viewer }) => matchingStats(deps, viewer, { filter, groupBy }),
      expertLoadStats: (_, { filter }, { viewer }) => expertLoadStats(deps, viewer, filter),
    },
    Mutation: {
      importMatchingFigures: (_, { input }, { viewer }) =>
        payload('report', async () => figures.import(rights.importMatchingFigures(viewer), input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      matching: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    MatchingSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      funnel: async ({ regionCode, year }, _, { viewer }) => {
        const filter = { regions: [regionCode], from: `${year}-01-01`, to: `${year}-12-31` };
        const [total] = await matchingStats(deps, viewer, { filter, groupBy: [] });
        return mustExist(total);
      },
    },
    Organization: { __resolveReference: referenceTo('org') },
    Person: { __resolveReference: referenceTo('per') },
  };
}
