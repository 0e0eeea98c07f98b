import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import type { Nats } from '@kexie/messaging/nats';
import { parseEnv, startSubgraph, subgraphEnv, type Subgraph } from '@kexie/service';
import { verifyInternalToken } from '@kexie/service/process';
import { audience, connectAlone, issuer, publish, quiet, startTestGateway, type TestGateway } from './support.ts';
import { startTestSubgraph, type TestSubgraph } from './subgraph.ts';

const rsa = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('EdDSA', { extractable: true });
const shared = new TextEncoder().encode('a shared secret among the public keys');

let subgraph: TestSubgraph;
let gateway: TestGateway;
let real: Subgraph;
let nats: Nats;
let end: () => Promise<void>;

beforeAll(async () => {
  subgraph = await startTestSubgraph('organizations', 'type Query { name: String }', {
    Query: { name: () => 'Kexie' },
  });
  nats = await connectAlone();
  await publish(nats, subgraph);
  const users = await generateKeyPair('EdDSA', { extractable: true });
  const keys = [
    { ...(await exportJWK(users.publicKey)), kid: 'test', alg: 'EdDSA' },
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
    { kty: 'oct', k: Buffer.from(shared).toString('base64url'), kid: 'shared', alg: 'HS256' },
  ];
  gateway = await startTestGateway(nats, { keys: { jwks: { keys } }, users });
  await gateway.serves('organizations');
  real = await startRealSubgraph(await exportJWK(gateway.internalPublicKey));
  end = async () => {
    await gateway.stop();
    await subgraph.stop();
    await real.close();
    await nats.close();
  };
});
afterAll(() => end());

const asked = () => subgraph.asked.at(-1)?.headers ?? {};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const viewerSeen = () =>
  verifyInternalToken(gateway.internalPublicKey, asked().authorization?.replace('Bearer ', '') ?? '', 'organizations');

test('a request without a token is anonymous, and the service gets that identity', async () => {
  expect(await gateway.ask('{ name }')).toEqual({ data: { name: 'Kexie' } });
  expect(await viewerSeen()).toEqual({ id: 'anonymous', roles: [], regions: [], organizations: [], scopes: [] });
});

test('a service gets the viewer from the internal token, with the scopes of the token and of the roles', async () => {
  const token = await gateway.userToken({
    sub: 'per_7',
    roles: ['broker'],
    regions: ['450400'],
    organizations: ['org_1'],
    scope: 'reports:export',
  });
  await gateway.ask('{ name }', {}, bearer(token));
  expect(await viewerSeen()).toEqual({
    id: 'per_7',
    roles: ['broker'],
    regions: ['450400'],
    organizations: ['org_1'],
    scopes: [
      'matching:engagements:write',
      'matching:needs:write',
      'matching:proposals:write',
      'matching:rounds:write',
      'organizations:partners:write',
      'people:objections:write',
      'people:register:read',
      'reports:export',
    ],
  });
});

test('headers in which a client claims an identity reach no service', async () => {
  const token = await gateway.userToken();
  const names = [
    'x-user-id',
    'x-user',
    'x-viewer',
    'x-forwarded-user',
    'x-remote-user',
    'x-auth-request-user',
    'x-roles',
    'x-amzn-oidc-identity',
    'forwarded',
    'cookie',
    'proxy-authorization',
  ];
  await gateway.ask(
    '{ name }',
    {},
    { ...bearer(token), ...Object.fromEntries(names.map((name) => [name, 'root'])), 'x-request-id': 'my-own-request' },
  );
  for (const name of names) expect(asked()).not.toHaveProperty(name);
  expect(JSON.stringify(asked())).not.toContain(token);
  expect(asked()['x-request-id']).toBe('my-own-request');
  expect(await viewerSeen()).toMatchObject({ id: 'per_1', roles: ['analyst'] });
});

