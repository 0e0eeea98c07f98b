import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createAwardStore } from './award/store.ts';
import { createMembershipStore } from './membership/store.ts';
import { createPhones } from './person/phones.ts';
import { createPersonStore } from './person/store.ts';
import { createRecognitionStore } from './recognition/store.ts';

/** A reference to an organization. The service `organizations` resolves its other fields. */
export type OrganizationRef = { id: string };

export type Store = ReturnType<typeof createStore>;

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
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
