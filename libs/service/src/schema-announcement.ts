import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging';
import { publishSubgraph, watchVerdict, type PassedVerdict, type Subgraph, type TeamKey } from '@kexie/registry';

type Options = { log: Logger; signal: AbortSignal; key?: TeamKey | undefined };

/**
 * Publishes the schema of this service, signed with `key`, and, until `signal` aborts, writes what the gateways make of it to its own log, where its team looks.
 * Resolves when it is published; rejects only when that is given up or the schema is no valid record.
 */
export async function announceSchema(nats: Nats, subgraph: Subgraph, { log, signal, key }: Options): Promise<void> {
  const revision = await publishSubgraph(nats, subgraph, { log, signal, key });
  try {
    const watch = await watchVerdict(nats, { name: subgraph.name, revision }, (verdict) => tell(verdict, log));
    if (signal.aborted) watch.stop();
    else signal.addEventListener('abort', () => watch.stop(), { once: true });
  } catch (error) {
    log.warn({ err: error }, 'the schema is published, but what the gateways make of it cannot be followed');
  }
}

function tell({ accepted, reasons, gateway, revision }: PassedVerdict, log: Logger): void {
  if (accepted) return log.info({ revision, gateway }, 'the schema is served');
  for (const { code, message, coordinate, operation, clients } of reasons) {
    log.error({ revision, gateway, code, coordinate, operation, clients }, `the schema is refused, and the one before stays: ${message}`);
  }
}
