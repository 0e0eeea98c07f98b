import DataLoader from 'dataloader';
import { isId, type IdPrefix } from '@kexie/kernel';

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

/** Loads the records of many groups; a record may belong to several. The order within a group is that of `find`. */
export function loaderOfGroups<T>(
  find: (keys: readonly string[]) => Promise<readonly T[]>,
  keysOf: (record: T) => string | null | readonly string[],
): DataLoader<string, T[]> {
  return new DataLoader<string, T[]>(
    async (keys) => {
      const groups = new Map(keys.map((key) => [key, [] as T[]]));
      for (const record of await find(keys))
        for (const key of [keysOf(record)].flat()) if (key !== null) groups.get(key)?.push(record);
      return keys.map((key) => groups.get(key) ?? []);
    },
    { cache: false, maxBatchSize: batchMax },
  );
}

/**
 * The value of a field in the key of an entity. For a value that is not a text it is "", which is the key of no record.
 */
export function keyOf(reference: object, field = 'id'): string {
  const key = (reference as Record<string, unknown>)[field];
  return typeof key === 'string' ? key : '';
}

/** Resolves a reference to an entity of another service by the form of its id: only the owner knows whether it exists. */
export function referenceTo(prefix: IdPrefix): (reference: object) => { id: string } | null {
  return (reference) => {
    const id = keyOf(reference);
    return isId(prefix, id) ? { id } : null;
  };
}

/** A record that another record refers to, so that the schema declares it as never null. @throws Error when it does not exist. */
export function mustExist<T>(record: T | null | undefined): T {
  if (record === null || record === undefined)
    throw new Error('A record that another record refers to does not exist.');
  return record;
}
