import type { Tree } from './tree.ts';

/** Objects with the same representation. `twin` is one of them without further fields, if there is one. */
type Equal = { sample: Tree; same: Tree[]; twin: Tree | undefined };

/**
 * Finds objects with the same representation by the values that decide it, so that the text of a representation is written once for each entity and not for each object. Objects that hold
 * nothing but these values are equal, and one of them can stand in the place of all: later fetches then complete one object, and the response contains its text once in memory.
 */
export function createEquals(decidedBy: (typename: string) => readonly string[] | undefined) {
  const byType = new Map<string, { keys: readonly string[]; byValue: Map<unknown, Equal> } | undefined>();
  let lastName: string | undefined;
  let last: { keys: readonly string[]; byValue: Map<unknown, Equal> } | undefined;
  const ofType = (typename: unknown) => {
    if (typename === lastName) return last;
    if (typeof typename !== 'string') return undefined;
    if (!byType.has(typename)) {
      const keys = decidedBy(typename);
      byType.set(typename, keys && keys.length > 0 ? { keys, byValue: new Map() } : undefined);
    }
    lastName = typename;
    return (last = byType.get(typename));
  };
  return {
    /** The objects with the same representation, if their values are simple and were learned. */
    find(object: Tree): Equal | undefined {
      const type = ofType(object['__typename']);
      if (!type) return undefined;
      const { keys, byValue } = type;
      const equal = byValue.get(object[keys[0] as string]);
      if (!equal) return undefined;
      for (let i = 1; i < keys.length; i += 1) {
        const key = keys[i] as string;
        if (object[key] !== equal.sample[key]) return undefined;
      }
      return equal;
    },
    /** Remembers an object whose complete representation is that of `same`. */
    learn(object: Tree, same: Tree[]): void {
      const type = ofType(object['__typename']);
      if (!type?.keys.every((key) => isSimple(object[key]))) return;
      const twin = holdsOnly(object, type.keys) ? object : undefined;
      type.byValue.set(object[type.keys[0] as string], { sample: object, same, twin });
    },
    /** The object that may stand in the place of this one: an equal one, or itself. */
    twinOf(object: Tree, equal: Equal): Tree {
      const { keys = [] } = ofType(object['__typename']) ?? {};
      return holdsOnly(object, keys) ? (equal.twin ??= object) : object;
    },
  };
}

const isSimple = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Whether an object has no other fields than these and its type. */
function holdsOnly(object: Tree, keys: readonly string[]): boolean {
  for (const key in object) if (key !== '__typename' && !keys.includes(key)) return false;
  return true;
}
