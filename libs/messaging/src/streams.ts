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

/** The age limit of events in a stream: longer than any planned outage or rebuild of a projection. */
export const streamMaxAgeDays = 365;

/** Within this window the broker drops repeated publications. Later repetitions are ignored by the inbox. */
const duplicateWindowMinutes = 10;

/** The stream of a service: its name in capitals. */
export function streamOf(service: string): string {
  return service.toUpperCase();
}

/**
 * Creates the stream of a service if it is missing, on disk and with `limits` retention (other policies do not
 * deduplicate after a restart), and returns its state. A stream that reaches a bound of the operator, or whose disk is
 * full, refuses new events, which then wait in the outbox. It drops no event before the age limit.
 */
export async function ensureStream(manager: JetStreamManager, service: string): Promise<StreamInfo> {
  return ensure(manager, {
    name: streamOf(service),
    subjects: [`${service}.>`],
    max_age: nanos(streamMaxAgeDays * 24 * 60 * 60 * 1000),
    duplicate_window: nanos(duplicateWindowMinutes * 60 * 1000),
  });
}

/** The stream of messages that consumers could not handle, with one subject for each durable name. */
export const deadLetterStream = 'DEAD-LETTERS';

/**
 * Creates the stream of dead letters with a bound of `bytesMax` bytes, or sets its bound. A stream that already holds
 * more keeps its letters and accepts no more.
 */
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
 * The stream of a key-value bucket in the format of NATS, but without rollup headers: with such a header, a program
 * that may write one key could remove all other keys.
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
 * Creates a missing stream, and updates the settings of an existing one if this user may change streams. It reads
 * before it writes, because in earlier versions of NATS a rejected create could wipe state.
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
      // Only the operator may change a stream. Until then the old settings suffice.
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

/** True when no subscriber answers a request: the broker refuses subjects outside an account in this way. */
function isNotReachable(error: unknown): boolean {
  return error instanceof NatsError && error.code === ErrorCode.NoResponders;
}

/** True when another program has just created the stream, with other settings. */
export function isTaken(error: unknown): boolean {
  return (error as { api_error?: { err_code?: number } }).api_error?.err_code === 10_058;
}

/** True when JetStream says that a stream, consumer or message does not exist. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const api = (error as { api_error?: { code?: number } }).api_error;
  return api?.code === 404;
}

/**
 * True when the stream of a request or publication does not exist. A publication to a missing stream gets no response.
 */
export function isStreamMissing(error: unknown): boolean {
  return isNotFound(error) || (error instanceof NatsError && error.code === ErrorCode.NoResponders && !error.api_error);
}
