import DataLoader from 'dataloader';
import { loaderById, loaderOfGroups, loaderOfLists, type Directory, type RequestContext } from '@kexie/service';
import type { PersonRecord } from './person/domain.ts';
import type { Store } from './store.ts';
import { takesApplications } from './membership/domain.ts';

const batches = { maxBatchSize: 1_000 };

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders(
  { persons, personChanges, memberships, awards, honours, reviews, objections, celebrations, careVisits }: Store,
  directory: Directory,
) {
  return {
    person: new DataLoader<string, PersonRecord | null>(async (ids) => {
      const found = new Map((await persons.answering(ids)).map(({ id, person }) => [id, person]));
      return ids.map((id) => found.get(id) ?? null);
    }, batches),
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
    openForApplications: new DataLoader<string, boolean | null>(async (ids) => {
      const organizations = await directory.organizations(ids);
      const closed = await memberships.closedAmong(ids);
      return ids.map((id) => {
        const organization = organizations.get(id);
        return organization ? takesApplications(organization) && !closed.has(id) : null;
      });
    }, batches),
    openApplicationCountOfOrganization: new DataLoader(memberships.openCounts, batches),
  };
}
