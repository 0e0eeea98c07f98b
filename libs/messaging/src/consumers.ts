import { setTimeout as sleep } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, nanos, type Consumer, type ConsumerMessages, type JsMsg } from 'nats';
import { StartupError, type Logger } from '@kexie/kernel';
import { databaseIdOf } from './database-id.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createInbox } from './inbox.ts';
import type { Mongo } from './mongo.ts';
import type { Nats } from './nats.ts';
import { createParkedEvents } from './parked-events.ts';
import type { Reaction } from './reaction.ts';
import { retryParked, settleBatch, type Parts } from './settle.ts';
import { ensureStream, isNotFound, streamOf } from './streams.ts';

export type Consumers = {
  stop(): Promise<void>;
  /** Metrics by name. A metric with a value for each consumer is keyed by the durable name. */
  gauges: {
    /** The number of events that wait in the stream. A consumer that the broker does not know yet is omitted. */
    consumer_lag(): Promise<Record<string, number>>;
    /** The number of parked events. */
    parked_events(): Promise<Record<string, number>>;
    /** 1 for a consumer that stands still. */
    consumer_stopped(): Promise<Record<string, number>>;
    /** The number of dead letters. */
    dead_letters(): Promise<Record<string, number>>;
    /** The number of bytes that the dead letters of the platform take, and that they may take. */
    dead_letters_bytes(): Promise<number>;
    dead_letters_bytes_max(): Promise<number>;
  };
  /**
   * Warnings for the operator, one sentence each: consumers that stand still or have parked events, dead letters that
   * nearly fill their stream.
   */
  warnings(): Promise<string[]>;
};

/** Settings of the operator, under the names of the environment variables. */
export type ConsumerSettings = {
  PARKED_EVENTS_MAX?: number | undefined;
  DEAD_LETTERS_BYTES_MAX?: number | undefined;
  TAKE_OVER_CONSUMERS?: boolean | undefined;
};

const ackWaitMs = 30_000;
/**
 * The maximum number of events that commit in one transaction. A backlog then needs few transactions, and a single
 * event does not wait for others. It is also the maximum number of unacknowledged events.
 */
const batchMax = 50;
const retryMs = 1_000;
/** Consumers carry the identity of their database under this key of their metadata. */
const databaseKey = 'kexie-database';

type Shared = Parts & { nats: Nats; databaseId: string; nudges: Map<string, () => void> };
type Options = { nats: Nats; mongo: Mongo; reactions: readonly Reaction[]; settings?: ConsumerSettings; log: Logger };

/**
 * Runs the reactions of a service, each as a durable pull consumer of the stream of the service that owns the event. An
 * event that is handled is acknowledged. An event that cannot be parsed, or fails permanently, becomes a dead letter
 * and is acknowledged. Any other event that fails is parked with the later events of its aggregate, acknowledged, and
 * retried with growing pauses.
 * @throws StartupError when one of the consumers belongs to another database.
 */
