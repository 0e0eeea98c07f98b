import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging';
import {
  publicationState,
  publishSubgraph,
  watchVerdict,
  type PassedVerdict,
  type Subgraph,
  type TeamKey,
} from '@kexie/registry';

/** `everyMs`: how often the service looks whether its record is still there and can be read. */
type Options = { log: Logger; signal: AbortSignal; key?: TeamKey | undefined; everyMs?: number };

const lookMs = 5_000;

/**
 * Publishes the schema of this service, signed with `key`, and, until `signal` aborts, writes what the gateways make of it to its own log, where its team
 * looks. When the broker has lost its store, or the record cannot be read any more, the schema is published again; a service that was retired stays retired.
 * Resolves when it is published; rejects only when that is given up or the schema is no valid record.
 */
export async function announceSchema(nats: Nats, subgraph: Subgraph, options: Options): Promise<void> {
  const first = await publishAndWatch(nats, subgraph, options);
  void keepPublished(nats, subgraph, first, options);
}

/** `created`: when the registry that holds the record was made, at the latest; undefined when that could not be read. `revision`: that of the record. */
type Announced = { created: string | undefined; revision: number; stop(): void };

async function publishAndWatch(nats: Nats, subgraph: Subgraph, { log, signal, key }: Options): Promise<Announced> {
  // read before the record is written: a registry that is lost between the two is then known as another one at the next look
  const created = await publicationState(nats, subgraph.name).then(
    (state) => state.created,
    () => undefined,
  );
  const revision = await publishSubgraph(nats, subgraph, { log, signal, key });
  try {
    const watch = await watchVerdict(nats, { name: subgraph.name, revision }, (verdict) => tell(verdict, log));
    if (signal.aborted) watch.stop();
    else signal.addEventListener('abort', () => watch.stop(), { once: true });
    return { created, revision, stop: () => watch.stop() };
  } catch (error) {
    log.warn({ err: error }, 'the schema is published, but what the gateways make of it cannot be followed');
    return { created, revision, stop: () => {} };
  }
}

async function keepPublished(nats: Nats, subgraph: Subgraph, first: Announced, options: Options): Promise<void> {
  const { log, signal, everyMs = lookMs } = options;
  const isStopped = (): boolean => signal.aborted;
  let announced = first;
  while (!isStopped()) {
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => {});
    try {
      if (isStopped() || !nats.isConnected()) continue;
      const { created, revision, readable } = await publicationState(nats, subgraph.name);
      // a higher revision is the publication of another instance, or says that the service was retired
      if (readable && created === announced.created && revision >= announced.revision) continue;
      log.warn(
        { readable, created, revision },
        'the registry has lost the schema of this service or cannot read it; it is published again',
      );
      announced.stop();
      announced = await publishAndWatch(nats, subgraph, options);
    } catch (error) {
      if (!isStopped()) log.warn({ err: error }, 'the registry cannot be read; the service looks again later');
    }
  }
}

function tell({ accepted, reasons, gateway, revision }: PassedVerdict, log: Logger): void {
  if (accepted) return log.info({ revision, gateway }, 'the schema is served');
  for (const { code, message, coordinate, operation, clients } of reasons) {
    log.error(
      { revision, gateway, code, coordinate, operation, clients },
      `the schema is refused, and the one before stays: ${message}`,
    );
  }
}
