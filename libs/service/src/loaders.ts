import DataLoader from 'dataloader';

const batchMax = 1_000;

/**
 * Loads records by a key in batches; null for a key without a record. Loaders belong to one request, so that a list
 * does not cost one query for each item.
 */
export function loaderByKey<T>(
  find: (keys: readonly string[]) => Promise<readonly T[]>,
  keyOf: (record: T) => string,
): DataLoader<string, T | null> {
  return new DataLoader<string, T | null>(
    async (keys) => {
      const records = new Map((await find(keys)).map((record) => [keyOf(record), record]));
      return keys.map((key) => records.get(key) ?? null);
    },
    { maxBatchSize: batchMax },
  );
}

/** Loads records by their id. */
export function loaderById<T extends { _id: string }>(
  find: (ids: readonly string[]) => Promise<readonly T[]>,
): DataLoader<string, T | null> {
  return loaderByKey(find, ({ _id }) => _id);
}

/**
 * The value of a field in the key of an entity. For a value that is not a text it is "", which is the key of no record.
 */
export function keyOf(reference: object, field = 'id'): string {
  const key = (reference as Record<string, unknown>)[field];
  return typeof key === 'string' ? key : '';
}
