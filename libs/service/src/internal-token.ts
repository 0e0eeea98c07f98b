import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, type JWK } from 'jose';
import { z } from 'zod';
import type { Viewer } from './viewer.ts';

/**
 * Internal tokens tell a subgraph the viewer of a request. Their type and audience differ from those of user tokens, so
 * that neither can be used in place of the other.
 */
const issuer = 'kexie-gateway';
/**
 * The audience that services of older versions expect. Tokens also contain it, so that gateways can be updated first.
 */
const olderAudience = 'kexie-subgraph';
const typ = 'kexie-internal+jwt';
const algorithm = 'EdDSA';
const lifetimeSeconds = 60;

export type TokenKey = KeyObject;

/**
 * Reads an Ed25519 key from its JSON Web Key: a private key when it has a part `d`. @throws Error when it is not a key.
 */
export function importTokenKey(jwk: JWK): TokenKey {
  const key = { key: jwk as Record<string, string>, format: 'jwk' } as const;
  return jwk.d === undefined ? createPublicKey(key) : createPrivateKey(key);
}

/**
 * Signs a token (RFC 7515, compact) that is valid for one minute and only for the service of this name. This code does
 * not use `jose`, which takes three times as long: a gateway signs one token for each viewer and service every half
 * minute.
 */
export function signInternalToken(privateKey: TokenKey, viewer: Viewer, service: string): string {
  const { id, roles, regions, organizations, scopes } = viewer;
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, exp: now + lifetimeSeconds };
  const claims = {
    roles,
    regions,
    organizations,
    scopes,
    iss: issuer,
    aud: [audienceOf(service), olderAudience],
    sub: id,
    ...times,
  };
  const signed = `${protectedHeader}.${base64url(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

const base64url = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const protectedHeader = base64url({ alg: algorithm, typ });

const claimsSchema = z.object({
  sub: z.string(),
  roles: z.array(z.string()),
  regions: z.array(z.string()),
  organizations: z.array(z.string()),
  scopes: z.array(z.string()),
});

/**
 * The viewer of a token. @throws Error when the gateway did not sign the token, it is too old, or it does not name this
 * service.
 */
export async function verifyInternalToken(publicKey: TokenKey, token: string, service: string): Promise<Viewer> {
  const { payload } = await jwtVerify(token, publicKey, {
    algorithms: [algorithm],
    issuer,
    audience: audienceOf(service),
    typ,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: 5,
  });
  const { sub, ...claims } = claimsSchema.parse(payload);
  return { id: sub, ...claims };
}

/**
 * The number of seconds by which the clock of the signer is ahead of this one, when a token is refused because of its
 * time; undefined for other errors. Signatures are verified before times, so the gateway did sign such a token.
 */
export function clockDifferenceOf(error: unknown): number | undefined {
  const { iat } = error instanceof errors.JWTExpired ? error.payload : {};
  return iat === undefined ? undefined : iat - Date.now() / 1000;
}

function audienceOf(service: string): string {
  return `kexie-subgraph/${service}`;
}
