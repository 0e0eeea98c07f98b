import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type Publication, type PublishedSubgraph } from './subgraph.ts';
import type { Trust } from './trust.ts';
import type { Reason, Verdict } from './verdicts.ts';

export type SubgraphWatch = {
  stop(): void;
  /** Checks all records again after the trusted teams or keys have changed. */
  recheck(): void;
  /**
   * The watched registry, by its date of creation (ISO 8601). A new registry, after the broker lost its store, has its
   * own revisions and needs a new watch.
   */
  registry: string;
};
/**
 * `distrusted` are verdicts about the newest records that are unreadable or that `trust` refuses. Without `trust` all
 * publications are trusted.
 */
type Options = {
  log: Logger;
  trust?: Trust | undefined;
  onChange: (publications: readonly Publication[], distrusted: readonly Verdict[]) => void;
};

/**
 * Calls `onChange` with the publications of all services in the order of their revisions: for the current state, once
 * for each record that is read, and again after each change. For each service these are the newest publication and up
 * to four earlier ones, because an earlier one may be valid when the newest is not. A retirement is a publication
 * without a schema. An unreadable or untrusted record gives a verdict.
 */
export async function watchSubgraphs(nats: Nats, { log, trust, onChange }: Options): Promise<SubgraphWatch> {
  const publications = new Map<string, Publication[]>();
  const unreadable = new Map<string, Verdict>();
  const revisions = new Map<string, number>();

  const apply = ({ key, value, revision }: BucketEntry): void => {
    // The bucket may deliver the same change twice, or an older one after a reconnect.
    if (revision <= (revisions.get(key) ?? 0)) return;
    revisions.set(key, revision);
    try {
      const publication = {
        name: key,
        revision,
        ...(value === undefined ? {} : { subgraph: parseSubgraph(key, value) }),
      };
      publications.set(key, [...(publications.get(key) ?? []), publication].slice(-historyMax));
      unreadable.delete(key);
    } catch (error) {
      log.error({ err: error, subgraph: key }, 'a published schema cannot be read');
      unreadable.set(key, { service: key, revision, version: 'unknown', accepted: false, reasons: [cannotBeRead] });
    }
    report();
  };
  const report = (): void => {
    const sorted = [...publications.values()].map((all) => sort(all, trust));
    onChange(inOrder(sorted.flatMap(({ trusted }) => trusted)), [
      ...sorted.flatMap(({ distrusted }) => distrusted ?? []),
      ...unreadable.values(),
    ]);
  };
  const bucket = await nats.bucket(subgraphsBucket);
  const registry = await bucket.created();
  const watch = await bucket.watch(apply, { history: true });
  return { stop: watch.stop, recheck: report, registry };
}

/** The trusted publications of one service, and the verdict about the newest one if it is not trusted. */
function sort(
  publications: readonly Publication[],
  trust: Trust | undefined,
): { trusted: Publication[]; distrusted?: Verdict } {
  const trusted: Publication[] = [];
  let before: PublishedSubgraph | undefined;
  let distrusted: Verdict | undefined;
  for (const publication of publications) {
    const { name, revision, subgraph } = publication;
    const message = subgraph && trust?.objection(subgraph, before);
    distrusted =
      message === undefined
        ? undefined
        : {
            service: name,
            revision,
            version: subgraph?.version ?? '',
            accepted: false,
            reasons: [{ code: untrusted, message }],
          };
    if (message !== undefined) continue;
    before = subgraph ?? before;
    trusted.push(publication);
  }
  return distrusted ? { trusted, distrusted } : { trusted };
}

/** The code for a publication that its team did not sign, or whose address gateways may not call. */
const untrusted = 'UNTRUSTED_PUBLICATION';

/** A service repairs its own record: it publishes its schema again when the record is unreadable. */
const cannotBeRead: Reason = {
  code: 'UNREADABLE_RECORD',
  message: 'The record of this service in the registry cannot be read. The schema that was accepted before is served.',
};

/** The current registry of the broker, by its date of creation (ISO 8601). */
export async function registryOf(nats: Nats): Promise<string> {
  return (await nats.bucket(subgraphsBucket)).created();
}

/** The current publications in the order of their revisions, without unreadable records and retired services. */
export async function readSubgraphs(nats: Nats): Promise<Publication[]> {
  const entries = await (await nats.bucket(subgraphsBucket)).entries();
  return inOrder(
    [...entries].flatMap(([name, { value, revision }]) => {
      try {
        return [{ name, revision, subgraph: parseSubgraph(name, value) }];
      } catch {
        return [];
      }
    }),
  );
}

const inOrder = (publications: Iterable<Publication>): Publication[] =>
  [...publications].sort((a, b) => a.revision - b.revision);
const historyMax = 5;
