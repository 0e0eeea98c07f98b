import { Worker } from 'node:worker_threads';
import { judge, needsNoComposition, type Case, type Judgement } from './judge.ts';

/**
 * Judges in a thread of its own, because composing takes hundreds of milliseconds in which requests would wait. The thread ends with the
 * judgement, and its memory goes with it. Rejects when that takes longer than a minute, when the thread fails, or when `signal` gives up.
 * A case that needs no composition needs no thread.
 */
export async function judgeAside(
  judged: Case,
  { timeoutMs = timeoutMsMax, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Judgement> {
  signal?.throwIfAborted();
  if (needsNoComposition(judged)) return judge(judged);
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), {
    workerData: judged,
    resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
    env: {},
  });
  const { promise, resolve, reject } = Promise.withResolvers<Judgement>();
  const late = setTimeout(
    () => reject(new Error(`The schemas could not be judged within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const giveUp = (): void => reject(new Error('The judgement was given up.'));
  signal?.addEventListener('abort', giveUp, { once: true });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) =>
    reject(new Error(`The thread that judges schemas ended with ${code} before it had a judgement.`)),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', giveUp);
    await worker.terminate();
  }
}

const timeoutMsMax = 60_000;
const memoryMbMax = 1_024;
