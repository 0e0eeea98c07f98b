import { createHash } from 'node:crypto';
import { DomainError } from './domain-error.ts';
import { say } from './messages.ts';

export const pageSizeMax = 100;

/** The arguments of a Relay connection. */
export type PageRequest = { first?: number | null | undefined; after?: string | null | undefined };

/** The requested number of items, 0 to 100. @throws VALIDATION_FAILED for any other number. */
export function pageSize(first: number | null | undefined, byDefault = 20): number {
  const size = first ?? byDefault;
  if (!Number.isInteger(size) || size < 0 || size > pageSizeMax) {
    throw new DomainError(
      'VALIDATION_FAILED',
      say`"first" must be between 0 and ${pageSizeMax}; request the rest with "after".`,
      ['first'],
    );
  }
  return size;
}

export type CursorValue = string | number | boolean | null;

/**
 * An opaque cursor over the values of the sort keys, the id last. `list` is a text that names the list and its order; a cursor is good for the list that
 * made it only.
 */
export function encodeCursor(list: string, values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([markOf(list), ...values])).toString('base64url');
}

/** The values of a cursor that `encodeCursor` made for the same list. @throws VALIDATION_FAILED for any other text. */
export function decodeCursor(list: string, cursor: string, length: number): CursorValue[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed)) {
      const [mark, ...values] = parsed as unknown[];
      if (mark === markOf(list) && values.length === length && values.every(isCursorValue)) return values;
    }
  } catch {
    // Every kind of invalid cursor gets the error below.
  }
  throw new DomainError('VALIDATION_FAILED', say`"after" is not a cursor of this list.`, ['after']);
}

/** Short, because every edge of a page carries it. */
const markOf = (list: string): string => createHash('sha256').update(list).digest('base64url').slice(0, 6);

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
