import { parentPort } from 'node:worker_threads';
import { askedOnly } from './asked-only.ts';
import type { LargeReply } from './large-replies.ts';

// the body of the thread of `large-replies.ts`
parentPort?.on('message', ({ id, text, body }: LargeReply) => {
  let reduced: string | undefined;
  try {
    reduced = askedOnly(text, body);
  } catch {
    // what cannot be read here cannot be read there, where the reason is reported
  }
  parentPort?.postMessage({ id, text: reduced });
});
