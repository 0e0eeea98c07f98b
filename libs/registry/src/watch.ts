import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type PublishedSubgraph } from './subgraph.ts';

export type SubgraphWatch = { stop(): void };
type Options = { log: Logger; onChange: (subgraphs: readonly PublishedSubgraph[]) => void };

/**
 * Calls `onChange` with all published subgraphs, in the order of their names: as they are now, one by one as they are read, and again after
 * each change. A record that cannot be read is logged and the last readable one of that service stays.
 */
export async function watchSubgraphs(nats: Nats, { log, onChange }: Options): Promise<SubgraphWatch> {
  const subgraphs = new Map<string, PublishedSubgraph>();
  const revisions = new Map<string, number>();

  const apply = ({ key, value, revision }: BucketEntry): void => {
    // the bucket may show the same change twice, or an older one after a reconnect
    if (revision <= (revisions.get(key) ?? 0)) return;
    revisions.set(key, revision);
    try {
      if (value === undefined) subgraphs.delete(key);
      else subgraphs.set(key, parseSubgraph(key, value));
    } catch (error) {
      log.error({ err: error, subgraph: key }, 'a published schema is unreadable and is ignored');
      return;
    }
    onChange([...subgraphs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
  };
  return (await nats.bucket(subgraphsBucket)).watch(apply);
}
