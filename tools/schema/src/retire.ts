import { parseArgs } from 'node:util';
import type { Nats } from '@kexie/messaging/nats';
import {
  judgeAside,
  readLastGood,
  readOperations,
  readSubgraphs,
  recordedSince,
  retireSubgraph,
  type Verdict,
} from '@kexie/registry';
import { connectRegistry, describeReasons, UsageError } from './registry-access.ts';

const usage = `Takes a service out of the supergraph. A service that is only stopped keeps its place, and its fields are null.

  npm run schema:retire -- --service outreach [--nats URL] [--force]

  --service NAME    the service; stop it first, because it publishes its schema again when it restarts
  --nats URL        the registry; default NATS_URL, then the platform of "npm start"
  --force           retire it even if this breaks operations that clients sent in the last 30 days

Exit code: 0 retired, 1 refused (the broken operations are printed), 2 invalid command or unreachable registry.`;

process.exit(await run(process.argv.slice(2)));

async function run(args: string[]): Promise<number> {
  let nats: Nats | undefined;
  try {
    const { service = '', nats: url, force = false, help = false } = parseQuietly(args).values;
    if (help) {
      console.log(usage);
      return 0;
    }
    if (!service) throw new UsageError('Name the service: --service NAME.');
    nats = await connectRegistry(url);
    return await retire(nats, service, force);
  } catch (error) {
    console.error(
      error instanceof UsageError
        ? `${error.message}\n\n${usage}`
        : `The service could not be retired: ${(error as Error).message}`,
    );
    return 2;
  } finally {
    await nats?.close();
  }
}

async function retire(nats: Nats, service: string, force: boolean): Promise<number> {
  const { kept } = await readLastGood(nats);
  const known = new Set([...(kept?.accepted ?? []), ...(await readSubgraphs(nats))].map(({ name }) => name));
  if (!known.has(service))
    throw new UsageError(`No service "${service}" is known; known are: ${[...known].sort().join(', ') || 'none'}.`);
  const verdict = kept?.accepted.some(({ name }) => name === service)
    ? await judgeRetirement(nats, service, kept)
    : undefined;
  if (verdict && !verdict.accepted) {
    console.error(`What ${service} takes with it:\n${describeReasons(verdict.reasons)}`);
    const composes = verdict.reasons.every(({ code }) => code === 'BREAKS_OPERATION');
    if (!composes) console.error('The others do not compose without it: change them first.');
    else if (!force) console.error('Nothing was changed. Use --force if those clients may break.');
    if (!composes || !force) return 1;
  }
  await retireSubgraph(nats, service);
  console.log(`${service} is retired.`);
  return 0;
}

async function judgeRetirement(
  nats: Nats,
  service: string,
  kept: NonNullable<Awaited<ReturnType<typeof readLastGood>>['kept']>,
): Promise<Verdict | undefined> {
  const judgement = await judgeAside({
    served: kept.sdl,
    accepted: kept.accepted,
    publications: [{ name: service, revision: Math.max(...kept.accepted.map(({ revision }) => revision)) + 1 }],
    operations: await readOperations(nats, { since: recordedSince(new Date()) }),
    checkRetirements: true,
  });
  return judgement.verdicts[0];
}

function parseQuietly(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        service: { type: 'string' },
        nats: { type: 'string' },
        force: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
