/**
 * Parses JSON without rounding. A number that JavaScript would write differently (an id beyond 2^53, `1.10`) becomes the result of `keep` for its
 * digits. Browsers that do not pass the source text to the reviver round such numbers.
 */
export function parseExactly(text: string, keep: (digits: string) => unknown): unknown {
  return JSON.parse(text, (_key, value: unknown, { source } = {}) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? keep(source) : value,
  );
}

/** A number that `JSON.stringify` writes with exactly these digits. */
export const rawNumber = (digits: string): unknown => (JSON.rawJSON ? JSON.rawJSON(digits) : Number(digits));
