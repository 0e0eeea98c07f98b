import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createActivityStore } from './activity/store.ts';
import { createCampaignStore } from './campaign/store.ts';
import { createChannelStore } from './channel/store.ts';
import { createFacilityStore } from './facility/store.ts';
import { createMaterialStore } from './material/store.ts';
import { createOutputStore } from './output/store.ts';
import { createParticipationStore } from './participation/store.ts';

export type Store = ReturnType<typeof createStore>;

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
export type Deps = {
  mongo: Mongo;
  outbox: Outbox;
  requests: RequestLog;
  directory: Directory;
  figures: Figures;
  store: Store;
  now: Clock;
};

/** The collections of this service, one store for each noun. */
export function createStore(mongo: Mongo, outbox: Outbox) {
  return {
    campaigns: createCampaignStore(mongo, outbox),
    channels: createChannelStore(mongo, outbox),
    outputs: createOutputStore(mongo, outbox),
    materials: createMaterialStore(mongo, outbox),
    participations: createParticipationStore(mongo, outbox),
    facilities: createFacilityStore(mongo, outbox),
    activities: createActivityStore(mongo, outbox),
  };
}
