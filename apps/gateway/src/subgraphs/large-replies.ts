import type { Worker } from 'node:worker_threads';
import { startThread } from '@kexie/kernel';

export type LargeReply = { id: number; text: string; body: string };
type Waiting = Map<number, (text: string | undefined) => void>;

let thread: { worker: Worker; waiting: Waiting } | undefined;
let replies = 0;

/**
 * Reduces a large reply to the fields its request asks for, in a thread that all data sources share, so that parsing does not block other requests.
 * Resolves with undefined if the reply cannot be read. `body` is the request.
 */
export async function reduceInWorker(text: string, body: string): Promise<string | undefined> {
  thread ??= start();
  const { worker, waiting } = thread;
  const id = (replies += 1);
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker.postMessage({ id, text, body } satisfies LargeReply);
  });
}

/** The first large reply starts the thread. If the thread fails, its pending replies resolve with undefined and the next large reply starts another. */
function start(): { worker: Worker; waiting: Waiting } {
  const worker = startThread(new URL('./reply-worker.ts', import.meta.url), { memoryMbMax });
  const waiting: Waiting = new Map();
  worker.on('message', ({ id, text }: { id: number; text: string | undefined }) => {
    waiting.get(id)?.(text);
    waiting.delete(id);
  });
  const end = (): void => {
    if (thread?.worker === worker) thread = undefined;
    for (const resolve of waiting.values()) resolve(undefined);
    waiting.clear();
  };
  worker.once('error', end);
  worker.once('exit', end);
  // Adding a listener references the worker again, so `unref` comes last.
  worker.unref();
  return { worker, waiting };
}

const memoryMbMax = 2_048;
