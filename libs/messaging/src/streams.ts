import { nanos, RetentionPolicy, StorageType, type JetStreamManager, type StreamConfig } from 'nats';

/** How long a stream remembers: longer than any outage and any rebuild of a projection we plan for. */
export const streamMaxAgeDays = 365;

/** Republishing within this window is dropped by the broker; whatever comes later is caught by the inbox. */
const duplicateWindowMinutes = 10;

/** The stream of a service: its name in capitals. */
export function streamOf(service: string): string {
  return service.toUpperCase();
}

/**
 * Makes sure that the stream of a service exists, with `limits` retention (others do not deduplicate after a restart) on disk.
 * Looks before it writes: a rejected create could once wipe state.
 */
export async function ensureStream(manager: JetStreamManager, service: string): Promise<void> {
  await ensure(manager, {
    name: streamOf(service),
    subjects: [`${service}.>`],
    max_age: nanos(streamMaxAgeDays * 24 * 60 * 60 * 1000),
    duplicate_window: nanos(duplicateWindowMinutes * 60 * 1000),
  });
}

/** The stream that holds what no consumer could handle, one subject per durable. */
export const deadLetterStream = 'DEAD-LETTERS';

export async function ensureDeadLetterStream(manager: JetStreamManager): Promise<void> {
  await ensure(manager, { name: deadLetterStream, subjects: ['dead-letters.>'], duplicate_window: nanos(duplicateWindowMinutes * 60 * 1000) });
}

async function ensure(manager: JetStreamManager, wanted: Partial<StreamConfig> & { name: string }): Promise<void> {
  const config = { retention: RetentionPolicy.Limits, storage: StorageType.File, ...wanted };
  try {
    const { config: present } = await manager.streams.info(wanted.name);
    if (present.max_age !== (config.max_age ?? 0) || present.duplicate_window !== config.duplicate_window) await manager.streams.update(wanted.name, config);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.streams.add(config as Partial<StreamConfig> & { name: string });
  }
}

/** True when JetStream says that a stream, consumer or message does not exist. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const api = (error as { api_error?: { code?: number } }).api_error;
  return api?.code === 404;
}
