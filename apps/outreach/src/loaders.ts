import { loaderById, loaderByKey, loaderByQuestion, loaderOfLists, type RequestContext } from '@kexie/service';
import type { ChannelKind } from './channel/domain.ts';
import type { ChannelOutputs } from './output/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Creates the loaders of one request. With them a list costs one query, not one query for each item. */
export function createLoaders({ campaigns, channels, facilities, activities, outputs, participations }: Store) {
  return {
    campaign: loaderById(campaigns.byIds),
    campaignBySlug: loaderByKey(campaigns.bySlugs, ({ slug }) => slug),
    channel: loaderById(channels.byIds),
    facility: loaderById(facilities.byIds),
    activity: loaderById(activities.byIds),
    outputsOfChannel: loaderByQuestion(
      (asked: ChannelOutputs) => [asked.campaignId, asked.from, asked.to],
      outputs.ofChannels,
    ),
    channelsOfOperator: loaderByQuestion(
      (asked: { id: string; kind: ChannelKind | null }) => asked.kind,
      (group) =>
        channels.ofOperators(
          group.map(({ id }) => id),
          group[0]?.kind ?? null,
        ),
    ),
    participationsOfOrganization: loaderOfLists(participations.model, { field: 'organizationId' }),
    activitiesOfSpeaker: loaderOfLists(activities.model, { field: 'speakerIds', newest: 'heldFrom' }),
  };
}
