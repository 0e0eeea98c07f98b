import { setTimeout as sleep } from 'node:timers/promises';
import type { JsMsg } from 'nats';
import { parseEnvelope, type ReceivedEvent } from '@kexie/events';
import { inSpan, type Logger } from '@kexie/kernel';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import { EarlierFailed, type Inbox } from './inbox.ts';
import type { Session } from './mongo.ts';
import { reasonOf } from './nats.ts';
import type { ParkedEvents, ParkedRow, Received } from './parked-events.ts';
import { PermanentFailure, type Reaction, type Route } from './reaction.ts';

/**
 * The parts that are needed to settle messages. `stopped` has, by durable name, the reason why a consumer stands still.
 */
export type Parts = {
  inbox: Inbox;
  parked: ParkedEvents;
  deadLetters: DeadLetters;
  stopped: Map<string, string>;
  log: Logger;
  signal: AbortSignal;
};

/** The pause between two attempts of a consumer that stands still. */
const stoppedRetryMs = 1_000;

/**
 * Handles messages of a stream in one transaction, and acknowledges each message when its effect is committed, or its
 * event is parked or has become a dead letter. While this is impossible (the database is unavailable, a bound is
 * reached), the consumer stands still.
 */
export async function settleBatch(
  batch: readonly JsMsg[],
  streamCreated: string,
  reaction: Reaction,
  parts: Parts,
): Promise<void> {
  const { stopped, log, signal } = parts;
  const { durable } = reaction;
  let left = batch.map((message): Item => {
    const received = receivedFrom(message, streamCreated);
    return { message, received, read: readMessage(received, reaction) };
  });
  while (left.length > 0 && !signal.aborted) {
    try {
      for await (const settled of settle(left, reaction, parts)) {
        settled.forEach(({ message }) => message.ack());
        left = left.filter((item) => !settled.includes(item));
      }
      if (left.length > 0)
        throw new Error(`${parts.parked.max} events are parked, which is the maximum (PARKED_EVENTS_MAX).`);
      if (stopped.delete(durable)) log.info({ durable }, 'a consumer continues');
    } catch (error) {
      const reason = reasonOf(error);
      stopped.set(durable, reason);
      log.error({ durable, waiting: left.length, reason }, 'a consumer stands still; no event is lost, and it retries');
      await sleep(stoppedRetryMs, undefined, { signal }).catch(() => {});
    }
  }
}

type Item = { message: JsMsg; received: Received; read: Read };

/**
 * Yields the messages that may be acknowledged: handled events, then parked events as far as there is room, then each
 * dead letter.
 */
async function* settle(items: readonly Item[], reaction: Reaction, parts: Parts): AsyncGenerator<readonly Item[]> {
  const { durable } = reaction;
  const { parked, deadLetters, log } = parts;
  const failures = await handleTogether(
    items.flatMap(({ read }) => ('error' in read ? [] : [read])),
    reaction,
    parts,
  );
  yield items.filter(({ read }) => 'event' in read && !failures.has(read.event.id));

  const failed = items.flatMap((item) => {
    const { received, read } = item;
    if ('error' in read) return [];
    const error = failures.get(read.event.id);
    return error === undefined || error instanceof PermanentFailure
      ? []
      : [{ item, received, event: read.event, reason: String(error), waited: error instanceof EarlierFailed }];
  });
  const parkedIds = await parked.park(durable, failed);
  if (parkedIds.size > 0)
    log.warn({ durable, events: parkedIds.size, reason: failed[0]?.reason }, 'events are parked and retried later');
  yield failed.filter(({ event }) => parkedIds.has(event.id)).map(({ item }) => item);

  for (const item of items) {
    const { read, received } = item;
    const error = 'error' in read ? read.error : failures.get(read.event.id);
    const reason = 'error' in read ? 'unparseable' : 'failed';
    if (reason === 'failed' && !(error instanceof PermanentFailure)) continue;
    await deadLetters.add(letterOf(received, durable, reason, error));
    log.error({ err: error, durable, messageId: received.id }, 'an event became a dead letter');
    yield [item];
  }
}

/**
 * Retries parked events in one transaction. An event that fails again is deferred; one that fails permanently or was
 * given up becomes a dead letter.
 */
