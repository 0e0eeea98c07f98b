import { expect, test } from '@jest/globals';
import { readEnv } from './env.ts';

const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' };
const complete = { NATS_URL: 'nats://127.0.0.1:4222', INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(key), AUTH_JWKS: JSON.stringify({ keys: [key] }), AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };

test('what may be left out has a default', () => {
  expect(readEnv(complete)).toMatchObject({ host: '127.0.0.1', port: 4000, logLevel: 'info', subgraphTimeoutMs: 10_000 });
});

test('every problem is told at once', () => {
  expect(() => readEnv({ ...complete, PORT: 'x', INTERNAL_TOKEN_PRIVATE_JWK: '{', AUTH_JWKS: '', AUTH_ISSUER: '' })).toThrow(/PORT[^]*INTERNAL_TOKEN_PRIVATE_JWK[^]*AUTH_ISSUER[^]*AUTH_JWKS/);
});

test('a public key where the private one belongs is refused', () => {
  expect(() => readEnv({ ...complete, INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify({ ...key, d: undefined }) })).toThrow(/INTERNAL_TOKEN_PRIVATE_JWK/);
});
