import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError, Kind, parse, type GraphQLSchema, validate } from 'graphql';
import { z } from 'zod';
import type { Logger } from '@kexie/kernel';
import type { BucketEntry, Nats } from '@kexie/messaging/nats';

/** An operation that is part of a client's build. The client can send its `id` instead of its text. */
export type TrustedDocument = { id: string; name: string; body: string };
/** The currently published documents of all clients. */
export type TrustedDocuments = {
  /** The text of a client's document; undefined when the client has no document with this id. */
  find(client: string, id: string): string | undefined;
  /** Whether a text equals one of the client's documents exactly. */
  holds(client: string, body: string): boolean;
  size(): number;
  stop(): void;
};

/**
 * Reads a manifest: Apollo's (`{"format": "apollo-persisted-query-manifest", "operations": [{id, name, body}]}`) or a
 * plain map from id to text, as Relay and the GraphQL code generator write it. Throws one Error that lists every
 * unusable document; with a schema, also the documents that are invalid on it.
 */
export function parseManifest(text: string, schema?: GraphQLSchema): TrustedDocument[] {
  const manifest = manifestSchema.safeParse(readJson(text));
  if (!manifest.success)
    throw new Error("This is not a manifest: it has neither Apollo's format nor that of a map from id to operation.");
  const documents =
    'operations' in manifest.data && Array.isArray(manifest.data.operations)
      ? manifest.data.operations.map(({ id, name, body }) => ({ id, body, name: name ?? nameOf(body) }))
      : Object.entries(manifest.data as Record<string, string>).map(([id, body]) => ({ id, body, name: nameOf(body) }));
  const problems = documents.flatMap((document) => problemsOf(document, schema));
  if (new Set(documents.map(({ id }) => id)).size < documents.length) problems.push('Two operations have the same id.');
  if (problems.length > 0) throw new Error(problems.slice(0, problemsShownMax).join('\n'));
  return documents;
}

/**
 * Publishes documents of a client and returns the number of new ones. Earlier documents stay, because older builds of
 * the client may still be in use. Throws when the text of a published id would change.
 */
export async function publishDocuments(
  nats: Nats,
  client: string,
  documents: readonly TrustedDocument[],
): Promise<number> {
  const bucket = await nats.bucket(documentsBucket);
  const present = await bucket.entries();
  const added = documents.filter((document) => {
    const known = present.get(keyOf(client, document.id));
    if (!known) return true;
    if (parseRecord(known.value).body !== document.body)
      throw new Error(
        `"${document.id}" (${document.name}) is already published with another text: the text of an id cannot change.`,
      );
    return false;
  });
  for (const { id, name, body } of added)
    await bucket.put(
      keyOf(client, id),
      JSON.stringify({ client, id, name, body, publishedAt: new Date().toISOString() }),
    );
  return added.length;
}

/**
 * Retires documents of a client, or all of them when no ids are given, and returns the number of documents that
 * existed. Missing ids are also marked as retired: the broker may have lost them, and a gateway would otherwise publish
 * them again.
 */
export async function retireDocuments(nats: Nats, client: string, ids?: readonly string[]): Promise<number> {
  const bucket = await nats.bucket(documentsBucket);
  const present = [...(await bucket.entries())]
    .filter(([, { value }]) => {
      const record = parseRecord(value);
      return record.client === client && (!ids || ids.includes(record.id));
    })
    .map(([key]) => key);
  for (const key of new Set([...present, ...(ids ?? []).map((id) => keyOf(client, id))])) await bucket.remove(key);
  return present.length;
}

type WatchOptions = {
  log: Logger;
  /** Whether clients may send only published operations. Then it is an error when there are none. */
  required?: boolean;
  /** The interval at which it checks whether the broker has lost the documents. Default 5 seconds. */
  checkEveryMs?: number;
};

/**
 * Watches the published documents, and retries until the broker permits it. An unreadable record is logged and ignored.
 * When the broker has lost its store, the known documents stay valid and are published again from memory.
 */
export async function watchDocuments(
  nats: Nats,
  { log, required = false, checkEveryMs = checkMs }: WatchOptions,
): Promise<TrustedDocuments> {
  for (;;) {
    try {
      return await follow(nats, { log, required, checkEveryMs });
    } catch (error) {
      log.warn({ err: error }, 'the trusted documents cannot be watched yet; the watch is retried');
      await sleep(retryMs);
    }
  }
}

