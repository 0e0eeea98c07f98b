import { annualReport, annualReportReference, mergeResolvers, payload, referenceTo } from '@kexie/service';
import { awardResolvers } from './award/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import { honourResolvers } from './honour/resolvers.ts';
import type { Context } from './loaders.ts';
import { membershipResolvers } from './membership/resolvers.ts';
import { mergeOfferResolvers } from './merge/resolvers.ts';
import { objectionResolvers } from './objection/resolvers.ts';
import { personResolvers } from './person/resolvers.ts';
import { homeRegistrations } from './person/statistics.ts';
import { recognitionResolvers } from './recognition/resolvers.ts';
import { awardeesOfYear } from './recognition/statistics.ts';
import { reviewResolvers } from './review/resolvers.ts';
import { rights } from './rights.ts';
import type { Deps } from './store.ts';

/** All resolvers: those of each noun, the section of the annual report, and the fields that this service adds to entities of others. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  return mergeResolvers(
    personResolvers(deps),
    mergeOfferResolvers(deps),
    membershipResolvers(deps),
    awardResolvers(deps),
    honourResolvers(deps),
    reviewResolvers(deps),
    objectionResolvers(deps),
    recognitionResolvers(deps),
    reportResolvers(deps),
  );
}

function reportResolvers({ directory, figures, store }: Deps): Resolvers<Context> {
  return {
    Query: { annualReport },
    Mutation: {
      importPeopleFigures: (_, { input }, { viewer }) =>
        payload('report', async () => figures.import(rights.importPeopleFigures(viewer), input)),
    },
    AnnualReport: {
      __resolveReference: annualReportReference,
      people: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    PeopleSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      homeRegistrations: (report, _, { viewer }) => homeRegistrations(store, report, viewer),
      awardees: (report) => awardeesOfYear(store, report),
    },
    Organization: { __resolveReference: referenceTo('org') },
  };
}
