import DataLoader from 'dataloader';
import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures, RequestContext } from '@kexie/service';
import { createAwards } from './award/store.ts';
import type { CampaignRecord } from './award/domain.ts';
import type { MembershipRecord } from './membership/domain.ts';
import { createMemberships, type MembersRequest } from './membership/store.ts';
import type { PersonRecord } from './person/domain.ts';
import { createPhones } from './person/phones.ts';
import { createPersons } from './person/store.ts';
import { createRecognition } from './recognition/store.ts';

/** An organization as this service knows it in GraphQL: organizations resolves the rest. */
export type OrganizationRef = { id: string };

export type Store = ReturnType<typeof createStore>;

/** The collections of the service, by noun. */
export function createStore(mongo: Mongo) {
  return {
    persons: createPersons(mongo),
    phones: createPhones(mongo),
    memberships: createMemberships(mongo),
    awards: createAwards(mongo),
    recognition: createRecognition(mongo),
  };
}

/** What commands, resolvers and reactions are given. */
export type Deps = {
  mongo: Mongo;
  store: Store;
  outbox: Outbox;
  requests: RequestLog;
  directory: Directory;
  figures: Figures;
  now: Clock;
};

export type Loaders = ReturnType<typeof createLoaders>;

const batchMax = 1_000;

/** One set for each request: a list never costs one query an item. */
export function createLoaders({ persons, memberships, awards }: Store) {
  return {
    person: new DataLoader<string, PersonRecord | null>(async (ids) => inOrder(ids, await persons.byIds(ids)), {
      maxBatchSize: batchMax,
    }),
    campaign: new DataLoader<string, CampaignRecord | null>(async (ids) => inOrder(ids, await awards.byIds(ids)), {
      maxBatchSize: batchMax,
    }),
    membership: new DataLoader<string, MembershipRecord | null>(
      async (ids) => inOrder(ids, await memberships.byIds(ids)),
      { maxBatchSize: batchMax },
    ),
    membershipsOf: new DataLoader<string, MembershipRecord[]>(
      async (personIds) => {
        const byPerson = Map.groupBy(await memberships.ofPersons(personIds), ({ personId }) => personId);
        return personIds.map((id) => byPerson.get(id) ?? []);
      },
      { maxBatchSize: batchMax },
    ),
    firstMembers: new DataLoader((requests: readonly MembersRequest[]) => memberships.firstMembers(requests), {
      cache: false,
      maxBatchSize: batchMax,
    }),
    openApplications: new DataLoader<string, number>((organizationIds) => memberships.openCounts(organizationIds), {
      maxBatchSize: batchMax,
    }),
  };
}

/** The loaders of the request that is being answered. */
export function loadersOf(context: RequestContext): Loaders {
  return context.loaders as Loaders;
}

/** Records in the order of the ids; null for an id without one. */
export function inOrder<T extends { _id: string }>(ids: readonly string[], records: readonly T[]): (T | null)[] {
  const byId = new Map(records.map((record) => [record._id, record]));
  return ids.map((id) => byId.get(id) ?? null);
}
