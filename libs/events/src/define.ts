import { z } from 'zod';

/** A new event, before it has an id and a place in a stream. */
export type NewEvent<Data = unknown> = { type: string; data: Data };

/**
 * The definition of an event for producers and consumers: call it to create a checked event, or pass it to `on` to
 * react to the event. `type` is also the NATS subject: `<service>.<noun>.<past verb>.v<n>`.
 */
export type EventDefinition<Data> = {
  (data: Data): NewEvent<Data>;
  readonly type: string;
  readonly service: string;
  readonly schema: z.ZodType<Data>;
};

const typePattern = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*){2}\.v[1-9]\d*$/;

/** Defines an event. @throws Error when the type is not of the form `<service>.<noun>.<past verb>.v<n>`. */
export function defineEvent<Data>(type: string, schema: z.ZodType<Data>): EventDefinition<Data> {
  if (!typePattern.test(type)) throw new Error(`"${type}" is not an event type of the form service.noun.verb.v1.`);
  const create = (data: Data): NewEvent<Data> => ({ type, data: schema.parse(data) });
  return Object.assign(create, { type, service: type.slice(0, type.indexOf('.')), schema });
}

/**
 * The maximum by which the time of an event may be ahead of the reader's clock. The same bound applies to a version,
 * which is a count or, for reference data, the time of its load in milliseconds: a larger version would make consumers
 * ignore all later events.
 */
export const aheadMsMax = 24 * 60 * 60 * 1000;

/**
 * The envelope on the wire: CloudEvents 1.0 in structured JSON mode, with the extensions `aggregateversion`,
 * `correlationid` and, from the distributed tracing extension, `traceparent`.
 */
const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(100),
  source: z.string().min(1),
  type: z.string().regex(typePattern),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().optional(),
  traceparent: z.string().optional(),
  correlationid: z.string().optional(),
  aggregateversion: z.int().nonnegative(),
  data: z.unknown(),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/**
 * An event as reactions receive it. `aggregateVersion` grows by one with each change of the aggregate: apply only newer
 * events. `traceparent` and `correlationId` (the id of the original request) are present when the producer knew them.
 */
export type ReceivedEvent<Data> = {
  id: string;
  type: string;
  aggregateId: string;
  aggregateVersion: number;
  occurredAt: Date;
  data: Data;
  traceparent?: string;
  correlationId?: string;
};

/** Wraps an event in its envelope. `source` is a URI reference such as `/kexie/people`. */
export function wrapEvent(
  event: NewEvent,
  facts: {
    id: string;
    source: string;
    aggregateId: string;
    aggregateVersion: number;
    occurredAt: Date;
    traceparent?: string | undefined;
    correlationId?: string | undefined;
  },
): Envelope {
  return {
    specversion: '1.0',
    id: facts.id,
    source: facts.source,
    type: event.type,
    subject: facts.aggregateId,
    time: facts.occurredAt.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `${facts.source}/events/${event.type}.json`,
    ...(facts.traceparent && { traceparent: facts.traceparent }),
    ...(facts.correlationId && { correlationid: facts.correlationId }),
    aggregateversion: facts.aggregateVersion,
    data: event.data,
  };
}

/**
 * Reads a message of this type. Unknown fields are ignored, so that a newer producer may add fields. The event must
 * come from the service that owns the type, its time must be at most `aheadMsMax` after `now`, and its version must not
 * exceed the milliseconds of that time.
 * @throws Error that names the invalid fields, but never contains their values.
 */
export function parseEnvelope<Data>(
  definition: EventDefinition<Data>,
  message: string,
  now = new Date(),
): ReceivedEvent<Data> {
  const envelope = check(envelopeSchema, parseJson(message), 'envelope');
  if (envelope.type !== definition.type) throw new Error(`Expected ${definition.type}, got ${envelope.type}.`);
  if (envelope.source !== `/kexie/${definition.service}`)
    throw new Error(
      `${definition.type} belongs to ${definition.service}, and its source is ${envelope.source.slice(0, 100)}.`,
    );
  const latest = now.getTime() + aheadMsMax;
  if (envelope.aggregateversion > latest)
    throw new Error(`The version of the event, ${envelope.aggregateversion}, is above the milliseconds of tomorrow.`);
  if (Date.parse(envelope.time) > latest)
    throw new Error(`The time of the event, ${envelope.time}, is more than a day ahead.`);
  return {
    id: envelope.id,
    type: envelope.type,
    aggregateId: envelope.subject,
    aggregateVersion: envelope.aggregateversion,
    occurredAt: new Date(envelope.time),
    data: check(definition.schema, envelope.data, definition.type),
    ...(envelope.traceparent && { traceparent: envelope.traceparent }),
    ...(envelope.correlationid && { correlationId: envelope.correlationid }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The message is not JSON.');
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`);
  throw new Error(`${what} does not parse: ${problems.join('; ')}`);
}
