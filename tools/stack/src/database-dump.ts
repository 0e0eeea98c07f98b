/** Small dumps of a platform's databases, for tests that start a newer version on the data of an older one. */
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import mongoose from 'mongoose';
import { databaseUri } from './mongodb.ts';
import { serviceNames } from './programs.ts';
import { databaseOf } from './services.ts';

const {
  MongoClient,
  BSON: { EJSON },
} = mongoose.mongo;
const services = serviceNames.filter((name) => name !== 'gateway');
/** Collections for deliveries and repetitions, which hold no records. */
const leftOut = new Set(['outbox', 'inbox', 'requests', 'parkedEvents', 'streams', 'migrationLease']);

type Index = { key: Record<string, 1 | -1>; name: string };
type Collection = { name: string; indexes: Index[]; rows: mongoose.mongo.BSON.Document[] };
type Dump = { databases: { service: string; collections: Collection[] }[] };

/** Writes the records and indexes of the five services to `file`, compressed. Returns the number of rows and the size. */
export async function writeDump(mongodbUrl: string, file: string): Promise<{ rows: number; bytes: number }> {
  const client = await new MongoClient(mongodbUrl, { serverSelectionTimeoutMS: 5_000 }).connect();
  try {
    const dump: Dump = { databases: [] };
    for (const service of services) {
      const database = client.db(databaseOf(service));
      const names = (await database.listCollections({}, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .filter((name) => !leftOut.has(name));
      const collections: Collection[] = [];
      for (const name of names.sort()) {
        const indexes = (await database.collection(name).indexes()).filter((index) => index.name !== '_id_');
        collections.push({
          name,
          indexes: indexes.map(({ v: _version, ns: _namespace, ...index }) => index as Index),
          rows: await database.collection(name).find().sort({ _id: 1 }).toArray(),
        });
      }
      dump.databases.push({ service, collections });
    }
    const packed = gzipSync(EJSON.stringify(dump), { level: 9 });
    await writeFile(file, packed);
    return {
      rows: dump.databases.flatMap(({ collections }) => collections).reduce((sum, { rows }) => sum + rows.length, 0),
      bytes: packed.length,
    };
  } finally {
    await client.close();
  }
}

/** Restores the databases of a dump on a server, with their indexes. Databases of these names are deleted first. */
export async function restoreDump(mongodbUrl: string, file: string): Promise<void> {
  const dump = EJSON.parse(gunzipSync(await readFile(file)).toString()) as Dump;
  const client = await new MongoClient(databaseUri(mongodbUrl, 'admin'), { serverSelectionTimeoutMS: 5_000 }).connect();
  try {
    for (const { service, collections } of dump.databases) {
      const database = client.db(databaseOf(service as (typeof services)[number]));
      await database.dropDatabase();
      for (const { name, indexes, rows } of collections) {
        const collection = await database.createCollection(name);
        if (indexes.length > 0) await collection.createIndexes(indexes);
        if (rows.length > 0) await collection.insertMany(rows);
      }
    }
  } finally {
    await client.close();
  }
}
