import { isObject } from '../exact-numbers.ts';

/** Whether an object of this type is one of `condition`, an object or an abstract type. */
export type IsSubtype = (condition: string, typename: string) => boolean;

/** The data of the subgraphs' responses so far, by response keys; it holds more than the client requested (keys of entities, `__typename`). */
export type Tree = Record<string, unknown>;
export type ResponsePath = readonly (string | number)[];
/** One step of a plan's path: a response key, or `@` for every item of a list. Where the path continues for some types only, objects of types not in `types` are skipped. */
type Step = { readonly key: string; readonly types: ReadonlySet<string> | undefined };
/** The path of the objects that a fetch of the plan completes. */
export type PlanPath = readonly Step[];

/** Stands in the tree for a missing value. The response has null there. */
export class Missing {
  /** The error that explains the null; undefined if a service reported that there is no value. */
  readonly error: { message: string; extensions: Readonly<Record<string, unknown>> } | undefined;
  /** At how many paths of the response the error is already reported. */
  reported = 0;
  constructor(error?: Missing['error']) {
    this.error = error;
  }
}

/** Stands for the fields of an entity that a service does not know, or of an object that a service returned as null. */
export const unknownEntity = new Missing();

export const isTree = (value: unknown): value is Tree => isObject(value) && !(value instanceof Missing);

/** Reads the steps of a plan, such as `items`, `@|[Book,Film]` or `maker`. The planner starts a path with an empty step. */
export function planPath(steps: readonly (string | number)[]): PlanPath {
  return steps.flatMap((step) => {
    const { key = '', types } = /^(?<key>[^|]*)(?:\|\[(?<types>.*)\])?$/.exec(String(step))?.groups ?? {};
    return key === '' && !types ? [] : [{ key, types: types ? new Set(types.split(',')) : undefined }];
  });
}

/**
 * Merges a subgraph's data into the tree, in place. Later values win, except that null never replaces a value of another subgraph, because a field
 * that several subgraphs share may fail in one of them. Two objects with different types are not the same object, so the first is kept
 * unchanged. The tree takes ownership of the objects of `source`.
 */
export function merge(target: Tree, source: Tree, isSubtype: IsSubtype): void {
  if (target === source || !agreeOnType(target, source, isSubtype)) return;
  for (const key in source) {
    const value = source[key];
    if (value === undefined || key === '__proto__') continue;
    const present = target[key];
    // No value of a tree is a function: `constructor` and the like are inherited from Object.
    if (present === undefined || typeof present === 'function' || present === null || present instanceof Missing)
      target[key] = value;
    else if (value !== null) target[key] = merged(present, value, isSubtype);
  }
}

/** Whether both objects may be one. */
export const maybeSame = (target: Tree, source: Tree, isSubtype: IsSubtype): boolean =>
  agreeOnType(target, { __typename: source['__typename'] }, isSubtype);

/** Whether both objects may be one, and makes the more precise of two names its type. A service that knows an interface as one object names the interface. */
function agreeOnType(target: Tree, source: Tree, isSubtype: IsSubtype): boolean {
  const { __typename: known } = target;
  const { __typename: claimed } = source;
  if (known === claimed || typeof known !== 'string' || typeof claimed !== 'string') return true;
  if (!isSubtype(claimed, known)) return isSubtype(known, claimed);
  source['__typename'] = known;
  return true;
}

function merged(present: unknown, value: unknown, isSubtype: IsSubtype): unknown {
  // A value that is not an object is invalid if another service returned an object, and must not replace it.
  if (isTree(present) && !isTree(value)) return present;
  if (typeof present !== 'object' || typeof value !== 'object' || present === value) return value;
  if (Array.isArray(present) && Array.isArray(value)) {
    // Lists of different lengths cannot be the same list: the longer one is kept, and values that only the other has are missing.
    if (present.length !== value.length) return present.length > value.length ? present : value;
    for (let i = 0; i < value.length; i += 1) present[i] = mergedItem(present[i], value[i], isSubtype);
    return present;
  }
  if (!isTree(present) || !isTree(value)) return value;
  merge(present, value, isSubtype);
  return present;
}

