import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, type JWK } from 'jose';
import { z } from 'zod';
import type { Viewer } from './viewer.ts';

/** The gateway's word to a subgraph about who is asking. Its own type and audience keep it from passing as a user's token, and the reverse. */
const issuer = 'kexie-gateway';
/** The audience of services of older versions, which know no other. Tokens carry it beside the audience of their service, so that gateways can be replaced first. */
const olderAudience = 'kexie-subgraph';
const typ = 'kexie-internal+jwt';
const algorithm = 'EdDSA';
const lifetimeSeconds = 60;

export type TokenKey = KeyObject;

/** Reads an Ed25519 key from its JSON Web Key: the private one when it has a part `d`. @throws Error when it is none */
export function importTokenKey(jwk: JWK): TokenKey {
  const key = { key: jwk as Record<string, string>, format: 'jwk' } as const;
  return jwk.d === undefined ? createPublicKey(key) : createPrivateKey(key);
}

/**
 * Signs a token (RFC 7515, compact) that is good for one minute, at the service of this name alone. It is made here and not by `jose`, which takes three times as long: a
 * gateway signs one for each viewer and service in half a minute.
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

/** The viewer a token speaks for. @throws when the token is not the gateway's, is too old or does not name this service. */
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
 * By how many seconds the clock of the signer is ahead of this one, where a token is refused because of its time; undefined for other errors. Signatures are
 * verified before times, so such a token is the gateway's.
 */
export function clockDifferenceOf(error: unknown): number | undefined {
  const { iat } = error instanceof errors.JWTExpired ? error.payload : {};
  return iat === undefined ? undefined : iat - Date.now() / 1000;
}

function audienceOf(service: string): string {
  return `kexie-subgraph/${service}`;
}
