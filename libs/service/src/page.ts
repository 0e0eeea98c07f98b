import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { decodeCursor, DomainError, encodeCursor, pageSize, type PageRequest } from '@kexie/kernel';
import { every } from './filters.ts';
import { say } from './messages.ts';

export type SortKey = { field: string; direction: 'ASC' | 'DESC' };

/** A Relay connection. `totalCount` is a function, so that the count is computed only when it is selected. */
export type Connection<T> = {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: () => Promise<number>;
};

type CursorValue = string | number | boolean | null;

const queryTimeoutMs = 10_000;

/**
 * One page of the documents that match `filter`, sorted by the sort keys and then by id, after the cursor. It reads one
 * more document to know whether there is a next page. Fields without a value come first in ascending and last in
 * descending order. @throws VALIDATION_FAILED for a page that is too large, a cursor of another list, or a sort field that is given twice.
 */
export async function findPage<T extends { _id: string }>(
  model: Model<T>,
  request: PageRequest & { filter: QueryFilter<T>; sort?: readonly SortKey[] },
): Promise<Connection<T>> {
  const size = pageSize(request.first);
  const keys = withId(request.sort ?? []);
  const list = listName(model, keys);
  const after = request.after ? decodeCursor(list, request.after, keys.length) : undefined;
  const filter = after ? every<T>(request.filter, beyond(keys, after)) : request.filter;
  const found = await model
    .find(filter)
    .sort(Object.fromEntries(keys.map(({ field, direction }) => [field, direction === 'ASC' ? 1 : -1])))
    .limit(size + 1)
    .maxTimeMS(queryTimeoutMs)
    .lean<T[]>()
    .catch((error: unknown) => {
      throw ofForeignCursor(error, keys) ?? error;
    });
  const edges = found.slice(0, size).map((node) => ({
    node,
    cursor: encodeCursor(
      list,
      keys.map(({ field }) => valueAt(node, field)),
    ),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => model.countDocuments(request.filter).maxTimeMS(queryTimeoutMs).exec(),
  };
}

/** The sort keys with the id, which makes the order complete. */
export function withId(sort: readonly SortKey[]): SortKey[] {
  const fields = sort.map(({ field }) => field);
  if (new Set(fields).size < fields.length)
    throw new DomainError('VALIDATION_FAILED', say`A sort field is given twice.`, ['sort']);
  return [...sort, { field: '_id', direction: 'ASC' }];
}

/** The name of a list for its cursors: the collection and the order. Filters are left out, because a client may change them between pages. */
export function listName(model: { collection: { name: string } }, keys: readonly SortKey[]): string {
  return [model.collection.name, ...keys.map(({ field, direction }) => `${field} ${direction}`)].join(',');
}

/** The error for a cursor of another list with as many values, of other types, which the database cannot compare. */
function ofForeignCursor(error: unknown, keys: readonly SortKey[]): DomainError | undefined {
  if (!(error instanceof mongoose.Error.CastError) || !keys.some(({ field }) => field === error.path)) return undefined;
  return new DomainError('VALIDATION_FAILED', say`"after" is not a cursor of this list.`, ['after']);
}

/**
 * The condition for documents after the cursor: greater in the first key, or equal there and greater in the second, and
 * so on.
 */
function beyond(keys: readonly SortKey[], values: readonly CursorValue[]): object {
  const alternatives = keys.flatMap((key, index) => {
    const further = furtherThan(key, values[index] ?? null);
    const equals = keys.slice(0, index).map(({ field }, earlier) => ({ [field]: values[earlier] ?? null }));
    return further ? [every(...equals, further)] : [];
  });
  return alternatives.length === 1 ? (alternatives[0] as object) : { $or: alternatives };
}

function furtherThan({ field, direction }: SortKey, value: CursorValue): object | undefined {
  if (direction === 'ASC') return { [field]: mongoose.trusted(value === null ? { $ne: null } : { $gt: value }) };
  return value === null ? undefined : { $or: [{ [field]: mongoose.trusted({ $lt: value }) }, { [field]: null }] };
}

function valueAt(document: object, path: string): CursorValue {
  const value = path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], document);
  if (value instanceof Date) return value.toISOString();
  if (value === undefined || value === null) return null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
