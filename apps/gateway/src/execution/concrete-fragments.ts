import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldOf, typenameField } from './operation.ts';

type Expanding = {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  schema: GraphQLSchema;
  budget: { selections: number };
};

/**
 * Replaces fragments on unions and interfaces with one fragment for each object type. The document selects the same fields, and Apollo's planner can plan it
 * where it fails on a fragment of a union on an object that a service knows only by its interface. Undefined if the document would become too large.
 */
export function withConcreteFragments(document: DocumentNode, schema: GraphQLSchema): DocumentNode | undefined {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const expanding: Expanding = { fragments, schema, budget: { selections: selectionsMax } };
  const operations = document.definitions.filter(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  const definitions = operations.map((operation) => ({
    ...operation,
    selectionSet: expandSet(operation.selectionSet, [schema.getRootType(operation.operation)?.name ?? ''], expanding),
  }));
  return expanding.budget.selections < 0 ? undefined : { ...document, definitions };
}

/** `objects` are the possible types at this position. */
function expandSet(set: SelectionSetNode, objects: readonly string[], expanding: Expanding): SelectionSetNode {
  const selections = set.selections.flatMap((selection) => expand(selection, objects, expanding));
  return { ...set, selections: selections.length > 0 ? selections : [typenameField] };
}

function expand(selection: SelectionNode, objects: readonly string[], expanding: Expanding): SelectionNode[] {
  expanding.budget.selections -= 1;
  if (expanding.budget.selections < 0) return [];
  if (selection.kind === Kind.FIELD) {
    const below = selection.selectionSet && objectsBelow(objects[0] ?? '', selection.name.value, expanding.schema);
    return [
      selection.selectionSet && below
        ? { ...selection, selectionSet: expandSet(selection.selectionSet, below, expanding) }
        : selection,
    ];
  }
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : expanding.fragments.get(selection.name.value);
  if (!fragment) return [];
  const { kind, directives = [] } = { kind: Kind.INLINE_FRAGMENT as const, directives: selection.directives };
  const wanted = fragment.typeCondition ? objectsOf(fragment.typeCondition.name.value, expanding.schema) : objects;
  const common = objects.filter((each) => wanted.includes(each));
  if (!fragment.typeCondition || (common.length === 1 && objects.length === 1))
    return [{ kind, directives, selectionSet: expandSet(fragment.selectionSet, objects, expanding) }];
  return common.map((each) => ({
    kind,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: each } },
    directives,
    selectionSet: expandSet(fragment.selectionSet, [each], expanding),
  }));
}

/** The possible types of a field; undefined for `__typename`. */
function objectsBelow(parent: string, field: string, schema: GraphQLSchema): string[] | undefined {
  const type = schema.getType(parent);
  const definition = isCompositeType(type) ? fieldOf(type, field) : undefined;
  return definition && objectsOf(getNamedType(definition.type).name, schema);
}

function objectsOf(name: string, schema: GraphQLSchema): string[] {
  const type = schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [name];
}

const selectionsMax = 10_000;
