export type BreakerState = 'closed' | 'open' | 'half-open';
/**
 * `refused`: the service runs, and did not take this request. It does not count, because one client's bad requests say nothing about the others'.
 * `abandoned`: the request ended before anything was learnt about the service.
 */
export type Outcome = 'success' | 'failure' | 'refused' | 'abandoned';
export type Breaker = {
  /** Lets a request through, or not (undefined). Whoever is let through says once how it went. */
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
 * A circuit breaker: a service that fails again and again is left alone, so that its callers get their answer at once and it can recover.
 * It opens when at least 5 requests and at least half of the last ones failed within 10 seconds. After a second one request may try; while it
 * runs, and for a pause twice as long each time that it fails (5 seconds at most), everybody else is refused. Any reply closes it but one that counts as a failure.
 *
 * `now` is a clock in milliseconds that never goes back.
 */
export function createBreaker({
  now = () => performance.now(),
  limits,
  onStateChange = () => {},
}: Options = {}): Breaker {
  const { failuresMin, failureShareMin, windowMs, windowSize, openMsMin, openMsMax } = { ...breakerLimits, ...limits };
  let state: BreakerState = 'closed';
  /** Counts the changes of state: what was let through before the last one says nothing about the service now. */
  let era = 0;
  let recent: { at: number; failed: boolean }[] = [];
  let openMs = openMsMin;
  let probeAt = 0;

  const become = (next: BreakerState): void => {
    const before = state;
    state = next;
    era += 1;
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
    // only a failure can open it, so a success need not look at the window
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
      const mine = era;
      return (outcome) => {
        if (mine !== era) return;
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
