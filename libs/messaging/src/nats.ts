import { setTimeout as sleep } from 'node:timers/promises';
import {
  connect,
  ErrorCode,
  headers,
  KvWatchInclude,
  NatsError,
  StringCodec,
  type JetStreamClient,
  type JetStreamManager,
  type KV,
  type KvEntry,
  type NatsConnection,
  type StreamInfo,
} from 'nats';
import { StartupError, type Logger } from '@kexie/kernel';
import { bucketStream, ensure, isStreamMissing } from './streams.ts';

/** One connection to the broker. What is inside `jetstream` and `manager` stays in this lib. */
export type Nats = {
  readonly jetstream: JetStreamClient;
  readonly connection: NatsConnection;
  manager(): Promise<JetStreamManager>;
  bucket(name: string): Promise<Bucket>;
  isConnected(): boolean;
  /** Resolves when the connection is closed for good. */
  closed(): Promise<void>;
  close(): Promise<void>;
};

export type BucketEntry = { key: string; value: string | undefined; revision: number };

/** A key-value bucket. For configuration only: a watcher sees the latest state, not every change, and sometimes twice. */
export type Bucket = {
  put(key: string, value: string): Promise<number>;
  /** Writes only when the key is still at `revision` (0: is not there); undefined when another writer was faster. */
  update(key: string, value: string, revision: number): Promise<number | undefined>;
  /** Writes a key that the bucket never had; false when it has it, or when it was removed. */
  add(key: string, value: string): Promise<boolean>;
  get(key: string): Promise<{ value: string; revision: number } | undefined>;
  /** The last write of a key, with no value when that was its removal. Its revision falls when the broker has lost what it wrote last. */
  last(key: string): Promise<BucketEntry | undefined>;
  entries(): Promise<Map<string, { value: string; revision: number }>>;
  /**
   * Calls `onChange` for the present state first, then for every change; `value` is undefined for a removed key. With `history` the present state is
   * what the bucket still has of every key, oldest first: its last five values. After each reconnect the watch begins anew with the present state.
   */
  watch(onChange: (entry: BucketEntry) => void, options?: { history?: boolean }): Promise<{ stop(): void }>;
  remove(key: string): Promise<void>;
  /** When the broker made the bucket (ISO 8601). It changes when the broker has lost its store. */
  created(): Promise<string>;
};

/** How many values of a key a bucket keeps. */
const historyMax = 5;
/** How long one request to JetStream may take. */
const requestTimeoutMs = 5_000;
/** How long all of a bucket may take. */
const entriesTimeoutMs = 20_000;
/** JetStream's error codes for a key that is not at the revision that the writer has seen. */
const wrongLastSequence = [10071, 10164];
/** How often a program tries to reach a broker that it has not reached yet, and how often it reports what it waits for. */
const connectRetryMs = 500;
const waitReportMs = 5_000;
/** How long a watch that ended rests before it begins anew. */
const rewatchMs = 1_000;
const text = StringCodec();

/** Makes the bucket when it is missing. A program that may not change streams leaves one as it is. */
const ensureBucket = (manager: JetStreamManager, bucket: string): Promise<StreamInfo> =>
  ensure(manager, bucketStream(bucket, historyMax));

/**
 * Connects to NATS and stays connected: waits for a broker that is not there yet and never gives up on one that went away
 * (the client's default is to close for good after about twenty seconds). While it waits the log says for what, every few seconds.
 * `signal` gives up. @param url `nats://user:password@host:port`, several with commas between them, all with the same user.
 * @throws StartupError when the URL is not an address of NATS; with the reason when `signal` aborts first.
 */
