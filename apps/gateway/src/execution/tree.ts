/** What the subgraphs have answered so far, by response keys; it holds more than the client asked for (keys of entities, `__typename`). */
export type Tree = Record<string, unknown>;
export type ResponsePath = readonly (string | number)[];
/** Where a fetch of the plan goes to work: response keys, and `@` for every item of a list. */
export type PlanPath = readonly string[];

export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Merges what a subgraph answered into the tree, in place. What came later wins, except that null never wipes out what another subgraph has
 * brought: of a field that several subgraphs share, one may fail. The tree takes over the objects of `source`.
 */
export function merge(target: Tree, source: Tree): void {
  if (target === source) return;
  for (const key in source) {
    const value = source[key];
    if (value === undefined || key === '__proto__') continue;
    const present = target[key];
    if (present === undefined || present === null) target[key] = value;
    else if (value !== null) target[key] = merged(present, value);
  }
}

function merged(present: unknown, value: unknown): unknown {
  // what is no object can only be nonsense where another service answered with one, and must not wipe out what that brought
  if (isTree(present) && !isTree(value)) return present;
  if (typeof present !== 'object' || typeof value !== 'object' || present === value) return value;
  if (Array.isArray(present) && Array.isArray(value)) {
    // lists of different lengths cannot be the same list: the later one counts
    if (present.length !== value.length) return value;
    for (let i = 0; i < value.length; i += 1) present[i] = mergedItem(present[i], value[i]);
    return present;
  }
  if (!isTree(present) || !isTree(value)) return value;
  merge(present, value);
  return present;
}

const mergedItem = (present: unknown, value: unknown): unknown =>
  value === null || value === undefined ? present ?? null : present === null || present === undefined ? value : merged(present, value);

/** The objects at a path of the plan, in the order of the answer; each once, where the same object may stand at several places (`shared`). */
export function objectsAt(root: Tree, path: PlanPath, shared: boolean): Tree[] {
  let level: unknown[] = [root];
  for (const key of path) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (key !== '@') next.push((value as Tree)[key]);
      else if (Array.isArray(value)) for (const item of value) next.push(item);
    }
    level = shared ? [...new Set(next)] : next;
  }
  return level.filter(isTree);
}

/** Every place at which one of `objects` stands below a path of the plan, at most `max` of them. */
export function placesOf(root: Tree, path: PlanPath, objects: ReadonlySet<Tree>, max: number): ResponsePath[] {
  const places: ResponsePath[] = [];
  const descend = (value: unknown, depth: number, place: ResponsePath): void => {
    if (places.length >= max || typeof value !== 'object' || value === null) return;
    const key = path[depth];
    if (key === undefined) {
      if (objects.has(value as Tree)) places.push(place);
    } else if (key === '@') {
      if (Array.isArray(value)) value.forEach((item, index) => descend(item, depth + 1, [...place, index]));
    } else descend((value as Tree)[key], depth + 1, [...place, key]);
  };
  descend(root, 0, []);
  return places;
}
