import { isId } from '@kexie/kernel';
import { annualReport, payload } from '@kexie/service';
import { engagementResolvers } from './engagement/resolvers.ts';
import { expertResolvers } from './expert/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import type { Context } from './loaders.ts';
import { matchmakerResolvers } from './matchmaker/resolvers.ts';
import { openAssociation } from './need/contacts.ts';
import { needResolvers } from './need/resolvers.ts';
import { within } from './need/store.ts';
import { partnerResolvers } from './partner/resolvers.ts';
import { matchingStats } from './statistics.ts';
import type { Deps } from './store.ts';
import { taxonomyResolvers } from './taxonomy/resolvers.ts';

/** All resolvers: those of each noun, and the fields that matching contributes to entities of other services. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  const nouns = [
    needResolvers(deps),
    expertResolvers(deps),
    engagementResolvers(deps),
    partnerResolvers(deps),
    matchmakerResolvers(deps),
    taxonomyResolvers,
    statistics(deps),
  ];
  return {
    ...Object.assign({}, ...nouns),
    ...contributions(deps),
    Query: Object.assign({}, ...nouns.map(({ Query }) => Query)),
    Mutation: Object.assign({}, ...nouns.map(({ Mutation }) => Mutation)),
  };
}

function statistics(deps: Deps): Resolvers<Context> {
  const { directory, figures } = deps;
  return {
    Query: {
      annualReport,
      matchingStats: (_, { filter, groupBy }) => matchingStats(deps, directory, filter, groupBy),
    },
    Mutation: {
      importMatchingFigures: (_, { input }, { viewer }) => payload('report', () => figures.import(viewer, input)),
    },
    MatchingSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      funnel: async ({ regionCode, year }) => {
        const [total] = await matchingStats(
          deps,
          directory,
          { regions: [regionCode], from: `${year}-01-01`, to: `${year}-12-31` },
          [],
        );
        return total ?? { keys: [] };
      },
    },
  };
}

function contributions({ directory }: Deps): Resolvers<Context> {
  return {
    AnnualReport: {
      __resolveReference: ({ regionCode, year }) =>
        typeof regionCode === 'string' && typeof year === 'number'
          ? annualReport(null, { region: regionCode, year })
          : null,
      matching: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    Organization: {
      __resolveReference: ({ id }) => (typeof id === 'string' && isId('org', id) ? { id } : null),
      needs: ({ id }, { statuses, first, after }, { viewer, loaders }) =>
        loaders.needsOfOrganization.load({
          key: id,
          first,
          after,
          filter: within(viewer, { statuses: statuses ?? null }),
        }),
      engagements: ({ id }, { first, after }, { loaders }) =>
        loaders.engagementsOfOrganization.load({ key: id, first, after }),
      acceptsNeeds: async ({ id }, _, { loaders }) => {
        const contact = await loaders.contact.load(id);
        return contact ? !contact.dissolved && openAssociation(contact) !== null : null;
      },
    },
    Person: {
      __resolveReference: ({ id }) => (typeof id === 'string' && isId('per', id) ? { id } : null),
      expertProfile: ({ id }, _, { loaders }) => loaders.expertOfPerson.load(id),
    },
  };
}
