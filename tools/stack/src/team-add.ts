import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectNats } from '@kexie/messaging/nats';
import { streamOf } from '@kexie/messaging/streams';
import { brokerUrlOf, operator, urlWithUser, writeBrokerAccounts } from './broker-accounts.ts';
import { setUpBroker } from './broker-setup.ts';
import { addTeam } from './keys.ts';
import type { Keys } from './keys.ts';
import { requireNode24 } from './node-version.ts';
import { root } from './programs.ts';
import { teamEnv, writeEnvFile, writeTeamsFile } from './services.ts';
import { platformTeams, teamNamePattern, teamNamesReserved } from './teams.ts';
import type { Consumers } from './teams.ts';

const help = `npm run team:add -- NAME [options]: adds a team to a running platform, so that it can publish its service.

It makes a user of the broker, with rights to the team's own events, record and consumers; the key that signs its publications; and its entry in the list of
teams that gateways read. The settings of the service are then in FOLDER/env/NAME.env. For an existing team it changes hosts and consumers; password
and key stay.

  --host HOST           an address at which gateways may request the service: a host, or host:port (may be repeated). In development every team may use this machine
  --consumer S:DURABLE  a consumer of the events of service S, whose name begins with NAME- (may be repeated), for example people:payments-persons
  --data FOLDER         the stack's data folder (default .data); with Compose .data/docker`;

const silence = (): void => undefined;
const quiet = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };
const reloadsMax = 10;
const reloadPauseMs = 300;

const howToReload = `
The broker could not be reached from here. It reads its users again after SIGHUP; send it twice, because only the second one makes a new account complete:

  docker compose kill -s HUP nats; sleep 1; docker compose kill -s HUP nats`;

if (import.meta.main) {
  requireNode24();
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

async function run(args: string[]): Promise<void> {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      host: list,
      consumer: list,
      data: { type: 'string', default: '.data' },
    },
  });
  if (values.help) return console.log(help);
  const [name = ''] = positionals;
  const dataDir = path.resolve(root, values.data);
  const keys = await bringIn(dataDir, name, { hosts: values.host, consumers: readConsumers(name, values.consumer) });
  const reached = await reloadBroker(dataDir, name, keys);
  console.log(
    `${name} may publish its schema and its events. Its settings are in ${path.join(dataDir, 'env', `${name}.env`)}.${reached ? '' : howToReload}`,
  );
}

/** Writes keys, rights and settings of a team below the data folder of a stack. @throws Error with one sentence if the name or a consumer is not allowed. */
export async function bringIn(
  dataDir: string,
  name: string,
  team: { hosts: string[]; consumers: Consumers },
): Promise<Keys> {
  if (!teamNamePattern.test(name))
    throw new Error(
      `"${name}" is not a valid team name: use lower-case words with hyphens between them, at most 40 characters.`,
    );
  if (teamNamesReserved.has(name)) throw new Error(`"${name}" is reserved for a part of the platform.`);
  if (Object.hasOwn(platformTeams, name))
    throw new Error(`${name} belongs to this repository: its consumers are in tools/stack/src/teams.ts.`);
  const keys = await addTeam(dataDir, name, team);
  for (const folder of ['nats', 'broker']) {
    if (existsSync(path.join(dataDir, folder, 'accounts.conf')))
      await writeBrokerAccounts(path.join(dataDir, folder), keys);
  }
  await writeTeamsFile(path.join(dataDir, 'teams'), keys);
  await writeEnvFile(
    dataDir,
    name,
    teamEnv(name, keys, (await operatorUrl(dataDir)) ?? urlWithUser('nats:4222', operator, keys.broker)),
  );
  return keys;
}

/**
 * Makes a broker on this machine read its users, until the new user can connect and reaches its stream; then makes that stream. False if no broker runs
 * here. @throws Error if the broker does not accept the user.
 */
export async function reloadBroker(dataDir: string, name: string, keys: Keys): Promise<boolean> {
  const [pid, url] = [
    Number(await readFile(path.join(dataDir, 'nats', 'nats.pid'), 'utf8').catch(() => '')),
    await operatorUrl(dataDir),
  ];
  if (!pid || url === undefined) return false;
  await setUpBroker(url, keys);
  // a new account reaches the platform's only after the second reload
  for (let reloads = 0; reloads < reloadsMax; reloads += 1) {
    process.kill(pid, 'SIGHUP');
    await sleep(reloadPauseMs);
    if (await reachesItsStream(brokerUrlOf(url, name, keys), name)) return true;
  }
  throw new Error(
    `The broker read its users ${reloadsMax} times and still does not let ${name} use its stream; the reason is in its log: ${path.join(dataDir, 'logs', 'nats.log')}.`,
  );
}

async function reachesItsStream(url: string, name: string): Promise<boolean> {
  try {
    const nats = await connectNats(url, { name: 'team-add', log: quiet, signal: AbortSignal.timeout(reloadPauseMs) });
    try {
      return await (await nats.manager()).streams.info(streamOf(name)).then(() => true);
    } finally {
      await nats.close();
    }
  } catch {
    return false;
  }
}

/** The address of the broker, which `npm start` has written. */
async function operatorUrl(dataDir: string): Promise<string | undefined> {
  const text = await readFile(path.join(dataDir, 'env', `${operator}.env`), 'utf8').catch(() => '');
  return /^NATS_URL='(.*)'$/m.exec(text)?.[1];
}

function readConsumers(name: string, texts: readonly string[]): Consumers {
  const consumers: Record<string, string[]> = {};
  for (const text of texts) {
    const [, service = '', durable = ''] = /^([a-z][a-z-]*):([a-z]+(?:-[a-z]+)+)$/.exec(text) ?? [];
    if (service === name || !durable.startsWith(`${name}-`))
      throw new Error(
        `"${text}" is not a consumer of ${name}: it must be SERVICE:${name}-SUFFIX, with the name of another service.`,
      );
    (consumers[service] ??= []).push(durable);
  }
  return consumers;
}
