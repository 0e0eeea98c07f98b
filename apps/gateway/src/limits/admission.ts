import { HttpError } from '../errors.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Claimant } from './time-slices.ts';

export type AdmissionOptions = {
  /** Requests that run at the same time: of all clients and of one. */
  runningMax: number;
  runningPerClientMax: number;
  /** The fraction of the running and waiting slots that clients without a token may hold together, from 0 to 1. */
  anonymousShare: number;
  /** Requests that wait for a slot, and how long one may wait. */
  waitingMax: number;
  waitMsMax: number;
  /** From arrival to response. */
  requestMsMax: number;
};

export const admissionOptions: AdmissionOptions = {
  runningMax: 200,
  runningPerClientMax: 50,
  anonymousShare: 0.75,
  waitingMax: 1_000,
  waitMsMax: 5_000,
  requestMsMax: 30_000,
};

/**
 * Admits as many requests as can be served well, queues a bounded number and refuses the rest at once, because a gateway that admits everything answers nothing in
 * time. One client cannot fill it and may hold at most half of the waiting slots. Nor can all clients without a token fill it: clients with a token have reserved slots and
 * are served first from the queue. Otherwise requests start in the order of their arrival. The counts are per process.
 */
export function createAdmission({
  runningMax,
  runningPerClientMax,
  anonymousShare,
  waitingMax,
  waitMsMax,
  requestMsMax,
}: AdmissionOptions) {
  const running = createCounts();
  const waiting = { known: new Set<Waiting>(), anonymous: new Set<Waiting>() };
  const waitingOf = createCounts();
  const anonymousRunningMax = Math.max(1, Math.floor(runningMax * anonymousShare));

  const hasRoom = (claimant: Claimant): boolean =>
    running.all() < runningMax &&
    running.of(claimant.client) < runningPerClientMax &&
    (claimant.isKnown || running.anonymous() < anonymousRunningMax);
  const release = (claimant: Claimant): void => {
    running.remove(claimant);
    for (const queue of [waiting.known, waiting.anonymous]) {
      for (const next of queue) {
        if (running.all() >= runningMax) return;
        if (hasRoom(next.claimant)) next.begin();
      }
    }
  };

  const mayWait = ({ client, isKnown }: Claimant): boolean => {
    const slotsMax = isKnown ? waitingMax : Math.ceil(waitingMax * anonymousShare);
    return (
      waitingOf.all() < waitingMax &&
      (isKnown || waitingOf.anonymous() < slotsMax) &&
      waitingOf.of(client) < Math.ceil(slotsMax / 2)
    );
  };
  const turn = (claimant: Claimant, lifetime: Lifetime): Promise<void> =>
    new Promise((resolve, reject) => {
      const queue = claimant.isKnown ? waiting.known : waiting.anonymous;
      const end = (): void => {
        queue.delete(entry);
        waitingOf.remove(claimant);
        clearTimeout(timer);
        lifetime.off(stopWaiting);
      };
      const stopWaiting = (reason: Error): void => {
        end();
        reject(reason);
      };
      const entry = {
        claimant,
        begin: () => {
          end();
          running.add(claimant);
          resolve();
        },
      };
      const timer = setTimeout(() => stopWaiting(overloaded()), waitMsMax);
      lifetime.onEnd(stopWaiting);
      queue.add(entry);
      waitingOf.add(claimant);
    });
  return {
    /**
     * Runs the work once the client has a slot. The lifetime of the request ends when the time is over. The slot of an abandoned request is free only when its work
     * has ended. Rejects with the reason of the lifetime. @throws HttpError 503 OVERLOADED, 504 REQUEST_TIMEOUT
     */
    run<T>(claimant: Claimant, lifetime: Lifetime, begin: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        if (lifetime.reason) return reject(lifetime.reason);
        const timer = setTimeout(() => lifetime.end(tooSlow(requestMsMax)), requestMsMax);
        const fail = (reason: unknown): void => {
          clearTimeout(timer);
          lifetime.off(fail);
          reject(reason as Error);
        };
        const start = (): void => {
          // The request may have ended between its turn and now.
          if (lifetime.reason) {
            release(claimant);
            return;
          }
          begun(begin).then(
            (result) => {
              release(claimant);
              clearTimeout(timer);
              lifetime.off(fail);
              resolve(result);
            },
            (error: unknown) => {
              release(claimant);
              fail(error);
            },
          );
        };
        lifetime.onEnd(fail);
        if (hasRoom(claimant)) {
          running.add(claimant);
          return start();
        }
        if (!mayWait(claimant)) return fail(overloaded());
        return void turn(claimant, lifetime).then(start, fail);
      });
    },
    running: running.all,
    waiting: waitingOf.all,
  };
}

/** The result of work that may fail before it returns its promise. */
function begun<T>(begin: () => Promise<T>): Promise<T> {
  try {
    return begin();
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

type Waiting = { claimant: Claimant; begin: () => void };

/** Counts the requests of each client, of all clients, and of those without a token. */
function createCounts() {
  const counts = new Map<string, number>();
  let all = 0;
  let anonymous = 0;
  const change = ({ client, isKnown }: Claimant, by: 1 | -1): void => {
    const count = (counts.get(client) ?? 0) + by;
    if (count === 0) counts.delete(client);
    else counts.set(client, count);
    all += by;
    if (!isKnown) anonymous += by;
  };
  return {
    add: (claimant: Claimant): void => change(claimant, 1),
    remove: (claimant: Claimant): void => change(claimant, -1),
    of: (client: string): number => counts.get(client) ?? 0,
    all: (): number => all,
    anonymous: (): number => anonymous,
  };
}

const overloaded = (): HttpError =>
  new HttpError(503, 'OVERLOADED', 'Too many requests are running. Try again in a moment.', {
    headers: { 'retry-after': '1' },
  });
const tooSlow = (ms: number): HttpError =>
  new HttpError(
    504,
    'REQUEST_TIMEOUT',
    `The request took longer than ${ms / 1000} s and was aborted. Request less at once. A mutation may have been executed: repeat it with the same "clientMutationId".`,
  );
