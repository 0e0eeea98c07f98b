import type { FetchDataRewrite } from '@apollo/query-planner';
import { isTree, type Tree } from './tree.ts';

/** Whether an object of this type is one of `condition`, an object or an abstract type. */
export type IsSubtype = (condition: string, typename: string) => boolean;

/**
 * Changes data on its way to or from a subgraph as the plan says: it sets a value (`__typename` of an interface object) or renames a key (an
 * alias that the planner had to invent).
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

/** The keys that rewrites put in place of aliases that the planner invented. No two of one fetch are called the same, so an alias alone tells which is meant. */
export const renamedKeys = (rewrites: readonly FetchDataRewrite[] = []): ReadonlyMap<string, string> =>
  new Map(
    rewrites.flatMap((each) =>
      each.kind === 'KeyRenamer' ? [[each.path.at(-1) ?? '', each.renameKeyTo] as const] : [],
    ),
  );

/** The path of an error as it is in the answer, where the planner's own aliases have their keys. */
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
