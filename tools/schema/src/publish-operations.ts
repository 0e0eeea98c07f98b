import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Nats } from '@kexie/messaging/nats';
import { apiSchema, parseManifest, publishDocuments, readLastGood, retireDocuments } from '@kexie/registry';
import { connectRegistry, UsageError } from './registry-access.ts';

const usage = `Publishes the operations of a build of a client. The client may then send them by id, and with SAFELIST=enforce it may send no others.

  npm run operations:publish -- --client web --manifest FILE [--nats URL]
  npm run operations:publish -- --client web --retire [ID …] [--nats URL]

  --client NAME       the client, by its name in the header graphql-client-name
  --manifest FILE     Apollo's persisted query manifest, or a JSON map from id to operation (Relay, GraphQL code generator)
  --retire            withdraws the operations with these ids, or all of the client if no id is given
  --nats URL          the registry; default NATS_URL, then the platform of "npm start"

Operations that were published before stay, for older builds of the client; the text of an id never changes. If the served schema does not allow an
operation, the whole manifest is refused.

Exit code: 0 done, 1 refused, 2 invalid command or unreachable registry.`;

process.exit(await run(process.argv.slice(2)));

async function run(args: string[]): Promise<number> {
  let nats: Nats | undefined;
  try {
    const command = readArguments(args);
    if (!command) {
      console.log(usage);
      return 0;
    }
    nats = await connectRegistry(command.url);
    return await (command.manifest === undefined ? retire(nats, command) : publish(nats, command));
  } catch (error) {
    console.error(
      error instanceof UsageError
        ? `${error.message}\n\n${usage}`
        : `The operations could not be published: ${(error as Error).message}`,
    );
    return 2;
  } finally {
    await nats?.close();
  }
}

async function publish(nats: Nats, { client, manifest }: { client: string; manifest: string }): Promise<number> {
  const { kept } = await readLastGood(nats);
  try {
    const documents = parseManifest(manifest, kept && apiSchema(kept.sdl));
    const added = await publishDocuments(nats, client, documents);
    console.log(
      `${client}: ${documents.length} operations, ${added} of them new.${kept ? '' : ' No schema is served yet, so they were not checked against one.'}`,
    );
    return 0;
  } catch (error) {
    console.error(`${client}: not published.\n${(error as Error).message}`);
    return 1;
  }
}

async function retire(nats: Nats, { client, ids }: { client: string; ids: string[] }): Promise<number> {
  const retired = await retireDocuments(nats, client, ids.length > 0 ? ids : undefined);
  console.log(`${client}: ${retired} operations are taken back.`);
  return retired > 0 || ids.length === 0 ? 0 : 1;
}

function readArguments(args: string[]) {
  const { values, positionals } = parseQuietly(args);
  const { client = '', manifest: file, retire: retiring = false, nats: url, help = false } = values;
  if (help) return undefined;
  if (!client) throw new UsageError('Name the client: --client NAME.');
  if (retiring) return { client, manifest: undefined, ids: positionals, url };
  if (!file) throw new UsageError('Name the file with the operations: --manifest FILE.');
  if (!existsSync(file)) throw new UsageError(`The file ${file} does not exist.`);
  return { client, manifest: readFileSync(file, 'utf8'), ids: [], url };
}

function parseQuietly(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        client: { type: 'string' },
        manifest: { type: 'string' },
        retire: { type: 'boolean' },
        nats: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
