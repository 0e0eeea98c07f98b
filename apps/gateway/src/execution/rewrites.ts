import type { FetchDataRewrite } from '@apollo/query-planner';
import { isTree, type IsSubtype, type Tree } from './tree.ts';

/**
 * Changes data sent to or received from a subgraph as the plan says: it sets a value (`__typename` of an interface object) or renames a key (an
 * alias of the planner).
 */
export function rewrite(value: unknown, rewrites: readonly FetchDataRewrite[], isSubtype: IsSubtype): void {
  for (const each of rewrites) {
    const last = each.path.at(-1);
    if (last === undefined) continue;
    for (const object of reached(value, each.path.slice(0, -1), isSubtype)) {
      if (each.kind === 'ValueSetter') object[last] = each.setValueTo;
      else if (Object.hasOwn(object, last) && object[last] !== undefined) {
        object[each.renameKeyTo] = object[last];
        delete object[last];
      }
    }
  }
}

/** The keys that rewrites put in place of the planner's aliases. The aliases of one fetch are unique, so an alias identifies its key. */
export const renamedKeys = (rewrites: readonly FetchDataRewrite[] = []): ReadonlyMap<string, string> =>
  new Map(
    rewrites.flatMap((each) =>
      each.kind === 'KeyRenamer' ? [[each.path.at(-1) ?? '', each.renameKeyTo] as const] : [],
    ),
  );

/** The path of an error in the response, with the planner's aliases replaced by their keys. */
export const renamedPath = (
  path: readonly (string | number)[],
  keys: ReadonlyMap<string, string>,
): readonly (string | number)[] =>
  keys.size === 0 ? path : path.map((step) => (typeof step === 'string' ? (keys.get(step) ?? step) : step));

function reached(value: unknown, path: readonly string[], isSubtype: IsSubtype): Tree[] {
  if (Array.isArray(value)) return value.flatMap((item) => reached(item, path, isSubtype));
  if (!isTree(value)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (!first.startsWith(fragmentPrefix)) return reached(value[first], rest, isSubtype);
  const typename = value['__typename'];
  const applies = typeof typename !== 'string' || isSubtype(first.slice(fragmentPrefix.length), typename);
  return applies ? reached(value, rest, isSubtype) : [];
}

const fragmentPrefix = '... on ';
