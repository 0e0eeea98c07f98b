/** Work that has started: its result, and `abandon`, which is called when no caller waits for it any longer. */
export type StartedWork<T> = { result: Promise<T>; abandon(): void };
/** Work is shared only between callers with the same `caller` and the same `request`. */
export type SharingKey = { caller: string; request: string };

/**
 * Shares work that is in flight: a caller that asks for the same while it runs gets the same result. Results are not cached. `signal` ends the waiting of one
 * caller, whose promise rejects with `abortError()`. When the last caller has gone, the work is abandoned and later callers start it anew.
 */
export function createInFlight<T>() {
  const running = new Map<string, Map<string, Entry<T>>>();

  const remove = ({ caller, request }: SharingKey, entry: Entry<T>): void => {
    const ofCaller = running.get(caller);
    if (ofCaller?.get(request) !== entry) return;
    ofCaller.delete(request);
    if (ofCaller.size === 0) running.delete(caller);
  };
  const add = (key: SharingKey | undefined, start: () => StartedWork<T>): Entry<T> => {
    const entry = { ...start(), waiting: 0, forget: () => {} };
    if (!key) return entry;
    entry.forget = () => remove(key, entry);
    running.set(key.caller, (running.get(key.caller) ?? new Map<string, Entry<T>>()).set(key.request, entry));
    entry.result.then(entry.forget, entry.forget);
    return entry;
  };
  return {
    /** Joins the work that runs under the key, or starts it. Work without a key is never shared. */
    join(
      key: SharingKey | undefined,
      { signal, abortError }: { signal: AbortSignal; abortError: () => Error },
      start: () => StartedWork<T>,
    ): Promise<T> {
      const entry = (key && running.get(key.caller)?.get(key.request)) ?? add(key, start);
      return waitFor(entry, signal, abortError);
    },
    /** Later callers start new work instead of joining the running one, whose result may predate a change. */
    stopSharing: (): void => running.clear(),
  };
}

type Entry<T> = StartedWork<T> & { waiting: number; forget(): void };

function waitFor<T>(entry: Entry<T>, signal: AbortSignal, abortError: () => Error): Promise<T> {
  entry.waiting += 1;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortError());
      entry.waiting -= 1;
      if (entry.waiting > 0) return;
      entry.forget();
      entry.abandon();
    };
    const settled = (): void => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    entry.result.then(
      (value) => (settled(), resolve(value)),
      (error: unknown) => (settled(), reject(error)),
    );
  });
}
