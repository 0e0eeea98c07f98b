/** The claims of a token as far as a browser can read them: only the gateway can verify it. */
export type Token =
  | { state: 'none' }
  | { state: 'unreadable'; message: string }
  | {
      state: 'expired' | 'valid';
      text: string;
      subject: string;
      roles: string[];
      places: string[];
      expiresAt: Date | undefined;
      message?: string;
    };

/** Reads pasted text: a JSON Web Token, with or without `Bearer` and quotes. */
export function readToken(pasted: string, now: Date): Token {
  const text = pasted
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^bearer\s+/i, '')
    .trim();
  if (text === '') return { state: 'none' };
  const claims = claimsOf(text);
  if (!claims)
    return {
      state: 'unreadable',
      message: 'This is not a token. Paste all of it: three parts separated by dots. 这不是令牌',
    };
  const expires = claims['exp'];
  const expiresAt = typeof expires === 'number' ? new Date(expires * 1000) : undefined;
  const who = {
    text,
    subject: typeof claims['sub'] === 'string' ? claims['sub'] : 'no subject',
    roles: strings(claims['roles']),
    places: [...strings(claims['regions']), ...strings(claims['organizations'])],
    expiresAt,
  };
  if (expiresAt && expiresAt <= now)
    return { state: 'expired', ...who, message: 'This token has expired. Request a new one. 令牌已过期' };
  return { state: 'valid', ...who };
}

/** The remaining lifetime of a token, e.g. `59 min`. */
export function remaining(expiresAt: Date, now: Date): string {
  const minutes = Math.floor((expiresAt.getTime() - now.getTime()) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

function claimsOf(text: string): Record<string, unknown> | undefined {
  const parts = text.split('.');
  if (parts.length !== 3 || text.length > lengthMax) return undefined;
  try {
    const bytes = Uint8Array.from(atob(parts[1]!.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
const lengthMax = 16_384;
