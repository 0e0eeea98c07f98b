import {
  annualReport,
  annualReportReference,
  mergeResolvers,
  mustExist,
  payload,
  referenceTo,
  type AnnualReportKey,
} from '@kexie/service';
import { facilityResolvers } from './facility/resolvers.ts';
import { ruralFacilityStats } from './facility/statistics.ts';
import { fundingResolvers } from './funding/resolvers.ts';
import { fundingStats } from './funding/statistics.ts';
import type { Resolvers } from './generated/graphql.ts';
import { honourResolvers } from './honour/resolvers.ts';
import { industryResolvers } from './industry/resolvers.ts';
import type { Context } from './loaders.ts';
import { rights } from './rights.ts';
import type { Deps } from './store.ts';
import { trainingResolvers } from './training/resolvers.ts';
import { trainingStats } from './training/statistics.ts';

/** All resolvers: those of each noun, the section of the annual report, and the fields that this service adds to entities of others. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  return mergeResolvers(
    trainingResolvers(deps),
    fundingResolvers(deps),
    facilityResolvers(deps),
    industryResolvers(deps),
    honourResolvers(deps),
    reportResolvers(deps),
  );
}

function reportResolvers({ directory, figures, store }: Deps): Resolvers<Context> {
  return {
    Query: { annualReport },
    Mutation: {
      importRuralFigures: (_, { input }, { viewer }) =>
        payload('report', async () => figures.import(rights.importRuralFigures(viewer), input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      rural: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    RuralSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      // statistics without dimensions have one row
      training: async (report) =>
        mustExist((await trainingStats(store, directory, { filter: yearIn(report), groupBy: [] }))[0]),
      funding: async (report) =>
        mustExist((await fundingStats(store, directory, { filter: yearIn(report), groupBy: [] }))[0]),
      facilities: ({ regionCode, year }) =>
        ruralFacilityStats(store, directory, {
          filter: { regions: [regionCode], asOf: `${year}-12-31`, active: true },
          groupBy: ['FACILITY_KIND'],
        }),
    },
    Organization: { __resolveReference: referenceTo('org') },
    Person: { __resolveReference: referenceTo('per') },
  };
}

/** The filter for the region and the year of a report. */
function yearIn({ regionCode, year }: AnnualReportKey) {
  return { regions: [regionCode], fromYear: year, toYear: year };
}
