/** A figure over the rounds: its median and its range. */
export type Figure = { median: number; min: number; max: number };

/** The median and the range of the values of the rounds; undefined if a round has no value. */
export function figure(values: readonly (number | undefined)[]): Figure | undefined {
  const ascending = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const [min, max] = [ascending[0], ascending.at(-1)];
  if (ascending.length < values.length || min === undefined || max === undefined) return undefined;
  const middle = ((ascending[(ascending.length - 1) >> 1] ?? min) + (ascending[ascending.length >> 1] ?? max)) / 2;
  return { median: middle, min, max };
}

/** The quotients of two series in the same round, as a figure; undefined if a round lacks one of the two. */
export const ratio = (
  dividends: ReadonlyMap<number, number | undefined>,
  divisors: ReadonlyMap<number, number | undefined>,
): Figure | undefined =>
  figure(
    [...dividends].map(([round, dividend]) => {
      const divisor = divisors.get(round);
      return dividend === undefined || !divisor ? undefined : dividend / divisor;
    }),
  );

/** The smallest of the ascending values that at least `percent` of them do not exceed (nearest rank). NaN without values. */
export function percentile(ascending: ArrayLike<number>, percent: number): number {
  return ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? Number.NaN;
}

/** `447 (381–525)`: the median and the range; a dash for a figure that was not measured. */
export const withRange = (value: Figure | undefined, digits: number): string =>
  value === undefined
    ? '–'
    : `${value.median.toFixed(digits)} (${value.min.toFixed(digits)}–${value.max.toFixed(digits)})`;
