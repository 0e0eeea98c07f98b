import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type Publication, type PublishedSubgraph } from './subgraph.ts';
import type { Trust } from './trust.ts';
import type { Verdict } from './verdicts.ts';

export type SubgraphWatch = {
  stop(): void;
  /** Looks at all records again, because other teams or keys are trusted now. */
  recheck(): void;
};
/** `distrusted` are the newest publications that `trust` objects to, as verdicts; without `trust` all publications are believed. */
type Options = { log: Logger; trust?: Trust | undefined; onChange: (publications: readonly Publication[], distrusted: readonly Verdict[]) => void };

/**
 * Calls `onChange` with the publications of all services, in the order in which they were made: as they are now, one by one as they are
 * read, and again after each change. Of each service these are the newest and up to four before it, for the one before may be good when the
 * newest is not. That somebody retired a service is a publication without a schema. A record that cannot be read is logged and passed over, one
 * that is not trusted is a verdict.
 */
export async function watchSubgraphs(nats: Nats, { log, trust, onChange }: Options): Promise<SubgraphWatch> {
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
    report();
  };
  const report = (): void => {
    const sorted = [...publications.values()].map((all) => sort(all, trust));
    onChange(inOrder(sorted.flatMap(({ trusted }) => trusted)), sorted.flatMap(({ distrusted }) => distrusted ?? []));
  };
  const watch = await (await nats.bucket(subgraphsBucket)).watch(apply, { history: true });
  return { stop: watch.stop, recheck: report };
}

/** Of one service: the publications that are believed, and the verdict on the newest one if that is not. */
function sort(publications: readonly Publication[], trust: Trust | undefined): { trusted: Publication[]; distrusted?: Verdict } {
  const trusted: Publication[] = [];
  let before: PublishedSubgraph | undefined;
  let distrusted: Verdict | undefined;
  for (const publication of publications) {
    const { name, revision, subgraph } = publication;
    const message = subgraph && trust?.objection(subgraph, before);
    distrusted = message === undefined ? undefined : { service: name, revision, version: subgraph?.version ?? '', accepted: false, reasons: [{ code: untrusted, message }] };
    if (message !== undefined) continue;
    before = subgraph ?? before;
    trusted.push(publication);
  }
  return distrusted ? { trusted, distrusted } : { trusted };
}

/** The code of a publication that its team did not sign, or that names an address where gateways may not ask. */
const untrusted = 'UNTRUSTED_PUBLICATION';

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
