import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Nats } from '@kexie/messaging/nats';
import {
  judgeAside,
  newPublications,
  readLastGood,
  readOperations,
  readSubgraphs,
  readUnrecorded,
  recordedSince,
  type Standing,
  type Verdict,
} from '@kexie/registry';
import { connectRegistry, describeReasons, UsageError } from './registry-access.ts';
import { withSharedPart } from './subgraphs.ts';

const usage = `Checks whether the running gateways would accept a changed schema of a service now: whether it composes with the schemas that are
served, and whether every operation that clients sent in the last 30 days still works. Changes nothing.

  npm run schema:check -- --service people --sdl apps/people/src/schema.graphql [--nats URL] [--allow-breaking]

  --service NAME      the service of the schema
  --sdl FILE          the schema, with or without the part that all services share
  --nats URL          the registry; default NATS_URL, then the platform of "npm start"
  --allow-breaking    judge as if the service were started with SCHEMA_ALLOW_BREAKING=true

Exit code: 0 accepted, 1 refused, 2 invalid command or unreachable registry.`;

const senders: Readonly<Record<Standing, string>> = {
  anonymous: 'operations of clients without a token',
  'signed-in': 'operations of signed-in viewers',
  published: 'published operations',
};

process.exit(await run(process.argv.slice(2)));

async function run(args: string[]): Promise<number> {
  let nats: Nats | undefined;
  try {
    const { service, sdl, url, allowBreaking, help } = readArguments(args);
    if (help) {
      console.log(usage);
      return 0;
    }
    nats = await connectRegistry(url);
    const code = report(await judgeSchema(nats, { service, sdl, allowBreaking }));
    if (code === 0) reportUnrecorded(await readUnrecorded(nats, { since: recordedSince(new Date()) }));
    return code;
  } catch (error) {
    console.error(
      error instanceof UsageError
        ? `${error.message}\n\n${usage}`
        : `The schema could not be checked: ${(error as Error).message}`,
    );
    return 2;
  } finally {
    await nats?.close();
  }
}

type Asked = { service: string; sdl: string; allowBreaking: boolean };

/** The verdict of the gateways on this schema, if it were published now. */
async function judgeSchema(nats: Nats, { service, sdl, allowBreaking }: Asked): Promise<Verdict> {
  const { kept } = await readLastGood(nats);
  const accepted = kept?.accepted ?? [];
  const published = await readSubgraphs(nats);
  const revision = Math.max(0, ...accepted.map((each) => each.revision), ...published.map((each) => each.revision)) + 1;
  const present =
    published.find(({ name }) => name === service)?.subgraph ?? accepted.find(({ name }) => name === service);
  const candidate = {
    name: service,
    sdl,
    url: present?.url ?? `http://${service}/graphql`,
    version: 'this file',
    publishedAt: new Date().toISOString(),
    allowBreaking,
  };
  const others = newPublications(accepted, published).filter(({ name }) => name !== service);
  const judgement = await judgeAside({
    ...(kept ? { served: kept.sdl } : {}),
    accepted,
    publications: [...others, { name: service, revision, subgraph: candidate }],
    operations: await readOperations(nats, { since: recordedSince(new Date()) }),
  });
  const verdict = judgement.verdicts.find((each) => each.service === service);
  if (!verdict) throw new Error('the gateways gave no verdict on it');
  return verdict;
}

function report({ service, accepted, reasons }: Verdict): number {
  if (accepted) {
    console.log(`${service}: this schema would be accepted.`);
    return 0;
  }
  console.error(`${service}: this schema would be refused.\n${describeReasons(reasons)}`);
  if (reasons.some(({ code }) => code === 'BREAKS_OPERATION'))
    console.error(
      'Keep the fields that are used, or deploy once with SCHEMA_ALLOW_BREAKING=true if those clients may break.',
    );
  return 1;
}

/** An accepted schema may still break operations that were not recorded because the limit was reached. */
function reportUnrecorded(counts: ReadonlyMap<Standing, number>): void {
  for (const [standing, count] of counts) {
    console.log(
      `In the last 30 days ${senders[standing]} were not recorded ${count} times, because the limit was reached. This check does not cover them.`,
    );
  }
}

function readArguments(args: string[]) {
  const { values } = parseQuietly(args);
  const { service = '', sdl: file = '', nats: url, help = false, 'allow-breaking': allowBreaking = false } = values;
  if (help) return { service, sdl: '', url, allowBreaking, help };
  if (!service) throw new UsageError('Name the service: --service NAME.');
  if (!file) throw new UsageError('Name the file to check: --sdl FILE.');
  if (!existsSync(file)) throw new UsageError(`The file ${file} does not exist.`);
  return { service, sdl: withSharedPart(readFileSync(file, 'utf8')), url, allowBreaking, help };
}

function parseQuietly(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        service: { type: 'string' },
        sdl: { type: 'string' },
        nats: { type: 'string' },
        'allow-breaking': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
