import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type Publication } from './subgraph.ts';

export type SubgraphWatch = { stop(): void };
type Options = { log: Logger; onChange: (publications: readonly Publication[]) => void };

/**
 * Calls `onChange` with the publications of all services, in the order in which they were made: as they are now, one by one as they are
 * read, and again after each change. Of each service these are the newest and up to four before it, for the one before may be good when the
 * newest is not. That somebody retired a service is a publication without a schema. A record that cannot be read is logged and passed over.
 */
export async function watchSubgraphs(nats: Nats, { log, onChange }: Options): Promise<SubgraphWatch> {
  const publications = new Map<string, Publication[]>();
  const revisions = new Map<string, number>();

  const apply = ({ key, value, revision }: BucketEntry): void => {
    // the bucket may show the same change twice, or an older one after a reconnect
    if (revision <= (revisions.get(key) ?? 0)) return;
    revisions.set(key, revision);
    try {
      const publication = { name: key, revision, ...(value === undefined ? {} : { subgraph: parseSubgraph(key, value) }) };
      publications.set(key, [...(publications.get(key) ?? []), publication].slice(-historyMax));
    } catch (error) {
      log.error({ err: error, subgraph: key }, 'a published schema is unreadable and is ignored');
      return;
    }
    onChange(inOrder([...publications.values()].flat()));
  };
  return (await nats.bucket(subgraphsBucket)).watch(apply, { history: true });
}

/** What is published now, in the order in which it was. Unreadable records are left out; who was retired is not among them. */
export async function readSubgraphs(nats: Nats): Promise<Publication[]> {
  const entries = await (await nats.bucket(subgraphsBucket)).entries();
  return inOrder([...entries].flatMap(([name, { value, revision }]) => {
    try {
      return [{ name, revision, subgraph: parseSubgraph(name, value) }];
    } catch {
      return [];
    }
  }));
}

const inOrder = (publications: Iterable<Publication>): Publication[] => [...publications].sort((a, b) => a.revision - b.revision);
const historyMax = 5;
