import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createAwardStore } from './award/store.ts';
import { createHonourStore } from './honour/store.ts';
import { createMembershipStore } from './membership/store.ts';
import { createMergeStore } from './merge/store.ts';
import { createObjectionStore } from './objection/store.ts';
import { createPhoneStore } from './person/phones.ts';
import { createPersonChangeStore, createPersonStore } from './person/store.ts';
import { createCareVisitStore, createCelebrationStore } from './recognition/store.ts';
import { createReviewStore } from './review/store.ts';

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
    persons: createPersonStore(mongo, outbox),
    personChanges: createPersonChangeStore(mongo),
    phones: createPhoneStore(mongo),
    merges: createMergeStore(mongo, outbox),
    memberships: createMembershipStore(mongo, outbox),
    awards: createAwardStore(mongo, outbox),
    honours: createHonourStore(mongo, outbox),
    reviews: createReviewStore(mongo, outbox),
    objections: createObjectionStore(mongo, outbox),
    celebrations: createCelebrationStore(mongo, outbox),
    careVisits: createCareVisitStore(mongo, outbox),
  };
}
