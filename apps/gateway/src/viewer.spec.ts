import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createViewerReader } from './viewer.ts';

const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', typ: 'JWT' }).setIssuer('i').setAudience('a').setSubject('per_1').setExpirationTime('1m').sign(privateKey);

test('claims that a token leaves out are empty: it gives no role, region or organization', async () => {
  const readViewer = createViewerReader({ jwks: { keys: [await exportJWK(publicKey)] }, issuer: 'i', audience: 'a' });
  expect(await readViewer(`Bearer ${token}`)).toEqual({ id: 'per_1', roles: [], regions: [], organizations: [] });
});

test('when the keys cannot be fetched the fault is ours: 503, not a refusal of the token', async () => {
  const readViewer = createViewerReader({ jwks: 'http://127.0.0.1:9/jwks', issuer: 'i', audience: 'a' });
  await expect(readViewer(`Bearer ${token}`)).rejects.toMatchObject({ status: 503, code: 'AUTHENTICATION_UNAVAILABLE' });
});

test('a header that is absurdly long is not even parsed', async () => {
  const readViewer = createViewerReader({ jwks: { keys: [await exportJWK(publicKey)] }, issuer: 'i', audience: 'a' });
  await expect(readViewer(`Bearer a.${'b'.repeat(10_000)}.c`)).rejects.toMatchObject({ status: 401 });
});
