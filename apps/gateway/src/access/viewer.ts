import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { anonymous, isAuthenticated, viewerOf, type Viewer } from '@kexie/service/process';
import { HttpError } from '../errors.ts';
import type { IssuerKeys } from './issuer-keys.ts';

/** Who signs the users' tokens: its public keys, and the `iss` and `aud` that a token must carry. */
export type Issuer = { keys: IssuerKeys; issuer: string; audience: string };
export type ReadViewer = (authorization: string | undefined) => Promise<Viewer>;

/**
 * Makes the function that turns an `authorization` header into a viewer. No header is the anonymous viewer; anything that is not a valid
 * token of this issuer (RFC 7519, RFC 8725) throws 401 UNAUTHENTICATED, never says why, and keeps the reason for the log. The viewer has the scopes
 * of the token (`scope`, `scopes` or `scp`) and those that its roles imply.
 */
export function createViewerReader({ keys, issuer, audience }: Issuer): ReadViewer {
  return async (authorization) => {
    if (authorization === undefined) return anonymous;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token || token.length > tokenLengthMax) throw unauthenticated(new Error('not a bearer token'));
    try {
      // `typ` keeps the platform's own internal tokens out, even if both were ever signed with one key
      const { payload } = await jwtVerify(token, keys.get, {
        issuer,
        audience,
        typ: 'JWT',
        algorithms,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: clockToleranceS,
      });
      const { sub: id, roles, regions, organizations, scope, scopes, scp } = claims.parse(payload);
      return viewerOf({ id, roles, regions, organizations, scopes: [...scope, ...scopes, ...scp] });
    } catch (error) {
      throw isRefusal(error)
        ? unauthenticated(error)
        : new HttpError(503, 'AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be checked at the moment. Try again soon.', {
            cause: error,
          });
    }
  };
}

const algorithms = ['EdDSA', 'RS256', 'ES256'];
const namesMax = 200;

const name = z.string().min(1).max(128);
const names = z.array(name).max(namesMax).default([]);
/** Scopes as RFC 8693 and RFC 9068 have them, one string with spaces; other issuers send a list. */
const spaced = z
  .string()
  .transform((text) => text.split(' ').filter((part) => part !== ''))
  .pipe(z.array(name).max(namesMax));
const scopeNames = z.union([spaced, names]).default([]);
const claims = z.object({
  // nobody passes for the viewer who sent no token
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

/** A token that was looked at and refused, as opposed to keys that could not be fetched. */
function isRefusal(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof z.ZodError || (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC');
}

const clockToleranceS = 5;
const tokenLengthMax = 8_192;
