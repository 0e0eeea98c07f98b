/** The source of the current time, so that a test can fix it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that always returns this instant. */
export function fixedClock(instant: string): Clock {
  return () => new Date(instant);
}

/** China has had one civil time, UTC+8 without daylight saving, since 1992. */
const chinaOffsetMs = 8 * 60 * 60 * 1000;

/** The civil day (YYYY-MM-DD) of an instant in Asia/Shanghai. */
export function toDay(instant: Date): string {
  return new Date(instant.getTime() + chinaOffsetMs).toISOString().slice(0, 10);
}

/** The civil year of an instant in Asia/Shanghai: 2020-12-31T16:00Z belongs to 2021. */
export function yearOf(instant: Date): number {
  return Number(toDay(instant).slice(0, 4));
}
