import { LRUCache } from 'lru-cache';

/** The callers that a service has asked to wait. Of how many it keeps the time is bounded: of the rest, the one asked longest ago is forgotten. */
export type HeldBack = {
  /** How many seconds a caller still has to wait; 0 when it may ask. */
  secondsLeft(caller: string): number;
  hold(caller: string, seconds: number): void;
};

/** `now` is a clock in milliseconds that never goes back. */
export function createHeldBack(now: () => number = () => performance.now()): HeldBack {
  const until = new LRUCache<string, number>({ max: callersMax });
  return {
    secondsLeft: (caller) => (until.size === 0 ? 0 : Math.max(0, Math.ceil(((until.get(caller) ?? 0) - now()) / 1000))),
    hold: (caller, seconds) => void until.set(caller, now() + Math.min(seconds, holdSecondsMax) * 1000),
  };
}

/** The header `retry-after` (RFC 9110, section 10.2.3): seconds, or a date. Undefined when it is neither. */
export function secondsOf(retryAfter: string | undefined): number | undefined {
  const text = retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), holdSecondsMax);
  // a date begins with the name of a day; `Date.parse` takes much else for a date
  const at = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.min(Math.ceil((at - Date.now()) / 1000), holdSecondsMax));
}

const callersMax = 10_000;
const holdSecondsMax = 60;
