import { setTimeout as sleep } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, nanos, type Consumer, type ConsumerMessages, type JsMsg } from 'nats';
import { inSpan, type Logger } from '@kexie/kernel';
import { parseEnvelope, type ReceivedEvent } from '@kexie/events';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { Mongo, Session } from './mongo.ts';
import type { Nats } from './nats.ts';
import type { Reaction, Route } from './reaction.ts';
import { ensureStream, isNotFound, streamOf } from './streams.ts';

export type Consumers = {
  stop(): Promise<void>;
  /** How many events wait for each consumer, by durable name. One that the broker does not know yet is left out. */
  lag(): Promise<Record<string, number>>;
  /** How many dead letters each consumer has, by durable name. */
  deadLetters(): Promise<Record<string, number>>;
};

/** After this many tries an event becomes a dead letter. With the delays below that is about half an hour of a failing handler. */
const deliveriesMax = 20;
const backoffMs = [200, 1_000, 5_000, 15_000, 60_000, 120_000];
const ackWaitMs = 30_000;
/**
 * What has arrived commits together, up to this many: a backlog then costs few transactions, a single event waits for nothing. Within a batch the order of the stream
 * holds; an event that failed comes again after later ones, which the guards in the effects must bear (`applyIfNewer`).
 */
const batchMax = 50;
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
    lag: () => lagOf(reactions, nats),
    deadLetters: () => parts.deadLetters.count(reactions.map(({ durable }) => durable)),
  };
}

async function lagOf(reactions: readonly Reaction[], nats: Nats): Promise<Record<string, number>> {
  const { consumers } = await nats.manager();
  const known = await Promise.all(reactions.map(async ({ service, durable }) => {
    const info = await consumers.info(streamOf(service), durable).catch((error: unknown) => { if (!isNotFound(error)) throw error; });
    return info ? [[durable, info.num_pending + info.num_ack_pending] as const] : [];
  }));
  return Object.fromEntries(known.flat());
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
      for await (const batch of batches(messages)) {
        if (signal.aborted) break;
        await settleBatch(batch, reaction, parts);
      }
    } catch (error) {
      if (!signal.aborted) parts.log.warn({ err: error, durable: reaction.durable }, 'a consumer starts again');
    }
    signal.removeEventListener('abort', stop);
    stop();
    if (!signal.aborted) await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
}

/** What has arrived since the last look, as soon as there is anything. */
async function* batches(messages: ConsumerMessages): AsyncGenerator<JsMsg[]> {
  const arrived: JsMsg[] = [];
  let ended = false;
  let failure: unknown;
  let wake = () => {};
  const collect = async () => {
    for await (const message of messages) {
      arrived.push(message);
      wake();
    }
  };
  collect().catch((error: unknown) => { failure = error; }).finally(() => { ended = true; wake(); });
  while (true) {
    if (arrived.length > 0) yield arrived.splice(0, batchMax);
    else if (ended) break;
    else await new Promise<void>((resolve) => { wake = resolve; });
  }
  if (failure) throw failure;
}

async function settleBatch(batch: JsMsg[], reaction: Reaction, parts: Parts): Promise<void> {
  // handlers may be slower than ack_wait; without this a message would be delivered a second time while it still waits or runs
  const alive = setInterval(() => batch.forEach((message) => message.working()), ackWaitMs / 3);
  try {
    const handled = batch.length > 1 && await handleTogether(batch, reaction, parts);
    if (handled) batch.forEach((message) => message.ack());
    else for (const message of batch) await settle(message, reaction, parts);
  } finally {
    clearInterval(alive);
  }
}

/** Handles a batch in one transaction. Returns false, with nothing done, when any of it fails: then each is settled alone. */
async function handleTogether(batch: readonly JsMsg[], reaction: Reaction, { inbox }: Parts): Promise<boolean> {
  const reads = batch.map((message) => readMessage(message.subject, message.string(), reaction));
  const readable = reads.filter((read): read is Readable => !('error' in read));
  if (readable.length < reads.length) return false;
  try {
    await inbox.onceEach(reaction.durable, readable.map(({ event, route }) => ({ eventId: event.id, effect: (session) => handle(reaction, route, event, session) })));
    return true;
  } catch {
    return false;
  }
}

/** Runs a handler as a part of the trace and of the request that the event came from. */
function handle({ durable }: Reaction, route: Route, event: ReceivedEvent<unknown>, session: Session): Promise<void> {
  const facts = { 'messaging.system': 'nats', 'messaging.operation.type': 'process', 'messaging.consumer.group.name': durable, 'messaging.message.id': event.id };
  return inSpan({ name: `process ${event.type}`, kind: 'consumer', parent: event.traceparent, requestId: event.correlationId, facts }, () => route.handle(event, session));
}

async function settle(message: JsMsg, reaction: Reaction, { inbox, deadLetters, log }: Parts): Promise<void> {
  const text = message.string();
  const read = readMessage(message.subject, text, reaction);
  if ('error' in read) return bury('unparseable', read.error);
  const { event, route } = read;
  try {
    await inbox.onceEach(reaction.durable, [{ eventId: event.id, effect: (session) => handle(reaction, route, event, session) }]);
    message.ack();
  } catch (error) {
    const deliveries = message.info.redeliveryCount;
    if (deliveries >= deliveriesMax) return bury('failed', error);
    log.warn({ err: error, durable: reaction.durable, eventId: event.id, delivery: deliveries }, 'an event is tried again later');
    // never a bare nak: it ignores every backoff and burns all deliveries within a millisecond
    message.nak(backoffMs[Math.min(deliveries - 1, backoffMs.length - 1)] ?? retryMs);
  }

  async function bury(reason: 'unparseable' | 'failed', error: unknown): Promise<void> {
    const id = message.headers?.get('Nats-Msg-Id') || `${message.info.stream}-${message.seq}`;
    log.error({ err: error, durable: reaction.durable, messageId: id }, 'an event became a dead letter');
    try {
      await deadLetters.add({ id, durable: reaction.durable, type: message.subject, stream: message.info.stream, sequence: message.seq, reason, error: String(error).slice(0, 500), message: text });
      message.term(reason);
    } catch (failure) {
      log.warn({ err: failure }, 'a dead letter could not be written; the message stays');
      message.nak(retryMs);
    }
  }
}

type Readable = { route: Route; event: ReceivedEvent<unknown> };
type Read = Readable | { error: unknown };

function readMessage(subject: string, text: string, { routes }: Reaction): Read {
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
    max_ack_pending: batchMax,
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
