import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineEvent, wrapEvent, type EventDefinition } from '@kexie/events';
import { newEventId, type Logger } from '@kexie/kernel';
import { natsUrl, startOwnNats, testDatabase } from '@kexie/testing';
import {
  connectMongo,
  connectNats,
  createOutbox,
  ensureStream,
  prepareCollections,
  startConsumers,
  startRelay,
  type ConsumerSettings,
  type Mongo,
  type Nats,
  type Outbox,
  type Reaction,
} from '../src/index.ts';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };

type Thing = EventDefinition<{ name: string }>;
export type TestService = { name: string; durable: string; Happened: Thing };

/** A service with a unique name, and so with its own stream. */
export function testService(): TestService {
  const name = `t${randomUUID().replaceAll(/[^a-z]/g, '')}`;
  return {
    name,
    durable: `tester-${name}`,
    Happened: defineEvent(`${name}.thing.happened.v1`, z.object({ name: z.string() })),
  };
}

export type TestMessaging = Awaited<ReturnType<typeof openMessaging>>;

/**
 * A new database with the collections of messaging, and a connection to a broker: by default the one of the test run.
 */
export async function openMessaging({ url = natsUrl() }: { url?: string } = {}) {
  const database = testDatabase('messaging');
  const mongo: Mongo = await connectMongo(database.uri);
  const nats: Nats = await connectNats(url, { name: 'messaging-test', log: silent });
  const outbox: Outbox = createOutbox(mongo);
  await prepareCollections(mongo);
  const stops: (() => Promise<void>)[] = [];
  return {
    mongo,
    nats,
    outbox,
    /** Publishes an event directly, without the outbox. */
    async publish(
      { name, Happened }: TestService,
      data: { name: string },
      about: { aggregateId?: string; version?: number } = {},
    ): Promise<void> {
      const { aggregateId = randomUUID(), version = 1 } = about;
      const id = newEventId();
      const envelope = wrapEvent(Happened(data), {
        id,
        source: `/kexie/${name}`,
        aggregateId,
        aggregateVersion: version,
        occurredAt: new Date(),
      });
      await nats.jetstream.publish(Happened.type, JSON.stringify(envelope), { msgID: id });
    },
    makeStream: async ({ name }: TestService) => ensureStream(await nats.manager(), name),
    async consume(reaction: Reaction, settings: ConsumerSettings = {}) {
      const consumers = await startConsumers({ nats, mongo, reactions: [reaction], settings, log: silent });
      stops.push(consumers.stop);
      return consumers;
    },
    relay(service: string) {
      const running = startRelay({ outbox, nats, service, log: silent });
      stops.push(running.stop);
      return running;
    },
    /** Stops the relays and consumers and empties the outbox: one database is the database of one service. */
    async clear(): Promise<void> {
      for (const stop of stops.splice(0).reverse()) await stop();
      await outbox.rows.deleteMany({});
    },
    async close(): Promise<void> {
      for (const stop of stops.reverse()) await stop();
      await nats.close();
      await mongo.close();
      await database.drop();
    },
  };
}

/** The same with its own broker, whose store the test can remove. `close` also stops the broker. */
export async function openOwnMessaging() {
  const broker = await startOwnNats();
  const messaging = await openMessaging({ url: broker.url });
  return {
    ...messaging,
    broker,
    close: async () => {
      await messaging.close();
      await broker.stop();
    },
  };
}
