import type { Model, QueryFilter } from 'mongoose';
import type { EventDefinition, ReceivedEvent } from '@kexie/events';
import type { Session, Versioned } from './mongo.ts';

/** The handler of one type of event. */
export type Route = {
  definition: EventDefinition<unknown>;
  handle(event: ReceivedEvent<unknown>, session: Session): Promise<void>;
};

/**
 * A reaction throws this for an event that fails permanently. The event becomes a dead letter at once, and later events
 * of its aggregate are handled.
 */
export class PermanentFailure extends Error {}

/** The reaction of a service to events of one stream, with a durable name of the form `<consumer>-<reaction>`. */
export type Reaction = { durable: string; service: string; routes: readonly Route[] };

/**
 * Reacts to one type of event. The handler runs in the transaction of its inbox row and must use the given session for
 * all writes. It may be called again for a message whose transaction did not commit. Events may be late or out of
 * order, so it must apply only newer ones.
 */
export function on<Data>(
  definition: EventDefinition<Data>,
  durable: string,
  handle: (event: ReceivedEvent<Data>, session: Session) => Promise<void>,
): Reaction {
  return react(durable, when(definition, handle));
}

/** Reacts to several types of events of one stream with one consumer, so that these events keep their order. */
export function react(durable: string, ...routes: [Route, ...Route[]]): Reaction {
  if (!/^[a-z]+(-[a-z]+)+$/.test(durable))
    throw new Error(`"${durable}" is not a durable name of the form consumer-reaction.`);
  const { service } = routes[0].definition;
  if (routes.some((route) => route.definition.service !== service))
    throw new Error(`"${durable}" reacts to more than one service.`);
  return { durable, service, routes };
}

/** One route of `react`. */
export function when<Data>(
  definition: EventDefinition<Data>,
  handle: (event: ReceivedEvent<Data>, session: Session) => Promise<void>,
): Route {
  return { definition: definition as EventDefinition<unknown>, handle: handle as Route['handle'] };
}

/**
 * Writes the local copy of another service's record, unless it already has this or a newer version. Returns whether it
 * wrote.
 */
export async function applyIfNewer<T extends Versioned>(model: Model<T>, copy: T, session: Session): Promise<boolean> {
  const present = await model.findById(copy._id, { version: 1 }, { session }).lean<Versioned>();
  if (present && present.version >= copy.version) return false;
  await model.replaceOne({ _id: copy._id } as QueryFilter<T>, copy, { upsert: true, session });
  return true;
}
