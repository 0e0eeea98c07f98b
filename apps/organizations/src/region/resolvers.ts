import { toDay } from '@kexie/kernel';
import { keyOf } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import { wasValid } from './store.ts';

export function regionResolvers({ store: { regions }, now }: Deps): Resolvers<Context> {
  const today = () => toDay(now());
  return {
    Query: {
      region: async (_, { code, asOf }, { loaders }) => {
        const region = await loaders.region.load(code);
        return region && wasValid(region, asOf ?? today()) ? region : null;
      },
      regionHistory: (_, { code }) => regions.history(code),
      regions: (_, { parent, level, asOf }) => regions.list({ parent, level, asOf: asOf ?? today() }),
    },
    Region: {
      __resolveReference: (reference, { loaders }) => loaders.region.load(keyOf(reference, 'code')),
      code: ({ _id }) => _id,
      kind: ({ kind }) => kind as 'COUNTY',
      fullName: (region) => regions.fullName(region),
      parent: ({ parentCode }, _, { loaders }) => (parentCode ? loaders.region.load(parentCode) : null),
      successors: async ({ successors }, _, { loaders }) =>
        (await Promise.all(successors.map((code) => loaders.region.load(code)))).filter((region) => region !== null),
      predecessors: ({ _id }, _, { loaders }) => loaders.predecessorsOfRegion.load(_id),
      children: async ({ _id }, { kind }, { loaders }) => {
        const children = await loaders.childrenOfRegion.load(_id);
        return children.filter((child) => wasValid(child, today()) && (!kind || child.kind === kind));
      },
    },
  };
}
