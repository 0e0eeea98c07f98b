import { isObject } from '../exact-numbers.ts';
import type { IsSubtype } from './rewrites.ts';

/** What the subgraphs have answered so far, by response keys; it holds more than the client asked for (keys of entities, `__typename`). */
export type Tree = Record<string, unknown>;
export type ResponsePath = readonly (string | number)[];
/** One step of a plan's path: a response key, or `@` for every item of a list. Objects of other types than `types` are left out, where the path goes on for some types only. */
export type Step = { readonly key: string; readonly types: ReadonlySet<string> | undefined };
/** Where a fetch of the plan goes to work. */
export type PlanPath = readonly Step[];

/** Stands in the tree for a value that is missing. The answer has null there. */
export class Missing {
  /** The error with which the answer says why; none where a service said that there is nothing. */
  readonly error: { message: string; extensions: Readonly<Record<string, unknown>> } | undefined;
  /** At how many places of the answer the error is reported already. */
  reported = 0;
  constructor(error?: Missing['error']) {
    this.error = error;
  }
}

/** Stands for the fields of an entity that a service says it does not know, or of an object that it says is null. */
export const unknownEntity = new Missing();

export const isTree = (value: unknown): value is Tree => isObject(value) && !(value instanceof Missing);

/** Reads the steps of a plan, as `items`, `@|[Book,Film]` or `maker`. The planner begins a path with an empty step. */
export function planPath(steps: readonly (string | number)[]): PlanPath {
  return steps.flatMap((step) => {
    const { key = '', types } = /^(?<key>[^|]*)(?:\|\[(?<types>.*)\])?$/.exec(String(step))?.groups ?? {};
    return key === '' && !types ? [] : [{ key, types: types ? new Set(types.split(',')) : undefined }];
  });
}

/**
 * Merges what a subgraph answered into the tree, in place. What came later wins, except that null never wipes out what another subgraph has
 * brought: of a field that several subgraphs share, one may fail. Two objects that claim different types are not the same object: the first stays
 * as it is. The tree takes over the objects of `source`.
 */
export function merge(target: Tree, source: Tree, isSubtype: IsSubtype): void {
  if (target === source || !agreeOnType(target, source, isSubtype)) return;
  for (const key in source) {
    const value = source[key];
    if (value === undefined || key === '__proto__') continue;
    const present = target[key];
    // no value of a tree is a function: `constructor` and the like come from JavaScript itself
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
  // what is no object can only be nonsense where another service answered with one, and must not wipe out what that brought
  if (isTree(present) && !isTree(value)) return present;
  if (typeof present !== 'object' || typeof value !== 'object' || present === value) return value;
  if (Array.isArray(present) && Array.isArray(value)) {
    // lists of different lengths cannot be the same list: the longer one stays, and what only the other has is missing
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

/** The objects at a path of the plan, in the order of the answer; each once, where the same object may stand at several places (`shared`). */
export function objectsAt(root: Tree, path: PlanPath, shared: boolean): Tree[] {
  let level: unknown[] = [root];
  for (const { key, types } of path) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (key === '') next.push(value);
      else if (key !== '@') next.push((value as Tree)[key]);
      else if (Array.isArray(value)) for (const item of value) next.push(item);
    }
    const found = types ? next.filter((value) => isOneOf(value, types)) : next;
    level = shared ? [...new Set(found)] : found;
  }
  return level.filter(isTree);
}

/** Whether an object is of one of the types. Where a service was not asked for the type, it can only be the one that is meant. */
export function isOneOf(value: unknown, types: ReadonlySet<string>): boolean {
  const typename = isTree(value) ? value['__typename'] : null;
  return typename === undefined || (typeof typename === 'string' && types.has(typename));
}

/** Every place at which one of `objects` stands below a path of the plan, at most `max` of them. */
export function placesOf(root: Tree, path: PlanPath, objects: ReadonlySet<Tree>, max: number): ResponsePath[] {
  const places: ResponsePath[] = [];
  const arrive = (value: unknown, depth: number, place: ResponsePath): void => {
    const types = path[depth - 1]?.types;
    if (!types || isOneOf(value, types)) descend(value, depth, place);
  };
  const descend = (value: unknown, depth: number, place: ResponsePath): void => {
    if (places.length >= max || typeof value !== 'object' || value === null) return;
    const step = path[depth];
    if (!step) {
      if (objects.has(value as Tree)) places.push(place);
    } else if (step.key === '@') {
      if (Array.isArray(value)) value.forEach((item, index) => arrive(item, depth + 1, [...place, index]));
    } else if (step.key === '') arrive(value, depth + 1, place);
    else arrive((value as Tree)[step.key], depth + 1, [...place, step.key]);
  };
  descend(root, 0, []);
  return places;
}
