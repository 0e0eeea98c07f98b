import { HttpError } from '../errors.ts';
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
  const turn = (claimant: Claimant, signal: AbortSignal): Promise<void> => {
    if (!mayWait(claimant)) throw overloaded();
    return new Promise((resolve, reject) => {
      const queue = claimant.isKnown ? waiting.known : waiting.anonymous;
      const end = (): void => {
        queue.delete(entry);
        waitingOf.remove(claimant);
        clearTimeout(timer);
        signal.removeEventListener('abort', stopWaiting);
      };
      const stopWaiting = (): void => {
        end();
        reject(signal.aborted ? (signal.reason as Error) : overloaded());
      };
      const entry = {
        claimant,
        begin: () => {
          end();
          running.add(claimant);
          resolve();
        },
      };
      const timer = setTimeout(stopWaiting, waitMsMax);
      signal.addEventListener('abort', stopWaiting);
      queue.add(entry);
      waitingOf.add(claimant);
    });
  };

  return {
    /**
     * Runs the work once the client has a slot. `signal` aborts with `disconnected` or when the time is over. The slot of an abandoned request is free only when its work
     * has ended. @throws HttpError 503 OVERLOADED, 504 REQUEST_TIMEOUT
     */
    async run<T>(claimant: Claimant, disconnected: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const time = deadline(requestMsMax, disconnected);
      try {
        if (hasRoom(claimant)) running.add(claimant);
        else await turn(claimant, time.signal);
        const done = (async () => work(time.signal))().finally(() => release(claimant));
        return await Promise.race([done, time.over]);
      } finally {
        time.end();
      }
    },
    running: running.all,
    waiting: waitingOf.all,
  };
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

/** A signal that aborts when the time is over or `disconnected` aborts, and a promise that rejects with the same reason. */
function deadline(ms: number, disconnected: AbortSignal) {
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  // The rejection is handled here, so that it is not reported as unhandled if nothing awaits the promise.
  over.catch(() => undefined);
  const stop = (reason: Error): void => {
    controller.abort(reason);
    reject(reason);
  };
  const onDisconnect = (): void =>
    stop(new HttpError(499, 'CLIENT_CLOSED_REQUEST', 'The client disconnected before the response.'));
  const timer = setTimeout(() => stop(tooSlow(ms)), ms);
  disconnected.addEventListener('abort', onDisconnect);
  if (disconnected.aborted) onDisconnect();
  return {
    signal: controller.signal,
    over,
    end: (): void => {
      clearTimeout(timer);
      disconnected.removeEventListener('abort', onDisconnect);
    },
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
