import { z } from 'zod';
import { parseEnv, tracingEnv } from '@kexie/service/process';

export type Env = ReturnType<typeof readEnv>;

/** The gateway's settings from environment variables. `SUPERGRAPH_FILE` takes the place of registry and tokens. Throws one error that lists every problem. */
export function readEnv(source: NodeJS.ProcessEnv) {
  if (source['SUPERGRAPH_FILE']) return { ...common(parseEnv(variables, source)), supergraphFile: source['SUPERGRAPH_FILE'], platform: undefined };
  const values = parseEnv(platformVariables, source);
  const platform = {
    natsUrl: values.NATS_URL,
    internalTokenKey: values.INTERNAL_TOKEN_PRIVATE_JWK,
    safelist: values.SAFELIST,
    safelistFreeRoles: values.SAFELIST_FREE_ROLES,
    issuer: { jwks: values.AUTH_JWKS ?? values.AUTH_JWKS_URL, issuer: values.AUTH_ISSUER, audience: values.AUTH_AUDIENCE },
  };
  return { ...common(values), supergraphFile: undefined, platform };
}

const common = (values: z.infer<typeof variables>) => ({
  host: values.HOST,
  port: values.PORT,
  logLevel: values.LOG_LEVEL,
  subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
  slowOperationMs: values.SLOW_OPERATION_MS,
  explainRoles: values.EXPLAIN_ROLES,
  metricsPort: values.METRICS_PORT,
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
const list = z.string().transform((text) => text.split(',').map((name) => name.trim()).filter((name) => name !== ''));
const privateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const variables = tracingEnv.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  SLOW_OPERATION_MS: z.coerce.number().int().min(1).max(600_000).default(1_000),
  EXPLAIN_ROLES: list.default(['analyst', 'staff', 'administrator']),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
});

/** What a platform needs beside: its registry, and who may ask. */
const platformVariables = variables
  .extend({
    NATS_URL: z.string().min(1),
    INTERNAL_TOKEN_PRIVATE_JWK: json.pipe(privateKey),
    AUTH_JWKS: json.pipe(keySet).optional(),
    AUTH_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
    AUTH_ISSUER: z.string().min(1),
    AUTH_AUDIENCE: z.string().min(1),
    SAFELIST: z.enum(['off', 'log', 'enforce']).default('off'),
    SAFELIST_FREE_ROLES: list.default(['analyst', 'administrator']),
  })
  .refine((values) => values.AUTH_JWKS ?? values.AUTH_JWKS_URL, { path: ['AUTH_JWKS'], message: 'this or AUTH_JWKS_URL is required', when: () => true });
