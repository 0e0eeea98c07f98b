import { Schema } from 'mongoose';
import { currentTrail, newEventId } from '@kexie/kernel';
import type { NewEvent } from '@kexie/events';
import { createInbox } from './inbox.ts';
import type { Mongo, Session } from './mongo.ts';
import type { OutboxRow } from './outbox-row.ts';
import { createParkedEvents } from './parked-events.ts';
import { createStreamRecords } from './stream-record.ts';

/**
 * The aggregate of an event, with its version after the change. Without `correlationId` the event gets that of the
 * request.
 */
export type Aggregate = { aggregateId: string; version: number; correlationId?: string | undefined };

export type Outbox = ReturnType<typeof createOutbox>;

const schema = new Schema<OutboxRow>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    aggregateId: { type: String, required: true },
    aggregateVersion: { type: Number, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    traceparent: { type: String, default: null },
    correlationId: { type: String, default: null },
    occurredAt: { type: Date, required: true },
    publishedAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    lastError: { type: String, default: null },
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
schema.index({ publishedAt: 1, _id: 1 }, { name: 'unpublished', partialFilterExpression: { publishedAt: null } });
schema.index({ aggregateId: 1, aggregateVersion: 1, type: 1 }, { unique: true });
// Published rows are kept for a month, so that operators can look up sent events.
schema.index(
  { publishedAt: 1 },
  {
    name: 'forget',
    expireAfterSeconds: 30 * 24 * 60 * 60,
    partialFilterExpression: { publishedAt: { $type: 'date' } },
  },
);

/**
 * The transactional outbox of one service. It also defines the collections of the inbox and of parked events, so that
 * they exist before the consumers start.
 */
export function createOutbox(mongo: Mongo) {
  createInbox(mongo);
  createParkedEvents(mongo);
  const rows = mongo.model<OutboxRow>('Outbox', schema);
  const streams = createStreamRecords(mongo, rows);
  const wakers = new Set<() => void>();
  const watched = new WeakSet<Session>();
  const wakeAfter = (session: Session) => {
    if (watched.has(session)) return;
    watched.add(session);
    session.once('ended', () => wakers.forEach((wake) => wake()));
  };
  const appendEach = async (
    changes: readonly { events: readonly NewEvent[]; aggregate: Aggregate }[],
    session: Session,
  ): Promise<void> => {
    const occurredAt = new Date();
    const trail = currentTrail();
    const written = changes.flatMap(({ events, aggregate: { aggregateId, version, correlationId } }) =>
      events.map(({ type, data }) => ({
        _id: newEventId(),
        type,
        aggregateId,
        aggregateVersion: version,
        data,
        traceparent: trail?.span.traceparent ?? null,
        correlationId: correlationId ?? trail?.requestId ?? null,
        occurredAt,
      })),
    );
    if (written.length === 0) return;
    refuseOversized(written);
    await rows.insertMany(written, { session });
    wakeAfter(session);
  };
  return {
    rows,
    /** the record of the stream that the events are published to */
    streams,
    /** Writes the events of one change in its transaction. The relay sends them after the commit. */
    append: (events: readonly NewEvent[], aggregate: Aggregate, session: Session): Promise<void> =>
      appendEach([{ events, aggregate }], session),
    /** Writes the events of many aggregates in one transaction, with one write. */
    appendEach,
    /**
     * Calls `wake` when a transaction with new events has ended. This only saves time; the relay also polls the outbox.
     */
    onAppended(wake: () => void): () => void {
      wakers.add(wake);
      return () => wakers.delete(wake);
    },
  };
}

/**
 * The broker accepts messages of up to one mebibyte. A larger event could never be sent and would block all later
 * events.
 */
const dataBytesMax = 900_000;

function refuseOversized(written: readonly { type: string; data: unknown }[]): void {
  const large = written.find(({ data }) => Buffer.byteLength(JSON.stringify(data)) > dataBytesMax);
  if (large)
    throw new Error(
      `The data of ${large.type} are over ${dataBytesMax} bytes; an event should contain what other services need, not the whole document.`,
    );
}