const mergedItem = (present: unknown, value: unknown, isSubtype: IsSubtype): unknown =>
  value === null || value === undefined
    ? (present ?? null)
    : present === null || present === undefined
      ? value
      : merged(present, value, isSubtype);

/** The objects at a path of the plan, in the order of the response; each once, if an object may stand at several paths (`shared`). */
export function objectsAt(root: Tree, path: PlanPath, shared: boolean): Tree[] {
  const objects = valuesAt(root, path, shared).filter(isTree);
  return shared && objects.length > 1 ? [...new Set(objects)] : objects;
}

/**
 * Visits the objects at a path of the plan as `objectsAt` returns them. `visit` returns the object that stands in this place from then on: the same, or another one that is equal
 * to it. No step of the path names types.
 */
export function replaceObjectsAt(root: Tree, path: PlanPath, shared: boolean, visit: (object: Tree) => Tree): void {
  const last = path.at(-1);
  if (!last) return void visit(root);
  const { key } = last;
  const seen = shared ? new Set<Tree>() : undefined;
  const arrive = (value: unknown, holder: Tree | unknown[], place: string | number): void => {
    if (!isTree(value) || seen?.has(value)) return;
    seen?.add(value);
    const kept = visit(value);
    if (kept !== value) (holder as Record<string | number, unknown>)[place] = kept;
  };
  for (const holder of valuesAt(root, path, shared, path.length - 1)) {
    if (typeof holder !== 'object' || holder === null) continue;
    if (key !== '@') arrive((holder as Tree)[key], holder as Tree, key);
    else if (Array.isArray(holder)) for (let i = 0; i < holder.length; i += 1) arrive(holder[i], holder, i);
  }
}

/** The values after some steps of a path. If objects are shared, equal values after a key are visited once; the items of different lists may still repeat. */
function valuesAt(root: Tree, path: PlanPath, shared: boolean, steps = path.length): unknown[] {
  let level: unknown[] = [root];
  for (let step = 0; step < steps; step += 1) {
    const { key, types } = path[step] as Step;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (key === '') next.push(value);
      else if (key !== '@') next.push((value as Tree)[key]);
      else if (Array.isArray(value)) for (const item of value) next.push(item);
    }
    const found = types ? next.filter((value) => isOneOf(value, types)) : next;
    level = shared && key !== '@' && found.length > 1 ? [...new Set(found)] : found;
  }
  return level;
}

/** Whether an object is of one of the types. Where the plan did not request the type, it can only be the expected one. */
export function isOneOf(value: unknown, types: ReadonlySet<string>): boolean {
  const typename = isTree(value) ? value['__typename'] : null;
  return typename === undefined || (typeof typename === 'string' && types.has(typename));
}

/** The paths at which one of `objects` stands below a path of the plan, at most `max` of them. */
export function pathsOf(root: Tree, path: PlanPath, objects: ReadonlySet<Tree>, max: number): ResponsePath[] {
  const paths: ResponsePath[] = [];
  const arrive = (value: unknown, depth: number, current: ResponsePath): void => {
    const types = path[depth - 1]?.types;
    if (!types || isOneOf(value, types)) descend(value, depth, current);
  };
  const descend = (value: unknown, depth: number, current: ResponsePath): void => {
    if (paths.length >= max || typeof value !== 'object' || value === null) return;
    const step = path[depth];
    if (!step) {
      if (objects.has(value as Tree)) paths.push(current);
    } else if (step.key === '@') {
      if (Array.isArray(value)) value.forEach((item, index) => arrive(item, depth + 1, [...current, index]));
    } else if (step.key === '') arrive(value, depth + 1, current);
    else arrive((value as Tree)[step.key], depth + 1, [...current, step.key]);
  };
  descend(root, 0, []);
  return paths;
}
