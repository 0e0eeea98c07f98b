import DataLoader from 'dataloader';
import { loaderById, loaderByKey, loaderOfLists, type RequestContext } from '@kexie/service';
import type { Engagement } from './engagement/domain.ts';
import type { Expert } from './expert/domain.ts';
import type { NeedContact } from './need/contacts.ts';
import type { Need } from './need/domain.ts';
import type { PartnerContact } from './partner/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** The context of every resolver of this service. */
export type Context = RequestContext<Loaders>;

/** Loads the records to which lists refer, with one query for all items of a list. */
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
    needsOfOrganization: loaderOfLists(needs.model, { field: 'enterpriseId', newest: 'publishedOn' }),
    engagementsOfOrganization: loaderOfLists(engagements.model, { field: 'enterpriseId', newest: 'startedOn' }),
    engagementsOfExpert: loaderOfLists(engagements.model, { field: 'expertId', newest: 'startedOn' }),
  };
}
