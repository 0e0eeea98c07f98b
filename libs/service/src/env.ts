import { z } from 'zod';
import { deadLettersBytesMaxDefault, parkedEventsMaxDefault } from '@kexie/messaging/bounds';

/**
 * Reads the environment into one typed object. Empty variables count as missing.
 * @throws one Error that lists every problem, so that a deployment is mended in one go.
 */
export function parseEnv<T extends z.ZodType>(schema: T, source: Record<string, string | undefined>): z.infer<T> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${problems.join('\n')}`);
}

export const port = z.coerce.number().int().min(0).max(65_535);
export const logLevel = z.enum(['silent', 'debug', 'info', 'warn', 'error']).default('info');

/** A JSON Web Key, as JSON text. */
export const jwk = z.string().transform((text, context) => {
  try {
    return z
      .object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string().exactOptional() })
      .parse(JSON.parse(text));
  } catch {
    context.addIssue('must be an Ed25519 JSON Web Key');
    return z.NEVER;
  }
});

/** Where spans go, with the names that OpenTelemetry gave these settings; `OTEL_EXPORTER_OTLP_HEADERS` is read by the exporter itself. */
export const tracingEnv = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** the share of the traces that begin here which is recorded, 0 to 1 */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** how long one export may take with all its tries, and how long spans wait for the next, in milliseconds */
  OTEL_EXPORTER_OTLP_TIMEOUT: z.coerce.number().int().min(100).max(60_000).default(5_000),
  OTEL_BSP_SCHEDULE_DELAY: z.coerce.number().int().min(10).max(60_000).default(5_000),
  VERSION: z.string().default('dev'),
});

export type TracingEnv = z.infer<typeof tracingEnv>;

/** What SIGTERM asks to go says that it is not ready, and closes when nobody has asked it anything for so long. */
export const shutdownDelayMs = z.coerce.number().int().min(0).max(60_000).default(0);

/** Where the broker is, with the user of this program. */
export const natsUrl = z.string().regex(/^(nats|tls):\/\/[^\s/]+/, 'must be nats://USER:PASSWORD@HOST:PORT');

/** The address of a service's own database. Without a name MongoDB would take "test", which other services would share. */
const mongodbUri = z
  .string()
  .regex(/^mongodb(\+srv)?:\/\/[^/]+/, 'must be an address of the form mongodb://host:port/database')
  .regex(/^[^/]+\/\/[^/]+\/[^/?]+/, 'must name a database in its path, as in mongodb://host:port/kexie_people');

/** What every subgraph needs. */
export const subgraphEnv = tracingEnv.extend({
  PORT: port,
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: mongodbUri,
  NATS_URL: natsUrl,
  PUBLIC_URL: z.url().optional(),
  INTERNAL_TOKEN_PUBLIC_JWK: jwk,
  /** the team's private key, which signs what this service publishes; gateways in production believe nothing else */
  PUBLICATION_PRIVATE_JWK: jwk.refine(({ d }) => d !== undefined, 'must be a private key').optional(),
  LOG_LEVEL: logLevel,
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  /** `true` for one deploy: this schema is served although it breaks operations that clients sent in the last 30 days */
  SCHEMA_ALLOW_BREAKING: z.stringbool().optional(),
  /** how many events each consumer sets aside before it stands still */
  PARKED_EVENTS_MAX: z.coerce.number().int().min(1).max(1_000_000).default(parkedEventsMaxDefault),
  /** how many bytes the dead letters of the platform take; the same in all services */
  DEAD_LETTERS_BYTES_MAX: z.coerce.number().int().min(1_000_000).default(deadLettersBytesMaxDefault),
  /** `true` for one start: consumers of another database become this one's, and handle their streams from the beginning */
  TAKE_OVER_CONSUMERS: z.stringbool().optional(),
});

export type SubgraphEnv = z.infer<typeof subgraphEnv>;
