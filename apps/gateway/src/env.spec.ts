import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findFaults, mistakes } from '@kexie/testing/wrong-settings';
import { readEnv, settings } from './env.ts';

const part = 'x'.repeat(43);
const key = { kty: 'OKP', crv: 'Ed25519', x: part, d: part };
/** An existing file. */
const file = import.meta.filename;
const complete = {
  NATS_URL: 'nats://127.0.0.1:4222',
  INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(key),
  AUTH_JWKS: JSON.stringify({ keys: [key] }),
  AUTH_ISSUER: 'i',
  AUTH_AUDIENCE: 'a',
  TEAMS_FILE: file,
};

test('optional settings have defaults', () => {
  expect(readEnv(complete)).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    logLevel: 'info',
    subgraphTimeoutMs: 10_000,
  });
});

test('bodies may be smaller without a token, but not with a supergraph from a file, where no client has one', () => {
  expect(readEnv(complete).bodies).toEqual({
    bytesMax: 1_048_576,
    anonymousBytesMax: 131_072,
    arrivingBytesMax: 67_108_864,
  });
  expect(readEnv({ ...complete, BODY_BYTES_MAX: '65536' }).bodies).toMatchObject({
    bytesMax: 65_536,
    anonymousBytesMax: 65_536,
  });
  expect(readEnv({ SUPERGRAPH_FILE: file }).bodies).toMatchObject({
    bytesMax: 1_048_576,
    anonymousBytesMax: 1_048_576,
  });
});

test('the limits that protect the machine are divided by the number of processes, and what a client may spend is not', () => {
  const whole = readEnv({ ...complete, PLANNING_THREADS: '8' });
  const share = readEnv({ ...complete, PLANNING_THREADS: '8', GATEWAY_PROCESSES: '4' });
  expect([whole.processes, share.processes]).toEqual([1, 4]);
  expect(share.limits.admission).toMatchObject({ runningMax: 50, runningPerClientMax: 12, waitingMax: 250 });
  expect(share.connections).toMatchObject({ connectionsMax: 2_500, perAddressMax: 250, unsentBytesMax: 16_777_216 });
  expect([share.bodies.arrivingBytesMax, share.planning.threads]).toEqual([16_777_216, 2]);
  expect(share.limits.perMinute).toEqual(whole.limits.perMinute);
  expect(share.limits.budgets).toEqual(whole.limits.budgets);
});

test('a share of a limit is at least 1, a limit of 0 stays, and a whole body fits into each process', () => {
  const few = {
    RUNNING_MAX: '1',
    WAITING_MAX: '0',
    PLANNING_THREADS: '0',
    TRUST_PROXY: '1',
    BODY_BYTES_MAX: '8388608',
  };
  const { limits, planning, connections, bodies } = readEnv({ ...complete, ...few, GATEWAY_PROCESSES: '64' });
  expect(limits.admission).toMatchObject({ runningMax: 1, runningPerClientMax: 1, waitingMax: 0 });
  expect([planning.threads, connections.perAddressMax, bodies.arrivingBytesMax]).toEqual([0, Infinity, 8_388_608]);
});

test('the gateway starts without a list of teams only in development, which is an explicit setting', () => {
  expect(() => readEnv({ ...complete, TEAMS_FILE: '' })).toThrow(
    'TEAMS_FILE is missing: it is required unless KEXIE_MODE is development',
  );
  expect(readEnv({ ...complete, TEAMS_FILE: '', KEXIE_MODE: 'development' }).platform).toMatchObject({
    development: true,
    teamsFile: undefined,
  });
  expect(readEnv(complete).platform).toMatchObject({ development: false, teamsFile: file });
});

test('every problem is reported at once', () => {
  expect(() =>
    readEnv({ ...complete, PORT: 'x', INTERNAL_TOKEN_PRIVATE_JWK: '{', AUTH_JWKS: '', AUTH_ISSUER: '' }),
  ).toThrow(/PORT[^]*INTERNAL_TOKEN_PRIVATE_JWK[^]*AUTH_ISSUER[^]*AUTH_JWKS/);
});

test('a public key in place of the private key is refused', () => {
  expect(() => readEnv({ ...complete, INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify({ ...key, d: undefined }) })).toThrow(
    /INTERNAL_TOKEN_PRIVATE_JWK/,
  );
});

test('rules for labels of @override are on, off or a percentage', () => {
  const rules = { moved: true, 'team:late/1': false, 'a-b.c_d': 12.5, 'percent(5)': 0 };
  expect(readEnv({ ...complete, OVERRIDE_LABELS: JSON.stringify(rules) }).overrideRules).toEqual(rules);
  expect(readEnv({ SUPERGRAPH_FILE: file, OVERRIDE_LABELS: JSON.stringify(rules) }).overrideRules).toEqual(rules);
  expect(readEnv(complete).overrideRules).toEqual({});
});

