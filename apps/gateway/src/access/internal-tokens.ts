import type { Viewer } from '@kexie/service/process';

/**
 * Caches the signed token of a viewer for a service for half its lifetime, because signing costs more than the rest of a small request. At most `tokensMax`
 * tokens are kept; the oldest are dropped first. `sign` creates a token that is valid for 60 seconds, for that service alone.
 */
export function createInternalTokens(
  sign: (viewer: Viewer, service: string) => string,
  now: () => number = () => performance.now(),
) {
  const tokens = new Map<string, { token: string; until: number }>();
  /** All requests with the same token share one viewer object. */
  const texts = new WeakMap<Viewer, string>();
  const textOf = (viewer: Viewer): string => {
    let text = texts.get(viewer);
    if (text === undefined) texts.set(viewer, (text = JSON.stringify(viewer)));
    return text;
  };
  return (viewer: Viewer, service: string): string => {
    const key = `${service} ${textOf(viewer)}`;
    const known = tokens.get(key);
    if (known && known.until > now()) return known.token;
    const token = sign(viewer, service);
    tokens.delete(key);
    tokens.set(key, { token, until: now() + reuseMs });
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
