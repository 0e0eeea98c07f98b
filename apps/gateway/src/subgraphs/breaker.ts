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
  let recent: { at: number; failed: boolean }[] = [];
  let openMs = openMsMin;
  let probeAt = 0;

  const become = (next: BreakerState): void => {
    const before = state;
    state = next;
    generation += 1;
    recent = [];
    onStateChange(next, before);
  };
  const open = (): void => {
    probeAt = now() + openMs;
    openMs = Math.min(openMs * 2, openMsMax);
    become('open');
  };
  const count = (failed: boolean): void => {
    const at = now();
    recent.push({ at, failed });
    if (recent.length > windowSize) recent.shift();
    // Only a failure can open the breaker, so a success does not evaluate the window.
    if (!failed) return;
    recent = recent.filter((each) => each.at > at - windowMs);
    const failures = recent.filter((each) => each.failed).length;
    if (failures >= failuresMin && failures >= recent.length * failureShareMin) open();
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

const breakerLimits = {
  failuresMin: 5,
  failureShareMin: 0.5,
  windowMs: 10_000,
  windowSize: 100,
  openMsMin: 1_000,
  openMsMax: 5_000,
};
