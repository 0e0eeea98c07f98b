import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';
import { parseSubgraph, subgraphsBucket, type Publication, type PublishedSubgraph } from './subgraph.ts';
import type { Trust } from './trust.ts';
import type { Reason, Verdict } from './verdicts.ts';

export type SubgraphWatch = {
  stop(): void;
  /** Looks at all records again, because other teams or keys are trusted now. */
  recheck(): void;
  /** Which registry is watched: its date of creation (ISO 8601). Another one, after the broker lost its store, has revisions of its own, and needs a watch of its own. */
  registry: string;
};
/** `distrusted` are the newest records that cannot be read, or that `trust` objects to, as verdicts; without `trust` all publications are believed. */
type Options = {
  log: Logger;
  trust?: Trust | undefined;
  onChange: (publications: readonly Publication[], distrusted: readonly Verdict[]) => void;
};

/**
 * Calls `onChange` with the publications of all services, in the order in which they were made: as they are now, one by one as they are
 * read, and again after each change. Of each service these are the newest and up to four before it, for the one before may be good when the
 * newest is not. The retirement of a service is a publication without a schema. A record that cannot be read or is not trusted is a verdict.
 */
export async function watchSubgraphs(nats: Nats, { log, trust, onChange }: Options): Promise<SubgraphWatch> {
  const publications = new Map<string, Publication[]>();
  const unreadable = new Map<string, Verdict>();
  const revisions = new Map<string, number>();

  const apply = ({ key, value, revision }: BucketEntry): void => {
    // the bucket may show the same change twice, or an older one after a reconnect
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

/** Of one service: the publications that are believed, and the verdict on the newest one if that is not. */
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

/** The code of a publication that its team did not sign, or that names an address where gateways may not ask. */
const untrusted = 'UNTRUSTED_PUBLICATION';

/** A service repairs its own record: it publishes its schema again when it finds that the record cannot be read. */
const cannotBeRead: Reason = {
  code: 'UNREADABLE_RECORD',
  message: 'The record of this service in the registry cannot be read. What was accepted before is served.',
};

/** Which registry the broker has now: its date of creation (ISO 8601). */
export async function registryOf(nats: Nats): Promise<string> {
  return (await nats.bucket(subgraphsBucket)).created();
}

/** What is published now, in the order in which it was. Unreadable records are left out; who was retired is not among them. */
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
