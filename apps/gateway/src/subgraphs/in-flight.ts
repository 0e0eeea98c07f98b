/** Work that was begun: its result, and how to learn that nobody waits for it any more. */
export type Begun<T> = { result: Promise<T>; desert(): void };
/** Only the same `what` for the same `who` is shared. */
export type SharingKey = { who: string; what: string };

/**
 * Shares work that is in flight: whoever asks for the same while it runs gets the same result. Nothing is kept once it is there. `signal` ends
 * the waiting of one caller (who gets `leave()`); when the last has gone, the work is told so, and nobody joins it any more.
 */
export function createInFlight<T>() {
  const running = new Map<string, Map<string, Flight<T>>>();

  const land = ({ who, what }: SharingKey, flight: Flight<T>): void => {
    const mine = running.get(who);
    if (mine?.get(what) !== flight) return;
    mine.delete(what);
    if (mine.size === 0) running.delete(who);
  };
  const takeOff = (key: SharingKey | undefined, begin: () => Begun<T>): Flight<T> => {
    const flight = { ...begin(), waiting: 0, forget: () => {} };
    if (!key) return flight;
    flight.forget = () => land(key, flight);
    running.set(key.who, (running.get(key.who) ?? new Map<string, Flight<T>>()).set(key.what, flight));
    flight.result.then(flight.forget, flight.forget);
    return flight;
  };
  return {
    /** Joins the work that runs under the key, or begins it. Without a key it is never shared. */
    join(
      key: SharingKey | undefined,
      { signal, leave }: { signal: AbortSignal; leave: () => Error },
      begin: () => Begun<T>,
    ): Promise<T> {
      const flight = (key && running.get(key.who)?.get(key.what)) ?? takeOff(key, begin);
      return waitFor(flight, signal, leave);
    },
    /** From now on nobody joins what runs: something happened that it may not have seen. */
    seal: (): void => running.clear(),
  };
}

type Flight<T> = Begun<T> & { waiting: number; forget(): void };

function waitFor<T>(flight: Flight<T>, signal: AbortSignal, leave: () => Error): Promise<T> {
  flight.waiting += 1;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(leave());
      flight.waiting -= 1;
      if (flight.waiting > 0) return;
      flight.forget();
      flight.desert();
    };
    const settled = (): void => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    flight.result.then(
      (value) => (settled(), resolve(value)),
      (error: unknown) => (settled(), reject(error)),
    );
  });
}
