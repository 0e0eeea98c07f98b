import DataLoader from 'dataloader';
import { loaderById, loaderOfLists, type RequestContext } from '@kexie/service';
import type { MembershipRecord } from './membership/domain.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

const batchMax = 1_000;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({ persons, memberships, awards }: Store) {
  return {
    person: loaderById(persons.byIds),
    campaign: loaderById(awards.byIds),
    membership: loaderById(memberships.byIds),
    membershipsOf: new DataLoader<string, MembershipRecord[]>(
      async (personIds) => {
        const byPerson = Map.groupBy(await memberships.ofPersons(personIds), ({ personId }) => personId);
        return personIds.map((id) => byPerson.get(id) ?? []);
      },
      { maxBatchSize: batchMax },
    ),
    membersOf: loaderOfLists(memberships.model, { field: 'organizationId' }),
    openApplications: new DataLoader<string, number>((organizationIds) => memberships.openCounts(organizationIds), {
      maxBatchSize: batchMax,
    }),
  };
}

/** The loaders of the current request. */
export function loadersOf(context: RequestContext): Loaders {
  return context.loaders as Loaders;
}
