import { annualReport, annualReportReference, mergeResolvers, payload, referenceTo } from '@kexie/service';
import { activityResolvers } from './activity/resolvers.ts';
import { activityStats } from './activity/statistics.ts';
import { campaignResolvers } from './campaign/resolvers.ts';
import { channelResolvers } from './channel/resolvers.ts';
import { facilityResolvers } from './facility/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import type { Context } from './loaders.ts';
import { materialResolvers } from './material/resolvers.ts';
import { outputResolvers } from './output/resolvers.ts';
import { channelStats } from './output/statistics.ts';
import { participationResolvers } from './participation/resolvers.ts';
import { rights } from './rights.ts';
import type { Deps } from './store.ts';

/** All resolvers: those of each noun, the section of the annual report, and the fields that this service adds to entities of others. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  return mergeResolvers(
    campaignResolvers(deps),
    channelResolvers(deps),
    outputResolvers(deps),
    materialResolvers(deps),
    participationResolvers(deps),
    facilityResolvers(deps),
    activityResolvers(deps),
    reportResolvers(deps),
  );
}

function reportResolvers({ directory, figures, store }: Deps): Resolvers<Context> {
  return {
    Query: { annualReport },
    Mutation: {
      importOutreachFigures: (_, { input }, { viewer }) =>
        payload('report', async () => figures.import(rights.importOutreachFigures(viewer), input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      outreach: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    OutreachSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      outputs: ({ regionCode, year }) =>
        channelStats(store, directory, {
          filter: { regions: [regionCode], ...daysOf(year) },
          groupBy: ['CHANNEL_KIND', 'METRIC'],
        }),
      activities: async ({ regionCode, year }) => {
        const filter = { regions: [regionCode], ...daysOf(year) };
        const [total] = await activityStats(store, directory, { filter, groupBy: [] });
        return total?.activities ?? { value: null, unit: 'SESSION', qualifier: 'EXACT' };
      },
    },
    Organization: { __resolveReference: referenceTo('org') },
    Person: { __resolveReference: referenceTo('per') },
  };
}

const daysOf = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });
