import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { operator } from './broker-accounts.ts';
import type { KeyPair } from './key-pair.ts';
import { platformTeams } from './teams.ts';
import type { Team } from './teams.ts';

/**
 * Two Ed25519 pairs (for the gateway's internal tokens, and for the development issuer that stands in for a login), the passwords of the broker's users by name,
 * and the teams that have one.
 */
export type Keys = { internal: KeyPair; users: KeyPair; broker: Record<string, string>; teams: Record<string, Team> };

/** The claims of a development token. Missing lists are empty; `scopes` are in addition to those that the roles imply; `hours` defaults to 8. */
export type TokenClaims = {
  roles?: string[];
  regions?: string[];
  organizations?: string[];
  scopes?: string[];
  sub?: string;
  hours?: number;
};

export const issuer = 'kexie-dev';
export const audience = 'kexie-graph';

/**
 * The keys of a stack, made once and kept in `<dataDir>/keys.json`, which only its owner may read. They are valid on this
 * machine only; a real deployment brings its own.
 */
export async function stackKeys(dataDir: string): Promise<Keys> {
  const file = path.join(dataDir, 'keys.json');
  const known: Partial<Keys> = (await readKeys(file)) ?? {};
  const teams = { ...known.teams, ...(await withPlatformTeams(known.teams ?? {})) };
  const keys = {
    internal: known.internal ?? (await newPair()),
    users: known.users ?? (await newPair()),
    broker: withPasswords(known.broker ?? {}, teams),
    teams,
  };
  await writeKeys(dataDir, keys);
  return keys;
}

/** Adds a team, or replaces its rights; its key and its password stay. Returns all keys. */
export async function addTeam(dataDir: string, name: string, team: Pick<Team, 'consumers' | 'hosts'>): Promise<Keys> {
  const keys = await stackKeys(dataDir);
  const teams = { ...keys.teams, [name]: { ...team, signing: keys.teams[name]?.signing ?? (await newPair()) } };
  const added = { ...keys, broker: withPasswords(keys.broker, teams), teams };
  await writeKeys(dataDir, added);
  return added;
}

async function writeKeys(dataDir: string, keys: Keys): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, 'keys.json'), `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
}

/** The teams of this repository with their current consumers. In Compose a service is reached by its name. */
async function withPlatformTeams(known: Keys['teams']): Promise<Keys['teams']> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(platformTeams).map(async ([name, consumers]) => {
        const { hosts, signing } = known[name] ?? {};
        return [name, { consumers, hosts: hosts ?? [name], signing: signing ?? (await newPair()) }] as const;
      }),
    ),
  );
}

/** A password for each user that has none yet. */
function withPasswords(known: Keys['broker'], teams: Keys['teams']): Keys['broker'] {
  return Object.fromEntries(
    [operator, 'gateway', ...Object.keys(teams)].map((user) => [
      user,
      known[user] ?? randomBytes(24).toString('base64url'),
    ]),
  );
}

/** The keys of a stack that has run before; undefined if there are none. Throws if the file is damaged. */
export async function readKeys(file: string): Promise<Keys | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Keys;
  } catch {
    throw new Error(`${file} is damaged: delete it, and the next start makes new keys.`);
  }
}

/** A user's token (JWT, EdDSA, typ JWT) that the stack's gateway accepts. */
export async function signUserToken({ users }: Keys, claims: TokenClaims): Promise<string> {
  const { roles = [], regions = [], organizations = [], scopes = [], sub = 'dev-user', hours = 8 } = claims;
  const key = await importJWK(users.privateJwk, 'EdDSA');
  return new SignJWT({ roles, regions, organizations, ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}) })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...(users.publicJwk.kid ? { kid: users.publicJwk.kid } : {}) })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000 + hours * 3600))
    .sign(key);
}

async function newPair(): Promise<KeyPair> {
  const pair = generateKeyPairSync('ed25519');
  const publicJwk = pair.publicKey.export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(publicJwk);
  const named = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateJwk: { ...(pair.privateKey.export({ format: 'jwk' }) as JWK), ...named },
    publicJwk: { ...publicJwk, ...named },
  };
}
