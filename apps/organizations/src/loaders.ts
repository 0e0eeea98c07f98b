import DataLoader from 'dataloader';
import { loaderById, type RequestContext } from '@kexie/service';
import type { Attention } from './attention/domain.ts';
import type { Organization } from './organization/domain.ts';
import type { Region } from './region/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({ organizations, regions, attentions }: Store) {
  return {
    organization: loaderById<Organization>(organizations.byIds),
    region: loaderById<Region>(regions.byCodes),
    attention: loaderById<Attention>(attentions.byIds),
    /** all regions directly below, valid or not */
    children: new DataLoader<string, Region[]>(async (parents) => {
      const found = Map.groupBy(await regions.childrenOf(parents, '9999-12-31'), ({ parentCode }) => parentCode ?? '');
      return parents.map((code) => found.get(code) ?? []);
    }),
  };
}

/** The loaders of the current request. */
export const loadersOf = (context: RequestContext): Loaders => context.loaders as Loaders;
