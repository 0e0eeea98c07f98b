import type { Readable } from 'node:stream';
import { HttpError } from '../errors.ts';

/** A body being received: its bytes so far, and how to refuse it. */
type Arriving = { bytes: number; refuse(error: HttpError): void };

/**
 * Makes the function that collects a body. All bodies being received may hold `arrivingBytesMax` bytes together; beyond that the largest of them is refused, so that many slow
 * bodies do not block a small one. @throws HttpError 413 above `bytesMax`, 503 OVERLOADED, 400 if the client disconnects
 */
export function createReceiver(arrivingBytesMax: number): (body: Readable, bytesMax: number) => Promise<Buffer> {
  const arriving = new Set<Arriving>();
  let sum = 0;
  const refuseLargest = (): void => {
    let largest: Arriving | undefined;
    for (const each of arriving) if (!largest || each.bytes > largest.bytes) largest = each;
    largest?.refuse(
      new HttpError(503, 'OVERLOADED', 'Too many large bodies are arriving at once. Try again in a moment.', {
        headers: { 'retry-after': '1' },
      }),
    );
  };
  return (body, bytesMax) =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const finish = (): void => {
        arriving.delete(entry);
        sum -= entry.bytes;
        body.off('data', take).off('end', complete).off('error', fail).off('close', fail);
      };
      const entry: Arriving = {
        bytes: 0,
        refuse: (error) => {
          finish();
          reject(error);
        },
      };
      const take = (chunk: Buffer): void => {
        entry.bytes += chunk.length;
        sum += chunk.length;
        chunks.push(chunk);
        if (entry.bytes > bytesMax) entry.refuse(bodyTooLarge(bytesMax));
        else if (sum > arrivingBytesMax) refuseLargest();
      };
      const complete = (): void => {
        finish();
        resolve(Buffer.concat(chunks, entry.bytes));
      };
      const fail = (cause?: Error): void =>
        entry.refuse(new HttpError(400, 'BAD_REQUEST', 'The body is incomplete.', { cause }));
      arriving.add(entry);
      body.on('data', take).on('end', complete).on('error', fail).on('close', fail);
    });
}

export const bodyTooLarge = (bytesMax: number, cause?: unknown): HttpError =>
  new HttpError(
    413,
    'PAYLOAD_TOO_LARGE',
    `The body is larger than ${bytesMax >= mebibyte ? `${Math.floor(bytesMax / mebibyte)} MB` : `${Math.floor(bytesMax / 1_024)} kB`}.`,
    { cause },
  );

const mebibyte = 1024 * 1024;
