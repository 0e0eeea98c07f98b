import { startThread } from '@kexie/kernel';
import { judge, needsNoComposition, type Case, type Judgement } from './judge.ts';

/**
 * Judges in a separate thread, because composition takes hundreds of milliseconds and would delay requests. The thread
 * ends after the judgement and releases its memory. Rejects when the judgement takes longer than a minute, when the
 * thread fails, or when `signal` aborts. A case without composition uses no thread.
 */
export async function judgeAside(
  judged: Case,
  { timeoutMs = timeoutMsMax, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Judgement> {
  signal?.throwIfAborted();
  if (needsNoComposition(judged)) return judge(judged);
  const worker = startThread(new URL('./judge-worker.ts', import.meta.url), {
    workerData: judged,
    memoryMbMax,
    youngMbMax,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Judgement>();
  const late = setTimeout(
    () => reject(new Error(`The schemas could not be judged within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  const giveUp = (): void => reject(new Error('The judgement was aborted.'));
  signal?.addEventListener('abort', giveUp, { once: true });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) =>
    reject(new Error(`The thread that judges schemas ended with exit code ${code} before it returned a judgement.`)),
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
const youngMbMax = 12;
