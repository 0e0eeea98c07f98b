import { z } from 'zod';
import { connectionLimits, natsUrl, parseEnv, shutdownDelayMs, tracingEnv } from '@kexie/service/process';
import { keysAgeMsMaxDefault } from './access/issuer-keys.ts';
import { bodyLimits } from './edge/body.ts';
import { admissionOptions } from './limits/admission.ts';
import { replyBytesMax } from './subgraphs/connections.ts';
import { costBudgets, costPerMinute, type ByRole } from './limits/budgets.ts';

/** The gateway's settings from environment variables. `SUPERGRAPH_FILE` takes the place of registry and tokens. Throws one error that lists every problem. */
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

/** Who has no tokens has no roles to tell clients apart: from a file, costs are told but not limited, and one client may use all places. */
const common = (values: z.infer<typeof variables>, costs: { COST_BUDGETS: ByRole; COST_PER_MINUTE: ByRole }) => ({
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
    arrivingBytesMax: values.ARRIVING_BYTES_MAX,
  },
  connections: {
    ...connectionLimits,
    headersMsMax: values.HEADERS_TIMEOUT_MS,
    requestMsMax: values.BODY_TIMEOUT_MS,
    stalledMsMax: values.UNREAD_TIMEOUT_MS,
    unsentBytesMax: values.UNREAD_BYTES_MAX,
  },
  planning: { threads: values.PLANNING_THREADS, timeoutMs: values.PLANNING_TIMEOUT_MS },
  limits: {
    budgets: values.COST_BUDGETS === 'off' ? {} : { ...costs.COST_BUDGETS, ...values.COST_BUDGETS },
    perMinute: values.COST_PER_MINUTE === 'off' ? {} : { ...costs.COST_PER_MINUTE, ...values.COST_PER_MINUTE },
    introspection:
      values.INTROSPECTION === 'public'
        ? ('public' as const)
        : values.INTROSPECTION.split(',').map((role) => role.trim()),
    admission: {
      runningMax: values.RUNNING_MAX,
      runningPerClientMax:
        values.RUNNING_PER_CLIENT_MAX ??
        (values.SUPERGRAPH_FILE ? values.RUNNING_MAX : admissionOptions.runningPerClientMax),
      waitingMax: values.WAITING_MAX,
      waitMsMax: admissionOptions.waitMsMax,
      requestMsMax: values.REQUEST_TIMEOUT_MS,
    },
  },
  tracing: tracingEnv.parse(values),
});

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});
/** Names with commas between them. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);
/** Amounts of cost by role, over the defaults; "off" for no limit. */
const byRole = z.union([z.literal('off'), json.pipe(z.record(z.string(), z.number().min(1)))]).optional();
/** How many proxies there are, or their addresses and networks with commas between them. */
const proxies = list.transform((names) =>
  names.length === 1 && /^\d+$/.test(names[0] ?? '') ? Number(names[0]) : names,
);
/** Rules for labels of `@override`, by their names: on, off, or a percentage. */
const overrideLabel = z
  .string()
  .regex(/^(?:[a-zA-Z][\w\-:./]*|percent\((?:\d{1,2}(?:\.\d{1,8})?|100)\))$/, 'is no label of @override');
const overrideRules = json.pipe(
  z.record(
    overrideLabel,
    z.union([z.boolean(), z.number().min(0).max(100)], 'a rule is true, false, or a percentage from 0 to 100'),
  ),
);
const privateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const milliseconds = z.coerce.number().int().min(100).max(600_000);
/** One is enough for most; the other plans for viewers with a token while somebody else's operation takes long. */
const planningThreads = 2;

const variables = tracingEnv.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  CORS_ORIGINS: list.default([]),
  EXAMPLES_DIR: z.string().min(1).optional(),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  SUBGRAPH_REPLY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(200 * 1024 * 1024)
    .default(replyBytesMax),
  SLOW_OPERATION_MS: z.coerce.number().int().min(1).max(600_000).default(1_000),
  EXPLAIN_ROLES: list.default(['analyst', 'staff', 'administrator']),
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SUPERGRAPH_FILE: z.string().optional(),
  TRUST_PROXY: proxies.default(0),
  OVERRIDE_LABELS: overrideRules.default({}),
  PLANNING_THREADS: z.coerce.number().int().min(0).max(16).default(planningThreads),
  PLANNING_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(5_000),
  COST_BUDGETS: byRole,
  COST_PER_MINUTE: byRole,
  INTROSPECTION: z.string().min(1).default('public'),
  RUNNING_MAX: z.coerce.number().int().min(1).max(100_000).default(admissionOptions.runningMax),
  RUNNING_PER_CLIENT_MAX: z.coerce.number().int().min(1).max(100_000).optional(),
  WAITING_MAX: z.coerce.number().int().min(0).max(100_000).default(admissionOptions.waitingMax),
  BODY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(64 * 1024 * 1024)
    .default(bodyLimits.bytesMax),
  ANONYMOUS_BODY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(64 * 1024 * 1024)
    .optional(),
  ARRIVING_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1024 * 1024)
    .max(4 * 1024 * 1024 * 1024)
    .default(bodyLimits.arrivingBytesMax),
  HEADERS_TIMEOUT_MS: milliseconds.default(connectionLimits.headersMsMax),
  BODY_TIMEOUT_MS: milliseconds.default(connectionLimits.requestMsMax),
  UNREAD_TIMEOUT_MS: milliseconds.default(connectionLimits.stalledMsMax),
  UNREAD_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(1024 * 1024)
    .max(4 * 1024 * 1024 * 1024)
    .default(connectionLimits.unsentBytesMax),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(admissionOptions.requestMsMax),
});

/** What a platform needs beside: its registry, and who may ask. */
const platformVariables = variables
  .extend({
    NATS_URL: natsUrl,
    INTERNAL_TOKEN_PRIVATE_JWK: json.pipe(privateKey),
    KEXIE_MODE: z.enum(['production', 'development']).default('production'),
    TEAMS_FILE: z.string().min(1).optional(),
    AUTH_JWKS: json.pipe(keySet).optional(),
    AUTH_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
    AUTH_KEYS_AGE_MAX_S: z.coerce
      .number()
      .int()
      .min(60)
      .max(30 * 86_400)
      .default(keysAgeMsMaxDefault / 1_000),
    AUTH_ISSUER: z.string().min(1),
    AUTH_AUDIENCE: z.string().min(1),
    RECORD_OPERATIONS: z.enum(['all', 'known']).default('all'),
    SAFELIST: z.enum(['off', 'log', 'enforce']).default('off'),
    SAFELIST_FREE_ROLES: list.default(['analyst', 'administrator']),
  })
  .refine((values) => values.AUTH_JWKS ?? values.AUTH_JWKS_URL, {
    path: ['AUTH_JWKS'],
    message: 'this or AUTH_JWKS_URL is required',
    when: () => true,
  })
  .refine((values) => values.TEAMS_FILE ?? values.KEXIE_MODE === 'development', {
    path: ['TEAMS_FILE'],
    message: 'is required unless KEXIE_MODE is development',
    when: () => true,
  });

/** The names of all settings. */
export const settings: readonly string[] = Object.keys(platformVariables.shape);