const attacks: [string, () => Promise<string> | string][] = [
  ['unsigned (alg none)', () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims())}.`],
  ['unsigned with a signature of its own', () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims())}.AAAA`],
  ['unsigned, in other letters', () => `${base64({ alg: 'nOnE', typ: 'JWT', kid: 'test' })}.${base64(claims())}.AAAA`],
  ['HS256 signed with the public key as PEM', async () => hs256('rsa', await exportSPKI(rsa.publicKey))],
  ['HS256 signed with the public key as JWK', async () => hs256('rsa', JSON.stringify(await exportJWK(rsa.publicKey)))],
  ['HS256 signed with a shared secret among the keys', () => hs256('shared', Buffer.from(shared).toString())],
  [
    'that names the key of another algorithm',
    () => new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'rsa' }).sign(stranger.privateKey),
  ],
  [
    'signed by the right key with an algorithm that is not its own',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'PS256', typ: 'JWT', kid: 'rsa' })
        .sign(await asAlgorithm('PS256')),
  ],
  [
    'that brings its own key',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', jwk: await exportJWK(stranger.publicKey) })
        .sign(stranger.privateKey),
  ],
  [
    'signed with another key',
    () => new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'test' }).sign(stranger.privateKey),
  ],
  ['with an unknown key id', () => gateway.userToken({}, { kid: 'other' })],
  ['for another audience', () => gateway.userToken({ aud: 'other' })],
  ['for no audience', () => signed({ aud: undefined })],
  ['of another issuer', () => gateway.userToken({ iss: 'other' })],
  ['of no issuer', () => signed({ iss: undefined })],
  ['expired', () => gateway.userToken({ exp: now() - 60 })],
  ['without an expiry', () => signed({ exp: undefined })],
  ['that is not valid yet', () => signed({ nbf: now() + 600 })],
  ['without a subject', () => signed({ sub: undefined })],
  ['of an empty subject', () => signed({ sub: '' })],
  ['of the anonymous subject', () => signed({ sub: 'anonymous', roles: ['administrator'] })],
  ['with roles that are not a list', () => signed({ roles: 'administrator' })],
  ['with the region that would hold all others', () => signed({ regions: [''] })],
  ['of no type', () => signed({}, { typ: undefined })],
  ['of another type', () => gateway.userToken({}, { typ: 'kexie-internal+jwt' })],
  [
    'of the platform itself',
    () =>
      gateway.internalToken(
        { id: 'per_1', roles: ['administrator'], regions: [], organizations: [], scopes: [] },
        'organizations',
      ),
  ],
  [
    'changed after signing',
    async () =>
      (await gateway.userToken()).replace(/\.[^.]+\./, `.${base64({ ...claims(), roles: ['administrator'] })}.`),
  ],
  ['that is no token at all', () => 'x.y.z'],
];

test('each token below differs in exactly one property from a valid one', async () => {
  expect((await gateway.post({ query: '{ name }' }, bearer(await signed({})))).status).toBe(200);
});

test.each(attacks)('a token %s is refused with 401, before any service is asked', async (_, forge) => {
  const before = subgraph.asked.length;
  const response = await gateway.post({ query: '{ name }' }, bearer(await forge()));
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'The access token is not valid. Sign in again, or send no token.',
        extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
      },
    ],
  });
  expect(subgraph.asked.length).toBe(before);
});

test('a scheme other than Bearer is refused', async () => {
  expect((await gateway.post({ query: '{ name }' }, { authorization: 'Basic cm9vdDpyb290' })).status).toBe(401);
});

