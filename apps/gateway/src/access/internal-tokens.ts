import type { Viewer } from '@kexie/service/process';

/**
 * Remembers the signed token of a viewer for half its life: signing costs more than the rest of a small request. Bounded; the oldest go first.
 * `sign` makes a token that is valid for 60 seconds.
 */
export function createInternalTokens(sign: (viewer: Viewer) => Promise<string>, now: () => number = () => performance.now()) {
  const tokens = new Map<string, { token: Promise<string>; until: number }>();
  return (viewer: Viewer): Promise<string> => {
    const key = JSON.stringify(viewer);
    const known = tokens.get(key);
    if (known && known.until > now()) return known.token;
    const token = sign(viewer);
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
const tokensMax = 10_000;
