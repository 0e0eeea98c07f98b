import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Logger } from '@kexie/kernel';
import { createIssuerKeys } from './issuer-keys.ts';
import { createViewerReader } from './viewer.ts';

const silence = (): void => {};
const quiet: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };

const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const keys = createIssuerKeys({ jwks: { keys: [await exportJWK(publicKey)] }, log: quiet });
const sign = (claims: object) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setIssuer('i')
    .setAudience('a')
    .setExpirationTime('1m')
    .sign(privateKey);
const token = await sign({ sub: 'per_1' });

test('claims that a token leaves out are empty: it gives no role, region, organization or scope', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  expect(await readViewer(`Bearer ${token}`)).toEqual({
    id: 'per_1',
    roles: [],
    regions: [],
    organizations: [],
    scopes: [],
  });
});

test.each([
  ['one string with spaces', { scope: 'people:manage  reports:export' }],
  ['a list', { scopes: ['reports:export', 'people:manage'] }],
  ['a list by its short name', { scp: ['people:manage', 'reports:export'] }],
  ['twice', { scope: 'people:manage', scp: ['reports:export', 'people:manage'] }],
])('scopes may be %s', async (_, claims) => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  expect((await readViewer(`Bearer ${await sign({ sub: 'per_1', ...claims })}`)).scopes).toEqual([
    'people:manage',
    'reports:export',
  ]);
});

test('a role brings its scopes', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  expect((await readViewer(`Bearer ${await sign({ sub: 'per_1', roles: ['worker'], scope: 'x' })}`)).scopes).toEqual(
    expect.arrayContaining(['people:personal:read', 'x']),
  );
});

test('a token whose subject is the name of the anonymous viewer is refused', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  await expect(
    readViewer(`Bearer ${await sign({ sub: 'anonymous', roles: ['administrator'] })}`),
  ).rejects.toMatchObject({ status: 401 });
});

test('when the keys cannot be fetched the fault is ours: 503, not a refusal of the token', async () => {
  const readViewer = createViewerReader({
    keys: createIssuerKeys({ jwks: 'http://127.0.0.1:9/jwks', log: quiet }),
    issuer: 'i',
    audience: 'a',
  });
  await expect(readViewer(`Bearer ${token}`)).rejects.toMatchObject({
    status: 503,
    code: 'AUTHENTICATION_UNAVAILABLE',
  });
});

test('a header that is absurdly long is not even parsed', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  await expect(readViewer(`Bearer a.${'b'.repeat(10_000)}.c`)).rejects.toMatchObject({ status: 401 });
});