test("a service accepts the gateway's token, and never a user's token", async () => {
  const ask = async (token: string) =>
    (
      await fetch(real.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: '{"query":"{ me }"}',
        signal: AbortSignal.timeout(5_000),
      })
    ).json();
  expect(await ask(gateway.internalToken(caller, 'tester'))).toEqual({ data: { me: 'per_9' } });
  for (const token of [
    await gateway.userToken(),
    await signed({}, { typ: 'kexie-internal+jwt' }),
    await signed({ iss: 'kexie-gateway', aud: 'kexie-subgraph/tester' }, { typ: 'kexie-internal+jwt' }),
    gateway.internalToken(caller, 'people'),
  ]) {
    expect(await ask(token)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
});

describe('keys by URL', () => {
  const pairs = { first: stranger, second: rsa };
  const published: { keys: JWK[]; fetched: number; down: boolean } = { keys: [], fetched: 0, down: false };
  const server = createServer((_, response) => {
    published.fetched += 1;
    response
      .writeHead(published.down ? 500 : 200, { 'content-type': 'application/json' })
      .end(published.down ? 'out of order' : JSON.stringify({ keys: published.keys }));
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const jwk = async (kid: keyof typeof pairs, alg: string) => ({
    ...(await exportJWK(pairs[kid].publicKey)),
    kid,
    alg,
  });
  const token = (kid: string, alg: string, key: CryptoKey) =>
    new SignJWT(claims()).setProtectedHeader({ alg, typ: 'JWT', kid }).sign(key);
  const first = () => token('first', 'EdDSA', stranger.privateKey);
  const second = () => token('second', 'RS256', rsa.privateKey);

  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      }),
  );
  afterAll(() => void server.close());

  /** The status of a request with each token, through a gateway that has not fetched any key yet. */
  async function withGateway(
    cooldownMs: number | undefined,
    run: (status: (token: string) => Promise<number>) => Promise<void>,
  ): Promise<void> {
    const other = await startTestGateway(nats, {
      keys: { jwks: url(), ...(cooldownMs === undefined ? {} : { cooldownMs }) },
    });
    await other.serves('organizations');
    Object.assign(published, { fetched: 0, down: false });
    try {
      await run(async (sent) => (await other.post({ query: '{ name }' }, bearer(sent))).status);
    } finally {
      await other.stop();
    }
  }

  test('a key added by the issuer is fetched for the first token that names it', async () => {
    await withGateway(0, async (status) => {
      published.keys = [await jwk('first', 'EdDSA')];
      expect(await status(await first())).toBe(200);
      expect(await status(await first())).toBe(200);
      expect(published.fetched).toBe(1);
      expect(await status(await second())).toBe(401);
      published.keys = [await jwk('first', 'EdDSA'), await jwk('second', 'RS256')];
      expect(await status(await second())).toBe(200);
      expect(published.fetched).toBe(3);
    });
  });

  test('tokens with made-up key ids do not make the gateway fetch again and again', async () => {
    published.keys = [await jwk('first', 'EdDSA')];
    await withGateway(undefined, async (status) => {
      for (let sent = 0; sent < 10; sent += 1)
        expect(await status(await token(randomUUID(), 'EdDSA', stranger.privateKey))).toBe(401);
      expect(published.fetched).toBeLessThanOrEqual(2);
      expect(await status(await first())).toBe(200);
    });
  });

  test('while the issuer is down an unknown key gets 503, not 401, and known keys keep working', async () => {
    published.keys = [await jwk('first', 'EdDSA')];
    await withGateway(0, async (status) => {
      published.down = true;
      expect(await status(await first())).toBe(503);
      published.down = false;
      expect(await status(await first())).toBe(200);
      published.down = true;
      expect(await status(await first())).toBe(200);
    });
  });
});

/** A service as in production, but without its registry. */
async function startRealSubgraph({ x = '' }: JWK): Promise<Subgraph> {
  const nats = {
    isConnected: () => true,
    bucket: async () => ({ put: async () => 1, get: async () => undefined }),
  } as unknown as Parameters<typeof startSubgraph>[0]['nats'];
  return startSubgraph({
    name: 'tester',
    nats,
    log: quiet,
    checks: {},
    createLoaders: () => ({}),
    env: parseEnv(subgraphEnv, {
      PORT: '0',
      MONGODB_URI: 'mongodb://127.0.0.1/none',
      NATS_URL: 'nats://none:4222',
      INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x }),
    }),
    sdl: 'type Query { me: String! }',
    resolvers: { Query: { me: (_: unknown, __: unknown, { viewer }: { viewer: { id: string } }) => viewer.id } },
  });
}

const caller = { id: 'per_9', roles: [], regions: [], organizations: [], scopes: [] };
const now = (): number => Math.floor(Date.now() / 1000);
const claims = (): JWTPayload => ({ iss: issuer, aud: audience, sub: 'per_1', roles: ['analyst'], exp: now() + 300 });
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The genuine user's token with some changes. */
const signed = (changes: object, header: { typ?: string | undefined } = {}): Promise<string> =>
  new SignJWT(
    Object.fromEntries(Object.entries({ ...claims(), ...changes }).filter(([, value]) => value !== undefined)),
  )
    .setProtectedHeader({
      alg: 'EdDSA',
      kid: 'test',
      ...('typ' in header ? (header.typ === undefined ? {} : { typ: header.typ }) : { typ: 'JWT' }),
    })
    .sign(gateway.users.privateKey);

function hs256(kid: string, secret: string): string {
  const unsigned = `${base64({ alg: 'HS256', typ: 'JWT', kid })}.${base64(claims())}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

/** The private RSA key, prepared for another algorithm. */
async function asAlgorithm(alg: string): Promise<CryptoKey> {
  return (await importJWK({ ...(await exportJWK(rsa.privateKey)), alg }, alg)) as CryptoKey;
}
