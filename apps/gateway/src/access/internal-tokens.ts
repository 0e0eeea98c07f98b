import type { Viewer } from '@kexie/service/process';

/**
 * Keeps the signed token of a viewer for a service for half its life, because signing costs more than the rest of a small request. At most `tokensMax`
 * tokens are kept; the oldest go first. `sign` makes a token that is valid for 60 seconds, at that service alone.
 */
export function createInternalTokens(
  sign: (viewer: Viewer, service: string) => Promise<string>,
  now: () => number = () => performance.now(),
) {
  const tokens = new Map<string, { token: Promise<string>; until: number }>();
  return (viewer: Viewer, service: string): Promise<string> => {
    const key = JSON.stringify([service, viewer]);
    const known = tokens.get(key);
    if (known && known.until > now()) return known.token;
    const token = sign(viewer, service);
    tokens.delete(key);
    tokens.set(key, { token, until: now() + reuseMs });
    // a failure is told to those who wait for it and not remembered
    token.catch(() => tokens.delete(key));
    for (const oldest of tokens.keys()) {
      if (tokens.size <= tokensMax) break;
      tokens.delete(oldest);
    }
    return token;
  };
}

const reuseMs = 30_000;
/** About 1 kB each: 4,000 viewers whose operations reach five services within half a minute. */
export const tokensMax = 20_000;
