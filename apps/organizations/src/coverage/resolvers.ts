import { toDay } from '@kexie/kernel';
import { mustExist } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import { isGapOn } from './domain.ts';
import { coverage, kindsOf } from './statistics.ts';

export function coverageResolvers({ store, now }: Deps): Resolvers<Context> {
  const today = () => toDay(now());
  return {
    Query: {
      coverage: (_, { asOf, ...args }) => coverage(store, { ...args, asOf: asOf ?? today() }),
      coverageGaps: async (_, { asOf, ...page }) => {
        if (page.kind) kindsOf(page.kind);
        await store.regions.require(page.region);
        const day = asOf ?? today();
        const { edges, ...connection } = await store.coverage.page({ ...page, asOf: day });
        return {
          ...connection,
          edges: edges.map(({ cursor, node }) => ({ cursor, node: { ...node, ...mustExist(isGapOn(node, day)) } })),
        };
      },
    },
    Region: {
      coverageGaps: async ({ _id }, { kind }, { loaders }) =>
        (await loaders.coverageOfRegion.load(_id))
          .filter((unit) => !kind || unit.kind === kind)
          .flatMap((unit) => unit.gaps.map((gap) => ({ ...unit, ...gap }))),
    },
    CoverageGap: {
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
    },
  };
}
