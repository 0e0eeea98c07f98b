import { Worker } from 'node:worker_threads';
import { compiledCodeEnv, DomainError, type ErrorCode, type Logger } from '@kexie/kernel';
import type { Failure, Figures, Recheck, RoundPhase } from './domain.ts';

/** What a thread does: it computes an attempt of a round, or checks the stored result of one again. */
export type Task = { uri: string; kind: 'COMPUTE' | 'RECHECK'; roundId: string; attempt: number; nowMs: number };
/** The figures of an attempt, before the time at which the service records them. */
export type Computed = Omit<Figures, 'computedAt'>;
type Progress = { phase: RoundPhase; share: number };
/** The messages of a thread. The last one is the result, or the refusal. */
export type Reply = { progress: Progress } | { result: Computed | Recheck } | { refused: Failure };

type Settings = {
  /** the database of the service */
  uri: string;
  log: Logger;
  /** the time after which a thread is ended, without the time that it waits for others */
  timeLimitMs?: number;
  memoryMbMax?: number;
};
/** The work on a round that goes on after the answer to a request. It ends early when `signal` is aborted. */
type Work = (signal: AbortSignal) => Promise<void>;

export type RoundThreads = ReturnType<typeof createRoundThreads>;

/** A job that did not end with a result. `failure` is what clients see. */
class JobFailure extends Error {
  failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Runs the work of rounds in threads, one at a time, because a thread uses a processor and much memory. Further ones wait, at
 * most 10 of them. A thread reads and writes the database by a connection of its own.
 */
export function createRoundThreads({ uri, log, timeLimitMs = 600_000, memoryMbMax = 2_048 }: Settings) {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inThread = async (task: Task, onProgress: (progress: Progress) => void): Promise<Computed | Recheck> => {
    const { promise, resolve, reject } = Promise.withResolvers<Computed | Recheck>();
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      env: compiledCodeEnv(),
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
    });
    const stop = () => reject(stopped());
    stopping.signal.addEventListener('abort', stop);
    const timer = setTimeout(() => reject(tooSlow(timeLimitMs)), timeLimitMs);
    worker.on('message', (reply: Reply) => {
      if ('progress' in reply) onProgress(reply.progress);
      else if ('result' in reply) resolve(reply.result);
      else reject(new JobFailure(reply.refused));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread of a round ended without a result.')));
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      stopping.signal.removeEventListener('abort', stop);
      await worker.terminate();
    }
  };

  return {
    /**
     * Runs a task in a thread. `onProgress` is called at most four times a second in each phase.
     * @throws JobFailure; any other error is a fault of the program or of the database.
     */
    async run(
      task: Omit<Task, 'uri'>,
      onProgress: (progress: Progress) => void = () => {},
    ): Promise<Computed | Recheck> {
      waiting += 1;
      const turn = last.then(() => {
        waiting -= 1;
        if (stopping.signal.aborted) throw stopped();
        return inThread({ ...task, uri }, onProgress);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    /** @throws QUOTA_EXCEEDED if ten tasks wait. */
    requireRoom(): void {
      if (waiting >= waitingMax)
        throw new DomainError('QUOTA_EXCEEDED', 'Too many rounds wait for their computation. Try again later.', ['id']);
    },
    /** Lets work go on in the background. `stop` waits for its end. The work handles its own failures; others are logged. */
    begin(work: Work): void {
      const done = work(stopping.signal)
        .catch((error: unknown) => log.error({ err: error }, 'the work on a round failed'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    /** The failure of a job as clients see it. What is not meant for clients is logged. */
    failureOf(error: unknown, roundId: string): Failure {
      if (error instanceof JobFailure) return error.failure;
      if (error instanceof DomainError) return { code: error.code, message: error.message };
      log.error({ err: error, roundId }, 'the job of a round failed');
      return { code: 'INTERNAL', message: 'The work failed because of a fault in the service. Begin it again.' };
    },
    /** Ends all threads and waits until their rounds are FAILED or COMPUTED again. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** The failure as the error of a request. */
export function asDomainError({ code, message }: Failure): DomainError {
  return new DomainError(code as ErrorCode, message, ['id']);
}

/** The failure of a job that ends because the service stops. */
export function stopped(): JobFailure {
  return new JobFailure({ code: 'STOPPED', message: 'The service was stopped. Begin the work again.' });
}

function tooSlow(timeLimitMs: number): JobFailure {
  const message = `The work took more than ${Math.round(timeLimitMs / 1_000)} s. Raise the thresholds, or name the needs.`;
  return new JobFailure({ code: 'TIME_LIMIT', message });
}

const waitingMax = 10;