export async function connectNats(
  url: string,
  { name, log, signal }: { name: string; log: Logger; signal?: AbortSignal },
): Promise<Nats> {
  const connection = await connectPatiently(readAddress(url), { name, log, signal });
  let connected = true;
  const whenBack = new Set<() => void>();
  const follow = async () => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') connected = false;
      if (status.type === 'reconnect') {
        connected = true;
        whenBack.forEach((callback) => callback());
      }
      if (['disconnect', 'reconnect', 'error', 'ldm'].includes(status.type))
        log.warn({ nats: status.type, detail: String(status.data) }, 'NATS connection changed');
    }
  };
  follow().catch((error: unknown) => log.error({ err: error }, 'lost sight of the NATS connection'));

  const jetstream = connection.jetstream({ timeout: requestTimeoutMs });
  let manager: Promise<JetStreamManager> | undefined;
  return {
    jetstream,
    connection,
    // `checkAPI: false`: asking for the manager must not fail while the broker is away
    manager: () => (manager ??= connection.jetstreamManager({ timeout: requestTimeoutMs, checkAPI: false })),
    bucket: (bucket) =>
      openBucket(
        async () => {
          await ensureBucket(await connection.jetstreamManager({ timeout: requestTimeoutMs, checkAPI: false }), bucket);
          return jetstream.views.kv(bucket, { history: historyMax, timeout: requestTimeoutMs });
        },
        { log, isClosed: () => connection.isClosed(), whenBack },
      ),
    isConnected: () => connected && !connection.isClosed(),
    closed: async () => void (await connection.closed()),
    close: async () => {
      connected = false;
      await (connection.isClosed() ? undefined : connection.close());
    },
  };
}

type Address = { servers: string[]; user: string; password: string };

