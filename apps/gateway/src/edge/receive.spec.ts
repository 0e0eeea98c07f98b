import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createReceiver } from './receive.ts';

const code = (received: Promise<Buffer>): Promise<unknown> =>
  received.then(
    (body) => body.length,
    (error: { code: string }) => error.code,
  );

test('a body larger than its bound is refused while it is received', async () => {
  const body = new PassThrough();
  const received = code(createReceiver(1_000)(body, 10));
  body.write(Buffer.alloc(11));
  expect(await received).toBe('PAYLOAD_TOO_LARGE');
});

test('if bodies exceed their total bound the largest is refused, and the small ones are received', async () => {
  const receive = createReceiver(100);
  const [large, small, late] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const received = [large, small, late].map((body) => code(receive(body, 1_000)));
  large.write(Buffer.alloc(80));
  small.write(Buffer.alloc(15));
  late.end(Buffer.alloc(10));
  expect(await received[0]).toBe('OVERLOADED');
  small.end();
  expect(await Promise.all(received)).toEqual(['OVERLOADED', 15, 10]);
  // Received and refused bodies no longer count.
  const next = new PassThrough();
  next.end(Buffer.alloc(100));
  expect(await code(receive(next, 1_000))).toBe(100);
});

test('a client that disconnects midway leaves no bytes counted', async () => {
  const receive = createReceiver(100);
  const gone = new PassThrough();
  const received = code(receive(gone, 1_000));
  gone.write(Buffer.alloc(90));
  gone.destroy(new Error('aborted'));
  expect(await received).toBe('BAD_REQUEST');
  const next = new PassThrough();
  next.end(Buffer.alloc(100));
  expect(await code(receive(next, 1_000))).toBe(100);
});