export async function retryParked(
  rows: readonly ParkedRow[],
  reaction: Reaction,
  { inbox, parked, deadLetters, log }: Parts,
): Promise<void> {
  const { durable } = reaction;
  const items = rows.map((row) => ({ row, read: readMessage(row, reaction) }));
  // The events behind an event that becomes a dead letter are due when the letter is written.
  const ending = new Set(
    items.filter(({ row, read }) => 'error' in read || row.giveUp).map(({ row }) => row.aggregateId),
  );
  const failures = await handleOnce(
    items.flatMap(({ row, read }) => ('error' in read || ending.has(row.aggregateId) ? [] : [read])),
    reaction,
    inbox,
  );
  const failed: { row: ParkedRow; reason: string; waited: boolean }[] = [];
  for (const { row, read } of items) {
    const error =
      'error' in read
        ? read.error
        : row.giveUp
          ? new PermanentFailure(row.reason)
          : ending.has(row.aggregateId)
            ? new EarlierFailed()
            : failures.get(read.event.id);
    if (error === undefined) continue;
    try {
      if (!('error' in read) && !(error instanceof PermanentFailure)) throw error;
      await deadLetters.add(letterOf(row, durable, 'error' in read ? 'unparseable' : 'failed', error));
      log.error({ err: error, durable, eventId: row.eventId }, 'a parked event becomes a dead letter');
    } catch (failure) {
      failed.push({ row, reason: reasonOf(failure), waited: failure instanceof EarlierFailed });
    }
  }
  await parked.release(rows.filter((row) => !failed.some((each) => each.row === row)));
  await parked.defer(failed);
  if (failed[0])
    log.warn(
      { durable, events: failed.length, attempts: failed[0].row.attempts + 1, reason: failed[0].reason },
      'parked events failed again',
    );
}

/**
 * Handles the events that do not wait behind a parked event. Returns the reasons why the others were not handled, by
 * the id of the event.
 */
async function handleTogether(
  events: readonly Readable[],
  reaction: Reaction,
  { inbox, parked }: Parts,
): Promise<Map<string, unknown>> {
  const blocked = await parked.blocked(
    reaction.durable,
    events.map(({ event }) => event.aggregateId),
  );
  const [free, behind] = [
    events.filter(({ event }) => !blocked.has(event.aggregateId)),
    events.filter(({ event }) => blocked.has(event.aggregateId)),
  ];
  const failures = await handleOnce(free, reaction, inbox);
  for (const { event } of behind) failures.set(event.id, new EarlierFailed());
  return failures;
}

function handleOnce(events: readonly Readable[], reaction: Reaction, inbox: Inbox): Promise<Map<string, unknown>> {
  return inbox.onceEach(
    reaction.durable,
    events.map(({ event, route }) => ({
      eventId: event.id,
      aggregateId: event.aggregateId,
      effect: (session) => handle(reaction, route, event, session),
    })),
  );
}

/** Runs a handler within the trace and the request of the event. */
function handle({ durable }: Reaction, route: Route, event: ReceivedEvent<unknown>, session: Session): Promise<void> {
  const facts = {
    'messaging.system': 'nats',
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': durable,
    'messaging.message.id': event.id,
  };
  return inSpan(
    {
      name: `process ${event.type}`,
      kind: 'consumer',
      parent: event.traceparent,
      requestId: event.correlationId,
      facts,
    },
    () => route.handle(event, session),
  );
}

function letterOf(
  { id, type, stream, streamCreated, sequence, text }: Received,
  durable: string,
  reason: DeadLetter['reason'],
  error: unknown,
): DeadLetter {
  return { id, durable, type, stream, streamCreated, sequence, reason, error: String(error), message: text };
}

function receivedFrom(message: JsMsg, streamCreated: string): Received {
  const { stream } = message.info;
  const id = message.headers?.get('Nats-Msg-Id') || `${stream}-${message.seq}`;
  return { id, type: message.subject, stream, streamCreated, sequence: message.seq, text: message.string() };
}

type Readable = { route: Route; event: ReceivedEvent<unknown> };
type Read = Readable | { error: unknown };

function readMessage({ type, text }: Pick<Received, 'type' | 'text'>, { routes }: Reaction): Read {
  try {
    const route = routes.find(({ definition }) => definition.type === type);
    if (!route) throw new Error(`This consumer has no reaction to ${type}.`);
    return { route, event: parseEnvelope(route.definition, text) };
  } catch (error) {
    return { error };
  }
}
