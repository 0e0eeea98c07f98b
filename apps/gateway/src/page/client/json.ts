/**
 * Parses JSON without rounding. A number that JavaScript would write differently (an id beyond 2^53, `1.10`) becomes what `keep` makes of its
 * digits. Browsers that do not pass on the text of a number round, as they always did.
 */
export function parseExactly(text: string, keep: (digits: string) => unknown): unknown {
  return JSON.parse(text, (_key, value: unknown, { source } = {}) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? keep(source) : value,
  );
}

/** A number that `JSON.stringify` writes with exactly these digits. */
export const rawNumber = (digits: string): unknown => (JSON.rawJSON ? JSON.rawJSON(digits) : Number(digits));
