import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { wrapEvent } from '@kexie/events';
import { startSpan, type Logger } from '@kexie/kernel';
import { eventHeaders, type Nats } from './nats.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { ensureStream } from './streams.ts';

export type Relay = { stop(): Promise<void>; backlog(): Promise<number> };

const batchSize = 200;
const pollMs = 1_000;
const retryMs = 1_000;

/**
 * Carries committed events from the outbox to the service's stream, oldest first, one after the other, so that the events of an aggregate
 * keep their order. Selects by `publishedAt: null` and not by "after the last id", because transactions do not commit in the order of
 * their ids. A failure stops the round and the same rows are sent again with the same `Nats-Msg-Id`: at least once, never lost.
 */
export function startRelay({ outbox, nats, service, log }: { outbox: Outbox; nats: Nats; service: string; log: Logger }): Relay {
  const stopping = new AbortController();
  let nudge = () => {};
  const unsubscribe = outbox.onAppended(() => nudge());

  const run = async () => {
    let streamReady = false;
    while (!stopping.signal.aborted) {
      try {
        if (!streamReady) await ensureStream(await nats.manager(), service);
        streamReady = true;
        if (await publishBatch(outbox, nats, service, stopping.signal) > 0) continue;
        await pause(pollMs);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error }, 'events wait in the outbox; the relay tries again');
        await pause(retryMs);
      }
    }
  };
  const pause = async (ms: number) => {
    const nudged = new Promise<void>((resolve) => { nudge = resolve; });
    const waiting = new AbortController();
    await Promise.race([nudged, sleep(ms, undefined, { signal: AbortSignal.any([stopping.signal, waiting.signal]) }).catch(() => {})]);
    waiting.abort();
  };
  const running = run();

  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await running;
    },
    backlog: () => outbox.rows.countDocuments({ publishedAt: null }),
  };
}

async function publishBatch(outbox: Outbox, nats: Nats, service: string, signal: AbortSignal): Promise<number> {
  const waiting = await outbox.rows.find({ publishedAt: null }).sort({ _id: 1 }).limit(batchSize).lean<OutboxRow[]>();
  const sent: string[] = [];
  try {
    for (const row of waiting) {
      if (signal.aborted) break;
      await publish(nats, service, row);
      sent.push(row._id);
    }
  } catch (error) {
    const failed = waiting[sent.length];
    if (failed) await outbox.rows.updateOne({ _id: failed._id }, { $inc: { attempts: 1 }, $set: { lastError: String(error).slice(0, 300) } });
    throw error;
  } finally {
    if (sent.length > 0) await outbox.rows.updateMany({ _id: mongoose.trusted({ $in: sent }) }, { $set: { publishedAt: new Date() } });
  }
  return sent.length;
}

async function publish(nats: Nats, service: string, row: OutboxRow): Promise<void> {
  const span = startSpan({ name: `publish ${row.type}`, kind: 'producer', parent: row.traceparent ?? undefined, facts: { ...messagingFacts, 'messaging.message.id': row._id } });
  const envelope = wrapEvent({ type: row.type, data: row.data }, {
    id: row._id,
    source: `/kexie/${service}`,
    aggregateId: row.aggregateId,
    aggregateVersion: row.aggregateVersion,
    occurredAt: row.occurredAt,
    traceparent: span.traceparent,
    correlationId: row.correlationId ?? undefined,
  });
  try {
    await nats.jetstream.publish(row.type, JSON.stringify(envelope), { msgID: row._id, headers: eventHeaders(row._id, envelope.traceparent) });
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

const messagingFacts = { 'messaging.system': 'nats', 'messaging.operation.type': 'send' };
