import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deadLetterStream, streamOf } from '@kexie/messaging/streams';
import type { Team } from './teams.ts';

/** The passwords of the broker's users by name, and the teams that have one. */
type Users = { broker: Readonly<Record<string, string>>; teams: Readonly<Record<string, Team>> };

/**
 * The account that holds JetStream with all streams and buckets. Its only user is the operator, who has all rights in it: the stack, `team:add`, the
 * schema tools. Each program has its own account, which imports the named parts of this one and nothing else.
 */
export const platform = 'PLATFORM';
/** Has no user and answers nothing. Without this import the broker would answer "JetStream is not enabled" for the subjects that a program may not use. */
const nothing = 'NOTHING';
/** The user with all rights. */
export const operator = 'operator';

/** The operator writes the published operations; gateways write them again after the broker has lost them. */
const bucketsOfGateway = {
  written: ['supergraph', 'verdicts', 'operations-seen', 'trusted-documents'],
  read: ['subgraphs'],
};
/** All key-value buckets of the platform. */
export const buckets = [...bucketsOfGateway.written, ...bucketsOfGateway.read];

/** The accounts of the broker as JSON, which is valid in its configuration: those of the operator, of the gateway, and of each team. */
function brokerAccounts({ broker, teams }: Users): string {
  const names = Object.keys(teams);
  const account = (user: string, services: readonly string[]) => ({
    users: [{ user, password: broker[user] }],
    imports: [
      { service: { account: nothing, subject: 'denied.>' }, to: '$JS.API.>' },
      ...[...new Set(services)].map((subject) => ({ service: { account: platform, subject } })),
      { stream: { account: platform, subject: `${inboxOf(user)}.>` } },
    ],
  });
  const accounts = {
    [nothing]: { exports: [{ service: 'denied.>' }] },
    [platform]: {
      jetstream: 'enabled',
      users: [{ user: operator, password: broker[operator] }],
      exports: [
        { service: '$JS.API.>', response_type: 'Stream' },
        ...['$JS.ACK.>', '$JS.FC.>', '$KV.>', 'dead-letters.>', ...names.map((name) => `${name}.>`)].map((service) => ({
          service,
        })),
        ...['gateway', ...names].map((name) => ({ stream: `${inboxOf(name)}.>` })),
      ],
    },
    gateway: account('gateway', gatewaySubjects()),
    ...Object.fromEntries(Object.entries(teams).map(([name, team]) => [name, account(name, teamSubjects(name, team))])),
  };
  return `${JSON.stringify({ accounts }, null, 2)}\n`;
}

/** Writes the accounts to `<folder>/accounts.conf`, which holds passwords: only its owner may read it. */
export async function writeBrokerAccounts(folder: string, keys: Users): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'accounts.conf'), brokerAccounts(keys), { mode: 0o600 });
}

/** The same address for another user. The address of a broker with its own users is returned unchanged. */
export function brokerUrlOf(url: string, user: string, { broker }: Pick<Users, 'broker'>): string {
  const address = new URL(url);
  if (address.username !== operator || address.password !== broker[operator]) return url;
  return urlWithUser(address.host, user, broker);
}

/** The address of a broker of the stack for a user. */
export function urlWithUser(host: string, user: string, broker: Users['broker']): string {
  return `nats://${user}:${broker[user]}@${host}`;
}

/** Replies and deliveries for a user arrive below this subject; `connectNats` sets it in the client. */
function inboxOf(user: string): string {
  return `_INBOX.${user}`;
}

/** Reads and writes its own buckets, reads those of other programs, and makes a missing bucket. */
function gatewaySubjects(): string[] {
  const { written, read } = bucketsOfGateway;
  return [
    '$JS.API.INFO',
    ...written.map((bucket) => `$KV.${bucket}.>`),
    ...[...written, ...read].flatMap((bucket) => [
      `$JS.API.STREAM.CREATE.KV_${bucket}`,
      `$JS.API.DIRECT.GET.KV_${bucket}.$KV.${bucket}.>`,
      ...watching(bucket),
    ]),
  ];
}

/**
 * Writes its events and its record in the registry, and follows the streams of other teams with the consumers that were granted to it. It makes its stream if it is
 * missing; only the operator changes or removes a stream, because a stream can be configured to copy its messages to any subject.
 */
function teamSubjects(name: string, { consumers }: Team): string[] {
  return [
    '$JS.API.INFO',
    `${name}.>`,
    `$JS.API.STREAM.INFO.${streamOf(name)}`,
    `$JS.API.STREAM.CREATE.${streamOf(name)}`,
    `$KV.subgraphs.${name}`,
    '$JS.API.STREAM.INFO.KV_subgraphs',
    `$JS.API.DIRECT.GET.KV_subgraphs.$KV.subgraphs.${name}`,
    ...watching('verdicts'),
    `$JS.API.STREAM.INFO.${deadLetterStream}`,
    `$JS.API.STREAM.CREATE.${deadLetterStream}`,
    ...Object.entries(consumers).flatMap(([producer, durables]) => [
      `$JS.API.STREAM.INFO.${streamOf(producer)}`,
      ...durables.flatMap((durable) => consuming(streamOf(producer), durable)),
    ]),
  ];
}

function watching(bucket: string): string[] {
  return [
    `$JS.API.STREAM.INFO.KV_${bucket}`,
    `$JS.API.CONSUMER.CREATE.KV_${bucket}.*.$KV.${bucket}.>`,
    `$JS.FC.KV_${bucket}.>`,
  ];
}

function consuming(stream: string, durable: string): string[] {
  const api = (call: string) => `$JS.API.CONSUMER.${call}.${stream}.${durable}`;
  return [
    api('INFO'),
    api('CREATE'),
    `${api('CREATE')}.>`,
    api('DURABLE.CREATE'),
    api('MSG.NEXT'),
    api('DELETE'),
    `$JS.ACK.${stream}.${durable}.>`,
    `dead-letters.${durable}`,
  ];
}