type Known = TrustedDocument & { client: string; /** the record as it was published */ text: string };

async function follow(nats: Nats, { log, required, checkEveryMs }: Required<WatchOptions>): Promise<TrustedDocuments> {
  const byKey = new Map<string, Known>();
  const texts = new Map<string, number>();
  const count = ({ client, body }: Known, change: 1 | -1): void => {
    const key = textKey(client, body);
    const left = (texts.get(key) ?? 0) + change;
    if (left > 0) texts.set(key, left);
    else texts.delete(key);
  };
  const apply = ({ key, value }: BucketEntry): void => {
    const known = byKey.get(key);
    if (known) count(known, -1);
    byKey.delete(key);
    if (value === undefined) return;
    try {
      const record = { ...parseRecord(value), text: value };
      byKey.set(key, record);
      count(record, 1);
    } catch (error) {
      log.error({ err: error, key }, 'a trusted document is unreadable and is ignored');
    }
  };
  const first = await nats.bucket(documentsBucket);
  let created = await first.created();
  let watch = await first.watch(apply);
  /** Writes only documents that are missing and not retired, so several gateways can do this at once. */
  const restore = async (): Promise<void> => {
    const bucket = await nats.bucket(documentsBucket);
    const now = await bucket.created();
    if (now === created) return;
    for (const [key, { text }] of [...byKey]) await bucket.add(key, text);
    const next = await bucket.watch(apply);
    watch.stop();
    watch = next;
    created = now;
    log.warn(
      { documents: byKey.size },
      'the broker lost the published operations; this gateway publishes the operations that it knows again',
    );
  };
  let restoring = false;
  let wasEmpty = false;
  const check = async (): Promise<void> => {
    if (restoring || !nats.isConnected()) return;
    if (required && byKey.size === 0 && !wasEmpty)
      log.error(
        'no operation is published, and SAFELIST refuses all others: publish the manifests of the clients again',
      );
    wasEmpty = byKey.size === 0;
    restoring = true;
    await restore()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the published operations cannot be checked yet; the check is retried'),
      )
      .finally(() => (restoring = false));
  };
  const timer = setInterval(() => void check(), checkEveryMs).unref();
  return {
    find: (client, id) => byKey.get(keyOf(client, id))?.body,
    holds: (client, body) => texts.has(textKey(client, body)),
    size: () => byKey.size,
    stop: () => {
      clearInterval(timer);
      watch.stop();
    },
  };
}

/**
 * The key of a document. It is hashed, because clients and ids may contain characters that a key of the bucket may not.
 */
const keyOf = (client: string, id: string): string => `${sha256(client).slice(0, 32)}.${sha256(id)}`;
const textKey = (client: string, body: string): string => sha256(`${client}\n${body}`);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const document = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  body: z.string().min(1).max(200_000),
});
const manifestSchema = z.union([
  z.object({ format: z.string().optional(), operations: z.array(document).max(5_000) }),
  z.record(z.string().min(1).max(200), z.string().min(1).max(200_000)),
]);
const record = z.object({
  client: z.string(),
  id: z.string(),
  name: z.string(),
  body: z.string(),
  publishedAt: z.iso.datetime(),
});
const parseRecord = (value: string): z.infer<typeof record> => record.parse(JSON.parse(value));

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The manifest is not JSON.');
  }
}

function problemsOf({ id, name, body }: TrustedDocument, schema: GraphQLSchema | undefined): string[] {
  try {
    const parsed = parse(body, { maxTokens: tokensMax });
    const operations = parsed.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
    if (operations !== 1)
      return [`${name || id}: a trusted document has one operation, and this one has ${operations}.`];
    return schema ? validate(schema, parsed).map(({ message }) => `${name || id}: ${message}`) : [];
  } catch (error) {
    return [`${name || id}: ${error instanceof GraphQLError ? error.message : String(error)}`];
  }
}

function nameOf(body: string): string {
  return /\b(?:query|mutation)\s+(\w+)/.exec(body)?.[1] ?? '';
}

const documentsBucket = 'trusted-documents';
const retryMs = 1_000;
const checkMs = 5_000;
const tokensMax = 10_000;
const problemsShownMax = 50;
