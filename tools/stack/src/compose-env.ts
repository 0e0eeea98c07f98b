/**
 * Makes the keys of docker-compose.yml, the users of its broker, and the environment file for Compose:
 *
 *   npx node tools/stack/src/compose-env.ts [FOLDER]      default .data/docker; existing keys are kept
 *
 * The issuer of user tokens is a stand-in whose private key is in FOLDER/keys.json, so that `npm run token -- --data FOLDER` works. If there is a
 * real login, put its AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS into the file instead.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeBrokerAccounts } from './broker-accounts.ts';
import { audience, issuer, stackKeys } from './keys.ts';
import type { Keys } from './keys.ts';
import { requireNode24 } from './node-version.ts';
import { writeTeamsFile } from './services.ts';

/** The variables that docker-compose.yml requires. Keys are JSON Web Keys as JSON text; `brokerDir` holds the users of the broker, `teamsDir` the teams. */
export function composeVariables(
  { internal, users, broker, teams }: Keys,
  { brokerDir, teamsDir }: { brokerDir: string; teamsDir: string },
): Record<string, string> {
  return {
    INTERNAL_TOKEN_PRIVATE_JWK: JSON.stringify(internal.privateJwk),
    INTERNAL_TOKEN_PUBLIC_JWK: JSON.stringify(internal.publicJwk),
    AUTH_JWKS: JSON.stringify({ keys: [users.publicJwk] }),
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    BROKER_DIR: brokerDir,
    TEAMS_DIR: teamsDir,
    ...Object.fromEntries(
      ['gateway', ...Object.keys(teams)].map((user) => [`NATS_PASSWORD_${variable(user)}`, broker[user] ?? '']),
    ),
    ...Object.fromEntries(
      Object.entries(teams).map(([name, { signing }]) => [
        `PUBLICATION_PRIVATE_JWK_${variable(name)}`,
        JSON.stringify(signing.privateJwk),
      ]),
    ),
  };
}

const variable = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** Not `.env` in the top folder: Nx loads that file into every task, and `nx serve` would use these keys instead of those of `npm start`. */
async function writeComposeEnv(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'compose.env');
  const keys = await stackKeys(folder);
  const [brokerDir, teamsDir] = [path.join(folder, 'broker'), path.join(folder, 'teams')];
  await writeBrokerAccounts(brokerDir, keys);
  await writeTeamsFile(teamsDir, keys);
  const lines = Object.entries(composeVariables(keys, { brokerDir, teamsDir })).map(
    ([name, value]) => `${name}='${value}'`,
  );
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

if (import.meta.main) {
  requireNode24();
  const file = await writeComposeEnv(path.resolve(process.argv[2] ?? '.data/docker'));
  console.log(
    `The keys are in ${file}. Next:\n\n  docker compose --env-file ${path.relative('', file)} up --build --wait`,
  );
}
