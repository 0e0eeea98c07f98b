import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { StartupError } from '@kexie/kernel';
import { deadLettersBytesMaxDefault, parkedEventsMaxDefault } from '@kexie/messaging/bounds';
import { statisticsBoundsDefault } from './statistics-queue.ts';

type Source = Record<string, string | undefined>;

/**
 * Reads the environment into one typed object. Empty variables count as missing.
 * @throws one StartupError (INVALID_CONFIGURATION) with a sentence for each problem, so that an operator can correct
 * all of them at once.
 */
export function parseEnv<T extends z.ZodType>(schema: T, source: Source): z.infer<T> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => describe(String(path[0]), message, present));
  throw new StartupError('INVALID_CONFIGURATION', [...new Set(problems)].join(' '));
}

function describe(name: string, expected: string, present: Source): string {
  const value = present[name];
  if (value === undefined) return `${name} is missing: it ${expected}.`;
  return isSecret(name)
    ? `${name} ${expected}. Its value is not shown.`
    : `${name} ${expected}, and is ${shown(value)}.`;
}

/** Whether a setting is secret, by its name. The address and the age of keys are not secret. */
const isSecret = (name: string): boolean =>
  /JWK|KEY|TOKEN|SECRET|PASSWORD/.test(name) && !/_(URL|S|MS|MAX)$/.test(name);
const shownMax = 80;

/** A value for error messages: without the user and password of an address, and not too long. */
function shown(value: string): string {
  const safe = value.replace(/^([a-z+]+:\/\/)?.*@/is, '$1…@');
  return JSON.stringify(safe.length > shownMax ? `${safe.slice(0, shownMax)}…` : safe);
}

/** A whole number in decimal digits. `Number` would also accept blanks as 0, and 0x10 and 1e3. */
export const wholeNumber = (min: number, max: number) =>
  number(/^\d+$/, min, max, `must be a whole number from ${min} to ${max}`);
/** A number in decimal digits, with or without a fraction. */
export const decimal = (min: number, max: number) =>
  number(/^\d+(\.\d+)?$/, min, max, `must be a number from ${min} to ${max}`);

function number(digits: RegExp, min: number, max: number, expected: string) {
  const inRange = z.number().min(min, expected).max(max, expected);
  return z.string(expected).regex(digits, expected).transform(Number).pipe(inRange);
}

/** A text without leading or trailing blanks. */
export const text = z
  .string('must not be empty')
  .regex(/^\S(?:.*\S)?$/, 'must not be blank, nor begin or end with blanks');
/** One of the given words. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);
/** A switch: true or false, also yes or no, on or off, 1 or 0. */
const flag = z.stringbool({ error: 'must be true or false' });

/** A JSON text that matches the schema. `expected` completes the sentence "NAME …". */
export function jsonOf<T extends z.ZodType>(schema: T, expected: string) {
  return z.string(expected).transform((value, context): z.infer<T> => {
    const parsed = schema.safeParse(jsonOrUndefined(value));
    if (parsed.success) return parsed.data;
    context.addIssue(expected);
    return z.NEVER;
  });
}

