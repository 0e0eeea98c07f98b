import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from '@kexie/kernel';

/** The public keys of the issuer of tokens. `ageS`: seconds since they were fetched, undefined before that and for keys that are not fetched. */
export type IssuerKeys = { get: JWTVerifyGetKey; ageS(): number | undefined };

type Options = {
  /** Keys inline, or the URL where they are. */
  jwks: { keys: object[] } | string | undefined;
  /** How long to wait after a fetch before a token with an unknown key causes another. */
  cooldownMs?: number;
  /** How long keys that were fetched are good while they cannot be fetched again. */
  ageMsMax?: number;
  now?: () => number;
  log: Logger;
};

export const keysAgeMsMaxDefault = 24 * 3_600_000;

/**
 * Keys by URL are fetched when the first token needs them, again in the background every ten minutes, and when a token names a key that is not known. While they cannot be
 * fetched, those that are known stay good for `ageMsMax`, and a token with another key cannot be checked. A set that was fetched replaces the one before. Times are monotonic.
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
  // the library goes by the clock of the machine, so it is given no times of its own
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
        "the keys of the users' tokens cannot be fetched; those that are known stay good for a time",
      );
      throw error;
    }
  };
  const fetchKeys = (): Promise<void> =>
    (running ??= load().finally(() => {
      running = undefined;
    }));
  /** Fetches, or waits for a fetch that runs. If the last one is shorter ago than `waitMs`, its result stands. @throws what the fetch throws */
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
/** Without any keys that are good, no token can be checked, so a fetch is tried again soon. */
const retryMs = 1_000;
