import type { Logger } from '@kexie/kernel';

/** Compares the clocks of two machines, and reports a difference that breaks tokens, which are good for a minute. */
export type ClockComparison = {
  /** Takes by how many seconds the other clock is ahead of this one. Small differences are those of the network. */
  saw(secondsAhead: number): void;
  /** One sentence while a difference was seen within the last minute. */
  warnings(): string[];
};

/** `other` is how messages call the other machine. `now` is a clock in milliseconds that never goes back. */
export function compareClocks(
  other: string,
  log: Logger,
  now: () => number = () => performance.now(),
): ClockComparison {
  let seen: { secondsAhead: number; at: number } | undefined;
  let loggedAt = -Infinity;
  const sentence = (secondsAhead: number): string =>
    `The clock of ${other} is ${Math.abs(Math.round(secondsAhead))} s ${secondsAhead > 0 ? 'ahead of' : 'behind'} this one. Tokens between services are good for 60 s: set both clocks by NTP.`;
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
