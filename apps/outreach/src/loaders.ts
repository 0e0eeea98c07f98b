import DataLoader from 'dataloader';
import { loaderById, loaderByKey, type Connection, type RequestContext } from '@kexie/service';
import type { PageRequest } from '@kexie/kernel';
import type { ChannelKind } from './channel/domain.ts';
import type { ChannelOutputs } from './output/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** What one request loads by key, in one query for all who ask at the same time. Unknown keys are null. */
export function createLoaders({ campaigns, channels, facilities, activities, outputs, participations }: Store) {
  return {
    campaigns: loaderById(campaigns.byIds),
    campaignsBySlug: loaderByKey(campaigns.bySlugs, ({ slug }) => slug),
    channels: loaderById(channels.byIds),
    facilities: loaderById(facilities.byIds),
    activities: loaderById(activities.byIds),
    outputsOfChannel: byQuestion(
      (asked: ChannelOutputs) => [asked.campaignId, asked.from, asked.to],
      outputs.ofChannels,
    ),
    channelsOfOperator: byQuestion(
      (asked: { id: string; kind: ChannelKind | null }) => asked.kind,
      (group) =>
        channels.ofOperators(
          group.map(({ id }) => id),
          group[0]?.kind ?? null,
        ),
    ),
    participationsOf: pagesBy(participations.ofOrganization, participations.ofOrganizations),
    activitiesOf: pagesBy(activities.ofSpeaker, activities.ofSpeakers),
  };
}

const batchMax = 500;

/** Answers questions together that differ in their record only. Nearly all do: an operation rarely asks two things of a list. */
function byQuestion<Question extends object, Answer>(
  sameFor: (asked: Question) => unknown,
  answer: (group: readonly Question[]) => Promise<Answer[]>,
) {
  return new DataLoader<Question, Answer, string>(
    async (questions) => {
      const answers = new Map<Question, Answer>();
      for (const group of Map.groupBy(questions, (asked) => JSON.stringify(sameFor(asked))).values()) {
        const found = await answer(group);
        group.forEach((asked, index) => answers.set(asked, found[index] as Answer));
      }
      return questions.map((asked) => answers.get(asked) as Answer);
    },
    { cacheKeyFn: (asked) => JSON.stringify(asked), maxBatchSize: batchMax },
  );
}

type PageOf = { id: string; first: number | null; after: string | null };

/** Pages of lists that hang on a record: the first page of many in one query; a later page belongs to one list, as its cursor does. */
function pagesBy<T>(
  one: (id: string, request: PageRequest) => Promise<Connection<T>>,
  firstOfMany: (ids: readonly string[], first: number | null) => Promise<Connection<T>[]>,
) {
  return byQuestion(
    ({ first, after }: PageOf) => [first, after],
    async (group) => {
      const [{ first, after }] = group as [PageOf];
      if (group.length > 1 && after === null)
        return firstOfMany(
          group.map(({ id }) => id),
          first,
        );
      return Promise.all(group.map(({ id }) => one(id, { first, after })));
    },
  );
}