export async function startConsumers({ nats, mongo, reactions, settings = {}, log }: Options): Promise<Consumers> {
  refuseSharedDurables(reactions);
  const durables = reactions.map(({ durable }) => durable);
  const stopping = new AbortController();
  const shared: Shared = {
    nats,
    inbox: createInbox(mongo),
    parked: createParkedEvents(mongo, { max: settings.PARKED_EVENTS_MAX }),
    deadLetters: createDeadLetters(nats, { bytesMax: settings.DEAD_LETTERS_BYTES_MAX, log }),
    databaseId: await databaseIdOf(mongo),
    stopped: new Map(),
    nudges: new Map(),
    signal: stopping.signal,
    log,
  };
  await checkOwners(reactions, shared, settings.TAKE_OVER_CONSUMERS ?? false);
  const loops = reactions.flatMap((reaction) => [follow(reaction, shared), followParked(reaction, shared)]);
  const { parked, deadLetters, stopped } = shared;
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
    gauges: {
      consumer_lag: () => lagOf(reactions, nats),
      parked_events: () => parked.count(durables),
      consumer_stopped: async () =>
        Object.fromEntries(durables.map((durable) => [durable, stopped.has(durable) ? 1 : 0])),
      dead_letters: () => deadLetters.count(durables),
      dead_letters_bytes: async () => (await deadLetters.used()).bytes,
      dead_letters_bytes_max: async () => (await deadLetters.used()).bytesMax,
    },
    warnings: async () => {
      const standingStill = [...stopped].map(([durable, reason]) => `The consumer ${durable} stands still: ${reason}`);
      const parkedCounts = Object.entries(await parked.count(durables)).filter(([, count]) => count > 0);
      const letters = nats.isConnected() ? await deadLetters.warnings().catch(() => []) : [];
      return [
        ...standingStill,
        ...parkedCounts.map(
          ([durable, count]) => `The consumer ${durable} has parked ${count} of ${parked.max} events.`,
        ),
        ...letters,
      ];
    },
  };
}

async function lagOf(reactions: readonly Reaction[], nats: Nats): Promise<Record<string, number>> {
  const { consumers } = await nats.manager();
  const known = await Promise.all(
    reactions.map(async ({ service, durable }) => {
      const info = await consumers.info(streamOf(service), durable).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
      return info ? [[durable, info.num_pending + info.num_ack_pending] as const] : [];
    }),
  );
  return Object.fromEntries(known.flat());
}

/**
 * Reads one consumer until the service stops. Failures (no broker, stream or consumer missing) are logged and repaired.
 */
async function follow(reaction: Reaction, shared: Shared): Promise<void> {
  const { signal, stopped, log } = shared;
  const { durable } = reaction;
  const isStopped = (): boolean => signal.aborted;
  while (!isStopped()) {
    let messages: ConsumerMessages | undefined;
    const stop = () => messages?.stop();
    try {
      const { consumer, streamCreated } = await ensureConsumer(reaction, shared);
      stopped.delete(durable);
      // Without `abort_on_missing_resource` the client would wait forever for a stream that the broker has lost.
      messages = await consumer.consume({
        max_messages: 100,
        expires: 30_000,
        idle_heartbeat: 5_000,
        abort_on_missing_resource: true,
      });
      signal.addEventListener('abort', stop, { once: true });
      if (isStopped()) messages.stop();
      for await (const batch of batches(messages)) {
        if (isStopped()) break;
        await settleBatch(batch, streamCreated, reaction, shared);
        shared.nudges.get(durable)?.();
      }
    } catch (error) {
      if (error instanceof ForeignConsumer) stopped.set(durable, error.message);
      if (!isStopped()) log.warn({ err: error, durable }, 'a consumer starts again');
    }
    signal.removeEventListener('abort', stop);
    stop();
    if (!isStopped()) await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
}

/** Retries the parked events of one consumer, each when it is due. */
async function followParked(reaction: Reaction, shared: Shared): Promise<void> {
  const { signal, parked, nudges, log } = shared;
  while (!signal.aborted) {
    const nudged = new Promise<void>((resolve) => nudges.set(reaction.durable, resolve));
    try {
      const next = await parked.claim(reaction.durable);
      if (typeof next === 'number') await waitFor(nudged, next, signal);
      else await retryParked(next, reaction, shared);
    } catch (error) {
      log.warn({ err: error, durable: reaction.durable }, 'the parked events cannot be read; trying again');
      await sleep(retryMs, undefined, { signal }).catch(() => {});
    }
  }
}

async function waitFor(nudged: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  await Promise.race([
    nudged,
    sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => {}),
  ]);
  over.abort();
}

/**
 * Yields the messages that have arrived since the last batch, as soon as there is at least one. Until they are
 * acknowledged, the broker is told that work on them continues, so that it does not send them again: handlers may be
 * slower than `ack_wait`, and a consumer may stand still.
 */
