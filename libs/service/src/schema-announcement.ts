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

/** `everyMs`: the interval at which the service checks that its record still exists and is readable. */
type Options = { log: Logger; signal: AbortSignal; key?: TeamKey | undefined; everyMs?: number };

const lookMs = 5_000;

/**
 * Publishes the schema of this service, signed with `key`, and logs the verdicts of the gateways until `signal` aborts,
 * because the team reads this log. When the broker has lost its store, or the record is no longer readable, the schema
 * is published again. A retired service stays retired. Resolves when the schema is published; rejects only when
 * `signal` aborts first or the record is invalid.
 */
export async function announceSchema(nats: Nats, subgraph: Subgraph, options: Options): Promise<void> {
  const first = await publishAndWatch(nats, subgraph, options);
  void keepPublished(nats, subgraph, first, options);
}

/**
 * `created`: the creation date of the registry before the record was written; undefined when it could not be read.
 * `revision`: that of the record.
 */
type Announced = { created: string | undefined; revision: number; stop(): void };

async function publishAndWatch(nats: Nats, subgraph: Subgraph, { log, signal, key }: Options): Promise<Announced> {
  // This is read before the record is written: if the registry is lost in between, the next check finds another one.
  const created = await publicationState(nats, subgraph.name).then(
    (state) => state.created,
    () => undefined,
  );
  const revision = await publishSubgraph(nats, subgraph, { log, signal, key });
  try {
    const watch = await watchVerdict(nats, { name: subgraph.name, revision }, (verdict) => logVerdict(verdict, log));
    if (signal.aborted) watch.stop();
    else signal.addEventListener('abort', () => watch.stop(), { once: true });
    return { created, revision, stop: () => watch.stop() };
  } catch (error) {
    log.warn({ err: error }, 'the schema is published, but the verdicts of the gateways cannot be watched');
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
      // A higher revision is the publication of another instance, or the retirement of the service.
      if (readable && created === announced.created && revision >= announced.revision) continue;
      log.warn(
        { readable, created, revision },
        'the registry has lost the schema of this service or cannot read it; it is published again',
      );
      announced.stop();
      announced = await publishAndWatch(nats, subgraph, options);
    } catch (error) {
      if (!isStopped()) log.warn({ err: error }, 'the registry cannot be read; the check is retried later');
    }
  }
}

function logVerdict({ accepted, reasons, gateway, revision }: PassedVerdict, log: Logger): void {
  if (accepted) return log.info({ revision, gateway }, 'the schema is served');
  for (const { code, message, coordinate, operation, clients } of reasons) {
    log.error(
      { revision, gateway, code, coordinate, operation, clients },
      `the schema is refused, and the previous one stays: ${message}`,
    );
  }
}
