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
import { bucketStream, ensure, isStreamMissing, isTaken } from './streams.ts';

/** One connection to the broker. Only this library uses `jetstream` and `manager`. */
export type Nats = {
  readonly jetstream: JetStreamClient;
  readonly connection: NatsConnection;
  manager(): Promise<JetStreamManager>;
  bucket(name: string): Promise<Bucket>;
  isConnected(): boolean;
  /** Resolves when the connection is closed permanently. */
  closed(): Promise<void>;
  close(): Promise<void>;
};

export type BucketEntry = { key: string; value: string | undefined; revision: number };

/**
 * A key-value bucket. It is for configuration only: a watcher sees the latest state, not every change, and may see a
 * state twice.
 */
export type Bucket = {
  put(key: string, value: string): Promise<number>;
  /**
   * Writes only when the key is still at `revision` (0: the key does not exist). Returns undefined when another writer
   * was faster.
   */
  update(key: string, value: string, revision: number): Promise<number | undefined>;
  /** Writes a key that the bucket never had. Returns false when the key exists or was removed. */
  add(key: string, value: string): Promise<boolean>;
  get(key: string): Promise<{ value: string; revision: number } | undefined>;
  /**
   * The last write of a key, without a value when that was its removal. The revision decreases when the broker has lost
   * its last writes.
   */
  last(key: string): Promise<BucketEntry | undefined>;
  entries(): Promise<Map<string, { value: string; revision: number }>>;
  /**
   * Calls `onChange` for the current state first, and then for each change; `value` is undefined for a removed key.
   * With `history`, the current state includes the last five values of each key, oldest first. After each reconnect the
   * watch starts again with the current state.
   */
  watch(onChange: (entry: BucketEntry) => void, options?: { history?: boolean }): Promise<{ stop(): void }>;
  remove(key: string): Promise<void>;
  /** The time at which the broker created the bucket (ISO 8601). It changes when the broker has lost its store. */
  created(): Promise<string>;
};

/** The number of values of a key that a bucket keeps. */
const historyMax = 5;
/** The time that one request to JetStream may take. */
const requestTimeoutMs = 5_000;
/** The time that reading a whole bucket may take. */
const entriesTimeoutMs = 20_000;
/** JetStream's error codes for a key that is not at the expected revision. */
const wrongLastSequence = [10071, 10164];
/** The intervals at which a program tries to reach a broker, and logs that it waits for it. */
const connectRetryMs = 500;
const waitReportMs = 5_000;
/** The pause before a watch that ended starts again. */
const rewatchMs = 1_000;
const text = StringCodec();

/** Creates the bucket when it is missing. A program that may not change streams leaves an existing bucket as it is. */
const ensureBucket = (manager: JetStreamManager, bucket: string): Promise<StreamInfo> =>
  ensure(manager, bucketStream(bucket, historyMax));

/**
 * Connects to NATS and stays connected: it waits for a broker that does not answer yet, and reconnects without end (by
 * default the client closes the connection after about twenty seconds). While it waits, it logs the reason every few
 * seconds. `signal` ends the attempt. @param url `nats://user:password@host:port`, or several with commas between them,
 * all with the same user.
 * @throws StartupError when the URL is not an address of NATS; an error with the reason when `signal` aborts first.
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
  follow().catch((error: unknown) => log.error({ err: error }, 'the status of the NATS connection cannot be followed'));

  const jetstream = connection.jetstream({ timeout: requestTimeoutMs });
  let manager: Promise<JetStreamManager> | undefined;
  return {
    jetstream,
    connection,
    // `checkAPI: false`, because this must not fail while the broker is unavailable.
    manager: () => (manager ??= connection.jetstreamManager({ timeout: requestTimeoutMs, checkAPI: false })),
    bucket: (bucket) =>
      openBucket(
        async () => {
          const manager = await connection.jetstreamManager({ timeout: requestTimeoutMs, checkAPI: false });
          const openOnce = async (): Promise<KV> => {
            await ensureBucket(manager, bucket);
            return jetstream.views.kv(bucket, { history: historyMax, timeout: requestTimeoutMs });
          };
          // A program may lose the bucket between the two steps, and another one may create it then; the client has settings of its own.
          return openOnce().catch((error: unknown) => {
            if (!isTaken(error)) throw error;
            return openOnce();
          });
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
        // Replies to a user use an inbox prefix of this user, because its account can reach no other.
        ...(user ? { user, pass: password, inboxPrefix: `_INBOX.${user}` } : {}),
        maxReconnectAttempts: -1,
        // The broker may not know a new user yet, so a refusal is not final.
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

/**
 * `open` creates the bucket when it does not exist. A bucket that the broker has lost is created again at the next
 * write or watch.
 */
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
    // `kv.create` would overwrite the marker of a removed key.
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
      // One subscription delivers all keys; reading key by key would take one round trip each.
      // It may report completion before the loop below has read any entry.
      const watcher = await kv.watch({ initializedFn: () => void setImmediate(complete.resolve, undefined) });
      const late = setTimeout(
        () => complete.reject(new Error(`The broker did not deliver the whole bucket within ${entriesTimeoutMs} ms.`)),
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
            log.warn({ err: error }, 'a bucket cannot be watched yet; the watch is retried');
          }
        }
      };
      const followOn = async () => {
        const isFollowed = (): boolean => !state.stopped && !isClosed();
        while (isFollowed()) {
          await follow().catch((error: unknown) =>
            log.error({ err: error }, 'the watch of a bucket failed; it starts again'),
          );
          // The current state is delivered again, with the missed changes.
          await beginAgain();
          if (!isFollowed()) watcher.stop();
        }
      };
      void followOn();
      // A restarted broker has lost the watch, and the client notices this only after several missed heartbeats.
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

/**
 * The reason of an error in words. The message of a JetStream error is only its code ("503"); the description is in
 * another field.
 */
export function reasonOf(error: unknown): string {
  const words = error instanceof NatsError ? error.api_error?.description : undefined;
  return words ?? (error instanceof Error ? error.message : String(error));
}

/** The headers of an event. By `Nats-Msg-Id` the broker drops events that the relay sends twice. */
export function eventHeaders(id: string, traceparent: string | undefined) {
  const map = headers();
  map.set('Nats-Msg-Id', id);
  map.set('content-type', 'application/cloudevents+json');
  if (traceparent) map.set('traceparent', traceparent);
  return map;
}
