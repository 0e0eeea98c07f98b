import {
  DiscardPolicy,
  ErrorCode,
  nanos,
  NatsError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from 'nats';
import { StartupError } from '@kexie/kernel';
import { deadLettersBytesMaxDefault } from './bounds.ts';

/** How long a stream remembers: longer than any outage and any rebuild of a projection we plan for. */
export const streamMaxAgeDays = 365;

/** Republishing within this window is dropped by the broker; whatever comes later is caught by the inbox. */
const duplicateWindowMinutes = 10;

/** The stream of a service: its name in capitals. */
export function streamOf(service: string): string {
  return service.toUpperCase();
}

/**
 * Makes sure that the stream of a service exists, with `limits` retention (others do not deduplicate after a restart) on disk, and returns what the broker knows of it.
 * A stream that an operator bounds, or whose disk is full, refuses new events, which then wait in the outbox; it drops none before its time.
 */
export async function ensureStream(manager: JetStreamManager, service: string): Promise<StreamInfo> {
  return ensure(manager, {
    name: streamOf(service),
    subjects: [`${service}.>`],
    max_age: nanos(streamMaxAgeDays * 24 * 60 * 60 * 1000),
    duplicate_window: nanos(duplicateWindowMinutes * 60 * 1000),
  });
}

/** The stream that holds what no consumer could handle, one subject per durable. */
export const deadLetterStream = 'DEAD-LETTERS';

/** Makes sure that the stream of dead letters exists and takes `bytesMax` bytes. When it holds more already, it keeps them and takes no more. */
export async function ensureDeadLetterStream(
  manager: JetStreamManager,
  bytesMax: number = deadLettersBytesMaxDefault,
): Promise<void> {
  await ensure(manager, {
    name: deadLetterStream,
    subjects: ['dead-letters.>'],
    duplicate_window: nanos(duplicateWindowMinutes * 60 * 1000),
    max_bytes: bytesMax,
  });
}

/**
 * The stream of a key-value bucket, as NATS lays it out, but without rollup headers: with one of these, a program that may write one key could remove all
 * others.
 */
export function bucketStream(bucket: string, history: number): Partial<StreamConfig> & { name: string } {
  return {
    name: `KV_${bucket}`,
    subjects: [`$KV.${bucket}.>`],
    max_msgs_per_subject: history,
    duplicate_window: nanos(2 * 60 * 1000),
    discard: DiscardPolicy.New,
    allow_direct: true,
    deny_delete: true,
    allow_rollup_hdrs: false,
  };
}

type Wanted = Partial<StreamConfig> & { name: string };
const compared = ['max_age', 'duplicate_window', 'discard', 'max_bytes', 'allow_rollup_hdrs'] as const;

/**
 * Makes a stream that is missing, and brings the settings of one that is there up to date if this user may change streams. It looks before it
 * writes, because a rejected create could once wipe state.
 */
export async function ensure(manager: JetStreamManager, wanted: Wanted): Promise<StreamInfo> {
  const config: Wanted = {
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    ...wanted,
  };
  try {
    const info = await manager.streams.info(wanted.name);
    if (!compared.some((name) => config[name] !== undefined && config[name] !== info.config[name])) return info;
    return await manager.streams.update(wanted.name, config).catch((error: unknown) => {
      // only the operator may change a stream; until then the old settings are good enough
      if (!isNotReachable(error)) throw error;
      return info;
    });
  } catch (error) {
    if (isNotReachable(error))
      throw new StartupError(
        'BROKER_REFUSED',
        `JetStream does not answer for ${wanted.name}: the broker has no JetStream, or the user of NATS_URL may not use it.`,
        { cause: error },
      );
    if (!isNotFound(error)) throw error;
    return manager.streams.add(config);
  }
}

/** True when nothing answers for the subject of a request: this is how the broker refuses what an account may not reach. */
function isNotReachable(error: unknown): boolean {
  return error instanceof NatsError && error.code === ErrorCode.NoResponders;
}

/** True when JetStream says that a stream, consumer or message does not exist. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const api = (error as { api_error?: { code?: number } }).api_error;
  return api?.code === 404;
}

/** True when the stream that was asked or written to does not exist. A publication to none is answered by nothing at all. */
export function isStreamMissing(error: unknown): boolean {
  return isNotFound(error) || (error instanceof NatsError && error.code === ErrorCode.NoResponders && !error.api_error);
}
