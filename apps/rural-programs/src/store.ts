import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createFacilityStore, type FacilityStore } from './facility/store.ts';
import { createRecipientStore, type RecipientStore } from './funding/recipients.ts';
import { createFundingStore, type FundingStore } from './funding/store.ts';
import { createHonourStore, type HonourStore } from './honour/store.ts';
import { createIndustryStore, type IndustryStore } from './industry/store.ts';
import { createTrainingStore, type TrainingStore } from './training/store.ts';

/** The collections of this service, by noun. */
export type Store = {
  trainings: TrainingStore;
  funding: FundingStore;
  recipients: RecipientStore;
  facilities: FacilityStore;
  industries: IndustryStore;
  honours: HonourStore;
};

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
export type Deps = Store & {
  mongo: Mongo;
  outbox: Outbox;
  requests: RequestLog;
  directory: Directory;
  figures: Figures;
  now: Clock;
};

export function createStore(mongo: Mongo, outbox: Outbox, directory: Directory): Store {
  return {
    trainings: createTrainingStore(mongo, outbox, directory),
    funding: createFundingStore(mongo, outbox),
    recipients: createRecipientStore(mongo),
    facilities: createFacilityStore(mongo, outbox, directory),
    industries: createIndustryStore(mongo, outbox),
    honours: createHonourStore(mongo, outbox),
  };
}