test.each([
  '{',
  '[]',
  'true',
  '{"a": "on"}',
  '{"a": 101}',
  '{"a": -1}',
  '{"a": null}',
  '{"1a": true}',
  '{"percent(101)": true}',
  '{"percent(5": true}',
  '{"": true}',
])('OVERRIDE_LABELS=%s is refused at the start', (text) => {
  expect(() => readEnv({ ...complete, OVERRIDE_LABELS: text })).toThrow(/OVERRIDE_LABELS/);
});

test('Compose passes every setting on, and the README names each', () => {
  const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  const {
    services: { gateway },
  } = parse(read('../../../docker-compose.yml'), { merge: true }) as { services: { gateway: { environment: object } } };
  // Settings that name files, which the container does not have.
  expect(settings.filter((name) => !(name in gateway.environment))).toEqual(['EXAMPLES_DIR', 'SUPERGRAPH_FILE']);
  expect(settings.filter((name) => !read('../README.md').includes(`\`${name}\``))).toEqual([]);
});

const texts = mistakes.filter((value) => value.trim() === value);
/** Each setting, with those of the usual mistakes that are valid values of it. A new setting must be added here. */
const good: Record<string, readonly string[]> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: [],
  OTEL_TRACES_SAMPLER_ARG: ['0', '0.5'],
  OTEL_EXPORTER_OTLP_TIMEOUT: [],
  OTEL_BSP_SCHEDULE_DELAY: [],
  VERSION: texts,
  HOST: ['0x10', '1e3', '1e400', 'NaN', 'null'],
  PORT: ['0'],
  METRICS_PORT: ['0'],
  LOG_LEVEL: [],
  CORS_ORIGINS: [],
  EXAMPLES_DIR: ['/'],
  SUPERGRAPH_FILE: [],
  SUBGRAPH_TIMEOUT_MS: [],
  SUBGRAPH_REPLY_BYTES_MAX: [],
  SLOW_OPERATION_MS: [],
  SHUTDOWN_DELAY_MS: ['0'],
  TRUST_PROXY: ['0', ' 5'],
  OVERRIDE_LABELS: [],
  PLANNING_THREADS: ['0'],
  PLANNING_TIMEOUT_MS: [],
  // The roles are those of the tokens, which the gateway does not know in advance.
  ...Object.fromEntries(
    ['EXPLAIN_ROLES', 'SAFELIST_FREE_ROLES', 'INTROSPECTION'].map((name) => [
      name,
      [...texts.filter((value) => /^[\w:.-]+$/.test(value)), ' 5'],
    ]),
  ),
  COST_BUDGETS: [],
  COST_PER_MINUTE: [],
  RUNNING_MAX: [],
  RUNNING_PER_CLIENT_MAX: [],
  WAITING_MAX: ['0'],
  BODY_BYTES_MAX: [],
  ANONYMOUS_BODY_BYTES_MAX: [],
  ARRIVING_BYTES_MAX: [],
  CONNECTIONS_MAX: [],
  CONNECTIONS_PER_ADDRESS_MAX: [],
  HEADERS_TIMEOUT_MS: [],
  BODY_TIMEOUT_MS: [],
  UNREAD_TIMEOUT_MS: [],
  UNREAD_BYTES_MAX: [],
  REQUEST_TIMEOUT_MS: [],
  NATS_URL: [],
  INTERNAL_TOKEN_PRIVATE_JWK: [],
  KEXIE_MODE: [],
  TEAMS_FILE: [],
  AUTH_JWKS: [],
  AUTH_JWKS_URL: [],
  AUTH_KEYS_AGE_MAX_S: [],
  AUTH_ISSUER: texts,
  AUTH_AUDIENCE: texts,
  RECORD_OPERATIONS: [],
  SAFELIST: [],
};

test.each(settings)(
  'a wrong %s is refused with a sentence that names it, what is expected and what was given',
  (name) => {
    expect(findFaults(readEnv, complete, name, good[name] ?? ['is not in the table'])).toEqual([]);
  },
);

test.each(['-1', '10.0.0.0/33', '127.0.0.1,x', '1,2', '10.0.0.1/8/8', '101'])(
  'TRUST_PROXY=%s is refused at the start',
  (value) => {
    expect(() => readEnv({ ...complete, TRUST_PROXY: value })).toThrow('TRUST_PROXY must be a number of proxies');
  },
);

test.each(['10.0.0.0/8, ::1', 'loopback', '2'])('TRUST_PROXY=%s is accepted', (value) => {
  expect(() => readEnv({ ...complete, TRUST_PROXY: value })).not.toThrow();
});