function readAddress(url: string): Address {
  try {
    const addresses = url.split(',').map((each) => new URL(each));
    const [{ username, password }] = addresses as [URL];
    if (addresses.some(({ protocol, host }) => host === '' || !['nats:', 'tls:'].includes(protocol)))
      throw new Error('no host or another protocol');
    return {
      servers: addresses.map(({ protocol, host }) => `${protocol}//${host}`),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
  } catch {
    throw new StartupError(
      'INVALID_CONFIGURATION',
      'NATS_URL is not an address of NATS: it must be nats://USER:PASSWORD@HOST:PORT.',
    );
  }
}

async function connectPatiently(
  { servers, user, password }: Address,
  { name, log, signal }: { name: string; log: Logger; signal?: AbortSignal | undefined },
): Promise<NatsConnection> {
  const begunAt = performance.now();
  let reportedAt = -Infinity;
  for (;;) {
    try {
      return await connect({
        servers,
        name,
        // replies to a user come below an inbox of its own, because its account can reach no other
        ...(user ? { user, pass: password, inboxPrefix: `_INBOX.${user}` } : {}),
        maxReconnectAttempts: -1,
        // a user that is refused may be one that the broker does not know yet
        ignoreAuthErrorAbort: true,
        reconnectTimeWait: connectRetryMs,
        reconnectJitter: 250,
        timeout: 5_000,
        pingInterval: 10_000,
        maxPingOut: 2,
      });
    } catch (error) {
      const reason = whyUnreachable(error, servers, user);
      if (signal?.aborted) throw new Error(reason, { cause: error });
      if (performance.now() - reportedAt >= waitReportMs) {
        log.error(
          { servers },
          `waiting for the broker for ${Math.round((performance.now() - begunAt) / 1_000)} s: ${reason}`,
        );
        reportedAt = performance.now();
      }
      await sleep(connectRetryMs);
    }
  }
}

function whyUnreachable(error: unknown, servers: readonly string[], user: string): string {
  const code = (error as { code?: string }).code;
  if (code === ErrorCode.AuthorizationViolation || code === ErrorCode.AuthenticationExpired) {
    return `${servers.join(', ')} refuses ${user ? `the user "${user}" with this password` : 'a program without a user'}; the user and its password are those of NATS_URL`;
  }
  return `${servers.join(', ')} of NATS_URL does not answer: ${(error as Error).message}`;
}

/** `open` makes the bucket when it does not exist. What the broker has lost is made again at the next write or watch. */
async function openBucket(
  open: () => Promise<KV>,
  { log, isClosed, whenBack }: { log: Logger; isClosed(): boolean; whenBack: Set<() => void> },
): Promise<Bucket> {
  let kv = await open();
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      kv = await open();
      return work();
    }
  };
  const entryOf = ({ key, value, revision, operation }: KvEntry): BucketEntry => ({
    key,
    value: operation === 'PUT' ? text.decode(value) : undefined,
    revision,
  });
  const last = async (key: string): Promise<BucketEntry | undefined> => {
    const entry = await kv.get(key);
    return entry ? entryOf(entry) : undefined;
  };
  const unlessChanged = async (work: () => Promise<number>): Promise<number | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NatsError && wrongLastSequence.includes(error.api_error?.err_code ?? 0)) return undefined;
      throw error;
    }
  };
  return {
    put: (key, value) => write(() => kv.put(key, text.encode(value))),
    update: (key, value, revision) =>
      unlessChanged(() =>
        write(() =>
          revision === 0 ? kv.create(key, text.encode(value)) : kv.update(key, text.encode(value), revision),
        ),
      ),
    // `kv.create` would write over the mark of a removed key
    add: async (key, value) =>
      (await unlessChanged(() => write(() => kv.put(key, text.encode(value), { previousSeq: 0 })))) !== undefined,
    get: async (key) => {
      const entry = await last(key);
      return entry?.value === undefined ? undefined : { value: entry.value, revision: entry.revision };
    },
    last,
    entries: async () => {
      const found = new Map<string, { value: string; revision: number }>();
      const complete = Promise.withResolvers<undefined>();
      // one subscription brings them all; asking key by key would take a round trip each
      // it may say that all has come before the loop below has read any of it
      const watcher = await kv.watch({ initializedFn: () => void setImmediate(complete.resolve, undefined) });
      const late = setTimeout(
        () => complete.reject(new Error(`The broker did not tell all of a bucket within ${entriesTimeoutMs} ms.`)),
        entriesTimeoutMs,
      );
      const collect = async () => {
        for await (const entry of watcher) {
          if (entry.operation === 'PUT')
            found.set(entry.key, { value: text.decode(entry.value), revision: entry.revision });
        }
      };
      collect().catch(complete.reject);
      try {
        await complete.promise;
        return found;
      } finally {
        clearTimeout(late);
        watcher.stop();
      }
    },
    watch: async (onChange, { history = false } = {}) => {
      const begin = () => kv.watch({ include: history ? KvWatchInclude.AllHistory : KvWatchInclude.LastValue });
      let watcher = await begin();
      const state = { stopped: false };
      const follow = async () => {
        for await (const entry of watcher) {
          onChange(entryOf(entry));
        }
      };
      const beginAgain = async () => {
        for (;;) {
          await sleep(rewatchMs, undefined, { ref: false });
          if (state.stopped || isClosed()) return;
          try {
            kv = await open();
            watcher = await begin();
            return;
          } catch (error) {
            log.warn({ err: error }, 'a bucket cannot be watched yet; trying again');
          }
        }
      };
      const followOn = async () => {
        const isFollowed = (): boolean => !state.stopped && !isClosed();
        while (isFollowed()) {
          await follow().catch((error: unknown) => log.error({ err: error }, 'a bucket is not watched for a moment'));
          // the present state comes again, with what was missed
          await beginAgain();
          if (!isFollowed()) watcher.stop();
        }
      };
      void followOn();
      // a broker that was restarted has forgotten the watch, and the client notices only after several missed heartbeats
      const leave = (): void => watcher.stop();
      whenBack.add(leave);
      return {
        stop: () => {
          state.stopped = true;
          whenBack.delete(leave);
          watcher.stop();
        },
      };
    },
    remove: (key) => kv.delete(key),
    created: async () => (await kv.status()).streamInfo.created,
  };
}

/** What went wrong, in words. The message of a refusal by JetStream is its code alone ("503"), and the words stand beside it. */
export function reasonOf(error: unknown): string {
  const words = error instanceof NatsError ? error.api_error?.description : undefined;
  return words ?? (error instanceof Error ? error.message : String(error));
}

/** The headers of an event: `Nats-Msg-Id` lets the broker drop what the relay sends twice. */
export function eventHeaders(id: string, traceparent: string | undefined) {
  const map = headers();
  map.set('Nats-Msg-Id', id);
  map.set('content-type', 'application/cloudevents+json');
  if (traceparent) map.set('traceparent', traceparent);
  return map;
}
