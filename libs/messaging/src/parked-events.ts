import { randomUUID } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { parkedEventsMaxDefault } from './bounds.ts';
import { isDuplicateKey, type Mongo } from './mongo.ts';

/**
 * A received message with its origin. `streamCreated` identifies the stream of `sequence`: after a loss, a new stream
 * has the same name.
 */
export type Received = {
  id: string;
  type: string;
  stream: string;
  streamCreated: string;
  sequence: number;
  text: string;
};

/**
 * An event that a consumer has parked because it failed, or because an earlier event of its aggregate is parked.
 * `attempts` counts the failures; `reason` is the last one. An operator who gives up an event sets `giveUp`; at the
 * next attempt it becomes a dead letter.
 */
export type ParkedRow = Received & {
  _id: string;
  consumer: string;
  eventId: string;
  aggregateId: string;
  aggregateVersion: number;
  reason: string;
  attempts: number;
  nextAttemptAt: Date;
  parkedAt: Date;
  giveUp?: boolean;
  /** the attempt that currently handles the event */
  claim?: string;
};

/**
 * An event to park, with its message and the reason. With `waited` it did not fail itself, but waits for an earlier
 * event.
 */
export type Parkable = {
  event: { id: string; aggregateId: string; aggregateVersion: number };
  received: Received;
  reason: string;
  waited: boolean;
};

const schema = new Schema<ParkedRow>(
  {
    _id: { type: String, required: true },
    consumer: { type: String, required: true },
    eventId: { type: String, required: true },
    aggregateId: { type: String, required: true },
    aggregateVersion: { type: Number, required: true },
    id: { type: String, required: true },
    type: { type: String, required: true },
    stream: { type: String, required: true },
    streamCreated: { type: String, required: true },
    sequence: { type: Number, required: true },
    text: { type: String, required: true },
    reason: { type: String, required: true },
    attempts: { type: Number, required: true },
    nextAttemptAt: { type: Date, required: true },
    parkedAt: { type: Date, required: true },
    giveUp: { type: Boolean },
    claim: { type: String },
  },
  { collection: 'parkedEvents', versionKey: false, id: false },
);
schema.index({ consumer: 1, nextAttemptAt: 1, aggregateVersion: 1, sequence: 1 });
schema.index({ consumer: 1, aggregateId: 1, aggregateVersion: 1, sequence: 1 });

/** The pauses after the first failure of an event, the second, and so on; the last pause is repeated. */
const pausesMs = [200, 1_000, 5_000, 15_000, 60_000, 120_000, 300_000];
const pauseMsMax = 300_000;
/** The time for which a replica claims the events that it retries. */
const leaseMs = 60_000;
/** The number of events that are retried together. */
const claimMax = 50;
/**
 * The intervals at which a replica checks for parked events (of all replicas): while there are some, and while there
 * are none.
 */
const lookMs = 1_000;
const idleLookMs = 5_000;
const reasonCharactersMax = 500;
const inOrder = { aggregateVersion: 1, sequence: 1 } as const;

export type ParkedEvents = ReturnType<typeof createParkedEvents>;

/**
 * The parked events of the consumers of a service, at most `max` for each consumer. The events of an aggregate keep
 * their order.
 */
