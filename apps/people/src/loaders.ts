import DataLoader from 'dataloader';
import { loaderById, loaderOfGroups, loaderOfLists, type RequestContext } from '@kexie/service';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({
  persons,
  personChanges,
  memberships,
  awards,
  honours,
  reviews,
  objections,
  celebrations,
  careVisits,
}: Store) {
  return {
    person: loaderById(persons.byIds),
    membership: loaderById(memberships.byIds),
    membershipApplication: loaderById(memberships.applications.byIds),
    awardCampaign: loaderById(awards.byIds),
    nomination: loaderById(awards.nominations.byIds),
    honour: loaderById(honours.byIds),
    celebration: loaderById(celebrations.byIds),
    careVisit: loaderById(careVisits.byIds),
    changesOfPerson: loaderOfLists(personChanges.model, { field: 'personId', newest: 'version' }),
    honoursOfPerson: loaderOfGroups(honours.ofPersons, ({ personId }) => personId),
    membershipsOfPerson: loaderOfGroups(memberships.ofPersons, ({ personId }) => personId),
    membersOfOrganization: loaderOfLists(memberships.model, { field: 'organizationId' }),
    reviewsOfNomination: loaderOfLists(reviews.model, { field: 'nominationId' }),
    allReviewsOfNomination: loaderOfGroups(reviews.ofNominations, ({ nominationId }) => nominationId),
    objectionsToNomination: loaderOfLists(objections.model, { field: 'nominationId' }),
    nominationsOfCampaign: loaderOfLists(awards.nominations.model, { field: 'campaignId' }),
    openApplicationCountOfOrganization: new DataLoader(memberships.openCounts, { maxBatchSize: 1_000 }),
  };
}
