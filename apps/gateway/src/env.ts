import { isIP } from 'node:net';
import { z } from 'zod';
import {
  connectionLimits,
  host,
  jsonOf,
  natsUrl,
  oneOf,
  parseEnv,
  placeOf,
  port,
  privateJwk,
  shutdownDelayMs,
  text,
  tracingEnv,
  webUrl,
  wholeNumber,
} from '@kexie/service/process';
import { keysAgeMsMaxDefault } from './access/issuer-keys.ts';
import { bodyLimits } from './edge/body.ts';
import { admissionOptions } from './limits/admission.ts';
import { replyBytesMax } from './subgraphs/connections.ts';
import { costBudgets, costPerMinute, type ByRole } from './limits/budgets.ts';

/** Reads the gateway's settings from environment variables. `SUPERGRAPH_FILE` replaces registry and tokens. Throws one error that lists every problem. */
export function readEnv(source: NodeJS.ProcessEnv) {
  if (source['SUPERGRAPH_FILE'])
    return {
      ...common(parseEnv(variables, source), { COST_BUDGETS: {}, COST_PER_MINUTE: {} }),
      supergraphFile: source['SUPERGRAPH_FILE'],
      platform: undefined,
    };
  const values = parseEnv(platformVariables, source);
  const platform = {
    natsUrl: values.NATS_URL,
    internalTokenKey: values.INTERNAL_TOKEN_PRIVATE_JWK,
    teamsFile: values.TEAMS_FILE,
    development: values.KEXIE_MODE === 'development',
    recordOperations: values.RECORD_OPERATIONS,
    safelist: values.SAFELIST,
    safelistFreeRoles: values.SAFELIST_FREE_ROLES,
    issuer: {
      jwks: values.AUTH_JWKS ?? values.AUTH_JWKS_URL,
      issuer: values.AUTH_ISSUER,
      audience: values.AUTH_AUDIENCE,
      keysAgeMsMax: values.AUTH_KEYS_AGE_MAX_S * 1_000,
    },
  };
  return {
    ...common(values, { COST_BUDGETS: costBudgets, COST_PER_MINUTE: costPerMinute }),
    supergraphFile: undefined,
    platform,
  };
}

/** The limits that protect the machine are divided by the number of processes. Without tokens clients cannot be distinguished by role: with a supergraph from a file, costs are reported but not limited, and one client may use all slots. */
const common = (
  values: z.infer<typeof variables>,
  costs: { COST_BUDGETS: ByRole; COST_PER_MINUTE: ByRole },
  shareOf = createShare(values.GATEWAY_PROCESSES),
) => ({
  processes: values.GATEWAY_PROCESSES,
  host: values.HOST,
  port: values.PORT,
  logLevel: values.LOG_LEVEL,
  corsOrigins: values.CORS_ORIGINS,
  examplesDir: values.EXAMPLES_DIR,
  subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
  replyBytesMax: values.SUBGRAPH_REPLY_BYTES_MAX,
  slowOperationMs: values.SLOW_OPERATION_MS,
  explainRoles: values.EXPLAIN_ROLES,
  shutdownDelayMs: values.SHUTDOWN_DELAY_MS,
  metricsPort: values.METRICS_PORT,
  trustProxy: values.TRUST_PROXY,
  overrideRules: values.OVERRIDE_LABELS,
  bodies: {
    bytesMax: values.BODY_BYTES_MAX,
    anonymousBytesMax: Math.min(
      values.ANONYMOUS_BODY_BYTES_MAX ??
        (values.SUPERGRAPH_FILE ? values.BODY_BYTES_MAX : bodyLimits.anonymousBytesMax),
      values.BODY_BYTES_MAX,
    ),
    // At least one whole body must fit.
    arrivingBytesMax: shareOf(values.ARRIVING_BYTES_MAX, values.BODY_BYTES_MAX),
  },
  connections: {
    connectionsMax: shareOf(values.CONNECTIONS_MAX),
    perAddressMax: shareOf(
      values.CONNECTIONS_PER_ADDRESS_MAX ??
        (values.TRUST_PROXY === 0 ? connectionsPerAddressMax : Number.POSITIVE_INFINITY),
    ),
    pipelinedMax: connectionLimits.pipelinedMax,
    headersMsMax: values.HEADERS_TIMEOUT_MS,
    requestMsMax: values.BODY_TIMEOUT_MS,
    stalledMsMax: values.UNREAD_TIMEOUT_MS,
    unsentBytesMax: shareOf(values.UNREAD_BYTES_MAX),
  },
  planning: { threads: shareOf(values.PLANNING_THREADS), timeoutMs: values.PLANNING_TIMEOUT_MS },
  limits: {
    budgets: values.COST_BUDGETS === 'off' ? {} : { ...costs.COST_BUDGETS, ...values.COST_BUDGETS },
    perMinute: values.COST_PER_MINUTE === 'off' ? {} : { ...costs.COST_PER_MINUTE, ...values.COST_PER_MINUTE },
    introspection: values.INTROSPECTION.join() === 'public' ? ('public' as const) : values.INTROSPECTION,
    admission: {
      runningMax: shareOf(values.RUNNING_MAX),
      anonymousShare: values.SUPERGRAPH_FILE ? 1 : admissionOptions.anonymousShare,
      runningPerClientMax: shareOf(
        values.RUNNING_PER_CLIENT_MAX ??
          (values.SUPERGRAPH_FILE ? values.RUNNING_MAX : admissionOptions.runningPerClientMax),
      ),
      waitingMax: shareOf(values.WAITING_MAX),
      waitMsMax: admissionOptions.waitMsMax,
      requestMsMax: values.REQUEST_TIMEOUT_MS,
    },
  },
  tracing: {
    OTEL_EXPORTER_OTLP_ENDPOINT: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    OTEL_TRACES_SAMPLER_ARG: values.OTEL_TRACES_SAMPLER_ARG,
    OTEL_EXPORTER_OTLP_TIMEOUT: values.OTEL_EXPORTER_OTLP_TIMEOUT,
    OTEL_BSP_SCHEDULE_DELAY: values.OTEL_BSP_SCHEDULE_DELAY,
    VERSION: values.VERSION,
  },
});

