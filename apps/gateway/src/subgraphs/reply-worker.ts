import { parentPort } from 'node:worker_threads';
import { onlyRequestedFields } from './requested-fields.ts';
import type { LargeReply } from './large-replies.ts';

// This module is the worker thread of `large-replies.ts`.
parentPort?.on('message', ({ id, text, body }: LargeReply) => {
  let reduced: string | undefined;
  try {
    reduced = onlyRequestedFields(text, body);
  } catch {
    // The main thread parses an unreadable reply again and reports the reason.
  }
  parentPort?.postMessage({ id, text: reduced });
});
