import type { Logger } from '@kexie/kernel';

/**
 * Compares the clocks of two machines, and reports a difference that makes tokens invalid, which expire after a minute.
 */
export type ClockComparison = {
  /**
   * Reports by how many seconds the other clock is ahead of this one. Small differences are ignored, because the
   * network causes them.
   */
  saw(secondsAhead: number): void;
  /** One sentence if there was a difference within the last minute. */
  warnings(): string[];
};

/** `other` is the name of the other machine in messages. `now` is a monotonic clock in milliseconds. */
export function compareClocks(
  other: string,
  log: Logger,
  now: () => number = () => performance.now(),
): ClockComparison {
  let seen: { secondsAhead: number; at: number } | undefined;
  let loggedAt = -Infinity;
  const sentence = (secondsAhead: number): string =>
    `The clock of ${other} is ${Math.abs(Math.round(secondsAhead))} s ${secondsAhead > 0 ? 'ahead of' : 'behind'} this one. Tokens between services expire after 60 s: synchronize both clocks by NTP.`;
  return {
    saw(secondsAhead) {
      if (!(Math.abs(secondsAhead) > differenceMax)) return;
      seen = { secondsAhead, at: now() };
      if (now() - loggedAt < reportMs) return;
      loggedAt = now();
      log.warn({ secondsAhead: Math.round(secondsAhead) }, sentence(secondsAhead));
    },
    warnings: () => (seen && now() - seen.at < reportMs ? [sentence(seen.secondsAhead)] : []),
  };
}

const differenceMax = 10;
const reportMs = 60_000;
