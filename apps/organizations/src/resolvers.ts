import { annualReport, annualReportReference, mergeResolvers, mustExist, payload } from '@kexie/service';
import { attentionResolvers } from './attention/resolvers.ts';
import { hearingStats } from './attention/statistics.ts';
import { commitmentResolvers } from './commitment/resolvers.ts';
import { commitmentYears } from './commitment/statistics.ts';
import { coverageResolvers } from './coverage/resolvers.ts';
import { coverage } from './coverage/statistics.ts';
import { dossierResolvers } from './dossier/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import { indicatorResolvers } from './indicator/resolvers.ts';
import type { Context } from './loaders.ts';
import { organizationResolvers } from './organization/resolvers.ts';
import { organizationStats } from './organization/statistics.ts';
import { partyResolvers } from './party/resolvers.ts';
import { postResolvers } from './post/resolvers.ts';
import { reformResolvers } from './reform/resolvers.ts';
import { regionResolvers } from './region/resolvers.ts';
import { rights } from './rights.ts';
import type { Deps } from './store.ts';
import { vitalityResolvers } from './vitality/resolvers.ts';

/** All resolvers: those of each noun, and the section of the annual report. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  return mergeResolvers(
    regionResolvers(deps),
    organizationResolvers(deps),
    partyResolvers(deps),
    postResolvers(deps),
    attentionResolvers(deps),
    commitmentResolvers(deps),
    indicatorResolvers(deps),
    reformResolvers(deps),
    coverageResolvers(deps),
    dossierResolvers(),
    vitalityResolvers(deps),
    reportResolvers(deps),
  );
}

function reportResolvers({ figures, store, now }: Deps): Resolvers<Context> {
  return {
    Query: { annualReport },
    Mutation: {
      importOrganizationFigures: (_, { input }, { viewer }) =>
        payload('report', async () => figures.import(rights.importOrganizationFigures(viewer), input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      region: ({ regionCode }) => store.regions.require(regionCode),
      organizations: async (report) => {
        await store.regions.require(report.regionCode);
        return report;
      },
    },
    OrganizationsSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      countsByKind: ({ regionCode, year }) =>
        organizationStats(store, {
          filter: { regions: [regionCode] },
          groupBy: ['KIND'],
          asOf: `${year}-12-31`,
          now: now(),
        }),
      coverage: async ({ regionCode, year }, { kind }) =>
        mustExist((await coverage(store, { region: regionCode, kind, asOf: `${year}-12-31` }))[0]),
      hearings: ({ regionCode, year }) => hearingStats(store, { region: regionCode, fromYear: year, toYear: year }),
      indicators: ({ regionCode, year }) => store.indicators.ofYear(regionCode, year),
      commitments: async ({ regionCode, year }) => {
        const filter = { regions: [regionCode], includeDescendants: false, fromYear: year, toYear: year };
        return (await commitmentYears(store, { filter, first: 100, now: now() })).edges.map(({ node }) => node);
      },
    },
  };
}
