import type { NewEvent } from '@kexie/events';
import type { Clock, Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, createRequestLog, prepareCollections } from '@kexie/messaging';
import { createDirectory, createFigures, viewerOf } from '@kexie/service';
import { createStore, type Deps } from '../src/store.ts';

const nothing = () => undefined;
export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };
export const administrator = viewerOf({ id: 'usr_1', roles: ['administrator'], regions: [], organizations: [] });
export const county = '450422';

/** The dependencies of one replica of the service, without its server and its broker. */
export async function openReplica(uri: string, now: Clock): Promise<Deps> {
  const mongo = await connectMongo(uri, { log: silent });
  const outbox = createOutbox(mongo);
  const directory = createDirectory(mongo);
  const deps: Deps = {
    ...{ mongo, outbox, directory, now },
    requests: createRequestLog(mongo),
    figures: createFigures(mongo, directory),
    store: createStore(mongo, outbox),
  };
  await prepareCollections(mongo);
  await deps.store.phones.prepare(now());
  return deps;
}

/** Enters the county and an active association of it as the events of `organizations` would, and returns the association's id. */
export async function enterAssociation({ mongo }: Deps, id: string): Promise<string> {
  await mongo
    .collection<{ _id: string }>('regions_view')
    .updateOne(
      { _id: county },
      { $set: { version: 1, name: '藤县', level: 'COUNTY', kind: 'COUNTY' } },
      { upsert: true },
    );
  await mongo.collection<{ _id: string }>('organizations_view').insertOne({
    _id: id,
    ...{ version: 1, name: '茶叶学会', kind: 'SOCIETY', level: 'COUNTY', status: 'ACTIVE', regionCode: county },
  });
  return id;
}

/** The data of the events of this type about an aggregate, in the order in which they were committed. */
export async function eventsOf({ mongo }: Deps, aggregateId: string, type?: NewEvent['type']): Promise<object[]> {
  const rows = await mongo
    .collection<{ aggregateId: string; type: string; aggregateVersion: number; data: object }>('outbox')
    .find({ aggregateId, ...(type && { type }) })
    .sort({ aggregateVersion: 1 })
    .toArray();
  return rows.map((row) => ({ type: row.type, ...row.data }));
}
