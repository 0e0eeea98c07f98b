import { expect, test } from '@jest/globals';
import { findFaults, mistakes } from '@kexie/testing/wrong-settings';
import { parseEnv, subgraphEnv } from './env.ts';

const x = 'x'.repeat(43);
const complete = {
  PORT: '4002',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGODB_URI: 'mongodb://127.0.0.1/kexie_people',
  INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x }),
};
const read = (source: Record<string, string>) => parseEnv(subgraphEnv, source);

/** Each setting, with those of the usual mistakes that are valid values of it. A new setting must be added here. */
const good: Record<keyof typeof subgraphEnv.shape, string[]> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: [],
  OTEL_TRACES_SAMPLER_ARG: ['0', '0.5'],
  OTEL_EXPORTER_OTLP_TIMEOUT: [],
  OTEL_BSP_SCHEDULE_DELAY: [],
  VERSION: mistakes.filter((mistake) => mistake === mistake.trim()),
  PORT: ['0'],
  HOST: ['0x10', '1e3', '1e400', 'NaN', 'null'],
  MONGODB_URI: [],
  NATS_URL: [],
  PUBLIC_URL: [],
  INTERNAL_TOKEN_PUBLIC_JWK: [],
  PUBLICATION_PRIVATE_JWK: [],
  LOG_LEVEL: [],
  SHUTDOWN_DELAY_MS: ['0'],
  SCHEMA_ALLOW_BREAKING: ['0'],
  PARKED_EVENTS_MAX: [],
  DEAD_LETTERS_BYTES_MAX: [],
  STATISTICS_AT_ONCE_MAX: [],
  STATISTICS_TIMEOUT_MS: [],
  TAKE_OVER_CONSUMERS: ['0'],
};

test.each(Object.keys(subgraphEnv.shape))(
  'a wrong %s is refused with a sentence that states its name, the expected form and the given value',
  (name) => {
    expect(findFaults(read, complete, name, good[name as keyof typeof good])).toEqual([]);
  },
);

test.each([
  'mongodb://127.0.0.1:27017/kexie_people?directConnection=true',
  'mongodb://user:pass@a:27017,b:27017/kexie_people?replicaSet=rs',
  'mongodb+srv://cluster.example.org/kexie_people',
])('%s is accepted as the address of a database', (uri) => {
  expect(read({ ...complete, MONGODB_URI: uri }).MONGODB_URI).toBe(uri);
});

test.each([
  'mongodb://127.0.0.1:27017',
  'mongodb://127.0.0.1:27017/',
  'mongodb://127.0.0.1:27017/?directConnection=true',
])('%s is refused because it names no database', (uri) => {
  expect(() => read({ ...complete, MONGODB_URI: uri })).toThrow('MONGODB_URI must name a database in its path');
});

test('several addresses of a broker are accepted', () => {
  const url = 'nats://u:p@a:4222,tls://u:p@b:4222';
  expect(read({ ...complete, NATS_URL: url }).NATS_URL).toBe(url);
});

test('errors do not show passwords and keys', () => {
  const wrong = {
    ...complete,
    NATS_URL: 'http://u:pass/word@h',
    MONGODB_URI: 'http://u:pass@word@h/x',
    INTERNAL_TOKEN_PUBLIC_JWK: 'password',
  };
  expect(() => read(wrong)).toThrow(/^(?![^]*(pass|word))[^]*NATS_URL/);
});

test('all problems are reported at once, and missing settings are called missing', () => {
  expect(() => read({ PORT: 'x' })).toThrow(
    /PORT must be a whole number from 0 to 65535, and is "x"\. MONGODB_URI is missing: it must be [^]*NATS_URL is missing[^]*INTERNAL_TOKEN_PUBLIC_JWK is missing/,
  );
});
