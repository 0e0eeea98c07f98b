import { createHash, createPrivateKey, createPublicKey, sign, verify, type JsonWebKey } from 'node:crypto';
import type { PublishedSubgraph } from './subgraph.ts';

/**
 * An Ed25519 key of a team as a JSON Web Key. A private key has `d`. Its key id (`kid`) in a signature is its public
 * part, `x`.
 */
export type TeamKey = { kty: 'OKP'; crv: 'Ed25519'; x: string; d?: string };
type Signed = Omit<PublishedSubgraph, 'signature'>;

/**
 * Signs a record with the key of its team: a compact JWS (RFC 7515) of type `kexie-publication+jwt` over name, address,
 * version, time and the SHA-256 of the SDL, so that no part of the record can be changed or published under another
 * name.
 */
export function signPublication(record: Signed, key: TeamKey): string {
  const input = `${encode({ alg: algorithm, typ: type, kid: key.x })}.${encode(claimsOf(record))}`;
  return `${input}.${sign(null, Buffer.from(input), createPrivateKey({ key: key as JsonWebKey, format: 'jwk' })).toString('base64url')}`;
}

/** The reason why a record was not signed with one of these keys; undefined when it was. */
export function objectionToSignature(record: PublishedSubgraph, keys: readonly TeamKey[]): string | undefined {
  const [header, claims, signature, ...more] = record.signature?.split('.') ?? [];
  if (header === undefined) return 'it is not signed';
  const { alg, typ, kid } = decode(header);
  if (claims === undefined || signature === undefined || more.length > 0 || alg !== algorithm || typ !== type)
    return 'its signature is malformed';
  const key = keys.find(({ x }) => x === kid);
  if (!key) return 'its key is not one of the team';
  if (
    !verify(
      null,
      Buffer.from(`${header}.${claims}`),
      createPublicKey({ key: key as JsonWebKey, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    )
  )
    return 'its signature is wrong';
  const [signed, found] = [decode(claims), claimsOf(record) as Record<string, unknown>];
  const changed = Object.keys(found).filter((name) => signed[name] !== found[name]);
  return changed.length > 0 ? `${changed.join(', ')} differ from the signed values` : undefined;
}

function claimsOf({ name, url, version, allowBreaking, publishedAt, sdl }: Signed) {
  return {
    name,
    url,
    version,
    allowBreaking,
    publishedAt,
    sdlSha256: createHash('sha256').update(sdl).digest('base64url'),
  };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Returns an empty object for a text that is not a JSON object. */
function decode(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(Buffer.from(text, 'base64url').toString())) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const algorithm = 'EdDSA';
const type = 'kexie-publication+jwt';
