import type { Lifetime } from '../lifetime.ts';

/** A client whose work is scheduled. `isKnown`: it sent a valid token. */
export type Claimant = { client: string; isKnown: boolean };

/**
 * Shares the event loop among clients. In each iteration of the event loop work starts immediately until `sliceMs` have passed. Further work waits for the next iteration, in which
 * clients are served round-robin: one piece of work each, alternating between clients with a token and those without. A client that sends a thousand requests at once
 * therefore delays its own requests, and those of others by little more than a slice.
 */
export function createTimeSlices({
  sliceMs = 3,
  now = () => performance.now(),
}: { sliceMs?: number; now?: () => number } = {}) {
  const known = createRoundRobin();
  const anonymous = createRoundRobin();
  let endsAt: number | undefined;
  let knownIsNext = true;
  let accepted = false;
  let workedAt = now();

  const beginSlice = (): void => {
    endsAt = now() + sliceMs;
    setImmediate(endSlice);
  };
  const endSlice = (): void => {
    endsAt = undefined;
    if (waiting() === 0) return;
    beginSlice();
    if (accepted && now() - workedAt < acceptingMsMax) accepted = false;
    else startNext();
  };
  const waiting = (): number => known.size() + anonymous.size();
  const next = (): (() => void) | undefined => {
    const [first, second] = knownIsNext ? [known, anonymous] : [anonymous, known];
    knownIsNext = !knownIsNext;
    return first.take() ?? second.take();
  };
  const startNext = (): void => {
    const start = next();
    if (!start) return;
    workedAt = now();
    // A tick that a promise schedules runs after all settled promises, so work that `start` continues without waiting counts toward the slice.
    queueMicrotask(() => process.nextTick(goOn));
    start();
  };

  const goOn = (): void => {
    if (endsAt !== undefined && now() < endsAt) startNext();
  };

  /** Whether work may start now, as the first of a slice or within one. */
  const mayStart = (): boolean => {
    if (endsAt !== undefined) return waiting() === 0 && now() < endsAt;
    beginSlice();
    return true;
  };
  const add = ({ client, isKnown }: Claimant, start: () => void): void =>
    (isKnown ? known : anonymous).add(client, start);

  return {
    /** Calls `start` now, or in a later iteration of the event loop when this client is next. `start` must not throw. */
    schedule(claimant: Claimant, start: () => void): void {
      if (mayStart()) start();
      else add(claimant, start);
    },
    /** Runs the work now, or in a later iteration of the event loop when this client is next. Rejects with the reason of the lifetime if it ends before. */
    begin<Result>(claimant: Claimant, lifetime: Lifetime, work: () => Promise<Result>): Promise<Result> {
      if (mayStart()) return work();
      return new Promise<void>((resolve) => add(claimant, resolve)).then(() => {
        if (lifetime.reason) throw lifetime.reason;
        return work();
      });
    },
    /**
     * Reports that a connection was accepted. Node accepts one connection in each iteration of the event loop, so postponed work then waits a little longer for the next one:
     * otherwise a connection would wait for a slice of work for each connection before it.
     */
    onConnection: (): void => void (accepted = true),
    waiting,
  };
}

/** How long the event loop only accepts connections while work waits, in milliseconds. */
const acceptingMsMax = 25;

/** A queue for each key, from which entries are taken round-robin. */
function createRoundRobin() {
  const queues = new Map<string, (() => void)[]>();
  let size = 0;
  return {
    add(key: string, entry: () => void): void {
      const queue = queues.get(key);
      if (queue) queue.push(entry);
      else queues.set(key, [entry]);
      size += 1;
    },
    take(): (() => void) | undefined {
      const [first] = queues;
      if (!first) return undefined;
      const [key, queue] = first;
      const entry = queue.shift();
      queues.delete(key);
      if (queue.length > 0) queues.set(key, queue);
      size -= 1;
      return entry;
    },
    size: (): number => size,
  };
}
