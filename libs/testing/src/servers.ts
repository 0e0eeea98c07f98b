import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { databaseUri } from '@kexie/stack';

/** A database that only one test file uses. */
export type TestDatabase = { uri: string; name: string; drop(): Promise<void> };

/**
 * A new database on the test server, with `name` as a part of its name. Call `drop` in `afterAll`, after the service
 * under test is stopped. Throws when the run was started without servers.
 */
export function testDatabase(name: string): TestDatabase {
  const unique = `test_${name}_${randomUUID().slice(0, 8)}`.replaceAll('-', '_').slice(0, 60); // MongoDB allows 63 bytes
  const uri = databaseUri(required('MONGODB_URI'), unique);
  return { uri, name: unique, drop: () => dropDatabase(uri, unique) };
}

/** The URL of the test NATS server. All test files share its streams: use your own stream, subject or ids. */
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
