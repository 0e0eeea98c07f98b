import {
  loaderById,
  loaderByKey,
  loaderOfGroups,
  loaderOfLists,
  type Directory,
  type RequestContext,
} from '@kexie/service';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders(
  { needs, experts, proposals, rounds, engagements, partners, contacts, teams }: Store,
  directory: Directory,
) {
  return {
    need: loaderById(needs.byIds),
    expert: loaderById(experts.byIds),
    proposal: loaderById(proposals.byIds),
    round: loaderById(rounds.byIds),
    proposalsOfNeed: loaderOfGroups(proposals.ofNeeds, ({ needId }) => needId),
    proposalsOfExpert: loaderOfGroups(proposals.ofExperts, ({ expertId }) => expertId),
    engagement: loaderById(engagements.byIds),
    partner: loaderById(partners.byIds),
    contact: loaderById(contacts.byIds),
    knownOrganization: loaderById(async (ids) => [...(await directory.organizations(ids)).values()]),
    team: loaderById(teams.byIds),
    expertOfPerson: loaderByKey(experts.byPersons, ({ personId }) => personId),
    engagementsOfNeed: loaderOfGroups(engagements.ofNeeds, ({ needId }) => needId),
    needsOfOrganization: loaderOfLists(needs.model, { field: 'enterpriseId', newest: 'publishedOn' }),
    engagementsOfOrganization: loaderOfLists(engagements.model, { field: 'enterpriseId', newest: 'startedOn' }),
    engagementsOfExpert: loaderOfLists(engagements.model, { field: 'expertId', newest: 'startedOn' }),
    expertsOfTeam: loaderOfLists(experts.model, { field: 'teamIds' }),
    teamsOfOrganization: loaderOfLists(teams.model, { field: 'organizationId' }),
  };
}
