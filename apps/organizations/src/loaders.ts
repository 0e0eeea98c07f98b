import DataLoader from 'dataloader';
import type { RequestContext } from '@kexie/service';
import type { Attention, Attentions } from './attention/store.ts';
import type { Organization } from './organization/domain.ts';
import type { Organizations } from './organization/store.ts';
import type { Region, Regions } from './region/store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set for each request: a list never costs one query an item. */
export function createLoaders({
  organizations,
  regions,
  attentions,
}: {
  organizations: Organizations;
  regions: Regions;
  attentions: Attentions;
}) {
  return {
    organization: byId<Organization>(organizations.byIds),
    region: byId<Region>(regions.byCodes),
    attention: byId<Attention>(attentions.byIds),
    /** all regions directly below, whatever their validity */
    children: new DataLoader<string, Region[]>(async (parents) => {
      const found = Map.groupBy(await regions.childrenOf(parents, '9999-12-31'), ({ parentCode }) => parentCode ?? '');
      return parents.map((code) => found.get(code) ?? []);
    }),
  };
}

function byId<T extends { _id: string }>(find: (ids: readonly string[]) => Promise<T[]>): DataLoader<string, T | null> {
  return new DataLoader(
    async (ids) => {
      const found = new Map((await find(ids)).map((record) => [record._id, record]));
      return ids.map((id) => found.get(id) ?? null);
    },
    { maxBatchSize: 1_000 },
  );
}

/** The loaders of the request that is being answered. */
export const loadersOf = (context: RequestContext): Loaders => context.loaders as Loaders;
