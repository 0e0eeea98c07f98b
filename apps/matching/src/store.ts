import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createEngagementStore, type EngagementStore } from './engagement/store.ts';
import { createPersons, type Persons } from './expert/persons.ts';
import { createExpertStore, type ExpertStore } from './expert/store.ts';
import { createContacts, type Contacts } from './need/contacts.ts';
import { createNeedStore, type NeedStore } from './need/store.ts';
import { createPartnerStore, type PartnerStore } from './partner/store.ts';

/** The collections of this service, by noun. */
export type Store = {
  needs: NeedStore;
  contacts: Contacts;
  experts: ExpertStore;
  persons: Persons;
  engagements: EngagementStore;
  partners: PartnerStore;
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

export function createStore(mongo: Mongo, outbox: Outbox): Store {
  return {
    needs: createNeedStore(mongo, outbox),
    contacts: createContacts(mongo),
    experts: createExpertStore(mongo, outbox),
    persons: createPersons(mongo),
    engagements: createEngagementStore(mongo, outbox),
    partners: createPartnerStore(mongo, outbox),
  };
}
