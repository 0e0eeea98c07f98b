import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { loaderById, loaderOfGroups, type RequestContext } from '@kexie/service';
import type { Store } from './store.ts';

/** The limit of a field that is a list and not a connection, for each organization, person or industry. */
const perOwnerMax = 200;
/** The limit of one query for all owners in a request together. */
const readMax = 10_000;
const queryTimeoutMs = 10_000;

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({ trainings, funding, facilities, industries, honours }: Store) {
  return {
    training: loaderById(trainings.byIds),
    program: loaderById(funding.programs.byIds),
    allocation: loaderById(funding.allocations.byIds),
    facility: loaderById(facilities.byIds),
    industry: loaderById(industries.byIds),
    trainingsOfOrganizer: ofOwner(trainings.model, 'organizerId', { year: -1, _id: 1 }),
    trainingsOfTrainer: ofOwner(trainings.model, 'trainerIds', { year: -1, _id: 1 }),
    allocationsOfRecipient: ofOwner(funding.allocations.model, 'recipientId', { year: -1, _id: 1 }),
    facilitiesOfOperator: ofOwner(facilities.model, 'operatorId', { nameSort: 1, _id: 1 }),
    facilitiesOfIndustry: ofOwner(facilities.model, 'industryCode', { nameSort: 1, _id: 1 }),
    honoursOfOrganization: ofOwner(honours.model, 'organizationId', { year: -1, _id: 1 }),
    // in descending order, observations without a year come last
    observationsOfIndustry: ofOwner(industries.observations.model, 'industryCode', { year: -1, _id: -1 }),
  };
}

/** Loads the documents with one of these values in a field, in the order of `sort`. */
function ofOwner<T extends object>(model: Model<T>, field: keyof T & string, sort: Record<string, 1 | -1>) {
  const loader = loaderOfGroups<T>(
    (keys) =>
      model
        .find({ [field]: mongoose.trusted({ $in: [...keys] }) } as QueryFilter<T>)
        .sort(sort)
        .limit(readMax)
        .maxTimeMS(queryTimeoutMs)
        .lean<T[]>()
        .exec(),
    (document) => document[field] as string | string[] | null,
  );
  return { load: async (key: string): Promise<T[]> => (await loader.load(key)).slice(0, perOwnerMax) };
}
