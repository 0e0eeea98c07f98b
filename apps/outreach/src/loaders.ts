import DataLoader from 'dataloader';
import type { RequestContext } from '@kexie/service';
import type { OutputRecord } from './output/domain.ts';
import type { ChannelOutputs } from './output/store.ts';
import type { Store } from './store.ts';

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = RequestContext<Loaders>;

/** What one request loads by key, in one query for all who ask at the same time. Unknown keys are null. */
export function createLoaders({ campaigns, channels, facilities, activities, outputs }: Store) {
  return {
    campaigns: byKey(campaigns.byIds, ({ _id }) => _id),
    campaignsBySlug: byKey(campaigns.bySlugs, ({ slug }) => slug),
    channels: byKey(channels.byIds, ({ _id }) => _id),
    facilities: byKey(facilities.byIds, ({ _id }) => _id),
    activities: byKey(activities.byIds, ({ _id }) => _id),
    outputsOfChannel: new DataLoader((questions: readonly ChannelOutputs[]) => outputsOf(outputs, questions), { cacheKeyFn: (question: ChannelOutputs): string => JSON.stringify(question) }),
  };
}

/** A key of a reference from the router, which sends whatever it was sent: what is no text is the key of nothing. */
export function keyOf(reference: object, field: string): string {
  const key = (reference as Record<string, unknown>)[field];
  return typeof key === 'string' ? key : '';
}

const batchMax = 500;

function byKey<T>(find: (keys: readonly string[]) => Promise<T[]>, keyOf: (found: T) => string) {
  return new DataLoader<string, T | null>(async (keys) => {
    const found = new Map((await find(keys)).map((record) => [keyOf(record), record]));
    return keys.map((key) => found.get(key) ?? null);
  }, { maxBatchSize: batchMax });
}

/** One query for all channels that are asked the same thing; an operation rarely asks two. */
async function outputsOf(outputs: Store['outputs'], questions: readonly ChannelOutputs[]): Promise<OutputRecord[][]> {
  const same = Map.groupBy(questions, ({ campaignId, from, to }) => JSON.stringify([campaignId, from, to]));
  const answers = new Map<ChannelOutputs, OutputRecord[]>();
  for (const group of same.values()) {
    const found = await outputs.ofChannels(group);
    group.forEach((question, index) => answers.set(question, found[index] ?? []));
  }
  return questions.map((question) => answers.get(question) ?? []);
}
