import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createFacilityStore } from './facility/store.ts';
import { createRecipientStore } from './funding/recipients.ts';
import { createFundingStore } from './funding/store.ts';
import { createHonourStore } from './honour/store.ts';
import { createIndustryStore } from './industry/store.ts';
import { createTrainingStore } from './training/store.ts';

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
    trainings: createTrainingStore(mongo, outbox),
    funding: createFundingStore(mongo, outbox),
    recipients: createRecipientStore(mongo),
    facilities: createFacilityStore(mongo, outbox),
    industries: createIndustryStore(mongo, outbox),
    honours: createHonourStore(mongo, outbox),
  };
}
