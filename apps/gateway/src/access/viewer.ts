import { errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { anonymous, isAuthenticated, viewerOf, type Viewer } from '@kexie/service/process';
import { HttpError } from '../errors.ts';
import type { IssuerKeys } from './issuer-keys.ts';

/** The issuer of the users' tokens: its public keys, and the `iss` and `aud` that a token must carry. */
export type Issuer = { keys: IssuerKeys; issuer: string; audience: string };
export type ReadViewer = (authorization: string | undefined) => Promise<Viewer>;

/**
 * Makes the function that turns an `authorization` header into a viewer. Without the header the viewer is anonymous; anything but a valid
 * token of this issuer (RFC 7519, RFC 8725) throws 401 UNAUTHENTICATED, whose message gives no reason; the reason is logged. The viewer has the scopes
 * of the token (`scope`, `scopes` or `scp`) and those that its roles imply. A verified token is cached for half a minute, but not past its expiry.
 */
export function createViewerReader(
  { keys, issuer, audience }: Issuer,
  now: () => number = () => performance.now(),
): ReadViewer {
  const verified = new LRUCache<string, Verified>({
    maxSize: verifiedLengthMax,
    sizeCalculation: (_, token) => token.length,
  });
  const verify = async (token: string): Promise<Verified> => {
    try {
      // `typ` rejects the platform's own internal tokens, even if both were signed with the same key.
      const { payload } = await jwtVerify(token, keys.get, {
        issuer,
        audience,
        typ: 'JWT',
        algorithms,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: clockToleranceS,
      });
      const { sub: id, roles, regions, organizations, scope, scopes, scp } = claims.parse(payload);
      const leftMs = ((payload.exp ?? 0) + clockToleranceS) * 1_000 - Date.now();
      return {
        viewer: viewerOf({ id, roles, regions, organizations, scopes: [...scope, ...scopes, ...scp] }),
        until: now() + Math.min(leftMs, reuseMs),
      };
    } catch (error) {
      throw isRefusal(error)
        ? unauthenticated(error)
        : new HttpError(503, 'AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be checked at the moment. Try again soon.', {
            cause: error,
          });
    }
  };
  return async (authorization) => {
    if (authorization === undefined) return anonymous;
    const known = verified.get(authorization);
    if (known && known.until > now()) return known.viewer;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token || token.length > tokenLengthMax) throw unauthenticated(new Error('not a bearer token'));
    const found = await verify(token);
    verified.set(authorization, found);
    return found.viewer;
  };
}

/** The viewer of a token, and until when the token counts as verified, on a monotonic clock in milliseconds. */
type Verified = { viewer: Viewer; until: number };

const reuseMs = 30_000;
/** Characters of all cached tokens: about 10,000 tokens of usual length. */
const verifiedLengthMax = 8_000_000;
const algorithms = ['EdDSA', 'RS256', 'ES256'];
const namesMax = 200;

const name = z.string().min(1).max(128);
const names = z.array(name).max(namesMax).default([]);
/** Scopes as one space-separated string (RFC 8693, RFC 9068); other issuers send a list. */
const spaced = z
  .string()
  .transform((text) => text.split(' ').filter((part) => part !== ''))
  .pipe(z.array(name).max(namesMax));
const scopeNames = z.union([spaced, names]).default([]);
const claims = z.object({
  // A token whose subject is `anonymous` must not pass for a request without a token.
  sub: name.refine((id) => isAuthenticated({ id })),
  roles: names,
  regions: names,
  organizations: names,
  scope: scopeNames,
  scopes: scopeNames,
  scp: scopeNames,
});

const unauthenticated = (cause: unknown): HttpError =>
  new HttpError(401, 'UNAUTHENTICATED', 'The access token is not valid. Sign in again, or send no token.', {
    cause,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });

/** A token that was verified and rejected, as opposed to keys that could not be fetched. */
function isRefusal(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof z.ZodError || (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC');
}

const clockToleranceS = 5;
const tokenLengthMax = 8_192;
