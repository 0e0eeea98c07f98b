import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { databaseUri } from '@kexie/stack';

/** A database that only one test file knows. */
export type TestDatabase = { uri: string; name: string; drop(): Promise<void> };

/**
 * A fresh database on the test server; `name` makes it recognisable. Call `drop` in `afterAll`, once the service under test is stopped.
 * Throws when the run was started without servers.
 */
export function testDatabase(name: string): TestDatabase {
  const unique = `test_${name}_${randomUUID().slice(0, 8)}`.replaceAll('-', '_').slice(0, 60); // MongoDB allows 63 bytes
  const uri = databaseUri(required('MONGODB_URI'), unique);
  return { uri, name: unique, drop: () => dropDatabase(uri, unique) };
}

/** The URL of the test NATS server. Streams are shared by all test files: use a stream or subject of your own, or ids of your own. */
export function natsUrl(): string {
  return required('NATS_URL');
}

async function dropDatabase(uri: string, name: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

function required(variable: 'MONGODB_URI' | 'NATS_URL'): string {
  const value = process.env[variable];
  if (!value)
    throw new Error(
      `${variable} is not set: tests that need servers are named *.int.spec.ts, so that the jest run starts them.`,
    );
  return value;
}
