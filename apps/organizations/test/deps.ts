import type { Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, createRequestLog, prepareCollections } from '@kexie/messaging';
import { createFigures } from '@kexie/service';
import { createStore, type Deps } from '../src/store.ts';

const nothing = () => undefined;
export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };

/** The dependencies of one replica of the service, without its server and its broker. */
export async function openReplica(uri: string, now: () => Date = () => new Date()): Promise<Deps> {
  const mongo = await connectMongo(uri, { log: silent });
  const outbox = createOutbox(mongo);
  const store = createStore(mongo, outbox);
  const figures = createFigures(mongo, store.regions);
  const deps = { mongo, outbox, requests: createRequestLog(mongo), figures, store, now };
  await prepareCollections(mongo);
  return deps;
}
