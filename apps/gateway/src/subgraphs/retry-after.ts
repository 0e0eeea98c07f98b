import { LRUCache } from 'lru-cache';

/** The callers that a service asked to wait. At most `callersMax` are kept; beyond that the least recently used one is dropped. */
export type RetryAfter = {
  /** How many seconds a caller still has to wait; 0 if it may send a request. */
  secondsLeft(caller: string): number;
  hold(caller: string, seconds: number): void;
};

/** `now` is a monotonic clock in milliseconds. */
export function createRetryAfter(now: () => number = () => performance.now()): RetryAfter {
  // Created with the first caller, because the cache allocates room for all of them at once.
  let until: LRUCache<string, number> | undefined;
  return {
    secondsLeft: (caller) =>
      until === undefined ? 0 : Math.max(0, Math.ceil(((until.get(caller) ?? 0) - now()) / 1000)),
    hold(caller, seconds) {
      until ??= new LRUCache({ max: callersMax });
      until.set(caller, now() + Math.min(seconds, holdSecondsMax) * 1000);
    },
  };
}

/** The header `retry-after` (RFC 9110, section 10.2.3): seconds, or a date. Undefined if it is neither. */
export function parseRetryAfter(retryAfter: string | undefined): number | undefined {
  const text = retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), holdSecondsMax);
  // A date begins with the name of a weekday; `Date.parse` accepts many other texts.
  const at = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.min(Math.ceil((at - Date.now()) / 1000), holdSecondsMax));
}

const callersMax = 10_000;
const holdSecondsMax = 60;
