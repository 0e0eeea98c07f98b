import DataLoader from 'dataloader';
import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { loaderById } from '@kexie/service';
import type { Store } from './store.ts';

/** The most that one organization, person or industry shows in a field that is not a connection. */
const perOwnerMax = 200;
/** The most that one look-up reads for all owners of a request together. */
const readMax = 10_000;
const queryTimeoutMs = 10_000;

export type Loaders = ReturnType<typeof createLoaders>;

/** One look-up for all that a request asks about, made anew for each request: a list never costs one query an item. */
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
    // descending order puts what has no year last
    observationsOfIndustry: ofOwner(industries.observations.model, 'industryCode', { year: -1, _id: -1 }),
  };
}

/** Documents by the id in one of their fields, in the order of `sort`. */
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
