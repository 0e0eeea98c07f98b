import type { Lifetime } from '../lifetime.ts';

/** Work is shared only between callers with the same `caller` and the same `request`. */
export type SharingKey = { caller: string; request: string };
/** How work ends: with a function that gives each caller its own copy of the result, or with an error. Only the first call counts. */
export type Settle<T> = { resolve(read: () => T): void; reject(error: Error): void };
/** Starts work and returns the function that is called when no caller waits for it any longer. */
export type Start<T> = (settle: Settle<T>) => () => void;

/**
 * Shares work that is in flight: a caller that asks for the same while it runs gets the same result. Results are not cached. When the lifetime of a caller's request ends, its promise
 * rejects with `ended()`. When the last caller has gone, the work is abandoned and later callers start it anew.
 */
export function createInFlight<T>(ended: () => Error) {
  const running = new Map<string, Map<string, Work<T>>>();

  const find = ({ caller, request }: SharingKey): Work<T> | undefined => running.get(caller)?.get(request);
  const register = (key: SharingKey, work: Work<T>): void => {
    const ofCaller = running.get(key.caller);
    if (ofCaller) ofCaller.set(key.request, work);
    else running.set(key.caller, new Map([[key.request, work]]));
  };
  const forget = (work: Work<T>): void => {
    const { key } = work;
    if (!key) return;
    const ofCaller = running.get(key.caller);
    if (ofCaller?.get(key.request) !== work) return;
    ofCaller.delete(key.request);
    if (ofCaller.size === 0) running.delete(key.caller);
  };

  return {
    /** Joins the work that runs under the key, or starts it. Work without a key is never shared. `onShared` is called if it runs already. */
    join(key: SharingKey | undefined, lifetime: Lifetime, start: Start<T>, onShared?: () => void): Promise<T> {
      const shared = key && find(key);
      if (shared) onShared?.();
      const work = shared ?? new Work<T>(key, forget);
      const result = work.waitFor(lifetime, ended);
      if (shared) return result;
      if (key) register(key, work);
      work.abandon = start(work);
      return result;
    },
    /** Later callers start new work instead of joining the running one, whose result may predate a change. */
    stopSharing: (): void => running.clear(),
  };
}

type Waiter<T> = {
  lifetime: Lifetime;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
  onEnd: () => void;
};

/** Work that runs, with the callers that wait for it. */
class Work<T> implements Settle<T> {
  readonly key: SharingKey | undefined;
  abandon: () => void = () => {};
  readonly #waiters = new Set<Waiter<T>>();
  readonly #forget: (work: Work<T>) => void;

  constructor(key: SharingKey | undefined, forget: (work: Work<T>) => void) {
    this.key = key;
    this.#forget = forget;
  }

  waitFor(lifetime: Lifetime, ended: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter<T> = {
        lifetime,
        resolve,
        reject,
        onEnd: () => {
          reject(ended());
          this.#waiters.delete(waiter);
          if (this.#waiters.size > 0) return;
          this.#forget(this);
          this.abandon();
        },
      };
      this.#waiters.add(waiter);
      lifetime.onEnd(waiter.onEnd);
    });
  }

  resolve(read: () => T): void {
    this.#forget(this);
    for (const waiter of this.#waiters) {
      waiter.lifetime.off(waiter.onEnd);
      try {
        waiter.resolve(read());
      } catch (error) {
        waiter.reject(error);
      }
    }
    this.#waiters.clear();
  }

  reject(error: Error): void {
    this.#forget(this);
    for (const waiter of this.#waiters) {
      waiter.lifetime.off(waiter.onEnd);
      waiter.reject(error);
    }
    this.#waiters.clear();
  }
}
