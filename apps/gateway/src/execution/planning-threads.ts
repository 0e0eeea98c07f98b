import type { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, print, type DocumentNode, type GraphQLErrorExtensions } from 'graphql';
import { LRUCache } from 'lru-cache';
import { isOutOfMemory, startThread } from '@kexie/kernel';
import type { Overrides } from './overrides.ts';
import type { PlanningFacts, SchemaTexts } from './planning.ts';

export type PlanQuestion = { text: string; operationName: string | undefined; overrides: Overrides };
export type PlanReply =
  | { plan: QueryPlan }
  | { failure: { message: string; stack?: string | undefined; extensions?: GraphQLErrorExtensions | undefined } };
/** The first message of a thread. */
export type Loaded = PlanningFacts & { texts: SchemaTexts };
/** The priority of a plan: viewers with a token first, then other viewers, then plans that are made ahead of requests. */
export type PlanPriority = 'signed-in' | 'anonymous' | 'later';

export type PlanningThreads = {
  loaded: Loaded;
  /**
   * Plans an operation. @throws GraphQLError OPERATION_TOO_COMPLEX if planning takes too long, and for a while afterwards for the same operation; OVERLOADED if
   * too many operations wait.
   */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides: Overrides,
    priority: PlanPriority,
  ): Promise<QueryPlan>;
  /** The number of threads, and of operations that wait for one. */
  stats(): { threads: number; waiting: number };
  close(): Promise<void>;
};
export type PlanningLimits = {
  /** The maximum number of threads. The second one is started when an operation has to wait for the first. */
  threads: number;
  /** How long planning one operation may take. */
  timeoutMs: number;
};

type Job = {
  question: PlanQuestion;
  key: string;
  priority: PlanPriority;
  resolve: (plan: QueryPlan) => void;
  reject: (error: Error) => void;
};
type Thread = { worker: Worker; isLoaded: boolean; job: Job | undefined; timer: NodeJS.Timeout | undefined };

/**
 * Plans operations in threads that each hold the supergraph, so that planning does not block requests. A thread that exceeds the time limit is
 * terminated and replaced. Operations of viewers without a token leave one thread to those with a token.
 * Rejects if the supergraph cannot be read.
 */
export async function startPlanningThreads(
  supergraphSdl: string,
  { threads: threadsMax, timeoutMs }: PlanningLimits,
): Promise<PlanningThreads> {
  const idle = new Set<Thread>();
  const threads = new Set<Thread>();
  const waiting: Record<PlanPriority, Job[]> = { 'signed-in': [], anonymous: [], later: [] };
  const tooComplex = new LRUCache<string, true>({ max: refusalsMax, ttl: refusalMs });
  let closed = false;

  const start = async (): Promise<Loaded> => {
    const worker = startThread(new URL('./planning-worker.ts', import.meta.url), {
      workerData: supergraphSdl,
      memoryMbMax,
      youngMbMax,
    });
    const thread: Thread = { worker, isLoaded: false, job: undefined, timer: undefined };
    threads.add(thread);
    const { promise, resolve, reject } = Promise.withResolvers<Loaded>();
    worker.once('message', (loaded: Loaded) => {
      worker.on('message', (reply: PlanReply) => finish(thread, reply));
      // Adding a listener references the worker again, so `unref` comes after it.
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
      reject(new Error('The planning thread ended.'));
      end(thread, new Error('The planning thread ended.'));
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

  /** Discards a thread. If operations wait, another one is started, unless the thread failed to read the supergraph. */
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
    const others = [...threads].filter(({ job }) => job !== undefined && job.priority !== 'signed-in').length;
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
    // If the thread fails to start, the waiting operations are rejected with its error.
    if (needed) void start().catch(() => {});
  };

  const rejectAll = (error: Error): void =>
    Object.values(waiting).forEach((jobs) => jobs.splice(0).forEach(({ reject }) => reject(error)));

  const complex = (): GraphQLError =>
    new GraphQLError(
      `The operation cannot be planned within ${timeoutMs} ms. Request less at once, or split it into several operations.`,
      { extensions: { code: 'OPERATION_TOO_COMPLEX', http: { status: 400 } } },
    );

  const loaded = await start();
  return {
    loaded,
    plan(document, operationName, overrides, priority) {
      const question = { text: print(document), operationName, overrides };
      const key = JSON.stringify(question);
      if (tooComplex.has(key)) return Promise.reject(complex());
      if (count(waiting) >= waitingMax) return Promise.reject(overloaded());
      return new Promise((resolve, reject) => {
        waiting[priority].push({ question, key, priority, resolve, reject });
        dispatch();
      });
    },
    stats: () => ({ threads: threads.size, waiting: count(waiting) }),
    async close() {
      closed = true;
      const left = [...threads];
      rejectAll(notServed());
      for (const thread of left) end(thread, notServed());
      await Promise.all(left.map(({ worker }) => worker.terminate()));
    },
  };
}

const count = (waiting: Record<PlanPriority, Job[]>): number =>
  waiting['signed-in'].length + waiting.anonymous.length + waiting.later.length;

const overloaded = (): GraphQLError =>
  new GraphQLError('Too many operations are waiting for their plans. Try again in a moment.', {
    extensions: { code: 'OVERLOADED', http: { status: 503 } },
  });

const notServed = (): Error => new Error('The supergraph is no longer served.');

/** Restores an error of a thread. */
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
/** Loading the supergraph would otherwise leave a thread with 60 MB for short-lived objects. */
const youngMbMax = 12;
const waitingMax = 1_000;
const refusalsMax = 1_000;
const refusalMs = 60_000;