async function* batches(messages: ConsumerMessages): AsyncGenerator<JsMsg[]> {
  const arrived: JsMsg[] = [];
  let current: JsMsg[] = [];
  const source = { ended: false };
  let failure: unknown;
  let wake = () => {};
  const collect = async () => {
    for await (const message of messages) {
      arrived.push(message);
      wake();
    }
  };
  collect()
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => {
      source.ended = true;
      wake();
    });
  const alive = setInterval(() => [...current, ...arrived].forEach((message) => message.working()), ackWaitMs / 3);
  try {
    while (true) {
      if (arrived.length > 0) yield (current = arrived.splice(0, batchMax));
      else if (source.ended) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    clearInterval(alive);
  }
  if (failure) throw failure;
}

/**
 * A consumer of this name exists and belongs to another database. Two services that shared it would each receive only a
 * part of the events.
 */
class ForeignConsumer extends StartupError {
  constructor({ service, durable }: Reaction, owner: string, databaseId: string) {
    super(
      'FOREIGN_DATABASE',
      `The consumer ${durable} of the stream ${streamOf(service)} belongs to the database ${owner}, and this service has the database ${databaseId} (collection "identity"). ` +
        'Give this service its own broker. If its database was replaced permanently, start it once with TAKE_OVER_CONSUMERS=true: it then handles the whole stream again.',
    );
  }
}

/**
 * @throws ForeignConsumer. With `takeOver` a foreign consumer is removed instead. A consumer about which the broker
 * does not answer now is checked again when the consumers start.
 */
async function checkOwners(
  reactions: readonly Reaction[],
  { nats, databaseId, log }: Shared,
  takeOver: boolean,
): Promise<void> {
  const { consumers } = await nats.manager();
  for (const reaction of reactions) {
    const { service, durable } = reaction;
    try {
      refuseForeign(await consumers.info(streamOf(service), durable), reaction, databaseId);
    } catch (error) {
      if (error instanceof ForeignConsumer) {
        if (!takeOver) throw error;
        await consumers.delete(streamOf(service), durable);
        log.warn({ durable }, 'a consumer of another database is taken over and handles the whole stream again');
      } else if (!isNotFound(error)) log.warn({ err: error, durable }, 'the owner of a consumer is not known yet');
    }
  }
}

function refuseForeign(
  { config: { metadata } }: { config: { metadata?: Record<string, string> } },
  reaction: Reaction,
  databaseId: string,
): void {
  const owner = metadata?.[databaseKey];
  if (owner !== undefined && owner !== databaseId) throw new ForeignConsumer(reaction, owner, databaseId);
}

async function ensureConsumer(
  reaction: Reaction,
  { nats, databaseId }: Shared,
): Promise<{ consumer: Consumer; streamCreated: string }> {
  const { service, durable, routes } = reaction;
  const manager = await nats.manager();
  const { created } = await ensureStream(manager, service);
  const changeable = {
    filter_subjects: routes.map(({ definition }) => definition.type),
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: batchMax,
    // An event that fails is parked or becomes a dead letter (see settle). The broker never stops delivering an event.
    max_deliver: -1,
    metadata: { [databaseKey]: databaseId },
  };
  try {
    refuseForeign(await manager.consumers.info(streamOf(service), durable), reaction, databaseId);
    await manager.consumers.update(streamOf(service), durable, changeable);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.consumers.add(streamOf(service), {
      ...changeable,
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
    });
  }
  return { consumer: await nats.jetstream.consumers.get(streamOf(service), durable), streamCreated: created };
}

function refuseSharedDurables(reactions: readonly Reaction[]): void {
  const names = reactions.map(({ service, durable }) => `${service}/${durable}`);
  const shared = names.find((name, index) => names.indexOf(name) !== index);
  if (shared) throw new Error(`Two reactions have the durable name "${shared}".`);
}
