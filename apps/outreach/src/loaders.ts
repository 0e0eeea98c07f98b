import { loaderById, loaderByKey, loaderByQuestion, loaderOfLists, type RequestContext } from '@kexie/service';
import type { ChannelKind } from './channel/domain.ts';
import type { ChannelOutputs } from './output/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** Loads records by key for one request, with one query for all keys that are needed at the same time. Unknown keys are null. */
export function createLoaders({ campaigns, channels, facilities, activities, outputs, participations }: Store) {
  return {
    campaigns: loaderById(campaigns.byIds),
    campaignsBySlug: loaderByKey(campaigns.bySlugs, ({ slug }) => slug),
    channels: loaderById(channels.byIds),
    facilities: loaderById(facilities.byIds),
    activities: loaderById(activities.byIds),
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
    participationsOf: loaderOfLists(participations.model, { field: 'organizationId' }),
    activitiesOf: loaderOfLists(activities.model, { field: 'speakerIds', newest: 'heldFrom' }),
  };
}
