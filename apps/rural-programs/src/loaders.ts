import DataLoader from 'dataloader';
import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { loaderById } from '@kexie/service';
import type { Store } from './store.ts';

/** The limit of a field that is a list and not a connection, for each organization, person or industry. */
const perOwnerMax = 200;
/** The limit of one query for all owners in a request together. */
const readMax = 10_000;
const queryTimeoutMs = 10_000;

export type Loaders = ReturnType<typeof createLoaders>;

/** Creates the loaders of one request. Each loads the records of all items of a list with one query. */
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
    facilitiesOfOperator: ofOwner(facilities.model, 'operatorId', { name: 1, _id: 1 }),
    facilitiesOfIndustry: ofOwner(facilities.model, 'industryCode', { name: 1, _id: 1 }),
    honoursOfOrganization: ofOwner(honours.model, 'organizationId', { year: -1, _id: 1 }),
    // in descending order, observations without a year come last
    observationsOfIndustry: ofOwner(industries.observations.model, 'industryCode', { year: -1, _id: -1 }),
  };
}

/** Loads the documents that have the id of an owner in this field, in the order of `sort`. */
function ofOwner<T extends object>(
  model: Model<T>,
  field: keyof T & string,
  sort: Record<string, 1 | -1>,
): DataLoader<string, T[]> {
  return new DataLoader(async (ids) => {
    const found = await model
      .find({ [field]: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<T>)
      .sort(sort)
      .limit(readMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<T[]>();
    return ids.map((id) =>
      found.filter((document) => [document[field]].flat().includes(id as never)).slice(0, perOwnerMax),
    );
  });
}
