import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, print, type DocumentNode, type GraphQLErrorExtensions } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Overrides } from './overrides.ts';
import type { PlanningFacts, SchemaTexts } from './planning.ts';

export type PlanQuestion = { text: string; operationName: string | undefined; overrides: Overrides };
export type PlanReply =
  | { plan: QueryPlan }
  | { failure: { message: string; stack?: string | undefined; extensions?: GraphQLErrorExtensions | undefined } };
/** What a thread sends first. */
export type Loaded = PlanningFacts & { texts: SchemaTexts };
/** For whom an operation is planned: a viewer with a token comes first, then the others, then what is planned before it is asked for. */
export type PlanFor = 'signed-in' | 'anonymous' | 'later';

export type PlanningThreads = {
  loaded: Loaded;
  /**
   * Plans an operation. @throws GraphQLError OPERATION_TOO_COMPLEX when that takes too long, also for a while afterwards; OVERLOADED when too many
   * operations wait.
   */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides: Overrides,
    whom: PlanFor,
  ): Promise<QueryPlan>;
  /** How many threads there are, and how many operations wait for one. */
  stats(): { threads: number; waiting: number };
  close(): Promise<void>;
};
export type PlanningLimits = {
  /** How many threads there are at most. The second is started when an operation has to wait for the first. */
  threads: number;
  /** How long a plan may take. */
  timeoutMs: number;
};

type Job = {
  question: PlanQuestion;
  key: string;
  whom: PlanFor;
  resolve: (plan: QueryPlan) => void;
  reject: (error: Error) => void;
};
type Thread = { worker: Worker; isLoaded: boolean; job: Job | undefined; timer: NodeJS.Timeout | undefined };

/**
 * Plans operations in threads that each hold the supergraph, so that requests do not wait while one is planned. A thread whose plan takes too
 * long is ended and replaced. Operations of viewers without a token leave one thread to those with one.
 * Rejects when the supergraph cannot be read.
 */
export async function startPlanningThreads(
  supergraphSdl: string,
  { threads: threadsMax, timeoutMs }: PlanningLimits,
): Promise<PlanningThreads> {
  const idle = new Set<Thread>();
  const threads = new Set<Thread>();
  const waiting: Record<PlanFor, Job[]> = { 'signed-in': [], anonymous: [], later: [] };
  const tooComplex = new LRUCache<string, true>({ max: refusalsMax, ttl: refusalMs });
  let closed = false;

  const start = async (): Promise<Loaded> => {
    const worker = new Worker(new URL('./planning-worker.ts', import.meta.url), {
      workerData: supergraphSdl,
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
      env: {},
    });
    const thread: Thread = { worker, isLoaded: false, job: undefined, timer: undefined };
    threads.add(thread);
    const { promise, resolve, reject } = Promise.withResolvers<Loaded>();
    worker.once('message', (loaded: Loaded) => {
      worker.on('message', (reply: PlanReply) => finish(thread, reply));
      // a listener would keep the process alive, so this comes after it
      worker.unref();
      resolve(loaded);
      thread.isLoaded = true;
      idle.add(thread);
      dispatch();
    });
    worker.once('error', (error) => {
      reject(error);
      end(thread, isOutOfMemory(error) ? complex() : error);
    });
    worker.once('exit', () => {
      reject(new Error('The thread that plans operations ended.'));
      end(thread, new Error('The thread that plans operations ended.'));
    });
    return promise;
  };

  const finish = (thread: Thread, reply: PlanReply): void => {
    const { job } = thread;
    clearTimeout(thread.timer);
    thread.job = undefined;
    idle.add(thread);
    if (job && 'plan' in reply) job.resolve(reply.plan);
    else if (job && 'failure' in reply) job.reject(errorOf(reply.failure));
    dispatch();
  };

  /** Lets go of a thread. Where operations wait, another one is started, but not for one that could not even read the supergraph. */
  const end = (thread: Thread, reason: Error): void => {
    if (!threads.delete(thread)) return;
    idle.delete(thread);
    clearTimeout(thread.timer);
    if (thread.job && reason instanceof GraphQLError) tooComplex.set(thread.job.key, true);
    thread.job?.reject(reason);
    void thread.worker.terminate();
    if (thread.isLoaded && !closed) dispatch();
    else if (threads.size === 0) rejectAll(reason);
  };

  const nextJob = (): Job | undefined => {
    const others = [...threads].filter(({ job }) => job !== undefined && job.whom !== 'signed-in').length;
    return (
      waiting['signed-in'].shift() ??
      (others < Math.max(1, threadsMax - 1) ? (waiting.anonymous.shift() ?? waiting.later.shift()) : undefined)
    );
  };

  const dispatch = (): void => {
    for (const thread of idle) {
      const job = nextJob();
      if (!job) return;
      idle.delete(thread);
      thread.job = job;
      thread.timer = setTimeout(() => end(thread, complex()), timeoutMs);
      thread.worker.postMessage(job.question);
    }
    const starting = [...threads].filter((thread) => !thread.job && !idle.has(thread)).length;
    const needed = count(waiting) > 0 && threads.size < threadsMax && starting === 0;
    // the operations that wait are rejected with the reason when it fails
    if (needed) void start().catch(() => {});
  };

  const rejectAll = (error: Error): void =>
    Object.values(waiting).forEach((jobs) => jobs.splice(0).forEach(({ reject }) => reject(error)));

  const complex = (): GraphQLError =>
    new GraphQLError(
      `The operation cannot be planned within ${timeoutMs} ms. Ask for less at once, or in several operations.`,
      { extensions: { code: 'OPERATION_TOO_COMPLEX', http: { status: 400 } } },
    );

  const loaded = await start();
  return {
    loaded,
    plan(document, operationName, overrides, whom) {
      const question = { text: print(document), operationName, overrides };
      const key = JSON.stringify(question);
      if (tooComplex.has(key)) return Promise.reject(complex());
      if (count(waiting) >= waitingMax) return Promise.reject(overloaded());
      return new Promise((resolve, reject) => {
        waiting[whom].push({ question, key, whom, resolve, reject });
        dispatch();
      });
    },
    stats: () => ({ threads: threads.size, waiting: count(waiting) }),
    async close() {
      closed = true;
      const left = [...threads];
      rejectAll(gone());
      for (const thread of left) end(thread, gone());
      await Promise.all(left.map(({ worker }) => worker.terminate()));
    },
  };
}

const count = (waiting: Record<PlanFor, Job[]>): number =>
  waiting['signed-in'].length + waiting.anonymous.length + waiting.later.length;

const overloaded = (): GraphQLError =>
  new GraphQLError('Too many operations wait for their plans. Try again in a moment.', {
    extensions: { code: 'OVERLOADED', http: { status: 503 } },
  });

const gone = (): Error => new Error('The supergraph is not served any more.');

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** An error as it was in the thread. */
function errorOf({
  message,
  stack,
  extensions,
}: {
  message: string;
  stack?: string | undefined;
  extensions?: GraphQLErrorExtensions | undefined;
}): Error {
  if (extensions) return new GraphQLError(message, { extensions });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

const memoryMbMax = 1_024;
const waitingMax = 1_000;
const refusalsMax = 1_000;
const refusalMs = 60_000;
