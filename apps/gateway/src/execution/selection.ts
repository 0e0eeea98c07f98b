import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { renamedKeys } from './rewrites.ts';
import { isTree, unknownEntity, type IsSubtype, type Missing, type Tree } from './tree.ts';

/** The selection of a fetch on its objects: the root's fields, or those of the entity. */
export type Selection = {
  /** Sets the reason at every selected field that has no value yet. */
  fill(object: Tree, reason: Missing): void;
  /** Renulls the values of some fields with the reason, by the service's field names. Without a reason the values are removed. */
  replace(object: Tree, isReplaced: (name: string) => boolean, reason: Missing | undefined): void;
  /**
   * Remembers which objects are null in a response before it is merged. The returned function sets null at the fields selected on them, in case another service returned
   * the objects: these fields are then null because a service said so.
   */
  nullsOf(data: Tree): (object: Tree) => () => void;
};

/** Parses the selection of a fetch on first use, because most fetches return every selected field. */
export function selectionOf(
  { operation, outputRewrites }: Pick<FetchNode, 'operation' | 'outputRewrites'>,
  isSubtype: IsSubtype,
): Selection {
  let known: Reading | undefined;
  const read = (): Reading => {
    if (known) return known;
    const document = parse(operation, { noLocation: true });
    const fragments = new Map(
      document.definitions.flatMap((each) =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    );
    return (known = {
      set: fieldsAskedOf(document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)),
      fragments,
      renamed: renamedKeys(outputRewrites),
      isSubtype,
    });
  };
  return {
    fill: (object, reason) => fillSet(object, read().set, reason, read()),
    replace: (object, isReplaced, reason) =>
      eachField(object, read().set, read(), (key, _below, name) => void (isReplaced(name) && (object[key] = reason))),
    nullsOf: (data) => {
      const nulls = nullsIn(data, read().set, read());
      return (object) => () => {
        for (const { path, set } of nulls)
          fillBelow(
            path.reduce<unknown>(
              (value, key) => (isTree(value) || Array.isArray(value) ? (value as Tree)[key] : undefined),
              object,
            ),
            set,
            unknownEntity,
            read(),
          );
      };
    },
  };
}

type Reading = {
  set: SelectionSetNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  renamed: ReadonlyMap<string, string>;
  isSubtype: IsSubtype;
};

/** An entity operation selects `_entities` alone. */
function fieldsAskedOf(operation: OperationDefinitionNode | undefined): SelectionSetNode {
  const set = operation?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
  const [first] = set.selections;
  return first?.kind === Kind.FIELD && first.name.value === '_entities' && first.selectionSet
    ? first.selectionSet
    : set;
}

/** Calls `visit` for every field that is selected on the object, with the key of its value in the tree. */
function eachField(
  object: Tree,
  set: SelectionSetNode,
  reading: Reading,
  visit: (key: string, below: SelectionSetNode | undefined, name: string) => void,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const alias = selection.alias?.value ?? selection.name.value;
      const key = reading.renamed.get(alias) ?? alias;
      if (key !== '__typename') visit(key, selection.selectionSet, selection.name.value);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : reading.fragments.get(selection.name.value);
    if (fragment && mayBe(object, fragment.typeCondition?.name.value, reading))
      eachField(object, fragment.selectionSet, reading, visit);
  }
}

function mayBe({ __typename: typename }: Tree, condition: string | undefined, { isSubtype }: Reading): boolean {
  return condition === undefined || typeof typename !== 'string' || isSubtype(condition, typename);
}

function fillSet(object: Tree, set: SelectionSetNode, reason: Missing, reading: Reading): void {
  eachField(object, set, reading, (key, below) => {
    const present = Object.hasOwn(object, key) ? object[key] : undefined;
    if (present === undefined) object[key] = reason;
    else if (below) fillBelow(present, below, reason, reading);
  });
}

function fillBelow(value: unknown, set: SelectionSetNode, reason: Missing, reading: Reading): void {
  if (Array.isArray(value)) for (const item of value) fillBelow(item, set, reason, reading);
  else if (isTree(value)) fillSet(value, set, reason, reading);
}

type NullPath = { path: readonly (string | number)[]; set: SelectionSetNode };

/** The paths of objects that are null, with the selections on them. */
function nullsIn(data: Tree, set: SelectionSetNode, reading: Reading): NullPath[] {
  const nulls: NullPath[] = [];
  const look = (value: unknown, path: readonly (string | number)[], below: SelectionSetNode): void => {
    if (value === null) nulls.push({ path, set: below });
    else if (Array.isArray(value)) value.forEach((item, index) => look(item, [...path, index], below));
    else if (isTree(value))
      eachField(
        value,
        below,
        reading,
        (key, deeper) => deeper && look(Object.hasOwn(value, key) ? value[key] : undefined, [...path, key], deeper),
      );
  };
  look(data, [], set);
  return nulls;
}
