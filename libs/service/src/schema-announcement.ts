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

type Options = { log: Logger; signal: AbortSignal; key?: TeamKey | undefined };

/** How often a service looks whether its record in the registry is still there and can be read. */
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

type Announced = { created: string | undefined; stop(): void };

async function publishAndWatch(nats: Nats, subgraph: Subgraph, { log, signal, key }: Options): Promise<Announced> {
  const revision = await publishSubgraph(nats, subgraph, { log, signal, key });
  const created = await publicationState(nats, subgraph.name).then(
    (state) => state.created,
    () => undefined,
  );
  try {
    const watch = await watchVerdict(nats, { name: subgraph.name, revision }, (verdict) => tell(verdict, log));
    if (signal.aborted) watch.stop();
    else signal.addEventListener('abort', () => watch.stop(), { once: true });
    return { created, stop: () => watch.stop() };
  } catch (error) {
    log.warn({ err: error }, 'the schema is published, but what the gateways make of it cannot be followed');
    return { created, stop: () => {} };
  }
}

async function keepPublished(nats: Nats, subgraph: Subgraph, first: Announced, options: Options): Promise<void> {
  const { log, signal } = options;
  let announced = first;
  while (!signal.aborted) {
    await sleep(lookMs, undefined, { signal, ref: false }).catch(() => {});
    try {
      if (signal.aborted || !nats.isConnected()) continue;
      const { created, readable } = await publicationState(nats, subgraph.name);
      announced.created ??= created;
      if (readable && created === announced.created) continue;
      log.warn(
        { readable, created },
        'the registry has lost the schema of this service or cannot read it; it is published again',
      );
      announced.stop();
      announced = await publishAndWatch(nats, subgraph, options);
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'the registry cannot be read; the service looks again later');
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
