import { measure } from '@kexie/kernel';
import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { filterOf } from './store.ts';

export function indicatorResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: { regionIndicators: (_, page) => store.indicators.page(page) },
    Mutation: {
      recordRegionIndicator: (_, { input }, { viewer }) =>
        payload('indicator', () => commands.recordRegionIndicator(deps, viewer, input)),
      correctRegionIndicator: (_, { input }, { viewer }) =>
        payload('indicator', () => commands.correctRegionIndicator(deps, viewer, input)),
      importRegionIndicators: (_, { input }, { viewer }) =>
        payload('report', () => commands.importRegionIndicators(deps, viewer, input)),
    },
    Region: {
      indicators: ({ _id }, { first, after, ...filter }, { loaders }) =>
        loaders.indicatorsOfRegion.load({ key: _id, first, after, filter: filterOf(filter) }),
    },
    RegionIndicator: {
      __resolveReference: (reference, { loaders }) => loaders.indicator.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
      measure: ({ value, unit, qualifier }) => measure(value.toString(), unit, qualifier),
      history: ({ history, unit }) => history.toReversed().map((earlier) => ({ ...earlier, unit })),
    },
    EarlierIndicatorValue: {
      measure: ({ value, unit, qualifier }) => measure(value.toString(), unit, qualifier),
    },
  };
}
