import { DomainError, isOutOfMemory, startThread, type ErrorCode, type Logger } from '@kexie/kernel';
import { say } from '../messages.ts';
import { messageOf, type Failure, type Figures, type Recheck, type RoundPhase } from './domain.ts';

/** What a thread does: it computes an attempt of a round, or checks the stored result of one again. */
export type Task = { kind: 'COMPUTE' | 'RECHECK'; roundId: string; attempt: number; nowMs: number };
/** The figures of an attempt, before the time at which the service records them. */
export type Computed = Omit<Figures, 'computedAt'>;
type Progress = { phase: RoundPhase; share: number };
/** The last message of a thread about a task. */
type Ending = { result: Computed | Recheck } | { refused: Failure };
export type Reply = { progress: Progress } | Ending;

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
    super(messageOf(failure.message).en);
    this.failure = failure;
  }
}

/**
 * Runs the work of rounds in a thread, one task at a time, because a task uses a processor and much memory. Further ones wait,
 * at most 10 of them. The thread reads and writes the database by a connection of its own. Its start takes about a second of
 * a processor, so it waits for the next task for 30 s before it is ended.
 */
export function createRoundThreads({ uri, log, timeLimitMs = 600_000, memoryMbMax = 2_048 }: Settings) {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let thread: Thread | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inThread = async (task: Task, onProgress: (progress: Progress) => void): Promise<Ending> => {
    clearTimeout(idle);
    if (!thread?.isRunning()) thread = openThread(uri, memoryMbMax);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const stop = () => reject(stopped());
    stopping.signal.addEventListener('abort', stop);
    const timer = setTimeout(() => reject(tooSlow(timeLimitMs)), timeLimitMs);
    try {
      const reply = await Promise.race([thread.run(task, onProgress), ended]);
      idle = setTimeout(() => void endThread(), idleMs);
      return reply;
    } catch (error) {
      await endThread();
      throw error;
    } finally {
      clearTimeout(timer);
      stopping.signal.removeEventListener('abort', stop);
    }
  };
  const endThread = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = undefined;
    await ending?.end();
  };

  return {
    /**
     * Runs a task in the thread. `onProgress` is called at most four times a second in each phase.
     * @throws JobFailure; any other error is a fault of the program or of the database.
     */
    async run(task: Task, onProgress: (progress: Progress) => void = () => {}): Promise<Computed | Recheck> {
      waiting += 1;
      const turn = last.then(() => {
        waiting -= 1;
        if (stopping.signal.aborted) throw stopped();
        return inThread(task, onProgress);
      });
      last = turn.catch(() => undefined);
      const ending = await turn;
      if ('refused' in ending) throw new JobFailure(ending.refused);
      return ending.result;
    },
    /** @throws QUOTA_EXCEEDED if ten tasks wait. */
    requireRoom(): void {
      if (waiting >= waitingMax)
        throw new DomainError('QUOTA_EXCEEDED', say`Too many rounds wait for their computation. Try again later.`, [
          'id',
        ]);
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
      if (error instanceof DomainError) return { code: error.code, message: error.texts };
      if (isOutOfMemory(error)) return tooLarge(memoryMbMax);
      log.error({ err: error, roundId }, 'the job of a round failed');
      return { code: 'INTERNAL', message: say`The work failed because of a fault in the service. Begin it again.` };
    },
    /** Ends the thread and waits until their rounds are FAILED or COMPUTED again. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
      await endThread();
    },
  };
}

type Thread = ReturnType<typeof openThread>;

/** A thread that does tasks one after the other. An error in it ends it. */
function openThread(uri: string, memoryMbMax: number) {
  const worker = startThread(new URL('./worker.ts', import.meta.url), { workerData: { uri }, memoryMbMax });
  let isRunning = true;
  let onReply: (reply: Reply) => void = () => {};
  let onEnd: (reason: unknown) => void = () => {};
  const ended = (reason: unknown): void => {
    isRunning = false;
    onEnd(reason);
  };
  worker.on('message', (reply: Reply) => onReply(reply));
  worker.once('error', ended);
  worker.once('exit', () => ended(new Error('The thread of a round ended without a result.')));

  return {
    isRunning: () => isRunning,
    /** Rejects if the thread ends. */
    run: (task: Task, onProgress: (progress: Progress) => void): Promise<Ending> =>
      new Promise((resolve, reject) => {
        onReply = (reply) => ('progress' in reply ? onProgress(reply.progress) : resolve(reply));
        onEnd = reject;
        worker.postMessage(task);
      }),
    end: () => worker.terminate(),
  };
}

/** The failure as the error of a request. */
export function asDomainError({ code, message }: Failure): DomainError {
  return new DomainError(code as ErrorCode, messageOf(message), ['id']);
}

/** The failure of a job that ends because the service stops. */
export function stopped(): JobFailure {
  return new JobFailure({ code: 'STOPPED', message: say`The service was stopped. Begin the work again.` });
}

function tooSlow(timeLimitMs: number): JobFailure {
  const message = say`The work took more than ${Math.round(timeLimitMs / 1_000)} s. Raise the thresholds, or name the needs.`;
  return new JobFailure({ code: 'TIME_LIMIT', message });
}

function tooLarge(memoryMbMax: number): Failure {
  const message = say`The work needed more than ${memoryMbMax} MB of memory. Name the needs or service teams of the round.`;
  return { code: 'MEMORY_LIMIT', message };
}

const waitingMax = 10;
const idleMs = 30_000;
