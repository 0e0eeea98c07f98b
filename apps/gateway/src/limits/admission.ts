import { HttpError } from '../errors.ts';

export type AdmissionOptions = {
  /** Requests that are worked on at once, of all clients and of one. */
  runningMax: number;
  runningPerClientMax: number;
  /** Requests that wait for their turn, and how long one may. */
  waitingMax: number;
  waitMsMax: number;
  /** From arrival to answer. */
  requestMsMax: number;
};

export const admissionOptions: AdmissionOptions = {
  runningMax: 200,
  runningPerClientMax: 50,
  waitingMax: 1_000,
  waitMsMax: 5_000,
  requestMsMax: 30_000,
};

/**
 * Lets so many requests in as can be worked on well, makes a bounded number wait, first come first served, and refuses the rest at once: a
 * gateway that takes everything answers nobody. One client alone cannot fill it, nor more than half of the places to wait. The counts are of this process.
 */
export function createAdmission({
  runningMax,
  runningPerClientMax,
  waitingMax,
  waitMsMax,
  requestMsMax,
}: AdmissionOptions) {
  const runningOf = new Map<string, number>();
  const waiting = new Set<{ client: string; begin: () => void }>();
  let running = 0;

  const hasRoom = (client: string): boolean =>
    running < runningMax && (runningOf.get(client) ?? 0) < runningPerClientMax;
  const enter = (client: string): void => {
    running += 1;
    runningOf.set(client, (runningOf.get(client) ?? 0) + 1);
  };
  const leave = (client: string): void => {
    running -= 1;
    const left = (runningOf.get(client) ?? 1) - 1;
    if (left === 0) runningOf.delete(client);
    else runningOf.set(client, left);
    for (const next of waiting) {
      if (running >= runningMax) break;
      if (hasRoom(next.client)) next.begin();
    }
  };

  const waitingOf = (client: string): number => [...waiting].filter((entry) => entry.client === client).length;
  const turn = (client: string, signal: AbortSignal): Promise<void> => {
    if (waiting.size >= waitingMax || waitingOf(client) >= Math.ceil(waitingMax / 2)) throw overloaded();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        waiting.delete(entry);
        clearTimeout(patience);
        signal.removeEventListener('abort', giveUp);
      };
      const giveUp = (): void => {
        end();
        reject(signal.aborted ? (signal.reason as Error) : overloaded());
      };
      const entry = {
        client,
        begin: () => {
          end();
          enter(client);
          resolve();
        },
      };
      const patience = setTimeout(giveUp, waitMsMax);
      signal.addEventListener('abort', giveUp);
      waiting.add(entry);
    });
  };

  return {
    /**
     * Does the work when it is the client's turn. `signal` aborts when `gone` does or when the time is over. @throws HttpError 503 OVERLOADED,
     * 504 REQUEST_TIMEOUT; the place of a request that was given up is free only when its work has really ended.
     */
    async run<T>(client: string, gone: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const time = deadline(requestMsMax, gone);
      try {
        if (hasRoom(client)) enter(client);
        else await turn(client, time.signal);
        const done = (async () => work(time.signal))().finally(() => leave(client));
        return await Promise.race([done, time.over]);
      } finally {
        time.end();
      }
    },
    running: (): number => running,
    waiting: (): number => waiting.size,
  };
}

/** A signal that aborts when the time is over or `gone` aborts, and a promise that rejects with it. */
function deadline(ms: number, gone: AbortSignal) {
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  // whoever does not wait for it is not to be surprised by it
  over.catch(() => undefined);
  const stop = (reason: Error): void => {
    controller.abort(reason);
    reject(reason);
  };
  const hangUp = (): void =>
    stop(new HttpError(499, 'CLIENT_CLOSED_REQUEST', 'The client did not wait for the answer.'));
  const timer = setTimeout(() => stop(tooSlow(ms)), ms);
  gone.addEventListener('abort', hangUp);
  if (gone.aborted) hangUp();
  return {
    signal: controller.signal,
    over,
    end: (): void => {
      clearTimeout(timer);
      gone.removeEventListener('abort', hangUp);
    },
  };
}

const overloaded = (): HttpError =>
  new HttpError(503, 'OVERLOADED', 'Too many requests are being worked on. Try again in a moment.', {
    headers: { 'retry-after': '1' },
  });
const tooSlow = (ms: number): HttpError =>
  new HttpError(
    504,
    'REQUEST_TIMEOUT',
    `The request took longer than ${ms / 1000} s and was given up. Ask for less at once; a mutation may have been made, repeat it with the same "clientMutationId".`,
  );
