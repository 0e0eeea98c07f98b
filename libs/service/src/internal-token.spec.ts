import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { importTokenKey, signInternalToken, verifyInternalToken } from './internal-token.ts';

const gateway = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const publicKey = importTokenKey(gateway.publicKey.export({ format: 'jwk' }));
const privateKey = importTokenKey(gateway.privateKey.export({ format: 'jwk' }));
const viewer = {
  id: 'usr_1',
  roles: ['staff'],
  regions: ['450400'],
  organizations: ['org_1'],
  scopes: ['people:manage'],
};

type Claims = {
  iss?: string;
  aud?: string | string[];
  sub?: string;
  exp?: number;
  roles?: unknown;
  regions?: unknown;
  organizations?: unknown;
  scopes?: unknown;
};
const now = Math.floor(Date.now() / 1000);
const genuine: Claims = {
  iss: 'kexie-gateway',
  aud: 'kexie-subgraph/people',
  sub: 'usr_1',
  exp: now + 60,
  roles: ['staff'],
  regions: [],
  organizations: [],
  scopes: [],
};

/** A token as the gateway would sign it, with changes. */
const forge = (
  changes: Claims = {},
  { typ = 'kexie-internal+jwt', alg = 'EdDSA', key = gateway.privateKey as KeyObject | Uint8Array } = {},
) => new SignJWT({ ...genuine, ...changes }).setProtectedHeader({ alg, typ }).sign(key);
const without = (claim: keyof Claims) => forge({ [claim]: undefined });

test('the subgraph sees the viewer that the gateway states in the token', async () => {
  expect(await verifyInternalToken(publicKey, signInternalToken(privateKey, viewer, 'people'), 'people')).toEqual(
    viewer,
  );
});

test('a token without changes passes, so each forgery below differs from a valid token in one point', async () => {
  expect(await verifyInternalToken(publicKey, await forge(), 'people')).toMatchObject({
    id: 'usr_1',
    roles: ['staff'],
  });
});

test.each<[string, () => string | Promise<string>]>([
  ['signed with another key', () => forge({}, { key: stranger.privateKey })],
  ['without a signature (alg none)', () => new UnsecuredJWT(genuine).encode()],
  [
    'signed with the public key as if it were a shared secret',
    () =>
      forge(
        {},
        { alg: 'HS256', key: new TextEncoder().encode(JSON.stringify(gateway.publicKey.export({ format: 'jwk' }))) },
      ),
  ],
  ['that expired a minute ago', () => forge({ exp: now - 60 })],
  ['that never expires', () => without('exp')],
  ['that names no viewer', () => without('sub')],
  ["that is a user's token", () => forge({}, { typ: 'JWT' })],
  ['of another issuer', () => forge({ iss: 'kexie-dev' })],
  ['for another audience', () => forge({ aud: 'kexie-graph' })],
  ['for another service', () => signInternalToken(privateKey, viewer, 'matching')],
  ["for a service whose name begins with this one's", () => signInternalToken(privateKey, viewer, 'people-archive')],
  ['of an older gateway, for every service', () => forge({ aud: 'kexie-subgraph' })],
  ['whose roles are no list', () => forge({ roles: 'administrator' })],
  ['without regions', () => without('regions')],
  ['without scopes', () => without('scopes')],
  ['that is not a token', () => 'nonsense'],
])('a token %s is refused', async (_, make) => {
  await expect(verifyInternalToken(publicKey, await make(), 'people')).rejects.toThrow();
});

test('a service of an older version, which expects the audience of all services, accepts the token', async () => {
  const token = signInternalToken(privateKey, viewer, 'people');
  await expect(
    jwtVerify(token, publicKey, { audience: 'kexie-subgraph', issuer: 'kexie-gateway', typ: 'kexie-internal+jwt' }),
  ).resolves.toBeDefined();
});

test('a token whose roles were changed after it was signed is refused', async () => {
  const [header, payload, signature] = signInternalToken(privateKey, viewer, 'people').split('.') as [
    string,
    string,
    string,
  ];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const raised = Buffer.from(JSON.stringify({ ...claims, roles: ['administrator'] })).toString('base64url');
  await expect(verifyInternalToken(publicKey, [header, raised, signature].join('.'), 'people')).rejects.toThrow(
    'signature',
  );
});
