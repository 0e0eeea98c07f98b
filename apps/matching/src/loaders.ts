import DataLoader from 'dataloader';
import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import { findPage, loaderById, loaderByKey, type Connection, type RequestContext } from '@kexie/service';
import type { Engagement } from './engagement/domain.ts';
import { latestStart } from './engagement/store.ts';
import type { Expert } from './expert/domain.ts';
import type { NeedContact } from './need/contacts.ts';
import type { Need } from './need/domain.ts';
import type { PartnerContact } from './partner/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** What every resolver of this service is given. */
export type Context = RequestContext<Loaders>;

/** One batch a request for everything that lists refer to, so that a list never costs one query per item. */
export function createLoaders({ needs, experts, engagements, partners, contacts }: Store) {
  return {
    need: loaderById<Need>(needs.byIds),
    expert: loaderById<Expert>(experts.byIds),
    engagement: loaderById<Engagement>(engagements.byIds),
    partner: loaderById<PartnerContact>(partners.byIds),
    contact: loaderById<NeedContact>(contacts.byIds),
    expertOfPerson: loaderByKey<Expert>(experts.byPersons, ({ personId }) => personId),
    engagementsOfNeed: new DataLoader(async (ids: readonly string[]) => {
      const found = await engagements.byNeeds(ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    needsOfOrganization: pagesOf(needs.model, 'enterpriseId', 'publishedOn'),
    engagementsOfOrganization: pagesOf(engagements.model, 'enterpriseId', 'startedOn'),
    engagementsOfExpert: pagesOf(engagements.model, 'expertId', latestStart[0].field),
  };
}

type OwnerPage<T> = PageRequest & { owner: string; filter?: QueryFilter<T> };
type Group<T> = { _id: string; count: number; first: T[] };

/**
 * Pages of what belongs to each of many owners, the latest by `orderedBy` first. The first pages of all owners that are asked for in the same way come from one
 * query; the further pages of a single owner from one each.
 */
function pagesOf<T extends { _id: string }>(
  model: Model<T>,
  ownerField: string,
  orderedBy: string,
): DataLoader<OwnerPage<T>, Connection<T>, string> {
  return new DataLoader(
    async (requests) => {
      const alike = Map.groupBy(requests, ({ owner: _, ...way }) => JSON.stringify(way));
      const pages = await Promise.all(
        [...alike.values()].map(async (group) => {
          const [{ first, after, filter }] = group as [OwnerPage<T>];
          const found =
            after || group.length === 1
              ? await Promise.all(
                  group.map(({ owner }) =>
                    findPage(model, {
                      first,
                      after,
                      filter: { $and: [{ [ownerField]: owner }, filter ?? {}] } as QueryFilter<T>,
                      sort: [{ field: orderedBy, direction: 'DESC' }],
                    }),
                  ),
                )
              : await firstPages(model, {
                  ownerField,
                  orderedBy,
                  owners: group.map(({ owner }) => owner),
                  size: pageSize(first),
                  filter: filter ?? {},
                });
          return group.map((request, index) => [request, found[index] as Connection<T>] as const);
        }),
      );
      const byRequest = new Map(pages.flat());
      return requests.map((request) => byRequest.get(request) as Connection<T>);
    },
    { cacheKeyFn: (request) => JSON.stringify(request) },
  );
}

type FirstPages<T> = {
  ownerField: string;
  orderedBy: string;
  owners: readonly string[];
  size: number;
  filter: QueryFilter<T>;
};

async function firstPages<T extends { _id: string }>(
  model: Model<T>,
  { ownerField, orderedBy, owners, size, filter }: FirstPages<T>,
): Promise<Connection<T>[]> {
  const groups = await model.aggregate<Group<T>>([
    { $match: { $and: [{ [ownerField]: mongoose.trusted({ $in: [...owners] }) }, filter] } },
    { $sort: { [orderedBy]: -1, _id: 1 } },
    { $group: { _id: `$${ownerField}`, count: { $sum: 1 }, all: { $push: '$$ROOT' } } },
    { $project: { count: 1, first: { $slice: ['$all', size + 1] } } },
  ]);
  const byOwner = new Map(groups.map((group) => [group._id, group]));
  return owners.map((owner) => {
    const { count, first } = byOwner.get(owner) ?? { count: 0, first: [] };
    const edges = first.slice(0, size).map((node) => ({
      node,
      cursor: encodeCursor([((node as Record<string, unknown>)[orderedBy] as string | null) ?? null, node._id]),
    }));
    const pageInfo = {
      hasNextPage: first.length > size,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { edges, pageInfo, totalCount: async () => count };
  });
}
