import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { objectionToSignature, signPublication, type TeamKey } from './signature.ts';
import type { PublishedSubgraph } from './subgraph.ts';
import { createTrust, parseTeams, publicationAheadMsMax } from './trust.ts';

const newKey = (): TeamKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as TeamKey;
const [key, stranger] = [newKey(), newKey()];
const publicOf = ({ kty, crv, x }: TeamKey): TeamKey => ({ kty, crv, x });
const now = Date.parse('2026-06-01T12:00:00Z');
const record = {
  name: 'people',
  sdl: 'type Query { person: ID }',
  url: 'http://people:4002/graphql',
  version: '1',
  allowBreaking: false,
  publishedAt: '2026-06-01T12:00:00.000Z',
};
const signed = (changes: Partial<PublishedSubgraph> = {}, by = key): PublishedSubgraph => ({
  ...record,
  ...changes,
  signature: signPublication({ ...record, ...changes }, by),
});
const teams = {
  people: { keys: [publicOf(key)], hosts: ['people:4002', 'pods.example'] },
  matching: { keys: [publicOf(stranger)], hosts: ['matching'] },
};
const trust = createTrust({ teams: () => teams, development: false, now: () => now });
const objection = (subgraph: PublishedSubgraph, before?: PublishedSubgraph) => trust.objection(subgraph, before);

test("a publication that the team signed is trusted at an address on the team's list", () => {
  expect(objection(signed())).toBeUndefined();
  expect(objection(signed({ url: 'https://pods.example:8443/graphql' }))).toBeUndefined();
});

test('the publisher can verify its own record with the private key', () => {
  expect(objectionToSignature(signed(), [key])).toBeUndefined();
});

test.each<[string, PublishedSubgraph, string]>([
  ['without a signature', record, 'it is not signed'],
  ['signed by another team', signed({}, stranger), 'its key is not one of the team'],
  ['with a malformed signature', { ...record, signature: 'x.y.z' }, 'its signature is malformed'],
  [
    'whose signature claims the key of the team',
    { ...record, signature: swapKey(signed({}, stranger).signature ?? '', key.x) },
    'its signature is wrong',
  ],
  ['whose SDL was changed', { ...signed(), sdl: 'type Query { person: Int }' }, 'sdlSha256 differ'],
  ['whose address was changed', { ...signed(), url: 'http://people:9999/graphql' }, 'url differ'],
  ['whose `allowBreaking` was added after it was signed', { ...signed(), allowBreaking: true }, 'allowBreaking differ'],
  ['published under another name', { ...signed(), name: 'matching' }, 'its key is not one of the team'],
  ['of an unknown team', signed({ name: 'strangers' }), 'There is no team for the service "strangers"'],
  [
    'named like a property of every object',
    signed({ name: 'constructor' }),
    'There is no team for the service "constructor"',
  ],
  [
    'dated too far in the future',
    signed({ publishedAt: new Date(now + publicationAheadMsMax + 1).toISOString() }),
    'more than a day in the future',
  ],
  [
    'at an address that is not on the list',
    signed({ url: 'http://elsewhere:4002/graphql' }),
    'elsewhere:4002 is not on the list',
  ],
  [
    'at another port of a host that is listed with one',
    signed({ url: 'http://people:22/graphql' }),
    'people:22 is not on the list',
  ],
])('a publication %s is not trusted', (_, subgraph, reason) => {
  expect(objection(subgraph)).toContain(reason);
});

test('a publication that is older than the newest one is refused as a replay', () => {
  const newer = signed({ version: '2', publishedAt: '2026-06-01T12:00:01.000Z' });
  expect(objection(signed(), newer)).toContain('before the newest one');
  expect(objection(newer, signed())).toBeUndefined();
});

test.each([
  'http://127.0.0.1:4002/',
  'http://127.1/',
  'http://2130706433/',
  'http://localhost:4002/',
  'http://a.localhost/',
  'http://[::1]:4002/',
  'http://0.0.0.0/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://100.100.100.200/',
  'http://metadata.google.internal/',
  'http://metadata.google.internal./',
])('in production %s is refused even when it is on the list', (url) => {
  const { host, hostname } = new URL(url);
  const listed = createTrust({
    teams: () => ({ people: { keys: [publicOf(key)], hosts: [host, hostname] } }),
    development: false,
    now: () => now,
  });
  expect(listed.objection(signed({ url }), undefined)).toContain('one that gateways never call');
});

test('in development services of this machine need not be listed, and metadata services of clouds are still refused', () => {
  const here = createTrust({ teams: () => teams, development: true, now: () => now });
  for (const url of ['http://127.0.0.1:4002/graphql', 'http://localhost:1/', 'http://[::1]/'])
    expect(here.objection(signed({ url }), undefined)).toBeUndefined();
  expect(here.objection(signed({ url: 'http://169.254.169.254/' }), undefined)).toContain(
    'one that gateways never call',
  );
  expect(here.objection(signed({ url: 'http://elsewhere/' }), undefined)).toContain('not on the list');
});

test('a teams file must have a key for each team', () => {
  expect(() => parseTeams('{"teams":{"people":{"keys":[],"hosts":[]}}}')).toThrow('keys');
  expect(() => parseTeams('nonsense')).toThrow();
});

/** The same signature under the name of another key. */
function swapKey(signature: string, kid: string): string {
  const [, ...rest] = signature.split('.');
  return [
    Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'kexie-publication+jwt', kid })).toString('base64url'),
    ...rest,
  ].join('.');
}
