import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { compiledCodeEnv } from './compiled-code.ts';

/**
 * The bounds of the memory of a thread in MB: of its heap without the space for new objects, and of that space. Node chooses those
 * that are not stated.
 */
export type ThreadMemory = { memoryMbMax?: number | undefined; youngMbMax?: number | undefined };

/** Whether this is the error of a thread that needed more memory than its bound. */
export const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/**
 * Starts a worker thread with the bounds of memory that are stated for it. It uses the cache of compiled code of this process and
 * sees no other variable of the environment. A thread that needs more memory ends with an error that
 * `isOutOfMemory` recognizes.
 *
 * V8 gives the bounds of a process (`--max-old-space-size`) to each of its threads, whatever is stated for the thread. V8 reads
 * them when a heap is created, so they are withdrawn here, and the heap of the process keeps its own.
 */
export function startThread(
  module: URL,
  { memoryMbMax, youngMbMax, workerData }: ThreadMemory & { workerData?: unknown },
): Worker {
  for (const bound of ['--max-old-space-size=0', '--max-semi-space-size=0']) setFlagsFromString(bound);
  return new Worker(module, {
    workerData,
    env: compiledCodeEnv(),
    resourceLimits: {
      ...(memoryMbMax && { maxOldGenerationSizeMb: memoryMbMax }),
      ...(youngMbMax && { maxYoungGenerationSizeMb: youngMbMax }),
    },
  });
}