export function createParkedEvents(mongo: Mongo, { max = parkedEventsMaxDefault }: { max?: number | undefined } = {}) {
  const rows = mongo.model<ParkedRow>('ParkedEvent', schema);
  const each = async <T>(
    items: readonly T[],
    change: (item: T) => { filter: object; update: object },
  ): Promise<void> => {
    if (items.length > 0) await rows.bulkWrite(items.map((item) => ({ updateOne: change(item) })));
  };
  /**
   * The first parked event of each of these aggregates. While it is not due, the events behind it are not due either.
   */
  const headsOf = async (consumer: string, due: readonly ParkedRow[]): Promise<Map<string, ParkedRow>> => {
    const aggregateIds = [...new Set(due.map(({ aggregateId }) => aggregateId))];
    const heads = await rows.aggregate<ParkedRow>([
      { $match: { consumer, aggregateId: { $in: aggregateIds } } },
      { $sort: inOrder },
      { $group: { _id: '$aggregateId', head: { $first: '$_id' }, nextAttemptAt: { $first: '$nextAttemptAt' } } },
      { $project: { _id: '$head', aggregateId: '$_id', nextAttemptAt: 1 } },
    ]);
    return new Map(heads.map((head) => [head.aggregateId, head]));
  };
  /**
   * Delays events until the first events of their aggregates are due. Another replica may have released a first event
   * meanwhile, so that a delayed event is now the first of its aggregate. The new time is then too late, and is reset
   * unless the event is already claimed.
   */
  const waitBehind = async (
    consumer: string,
    early: readonly ParkedRow[],
    heads: ReadonlyMap<string, ParkedRow>,
  ): Promise<void> => {
    if (early.length === 0) return;
    const timeOf = (aggregateId: string): Date | undefined => heads.get(aggregateId)?.nextAttemptAt;
    await each(early, ({ _id, aggregateId }) => ({
      filter: { _id },
      update: { $set: { nextAttemptAt: timeOf(aggregateId) } },
    }));
    const present = await headsOf(consumer, early);
    const late = early.filter(({ aggregateId }) => present.get(aggregateId)?._id !== heads.get(aggregateId)?._id);
    await each(late, ({ _id, aggregateId }) => ({
      filter: { _id, nextAttemptAt: timeOf(aggregateId) },
      update: { $set: { nextAttemptAt: new Date() } },
    }));
  };
  return {
    rows,
    max,
    /** The ones of these aggregates that have parked events, behind which later events must wait. */
    async blocked(consumer: string, aggregateIds: readonly string[]): Promise<Set<string>> {
      if (aggregateIds.length === 0) return new Set();
      const found = await rows
        .find({ consumer, aggregateId: mongoose.trusted({ $in: [...new Set(aggregateIds)] }) }, { aggregateId: 1 })
        .lean<ParkedRow[]>();
      return new Set(found.map(({ aggregateId }) => aggregateId));
    },
    /** Parks events in order as far as there is room, and returns the ids of the events that are parked now. */
    async park(consumer: string, events: readonly Parkable[]): Promise<Set<string>> {
      if (events.length === 0) return new Set();
      const idOf = (event: Parkable['event']) => `${consumer}:${event.id}`;
      const known = await rows
        .find({ _id: mongoose.trusted({ $in: events.map(({ event }) => idOf(event)) }) }, { _id: 1 })
        .lean<ParkedRow[]>();
      const present = new Set(known.map(({ _id }) => _id));
      const room = Math.max(0, max - (await rows.countDocuments({ consumer })));
      const wanted = events.filter(({ event }) => !present.has(idOf(event))).slice(0, room);
      const parkedAt = new Date();
      await rows
        .insertMany(
          wanted.map(
            ({ event: { id: eventId, aggregateId, aggregateVersion }, received, reason, waited }): ParkedRow => ({
              ...received,
              _id: `${consumer}:${eventId}`,
              consumer,
              eventId,
              aggregateId,
              aggregateVersion,
              reason: reason.slice(0, reasonCharactersMax),
              attempts: waited ? 0 : 1,
              nextAttemptAt: after(pauseMs(1)),
              parkedAt,
            }),
          ),
          { ordered: false },
        )
        .catch((error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
        }); // another replica has just parked one of these events
      return new Set(
        [...events.filter(({ event }) => present.has(idOf(event))), ...wanted].map(({ event }) => event.id),
      );
    },
    /**
     * Claims the next events that are due, in the order of each aggregate, for this replica until they are released or
     * deferred, or the lease ends. When no event is due, returns the number of milliseconds until the next check.
     */
    async claim(consumer: string): Promise<ParkedRow[] | number> {
      const next = await rows
        .find({ consumer })
        .sort({ nextAttemptAt: 1, ...inOrder })
        .limit(claimMax)
        .lean<ParkedRow[]>();
      if (!next[0]) return idleLookMs;
      const now = Date.now();
      // No event waits longer than the longest pause: a later time was written before the clock was set back.
      const isDue = ({ nextAttemptAt }: ParkedRow) =>
        nextAttemptAt.getTime() <= now || nextAttemptAt.getTime() > now + pauseMsMax;
      const due = next.filter(isDue);
      if (due.length === 0) return Math.min(next[0].nextAttemptAt.getTime() - now, lookMs);
      const heads = await headsOf(consumer, due);
      const early = due.filter(({ aggregateId }) => !due.some(({ _id }) => _id === heads.get(aggregateId)?._id));
      await waitBehind(consumer, early, heads);
      const claim = randomUUID();
      const claimed = due.filter((row) => !early.includes(row));
      await each(claimed, ({ _id, nextAttemptAt }) => ({
        filter: { _id, nextAttemptAt },
        update: { $set: { nextAttemptAt: after(leaseMs), claim } },
      }));
      return rows.find({ consumer, claim }).sort(inOrder).lean<ParkedRow[]>();
    },
    /** Removes events that are settled; the next events of their aggregates are due at once. */
    async release(done: readonly ParkedRow[]): Promise<void> {
      if (!done[0]) return;
      await rows.deleteMany({ _id: mongoose.trusted({ $in: done.map(({ _id }) => _id) }) });
      const aggregateIds = mongoose.trusted({ $in: [...new Set(done.map(({ aggregateId }) => aggregateId))] });
      await rows.updateMany(
        { consumer: done[0].consumer, aggregateId: aggregateIds },
        { $set: { nextAttemptAt: new Date() } },
      );
    },
    /**
     * Delays events that failed again, each longer than before. An event that only waited for another one (`waited`)
     * keeps its pause.
     */
    async defer(failed: readonly { row: ParkedRow; reason: string; waited: boolean }[]): Promise<void> {
      await each(failed, ({ row: { _id, attempts }, reason, waited }) => ({
        filter: { _id },
        update: {
          $set: {
            nextAttemptAt: after(pauseMs(attempts + 1)),
            ...(!waited && { attempts: attempts + 1, reason: reason.slice(0, reasonCharactersMax) }),
          },
          $unset: { claim: 1 },
        },
      }));
    },
    /** The number of parked events of each of these consumers. */
    async count(consumers: readonly string[]): Promise<Record<string, number>> {
      return Object.fromEntries(
        await Promise.all(
          consumers.map(async (consumer) => [consumer, await rows.countDocuments({ consumer })] as const),
        ),
      );
    },
  };
}

function pauseMs(attempts: number): number {
  return pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? pauseMsMax;
}

function after(ms: number): Date {
  return new Date(Date.now() + ms);
}
