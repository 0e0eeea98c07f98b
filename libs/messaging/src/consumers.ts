import { setTimeout as sleep } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, nanos, type Consumer, type ConsumerMessages, type JsMsg } from 'nats';
import type { Logger } from '@kexie/kernel';
import { parseEnvelope } from '@kexie/events';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { Mongo } from './mongo.ts';
import type { Nats } from './nats.ts';
import type { Reaction } from './reaction.ts';
import { ensureStream, isNotFound, streamOf } from './streams.ts';

export type Consumers = { stop(): Promise<void>; lag(): Promise<Record<string, number>> };

/** After this many tries an event becomes a dead letter. With the delays below that is about half an hour of a failing handler. */
const deliveriesMax = 20;
const backoffMs = [200, 1_000, 5_000, 15_000, 60_000, 120_000];
const ackWaitMs = 30_000;
/** One message at a time keeps the order of the stream; a copy that arrives late is still ignored by its version. */
const inFlightMax = 1;
const retryMs = 1_000;

type Parts = { nats: Nats; inbox: Inbox; deadLetters: DeadLetters; log: Logger };

/**
 * Runs the reactions of a service, each as a durable pull consumer of the stream of the service whose event it is.
 * Handled → ack; does not parse → dead letter and term; throws → nak with a growing delay and, after the last try, dead letter.
 */
export function startConsumers({ nats, mongo, reactions, log }: { nats: Nats; mongo: Mongo; reactions: readonly Reaction[]; log: Logger }): Consumers {
  const parts: Parts = { nats, inbox: createInbox(mongo), deadLetters: createDeadLetters(nats), log };
  refuseSharedDurables(reactions);
  const stopping = new AbortController();
  const loops = reactions.map((reaction) => follow(reaction, parts, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
    lag: async () => Object.fromEntries(await Promise.all(reactions.map(async (reaction) => {
      const info = await (await nats.manager()).consumers.info(streamOf(reaction.service), reaction.durable);
      return [reaction.durable, info.num_pending + info.num_ack_pending] as const;
    }))),
  };
}

/** Follows one consumer for ever: whatever breaks (broker away, consumer deleted) is logged and tried again. */
async function follow(reaction: Reaction, parts: Parts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let messages: ConsumerMessages | undefined;
    const stop = () => messages?.stop();
    try {
      const consumer = await ensureConsumer(reaction, parts.nats);
      messages = await consumer.consume({ max_messages: 100, expires: 30_000, idle_heartbeat: 5_000 });
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) messages.stop();
      for await (const message of messages) {
        if (signal.aborted) break;
        await settle(message, reaction, parts);
      }
    } catch (error) {
      if (!signal.aborted) parts.log.warn({ err: error, durable: reaction.durable }, 'a consumer starts again');
    }
    signal.removeEventListener('abort', stop);
    if (!signal.aborted) await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
}

async function settle(message: JsMsg, reaction: Reaction, { inbox, deadLetters, log }: Parts): Promise<void> {
  const text = message.string();
  const read = readMessage(message.subject, text, reaction);
  if ('error' in read) {
    await bury(message, 'unparseable', read.error);
    return;
  }
  const { event, route } = read;
  // a handler may be slower than ack_wait; without this it would be delivered a second time while the first still runs
  const alive = setInterval(() => message.working(), ackWaitMs / 3);
  try {
    await inbox.once(reaction.durable, event.id, (session) => route.handle(event, session));
    message.ack();
  } catch (error) {
    if (message.info.redeliveryCount >= deliveriesMax) await bury(message, 'failed', error);
    else {
      log.warn({ err: error, durable: reaction.durable, eventId: event.id, delivery: message.info.redeliveryCount }, 'an event is tried again later');
      // never a bare nak: it ignores every backoff and burns all deliveries within a millisecond
      message.nak(backoffMs[Math.min(message.info.redeliveryCount - 1, backoffMs.length - 1)] ?? retryMs);
    }
  } finally {
    clearInterval(alive);
  }

  async function bury(dead: JsMsg, reason: 'unparseable' | 'failed', error: unknown): Promise<void> {
    const id = dead.headers?.get('Nats-Msg-Id') || `${dead.info.stream}-${dead.seq}`;
    log.error({ err: error, durable: reaction.durable, messageId: id }, 'an event became a dead letter');
    try {
      await deadLetters.add({ id, durable: reaction.durable, type: dead.subject, stream: dead.info.stream, sequence: dead.seq, reason, error: String(error).slice(0, 500), message: text });
      dead.term(reason);
    } catch (failure) {
      log.warn({ err: failure }, 'a dead letter could not be written; the message stays');
      dead.nak(retryMs);
    }
  }
}

function readMessage(subject: string, text: string, { routes }: Reaction) {
  try {
    const route = routes.find(({ definition }) => definition.type === subject);
    if (!route) throw new Error(`Nobody here reacts to ${subject}.`);
    return { route, event: parseEnvelope(route.definition, text) };
  } catch (error) {
    return { error };
  }
}

async function ensureConsumer({ service, durable, routes }: Reaction, nats: Nats): Promise<Consumer> {
  const manager = await nats.manager();
  await ensureStream(manager, service);
  const changeable = {
    filter_subjects: routes.map(({ definition }) => definition.type),
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: inFlightMax,
    // the count is ours (see settle), so that the last failure is written down before the broker lets go
    max_deliver: -1,
  };
  try {
    await manager.consumers.info(streamOf(service), durable);
    await manager.consumers.update(streamOf(service), durable, changeable);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.consumers.add(streamOf(service), { ...changeable, durable_name: durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All });
  }
  return nats.jetstream.consumers.get(streamOf(service), durable);
}

function refuseSharedDurables(reactions: readonly Reaction[]): void {
  const names = reactions.map(({ service, durable }) => `${service}/${durable}`);
  const shared = names.find((name, index) => names.indexOf(name) !== index);
  if (shared) throw new Error(`The durable name "${shared}" stands for two reactions.`);
}
