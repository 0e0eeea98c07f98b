import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { PubAck } from 'nats';
import { wrapEvent } from '@kexie/events';
import { startSpan, type Logger } from '@kexie/kernel';
import { eventHeaders, reasonOf, type Nats } from './nats.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { StreamRecord } from './stream-record.ts';
import { ensureStream, streamOf } from './streams.ts';

export type Relay = {
  stop(): Promise<void>;
  /** Metrics by name. */
  gauges: {
    /** The number of events that wait in the outbox. */
    outbox_backlog(): Promise<number>;
    /** The number of published events that the broker has lost and the outbox no longer had. */
    stream_events_lost(): Promise<number>;
  };
  /** Warnings for the operator, one sentence each: why events wait, and how many are lost. */
  warnings(): Promise<string[]>;
};

const batchSize = 200;
const pollMs = 1_000;
const retryMs = 1_000;
/** The interval at which the relay checks that its stream still exists, even while it has nothing to send. */
const streamLookMs = 5_000;

/**
 * Sends committed events from the outbox to the service's stream, oldest first, one after the other, so that the events
 * of an aggregate keep their order. It selects by `publishedAt: null` and not by "after the last id", because
 * transactions do not commit in the order of their ids. A failure ends the round, and the same rows are sent again with
 * the same `Nats-Msg-Id`: each event is delivered at least once. When the broker has lost the stream, the relay creates
 * it again and sends all events that the outbox still has.
 */
export function startRelay({
  outbox,
  nats,
  service,
  log,
}: {
  outbox: Outbox;
  nats: Nats;
  service: string;
  log: Logger;
}): Relay {
  const stopping = new AbortController();
  const stream = streamOf(service);
  const { streams } = outbox;
  let failing: { since: Date; reason: string } | undefined;
  let nudge = () => {};
  const unsubscribe = outbox.onAppended(() => nudge());

  const isStopped = (): boolean => stopping.signal.aborted;
  const run = async () => {
    let lookAt = -Infinity;
    while (!isStopped()) {
      try {
        if (performance.now() >= lookAt) {
          await lookAfterStream();
          lookAt = performance.now() + streamLookMs;
        }
        const { sent, restarted } = await publishBatch(outbox, nats, service, stopping.signal);
        failing = undefined;
        if (restarted) lookAt = -Infinity;
        if (sent === 0) await pause(pollMs);
      } catch (error) {
        if (isStopped()) return;
        lookAt = -Infinity;
        failing = { since: failing?.since ?? new Date(), reason: reasonOf(error) };
        log.warn({ err: error, reason: failing.reason }, 'events wait in the outbox; the relay retries');
        await pause(retryMs);
      }
    }
  };
  const lookAfterStream = async () => {
    const known = await streams.read(stream);
    const loss = await streams.compare(known, await ensureStream(await nats.manager(), service));
    if (!loss) return;
    log.error(
      { stream, ...loss },
      'the broker has lost a stream: the events that the outbox still has are sent again; the events counted as lost cannot be restored',
    );
  };
  const pause = async (ms: number) => {
    const nudged = new Promise<void>((resolve) => {
      nudge = resolve;
    });
    const waiting = new AbortController();
    await Promise.race([
      nudged,
      sleep(ms, undefined, { signal: AbortSignal.any([stopping.signal, waiting.signal]) }).catch(() => {}),
    ]);
    waiting.abort();
  };
  const running = run();

  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await running;
    },
    gauges: {
      outbox_backlog: () => outbox.rows.countDocuments({ publishedAt: null }),
      stream_events_lost: async () => (await streams.read(stream))?.lostEvents ?? 0,
    },
    warnings: async () => {
      const lost = (await streams.read(stream))?.lostEvents ?? 0;
      return [
        ...(failing
          ? [
              `Events have waited in the outbox since ${failing.since.toISOString()}: ${failing.reason}.${hint(failing.reason)}`,
            ]
          : []),
        ...(lost > 0
          ? [`The broker has lost up to ${lost} events of the stream ${stream}, and the outbox no longer has them.`]
          : []),
      ];
    },
  };
}

/**
 * After its disk was full, the broker acknowledges no publication until it is restarted, even when there is room again.
 */
function hint(reason: string): string {
  return /no space|insufficient|not available|no responders|503|timeout/i.test(reason)
    ? ' If the disk of the broker was full, make room and restart it.'
    : '';
}

/**
 * Sends the waiting events. `restarted` means that the stream repeated an earlier sequence, so it must be a new stream.
 */
async function publishBatch(
  outbox: Outbox,
  nats: Nats,
  service: string,
  signal: AbortSignal,
): Promise<{ sent: number; restarted: boolean }> {
  const stream = streamOf(service);
  const before = await outbox.streams.read(stream);
  const waiting = await outbox.rows.find({ publishedAt: null }).sort({ _id: 1 }).limit(batchSize).lean<OutboxRow[]>();
  const sent: string[] = [];
  let sequence = 0;
  let restarted = false;
  try {
    for (const row of waiting) {
      if (signal.aborted) break;
      const { seq, duplicate } = await publish(nats, service, row);
      restarted ||= !duplicate && seq <= (before?.lastSequence ?? 0);
      sequence = Math.max(sequence, seq);
      sent.push(row._id);
    }
  } catch (error) {
    const failed = waiting[sent.length];
    if (failed)
      await outbox.rows.updateOne(
        { _id: failed._id },
        { $inc: { attempts: 1 }, $set: { lastError: reasonOf(error).slice(0, 300) } },
      );
    throw error;
  } finally {
    if (sent.length > 0) {
      if (before) await outbox.streams.acknowledged(before, { sequence, resend: restarted });
      await markSent(outbox, stream, sent, before);
    }
  }
  return { sent: sent.length, restarted };
}

async function markSent(
  outbox: Outbox,
  stream: string,
  sent: readonly string[],
  before: StreamRecord | null,
): Promise<void> {
  const rows = { _id: mongoose.trusted({ $in: sent }) };
  await outbox.rows.updateMany(rows, { $set: { publishedAt: new Date() } });
  // Another replica may have noticed a lost stream meanwhile: then these events went to the old stream and are sent
  // again.
  if ((await outbox.streams.read(stream))?.created !== before?.created)
    await outbox.rows.updateMany(rows, { $set: { publishedAt: null } });
}

async function publish(nats: Nats, service: string, row: OutboxRow): Promise<PubAck> {
  const span = startSpan({
    name: `publish ${row.type}`,
    kind: 'producer',
    parent: row.traceparent ?? undefined,
    facts: { ...messagingFacts, 'messaging.message.id': row._id },
  });
  const envelope = wrapEvent(
    { type: row.type, data: row.data },
    {
      id: row._id,
      source: `/kexie/${service}`,
      aggregateId: row.aggregateId,
      aggregateVersion: row.aggregateVersion,
      occurredAt: row.occurredAt,
      traceparent: span.traceparent,
      correlationId: row.correlationId ?? undefined,
    },
  );
  try {
    return await nats.jetstream.publish(row.type, JSON.stringify(envelope), {
      msgID: row._id,
      headers: eventHeaders(row._id, envelope.traceparent),
    });
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

const messagingFacts = { 'messaging.system': 'nats', 'messaging.operation.type': 'send' };
