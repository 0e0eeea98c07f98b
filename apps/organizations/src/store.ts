import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Figures } from '@kexie/service';
import { createAttentionStore, type Attentions } from './attention/store.ts';
import { createOrganizationStore, type Organizations } from './organization/store.ts';
import { createPersonStore, type Persons } from './person/store.ts';
import { createRegionStore, type Regions } from './region/store.ts';

/** The collections of this service, by noun. */
export type Store = { regions: Regions; organizations: Organizations; attentions: Attentions; persons: Persons };

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
export type Deps = Store & { mongo: Mongo; outbox: Outbox; requests: RequestLog; figures: Figures; now: Clock };

export function createStore(mongo: Mongo, outbox: Outbox): Store {
  return {
    regions: createRegionStore(mongo, outbox),
    organizations: createOrganizationStore(mongo, outbox),
    attentions: createAttentionStore(mongo, outbox),
    persons: createPersonStore(mongo),
  };
}
