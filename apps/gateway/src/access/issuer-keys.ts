import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from '@kexie/kernel';

/** The public keys of the token issuer. `ageS`: seconds since they were fetched, undefined before the first fetch and for inline keys. */
export type IssuerKeys = { get: JWTVerifyGetKey; ageS(): number | undefined };

type Options = {
  /** Inline keys, or the URL of a key set. */
  jwks: { keys: object[] } | string | undefined;
  /** How long after a fetch a token with an unknown key may not trigger another one. */
  cooldownMs?: number;
  /** How long fetched keys stay valid while they cannot be refreshed. */
  ageMsMax?: number;
  now?: () => number;
  log: Logger;
};

export const keysAgeMsMaxDefault = 24 * 3_600_000;

/**
 * Keys from a URL are fetched when the first token needs them, refreshed in the background every ten minutes, and fetched again when a token names an unknown key. While the
 * fetch fails, the known keys stay valid for `ageMsMax`, and a token with another key cannot be verified. A fetched set replaces the previous one. Times are monotonic.
 */
export function createIssuerKeys({
  jwks,
  cooldownMs = 30_000,
  ageMsMax = keysAgeMsMaxDefault,
  now = () => performance.now(),
  log,
}: Options): IssuerKeys {
  if (jwks === undefined) throw new Error("The gateway needs the public keys of its users' tokens.");
  if (typeof jwks !== 'string') return { get: createLocalJWKSet(jwks as JSONWebKeySet), ageS: () => undefined };
  // The library uses the wall clock, so its own cache times are disabled.
  const known = createRemoteJWKSet(new URL(jwks), {
    timeoutDuration: fetchMsMax,
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
  let fetchedAt: number | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let running: Promise<void> | undefined;

  const ageMs = (): number => (fetchedAt === undefined ? Number.POSITIVE_INFINITY : now() - fetchedAt);
  const load = async (): Promise<void> => {
    triedAt = now();
    try {
      await known.reload();
      fetchedAt = now();
      failure = undefined;
    } catch (error) {
      failure = error;
      log.warn(
        { err: error, url: jwks, keysAgeS: ageS() },
        "the keys of the users' tokens cannot be fetched; the known keys stay valid for a limited time",
      );
      throw error;
    }
  };
  const fetchKeys = (): Promise<void> =>
    (running ??= load().finally(() => {
      running = undefined;
    }));
  /** Fetches, or waits for the running fetch. If the last fetch started less than `waitMs` ago, its result is used. @throws the error of the fetch */
  const fetchAfter = async (waitMs: number): Promise<void> => {
    if (running || now() - triedAt >= waitMs) return fetchKeys();
    if (failure !== undefined) throw failure;
  };
  const ageS = (): number | undefined => (fetchedAt === undefined ? undefined : ageMs() / 1_000);

  return {
    ageS,
    async get(header, token) {
      if (ageMs() > ageMsMax) await fetchAfter(Math.min(cooldownMs, retryMs));
      else if (ageMs() > freshMs && now() - triedAt >= cooldownMs) void fetchKeys().catch(() => {});
      try {
        return await known(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await fetchAfter(cooldownMs);
        return known(header, token);
      }
    },
  };
}

const fetchMsMax = 5_000;
const freshMs = 600_000;
/** Without any valid key no token can be verified, so the fetch is retried soon. */
const retryMs = 1_000;
