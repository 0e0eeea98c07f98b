import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Logger } from '@kexie/kernel';
import { eventually } from '@kexie/testing';
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

test('missing claims are empty: they grant no role, region, organization or scope', async () => {
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
  ['a list under the short claim name', { scp: ['people:manage', 'reports:export'] }],
  ['twice', { scope: 'people:manage', scp: ['reports:export', 'people:manage'] }],
])('scopes may be %s', async (_, claims) => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  expect((await readViewer(`Bearer ${await sign({ sub: 'per_1', ...claims })}`)).scopes).toEqual([
    'people:manage',
    'reports:export',
  ]);
});

test('a role implies its scopes', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  expect((await readViewer(`Bearer ${await sign({ sub: 'per_1', roles: ['worker'], scope: 'x' })}`)).scopes).toEqual(
    expect.arrayContaining(['people:personal:read', 'x']),
  );
});

test('a token whose subject is the id of the anonymous viewer is refused', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  await expect(
    readViewer(`Bearer ${await sign({ sub: 'anonymous', roles: ['administrator'] })}`),
  ).rejects.toMatchObject({ status: 401 });
});

test('if the keys cannot be fetched the status is 503, not a refusal of the token', async () => {
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

test('an excessively long header is not parsed', async () => {
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' });
  await expect(readViewer(`Bearer a.${'b'.repeat(10_000)}.c`)).rejects.toMatchObject({ status: 401 });
});

test('a verified token yields the same viewer for half a minute, and is verified again after that', async () => {
  let time = 0;
  let verified = 0;
  const counted = {
    ...keys,
    get: ((...args: Parameters<typeof keys.get>) => {
      verified += 1;
      return keys.get(...args);
    }) as typeof keys.get,
  };
  const readViewer = createViewerReader({ keys: counted, issuer: 'i', audience: 'a' }, () => time);
  const first = await readViewer(`Bearer ${token}`);
  time = 29_000;
  expect([(await readViewer(`Bearer ${token}`)) === first, verified]).toEqual([true, 1]);
  time = 30_000;
  expect([await readViewer(`Bearer ${token}`), verified]).toEqual([first, 2]);
});

test('a verified token is refused after its expiry', async () => {
  let time = 0;
  const readViewer = createViewerReader({ keys, issuer: 'i', audience: 'a' }, () => time);
  const ended = await new SignJWT({ sub: 'per_1' })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setIssuer('i')
    .setAudience('a')
    .setExpirationTime(Math.floor(Date.now() / 1_000) - 2)
    .sign(privateKey);
  // The clocks may differ by five seconds.
  expect((await readViewer(`Bearer ${ended}`)).id).toBe('per_1');
  await eventually(() => {
    time += 5_000;
    return expect(readViewer(`Bearer ${ended}`)).rejects.toMatchObject({ status: 401 });
  });
});
