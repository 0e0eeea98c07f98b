import DataLoader from 'dataloader';
import { loaderById, type RequestContext } from '@kexie/service';
import type { Attention } from './attention/domain.ts';
import type { Organization } from './organization/domain.ts';
import type { Region } from './region/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set for each request: a list never costs one query an item. */
export function createLoaders({ organizations, regions, attentions }: Store) {
  return {
    organization: loaderById<Organization>(organizations.byIds),
    region: loaderById<Region>(regions.byCodes),
    attention: loaderById<Attention>(attentions.byIds),
    /** all regions directly below, whatever their validity */
    children: new DataLoader<string, Region[]>(async (parents) => {
      const found = Map.groupBy(await regions.childrenOf(parents, '9999-12-31'), ({ parentCode }) => parentCode ?? '');
      return parents.map((code) => found.get(code) ?? []);
    }),
  };
}

/** The loaders of the request that is being answered. */
export const loadersOf = (context: RequestContext): Loaders => context.loaders as Loaders;
