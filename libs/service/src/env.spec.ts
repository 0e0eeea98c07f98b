import { expect, test } from '@jest/globals';
import { parseEnv, subgraphEnv } from './env.ts';

const complete = {
  PORT: '4002',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGODB_URI: 'mongodb://127.0.0.1/kexie_people',
  INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x' }),
};

test.each([
  'mongodb://127.0.0.1:27017/kexie_people?directConnection=true',
  'mongodb://user:pass@a:27017,b:27017/kexie_people?replicaSet=rs',
  'mongodb+srv://cluster.example.org/kexie_people',
])('%s is the address of a database', (uri) => {
  expect(parseEnv(subgraphEnv, { ...complete, MONGODB_URI: uri }).MONGODB_URI).toBe(uri);
});

test.each([
  'mongodb://127.0.0.1:27017',
  'mongodb://127.0.0.1:27017/',
  'mongodb://127.0.0.1:27017/?directConnection=true',
])('%s names no database and is refused', (uri) => {
  expect(() => parseEnv(subgraphEnv, { ...complete, MONGODB_URI: uri })).toThrow(
    'MONGODB_URI: must name a database in its path',
  );
});

test('an address of something else is refused', () => {
  expect(() => parseEnv(subgraphEnv, { ...complete, MONGODB_URI: 'http://127.0.0.1/x' })).toThrow(
    'MONGODB_URI: must be an address of the form mongodb://host:port/database',
  );
});
