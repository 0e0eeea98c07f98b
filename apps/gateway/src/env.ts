import { z } from 'zod';
import { parseEnv } from '@kexie/service/process';

export type Env = ReturnType<typeof readEnv>;

/** The gateway's settings from environment variables. `SUPERGRAPH_FILE` takes the place of registry and tokens. Throws one error that lists every problem. */
export function readEnv(source: NodeJS.ProcessEnv) {
  if (source['SUPERGRAPH_FILE']) return { ...common(parseEnv(variables, source)), supergraphFile: source['SUPERGRAPH_FILE'], platform: undefined };
  const values = parseEnv(platformVariables, source);
  const platform = {
    natsUrl: values.NATS_URL,
    internalTokenKey: values.INTERNAL_TOKEN_PRIVATE_JWK,
    issuer: { jwks: values.AUTH_JWKS ?? values.AUTH_JWKS_URL, issuer: values.AUTH_ISSUER, audience: values.AUTH_AUDIENCE },
  };
  return { ...common(values), supergraphFile: undefined, platform };
}

const common = (values: z.infer<typeof variables>) => ({
  host: values.HOST,
  port: values.PORT,
  logLevel: values.LOG_LEVEL,
  subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
});

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});
const privateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
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
  })
  .refine((values) => values.AUTH_JWKS ?? values.AUTH_JWKS_URL, { path: ['AUTH_JWKS'], message: 'this or AUTH_JWKS_URL is required', when: () => true });
