import { isNotFound, streamOf, type Nats } from '@kexie/messaging';

type Stored = { type: string; data: unknown };

/**
 * Reads the data of all events of a type from the streams of a NATS server, oldest first. Each message is fetched once.
 */
export function createStoredEvents(nats: Nats): <T = unknown>(type: string) => Promise<T[]> {
  const streams = new Map<string, { next: number; stored: Stored[]; reading: Promise<void> }>();

  return async <T>(type: string) => {
    const name = streamOf(type.slice(0, type.indexOf('.')));
    const stream = streams.get(name) ?? { next: 1, stored: [], reading: Promise.resolve() };
    streams.set(name, stream);
    // The reads run one after the other, because two concurrent reads would both add the same messages.
    stream.reading = stream.reading.catch(() => {}).then(() => readOn(name, stream));
    await stream.reading;
    return stream.stored.filter((message) => message.type === type).map(({ data }) => data as T);
  };

  async function readOn(name: string, stream: { next: number; stored: Stored[] }): Promise<void> {
    const manager = await nats.manager();
    const last = await manager.streams.info(name).then(({ state }) => state.last_seq, orWhenMissing(0));
    for (; stream.next <= last; stream.next += 1) {
      const message = await manager.streams.getMessage(name, { seq: stream.next }).catch(orWhenMissing(undefined));
      if (message) stream.stored.push({ type: message.subject, data: message.json<{ data: unknown }>().data });
    }
  }
}

function orWhenMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (isNotFound(error)) return value;
    throw error;
  };
}
