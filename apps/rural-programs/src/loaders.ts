import DataLoader from 'dataloader';
import mongoose, { type Model, type QueryFilter } from 'mongoose';
import type { Stores } from './deps.ts';

/** The most that one organization, person or industry shows in a field that is not a connection. */
const perOwnerMax = 200;
/** The most that one look-up reads for all owners of a request together. */
const readMax = 10_000;
const queryTimeoutMs = 10_000;

export type Loaders = ReturnType<typeof createLoaders>;

/** One look-up for all that a request asks about, made anew for each request: a list never costs one query an item. */
export function createLoaders({ trainings, funding, facilities, industries, honours }: Stores) {
  return {
    training: byId(trainings.trainings),
    program: byId(funding.programs),
    allocation: byId(funding.allocations),
    facility: byId(facilities.facilities),
    industry: byId(industries.industries),
    trainingsOfOrganizer: ofOwner(trainings.trainings, 'organizerId', { year: -1, _id: 1 }),
    trainingsOfTrainer: ofOwner(trainings.trainings, 'trainerIds', { year: -1, _id: 1 }),
    allocationsOfRecipient: ofOwner(funding.allocations, 'recipientId', { year: -1, _id: 1 }),
    facilitiesOfOperator: ofOwner(facilities.facilities, 'operatorId', { name: 1, _id: 1 }),
    facilitiesOfIndustry: ofOwner(facilities.facilities, 'industryCode', { name: 1, _id: 1 }),
    honoursOfOrganization: ofOwner(honours.honours, 'organizationId', { year: -1, _id: 1 }),
    // descending order puts what has no year last
    observationsOfIndustry: ofOwner(industries.observations, 'industryCode', { year: -1, _id: -1 }),
  };
}

/** Documents by id; null for an id that is not there. */
function byId<T extends { _id: string }>(model: Model<T>): DataLoader<string, T | null> {
  return new DataLoader(async (ids) => {
    const found = await model
      .find({ _id: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<T>)
      .maxTimeMS(queryTimeoutMs)
      .lean<T[]>();
    const documents = new Map(found.map((document) => [document._id, document]));
    return ids.map((id) => documents.get(id) ?? null);
  });
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
