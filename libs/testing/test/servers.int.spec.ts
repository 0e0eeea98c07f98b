import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { eventually, natsUrl, testDatabase } from '../src/index.ts';

const database = testDatabase('testing');
afterAll(() => database.drop());

test('a test database supports transactions: both writes are committed or neither', async () => {
  const connection = await mongoose.createConnection(database.uri).asPromise();
  try {
    const Note = connection.model('Note', new mongoose.Schema({ _id: String }));
    await Note.createCollection();
    await connection.transaction(async (session) => {
      await Note.create([{ _id: 'kept' }], { session });
    });
    await expect(
      connection.transaction(async (session) => {
        await Note.create([{ _id: 'lost' }], { session });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect((await Note.find().lean()).map((note) => note._id)).toEqual(['kept']);
  } finally {
    await connection.close();
  }
});

test('two test databases with the same name are separate', () => {
  expect(testDatabase('twin').uri).not.toBe(testDatabase('twin').uri);
});

test('the test NATS server has JetStream', async () => {
  const { hostname, port } = new URL(natsUrl());
  const greeting = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('error', reject);
    socket.once('data', (bytes) => {
      socket.destroy();
      resolve(bytes.toString());
    });
  });
  expect(greeting).toContain('"jetstream":true');
});

test('eventually returns the first successful result', async () => {
  let calls = 0;
  const id = randomUUID();
  const answer = await eventually(
    () => {
      if (++calls < 3) throw new Error('not yet');
      return id;
    },
    { everyMs: 1 },
  );
  expect({ answer, calls }).toEqual({ answer: id, calls: 3 });
});

test('eventually fails with the last error after the timeout', async () => {
  await expect(
    eventually(
      () => {
        throw new Error('never ready');
      },
      { timeoutMs: 20, everyMs: 5 },
    ),
  ).rejects.toThrow('never ready');
});