function jsonOrUndefined(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const isPlace = (value: string, kind: 'file' | 'folder'): boolean => {
  const found = statSync(value, { throwIfNoEntry: false });
  return kind === 'file' ? found?.isFile() === true : found?.isDirectory() === true;
};
/** The path of a file or folder that exists when the program starts. */
export const placeOf = (kind: 'file' | 'folder') =>
  z.string(`must name a ${kind}`).refine((value) => isPlace(value, kind), `must name a ${kind} that exists`);

const hostName = /^(?=.*[a-z])[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i;
/** An address or a name of this machine to listen on. */
export const host = z
  .string('must be an address')
  .refine((value) => isIP(value) > 0 || hostName.test(value), 'must be an address or a host name, without a port');

const isAddress = (value: string, form: RegExp): boolean =>
  form.test(value) && URL.canParse(value) && new URL(value).hostname !== '';
const webForm = 'must be an address of the form http://HOST or https://HOST';
/** The address of an HTTP endpoint. */
export const webUrl = z.string(webForm).refine((value) => isAddress(value, /^https?:\/\/[^\s/]\S*$/), webForm);

const natsForm = 'must be an address of the form nats://USER:PASSWORD@HOST:PORT';
/** The address of the broker with the user of this program, or several addresses with commas between them. */
export const natsUrl = z.string(natsForm).refine(isNatsUrl, natsForm);

function isNatsUrl(value: string): boolean {
  return value.split(',').every((each) => isAddress(each, /^(?:nats|tls):\/\/[^\s/]+\/?$/));
}

const mongodbForm = 'must be an address of the form mongodb://HOST:PORT/DATABASE';
/**
 * The address of a service's own database. Without a name MongoDB would use "test", which other services would share.
 */
const mongodbUri = z
  .string(mongodbForm)
  .refine(isMongodbAddress, mongodbForm)
  .refine(
    (value) => !isMongodbAddress(value) || /^[^/]+\/\/[^/]+\/[^/?]+/.test(value),
    'must name a database in its path, as in mongodb://HOST:PORT/kexie_people',
  );

/** Whether a text has the form of a MongoDB address, with or without a database. */
function isMongodbAddress(value: string): boolean {
  const hosts = /^mongodb(?:\+srv)?:\/\/(?:[^@/\s]+@)?([^@/?\s]+)(?:[/?]\S*)?$/.exec(value)?.[1];
  return hosts?.split(',').every((each) => isAddress(`mongodb://${each}`, /./)) ?? false;
}

export const port = wholeNumber(0, 65_535);
const logLevel = oneOf(['silent', 'debug', 'info', 'warn', 'error']).default('info');

const keyPart = z.string().regex(/^[\w-]{43}$/);
const publicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: keyPart,
  d: keyPart.exactOptional(),
});
/** An Ed25519 key as a JSON Web Key in JSON text. A private key is accepted, too. */
const jwk = jsonOf(publicKey, 'must be an Ed25519 JSON Web Key');
/** A private Ed25519 key, with its private part `d`. */
export const privateJwk = jsonOf(publicKey.extend({ d: keyPart }), 'must be a private Ed25519 JSON Web Key');

/**
 * The settings of the span exporter, with the names of OpenTelemetry; `OTEL_EXPORTER_OTLP_HEADERS` is read by the
 * exporter itself.
 */
export const tracingEnv = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  /** the share of the traces starting in this program that is recorded, 0 to 1 */
  OTEL_TRACES_SAMPLER_ARG: decimal(0, 1).default(1),
  /**
   * the time that one export may take with all its attempts, and that spans wait for the next export, in milliseconds
   */
  OTEL_EXPORTER_OTLP_TIMEOUT: wholeNumber(100, 60_000).default(5_000),
  OTEL_BSP_SCHEDULE_DELAY: wholeNumber(10, 60_000).default(5_000),
  VERSION: text.default('dev'),
});

export type TracingEnv = z.infer<typeof tracingEnv>;

/** The time without requests after which a program closes when it has received SIGTERM, in milliseconds. */
export const shutdownDelayMs = wholeNumber(0, 60_000).default(0);

/** The settings of every subgraph. */
export const subgraphEnv = tracingEnv.extend({
  PORT: port,
  HOST: host.default('127.0.0.1'),
  MONGODB_URI: mongodbUri,
  NATS_URL: natsUrl,
  PUBLIC_URL: webUrl.optional(),
  INTERNAL_TOKEN_PUBLIC_JWK: jwk,
  /** the team's private key, which signs the publications of this service; gateways in production accept no other */
  PUBLICATION_PRIVATE_JWK: privateJwk.optional(),
  LOG_LEVEL: logLevel,
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  /**
   * `true` for one deployment: this schema is served although it breaks operations that clients sent in the last 30
   * days
   */
  SCHEMA_ALLOW_BREAKING: flag.optional(),
  /** the number of events that each consumer parks before it stands still */
  PARKED_EVENTS_MAX: wholeNumber(1, 1_000_000).default(parkedEventsMaxDefault),
  /** the number of bytes that the dead letters of the platform may take; the same in all services */
  DEAD_LETTERS_BYTES_MAX: wholeNumber(1_000_000, 1_000_000_000_000).default(deadLettersBytesMaxDefault),
  /** the number of statistics that this service computes at once, and the time that one may take, in milliseconds */
  STATISTICS_AT_ONCE_MAX: wholeNumber(1, 1_000).default(statisticsBoundsDefault.atOnceMax),
  STATISTICS_TIMEOUT_MS: wholeNumber(10, 60_000).default(statisticsBoundsDefault.timeoutMs),
  /**
   * `true` for one start: consumers of another database become this one's, and handle their streams from the beginning
   */
  TAKE_OVER_CONSUMERS: flag.optional(),
});

export type SubgraphEnv = z.infer<typeof subgraphEnv>;
