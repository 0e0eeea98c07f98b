import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readEnv, settings } from './env.ts';

const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' };
const complete = {
  NATS_URL: 'nats://127.0.0.1:4222',
  INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(key),
  AUTH_JWKS: JSON.stringify({ keys: [key] }),
  AUTH_ISSUER: 'i',
  AUTH_AUDIENCE: 'a',
  TEAMS_FILE: 'teams.json',
};

test('what may be left out has a default', () => {
  expect(readEnv(complete)).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    logLevel: 'info',
    subgraphTimeoutMs: 10_000,
  });
});

test('bodies may be smaller without a token, but not from a file, where nobody has one', () => {
  expect(readEnv(complete).bodies).toEqual({
    bytesMax: 1_048_576,
    anonymousBytesMax: 131_072,
    arrivingBytesMax: 67_108_864,
  });
  expect(readEnv({ ...complete, BODY_BYTES_MAX: '65536' }).bodies).toMatchObject({
    bytesMax: 65_536,
    anonymousBytesMax: 65_536,
  });
  expect(readEnv({ SUPERGRAPH_FILE: 'x' }).bodies).toMatchObject({ bytesMax: 1_048_576, anonymousBytesMax: 1_048_576 });
});

test('without a list of teams it starts in development only, and development is a setting', () => {
  expect(() => readEnv({ ...complete, TEAMS_FILE: '' })).toThrow(
    'TEAMS_FILE: is required unless KEXIE_MODE is development',
  );
  expect(readEnv({ ...complete, TEAMS_FILE: '', KEXIE_MODE: 'development' }).platform).toMatchObject({
    development: true,
    teamsFile: undefined,
  });
  expect(readEnv(complete).platform).toMatchObject({ development: false, teamsFile: 'teams.json' });
});

test('every problem is told at once', () => {
  expect(() =>
    readEnv({ ...complete, PORT: 'x', INTERNAL_TOKEN_PRIVATE_JWK: '{', AUTH_JWKS: '', AUTH_ISSUER: '' }),
  ).toThrow(/PORT[^]*INTERNAL_TOKEN_PRIVATE_JWK[^]*AUTH_ISSUER[^]*AUTH_JWKS/);
});

test('a public key where the private one belongs is refused', () => {
  expect(() => readEnv({ ...complete, INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify({ ...key, d: undefined }) })).toThrow(
    /INTERNAL_TOKEN_PRIVATE_JWK/,
  );
});

test('rules for labels of @override are on, off or a percentage', () => {
  const rules = { moved: true, 'team:late/1': false, 'a-b.c_d': 12.5, 'percent(5)': 0 };
  expect(readEnv({ ...complete, OVERRIDE_LABELS: JSON.stringify(rules) }).overrideRules).toEqual(rules);
  expect(readEnv({ SUPERGRAPH_FILE: 'x', OVERRIDE_LABELS: JSON.stringify(rules) }).overrideRules).toEqual(rules);
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

test('Compose hands every setting on, and the README names each', () => {
  const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  const {
    services: { gateway },
  } = parse(read('../../../docker-compose.yml'), { merge: true }) as { services: { gateway: { environment: object } } };
  // files, which the container does not have
  expect(settings.filter((name) => !(name in gateway.environment))).toEqual(['EXAMPLES_DIR', 'SUPERGRAPH_FILE']);
  expect(settings.filter((name) => !read('../README.md').includes(`\`${name}\``))).toEqual([]);
});
