import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createAwardStore } from './award/store.ts';
import { createMembershipStore } from './membership/store.ts';
import { createPhones } from './person/phones.ts';
import { createPersonStore } from './person/store.ts';
import { createRecognitionStore } from './recognition/store.ts';

/** An organization as this service knows it in GraphQL: organizations resolves the rest. */
export type OrganizationRef = { id: string };

export type Store = ReturnType<typeof createStore>;

/** What commands, resolvers and reactions work with; `main.ts` makes it. */
export type Deps = {
  mongo: Mongo;
  store: Store;
  outbox: Outbox;
  requests: RequestLog;
  directory: Directory;
  figures: Figures;
  now: Clock;
};

/** The collections of this service, by noun. */
export function createStore(mongo: Mongo, outbox: Outbox) {
  return {
    persons: createPersonStore(mongo, outbox),
    phones: createPhones(mongo),
    memberships: createMembershipStore(mongo, outbox),
    awards: createAwardStore(mongo, outbox),
    recognition: createRecognitionStore(mongo, outbox),
  };
}
