import {
  annualReport,
  annualReportReference,
  mergeResolvers,
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
import type { Deps } from './store.ts';
import { trainingResolvers } from './training/resolvers.ts';
import { trainingStats } from './training/statistics.ts';

/** All resolvers: those of each noun, the section of the annual report, and the entities of other services. */
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

function reportResolvers(deps: Deps): Resolvers<Context> {
  return {
    Query: { annualReport },
    Mutation: {
      importRuralFigures: (_, { input }, { viewer }) => payload('report', () => deps.figures.import(viewer, input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      rural: (report) => ruralSection(deps, report),
    },
    Organization: { __resolveReference: referenceTo('org') },
    Person: { __resolveReference: referenceTo('per') },
  };
}

/** The section of the annual report; each part is computed only when it is selected. @throws NOT_FOUND for an unknown region. */
async function ruralSection({ store, directory, figures }: Deps, { regionCode, year }: AnnualReportKey) {
  await directory.requireRegion(regionCode);
  const filter = { regions: [regionCode], fromYear: year, toYear: year };
  return {
    reported: ({ codes }: { codes?: string[] | null }) => figures.reported({ regionCode, year, codes }),
    training: async () => only(await trainingStats(store, directory, { filter, groupBy: [] })),
    funding: async () => only(await fundingStats(store, directory, { filter, groupBy: [] })),
    facilities: () =>
      ruralFacilityStats(store, directory, {
        filter: { regions: [regionCode], asOf: `${year}-12-31`, active: true },
        groupBy: ['FACILITY_KIND'],
      }),
  };
}

/** The one row of statistics without dimensions. */
function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('Statistics without dimensions have one row.');
  return row;
}
