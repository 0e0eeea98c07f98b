import type { FetchNode } from '@apollo/query-planner';
import { isOneOf, isTree, Missing, type IsSubtype, type PlanPath, type Tree } from './tree.ts';

/** Values of the arguments that a fetch takes from ancestors of an entity (`@fromContext`): JSON texts by the names of the variables. */
export type ContextValues = ReadonlyMap<string, string>;
/** An object with its ancestors, the outermost first. Lists are not ancestors. */
export type Lineage = { object: Tree; above: readonly Tree[] };
export type ReadContext = (lineage: Lineage) => ContextValues | Missing | undefined;

/**
 * Reads the values that a plan takes from the context of an entity. A path of the plan goes up by `..`, may name the type it applies to, and ends at a field. The
 * function returns the reason if a value is missing, and undefined if there is no known reason.
 * See https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/directives#context.
 */
export function compileContext(
  { contextRewrites = [] }: Pick<FetchNode, 'contextRewrites'>,
  isSubtype: IsSubtype,
): ReadContext | undefined {
  if (contextRewrites.length === 0) return undefined;
  const byVariable = Map.groupBy(contextRewrites, ({ renameKeyTo }) => renameKeyTo);
  return (lineage) => {
    const values = new Map<string, string>();
    for (const [variable, ways] of byVariable) {
      // Each path applies to objects of one type; if none applies, the context does not exist.
      const [found] = [
        ...ways.map(({ path }) => valueAt(lineage, path, isSubtype)).filter((value) => value !== notMeant),
        null,
      ];
      if (found === undefined) return undefined;
      if (found instanceof Missing && found.error) return found;
      values.set(variable, found instanceof Missing ? 'null' : JSON.stringify(found));
    }
    return values;
  };
}

const notMeant = Symbol('an object of another type');

function valueAt({ above }: Lineage, path: readonly string[], isSubtype: IsSubtype): unknown {
  const up = path.findIndex((step) => step !== '..');
  let value: unknown = above[above.length - up];
  for (const step of path.slice(up)) {
    if (!step.startsWith(fragmentPrefix)) value = below(value, step);
    else if (
      isTree(value) &&
      typeof value['__typename'] === 'string' &&
      !isSubtype(step.slice(fragmentPrefix.length), value['__typename'])
    )
      return notMeant;
  }
  return value;
}

function below(value: unknown, key: string): unknown {
  if (value === null || value instanceof Missing) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => below(item, key));
    return items.find((item) => item === undefined || item instanceof Missing) ?? items;
  }
  return isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The objects at a path of the plan, each with its ancestors. */
export function lineagesAt(root: Tree, path: PlanPath): Lineage[] {
  let level: { value: unknown; above: readonly Tree[] }[] = [{ value: root, above: [] }];
  for (const { key, types } of path) {
    const next = level.flatMap(({ value, above }) => {
      if (key === '') return [{ value, above }];
      if (key === '@') return Array.isArray(value) ? value.map((item: unknown) => ({ value: item, above })) : [];
      return isTree(value) ? [{ value: value[key], above: [...above, value] }] : [];
    });
    level = types ? next.filter(({ value }) => isOneOf(value, types)) : next;
  }
  return level.flatMap(({ value, above }) => (isTree(value) ? [{ object: value, above }] : []));
}

const fragmentPrefix = '... on ';