/** Divides a limit by the number of processes. The share is at least 1, or at least `min`, but never more than the whole. */
const createShare =
  (processes: number) =>
  (whole: number, min = 1): number =>
    Math.min(whole, Math.max(min, Math.floor(whole / processes)));

const namesOf = (value: string): string[] =>
  value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
/** A comma-separated list; `isName` validates each item. */
const list = (isName: (name: string, index: number, all: readonly string[]) => boolean, expected: string) =>
  z
    .string(expected)
    .refine((value) => namesOf(value).length > 0 && namesOf(value).every(isName), expected)
    .transform(namesOf);
const roles = list((name) => /^[\w:.-]+$/.test(name), 'must be names of roles with commas between them');
const origins = list(
  (name) =>
    name === '*' || (URL.canParse(name) && /^https?:$/.test(new URL(name).protocol) && new URL(name).origin === name),
  'must be origins of the form https://HOST with commas between them',
);
/** Amounts of cost by role, over the defaults; "off" for no limit. */
const amounts = jsonOf(
  z.record(z.string(), z.number().min(1)),
  'must be off, or a JSON object from role to an amount of at least 1',
);
const byRole = z
  .union([z.literal('off'), amounts], 'must be off, or a JSON object from role to an amount of at least 1')
  .optional();
/** The number of proxies, or their addresses and networks, comma-separated. */
const proxies = list(
  isProxy,
  'must be a number of proxies from 0 to 100, or addresses and networks of proxies with commas between them',
).transform((names) => (/^\d+$/.test(names[0] ?? '') ? Number(names[0]) : names));
function isProxy(name: string, _index: number, all: readonly string[]): boolean {
  if (/^\d+$/.test(name)) return all.length === 1 && Number(name) <= 100;
  const [address = '', bits, more] = name.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(name)) return true;
  const version = isIP(address);
  return (
    version > 0 &&
    more === undefined &&
    (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}
/** Rules for labels of `@override`, by label: on, off, or a percentage. */
const overrideLabel = z.string().regex(/^(?:[a-zA-Z][\w\-:./]*|percent\((?:\d{1,2}(?:\.\d{1,8})?|100)\))$/);
const overrideRules = jsonOf(
  z.record(overrideLabel, z.union([z.boolean(), z.number().min(0).max(100)])),
  'must be a JSON object from labels of @override to true, false or a percentage from 0 to 100',
);
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const milliseconds = wholeNumber(100, 600_000);
/** One thread suffices for most deployments; the second plans for viewers with a token while another operation takes long. */
const planningThreads = 2;
/** An office or a school behind one address has a few hundred browsers with at most six connections each. */
const connectionsPerAddressMax = 1_000;

const variables = tracingEnv.extend({
  HOST: host.default('127.0.0.1'),
  PORT: port.default(4000),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  CORS_ORIGINS: origins.default([]),
  EXAMPLES_DIR: placeOf('folder').optional(),
  SUBGRAPH_TIMEOUT_MS: wholeNumber(100, 120_000).default(10_000),
  SUBGRAPH_REPLY_BYTES_MAX: wholeNumber(1_000, 200 * 1024 * 1024).default(replyBytesMax),
  SLOW_OPERATION_MS: wholeNumber(1, 600_000).default(1_000),
  EXPLAIN_ROLES: roles.default(['analyst', 'staff', 'administrator']),
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  METRICS_PORT: port.optional(),
  GATEWAY_PROCESSES: wholeNumber(1, 64).default(1),
  SUPERGRAPH_FILE: placeOf('file').optional(),
  TRUST_PROXY: proxies.default(0),
  OVERRIDE_LABELS: overrideRules.default({}),
  PLANNING_THREADS: wholeNumber(0, 16).default(planningThreads),
  PLANNING_TIMEOUT_MS: wholeNumber(100, 60_000).default(5_000),
  COST_BUDGETS: byRole,
  COST_PER_MINUTE: byRole,
  INTROSPECTION: roles.default(['public']),
  RUNNING_MAX: wholeNumber(1, 100_000).default(admissionOptions.runningMax),
  RUNNING_PER_CLIENT_MAX: wholeNumber(1, 100_000).optional(),
  WAITING_MAX: wholeNumber(0, 100_000).default(admissionOptions.waitingMax),
  BODY_BYTES_MAX: wholeNumber(1_024, 64 * 1024 * 1024).default(bodyLimits.bytesMax),
  ANONYMOUS_BODY_BYTES_MAX: wholeNumber(1_024, 64 * 1024 * 1024).optional(),
  ARRIVING_BYTES_MAX: wholeNumber(1024 * 1024, 4 * 1024 * 1024 * 1024).default(bodyLimits.arrivingBytesMax),
  CONNECTIONS_MAX: wholeNumber(10, 1_000_000).default(connectionLimits.connectionsMax),
  CONNECTIONS_PER_ADDRESS_MAX: wholeNumber(1, 1_000_000).optional(),
  HEADERS_TIMEOUT_MS: milliseconds.default(connectionLimits.headersMsMax),
  BODY_TIMEOUT_MS: milliseconds.default(connectionLimits.requestMsMax),
  UNREAD_TIMEOUT_MS: milliseconds.default(connectionLimits.stalledMsMax),
  UNREAD_BYTES_MAX: wholeNumber(1024 * 1024, 4 * 1024 * 1024 * 1024).default(connectionLimits.unsentBytesMax),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000).default(admissionOptions.requestMsMax),
});

