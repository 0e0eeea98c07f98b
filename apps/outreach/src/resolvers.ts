import { isId } from '@kexie/kernel';
import { annualReport, payload } from '@kexie/service';
import { activityResolvers } from './activity/resolvers.ts';
import { campaignResolvers } from './campaign/resolvers.ts';
import { channelResolvers } from './channel/resolvers.ts';
import { facilityResolvers } from './facility/resolvers.ts';
import type { Resolvers } from './generated/graphql.ts';
import type { Context } from './loaders.ts';
import { materialResolvers } from './material/resolvers.ts';
import { outputResolvers } from './output/resolvers.ts';
import { participationResolvers } from './participation/resolvers.ts';
import { labelsFrom } from './statistics.ts';
import type { Deps } from './store.ts';

/** All resolvers: those of each noun, and the fields that outreach contributes to entities of other services. */
export function createResolvers(deps: Deps): Resolvers<Context> {
  const nouns = [
    campaignResolvers,
    channelResolvers,
    outputResolvers,
    materialResolvers,
    participationResolvers,
    facilityResolvers,
    activityResolvers,
  ].map((make) => make(deps));
  return {
    ...Object.assign({}, ...nouns),
    ...contributions(deps),
    Query: Object.assign({ annualReport }, ...nouns.map(({ Query }) => Query)),
    Mutation: Object.assign({}, ...nouns.map(({ Mutation }) => Mutation), figuresImport(deps).Mutation),
  };
}

function contributions({ directory, figures, store }: Deps): Resolvers<Context> {
  const labels = labelsFrom({ directory, store });
  return {
    AnnualReport: {
      __resolveReference: ({ regionCode, year }) =>
        typeof regionCode === 'string' && typeof year === 'number'
          ? annualReport(null, { region: regionCode, year })
          : null,
      outreach: async (report) => {
        await directory.requireRegion(report.regionCode);
        return report;
      },
    },
    OutreachSection: {
      reported: ({ regionCode, year }, { codes }) => figures.reported({ regionCode, year, codes }),
      outputs: ({ regionCode, year }) =>
        store.outputs.stats({ regions: [regionCode], ...daysOf(year) }, ['CHANNEL_KIND', 'METRIC'], labels),
      activities: async ({ regionCode, year }) => {
        const [total] = await store.activities.stats({ regions: [regionCode], ...daysOf(year) }, [], labels);
        return total?.activities ?? { value: null, unit: 'SESSION', qualifier: 'EXACT' };
      },
    },
    Organization: {
      __resolveReference: ({ id }) => (typeof id === 'string' && isId('org', id) ? { id } : null),
      campaignParticipations: ({ id }, { first, after }, { loaders }) =>
        loaders.participationsOf.load({ key: id, first, after }),
      operatedChannels: ({ id }, { kind }, { loaders }) => loaders.channelsOfOperator.load({ id, kind: kind ?? null }),
    },
    Person: {
      __resolveReference: ({ id }) => (typeof id === 'string' && isId('per', id) ? { id } : null),
      outreachActivities: ({ id }, { first, after }, { loaders }) =>
        loaders.activitiesOf.load({ key: id, first, after }),
    },
  };
}

function figuresImport({ figures }: Deps): Resolvers<Context> {
  return {
    Mutation: {
      importOutreachFigures: (_, { input }, { viewer }) => payload('report', () => figures.import(viewer, input)),
    },
  };
}

const daysOf = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });
