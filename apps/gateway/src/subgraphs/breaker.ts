export type BreakerState = 'closed' | 'open' | 'half-open';
/**
 * `refused`: the service runs and rejected this request. It does not count, because one client's bad requests say nothing about those of others.
 * `abandoned`: the request ended before it showed whether the service works.
 */
export type Outcome = 'success' | 'failure' | 'refused' | 'abandoned';
export type Breaker = {
  /** Admits a request, or returns undefined. An admitted request reports its outcome once. */
  admit(): ((outcome: Outcome) => void) | undefined;
  state(): BreakerState;
};
export type BreakerLimits = typeof breakerLimits;
type Options = {
  now?: () => number;
  limits?: Partial<BreakerLimits>;
  onStateChange?: (state: BreakerState, before: BreakerState) => void;
};

/**
 * A circuit breaker: a service that fails repeatedly gets no requests for a while, so that callers fail fast and the service can recover.
 * It opens when at least 5 requests and at least half of the recent ones failed within 10 seconds. After one second a single request probes the service; while it
 * runs, and for a pause that doubles with each failed probe (5 seconds at most), all other requests are refused. Any reply to the probe that does not count as a failure closes the breaker.
 *
 * `now` is a monotonic clock in milliseconds.
 */
export function createBreaker({
  now = () => performance.now(),
  limits,
  onStateChange = () => {},
}: Options = {}): Breaker {
  const { failuresMin, failureShareMin, windowMs, windowSize, openMsMin, openMsMax } = { ...breakerLimits, ...limits };
  let state: BreakerState = 'closed';
  /** Counts the changes of state: the outcome of a request that was admitted before the last change is ignored. */
  let generation = 0;
  const recent = createWindow(windowSize);
  let openMs = openMsMin;
  let probeAt = 0;

  const become = (next: BreakerState): void => {
    const before = state;
    state = next;
    generation += 1;
    recent.clear();
    onStateChange(next, before);
  };
  const open = (): void => {
    probeAt = now() + openMs;
    openMs = Math.min(openMs * 2, openMsMax);
    become('open');
  };
  const count = (failed: boolean): void => {
    const at = now();
    recent.add(at, failed);
    // Only a failure can open the breaker, so a success does not evaluate the window.
    if (!failed) return;
    const { requests, failures } = recent.since(at - windowMs);
    if (failures >= failuresMin && failures >= requests * failureShareMin) open();
  };
  const settleProbe = (outcome: Outcome): void => {
    if (outcome === 'failure') return open();
    if (outcome === 'abandoned') return become('open');
    openMs = openMsMin;
    become('closed');
  };

  return {
    state: () => state,
    admit() {
      if (state === 'half-open' || (state === 'open' && now() < probeAt)) return undefined;
      const isProbe = state === 'open';
      if (isProbe) become('half-open');
      const admittedIn = generation;
      return (outcome) => {
        if (admittedIn !== generation) return;
        if (isProbe) settleProbe(outcome);
        else if (outcome === 'success' || outcome === 'failure') count(outcome === 'failure');
      };
    },
  };
}

/** The times and outcomes of the last `size` requests. Adding one allocates nothing. */
function createWindow(size: number) {
  const times = new Float64Array(size);
  const failed = new Uint8Array(size);
  let added = 0;
  return {
    add(at: number, isFailure: boolean): void {
      const place = added % size;
      times[place] = at;
      failed[place] = Number(isFailure);
      added += 1;
    },
    /** The requests after a point in time, and how many of them failed. */
    since(start: number): { requests: number; failures: number } {
      const found = { requests: 0, failures: 0 };
      for (let place = 0; place < Math.min(added, size); place += 1) {
        if ((times[place] as number) <= start) continue;
        found.requests += 1;
        found.failures += failed[place] as number;
      }
      return found;
    },
    clear: (): void => void (added = 0),
  };
}

const breakerLimits = {
  failuresMin: 5,
  failureShareMin: 0.5,
  windowMs: 10_000,
  windowSize: 100,
  openMsMin: 1_000,
  openMsMax: 5_000,
};