/** Additional settings of a platform: its registry, and its users' tokens. */
const platformVariables = variables
  .extend({
    NATS_URL: natsUrl,
    INTERNAL_TOKEN_PRIVATE_JWK: privateJwk,
    KEXIE_MODE: oneOf(['production', 'development']).default('production'),
    TEAMS_FILE: placeOf('file').optional(),
    AUTH_JWKS: jsonOf(keySet, 'must be a JSON Web Key Set with at least one key').optional(),
    AUTH_JWKS_URL: webUrl.optional(),
    AUTH_KEYS_AGE_MAX_S: wholeNumber(60, 30 * 86_400).default(keysAgeMsMaxDefault / 1_000),
    AUTH_ISSUER: text,
    AUTH_AUDIENCE: text,
    RECORD_OPERATIONS: oneOf(['all', 'known']).default('all'),
    SAFELIST: oneOf(['off', 'log', 'enforce']).default('off'),
    SAFELIST_FREE_ROLES: roles.default(['analyst', 'administrator']),
  })
  .refine((values) => values.AUTH_JWKS ?? values.AUTH_JWKS_URL, {
    path: ['AUTH_JWKS'],
    message: 'or AUTH_JWKS_URL is required',
    when: () => true,
  })
  .refine((values) => values.TEAMS_FILE ?? values.KEXIE_MODE === 'development', {
    path: ['TEAMS_FILE'],
    message: 'is required unless KEXIE_MODE is development',
    when: () => true,
  });

/** The names of all settings. */
export const settings: readonly string[] = Object.keys(platformVariables.shape);
