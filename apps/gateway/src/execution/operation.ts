import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** One operation of a document, with the fragments it may use. */
export type Operation = { definition: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** Returns the operation with this name, or the only one. The document is valid and contains it. */
export function operationOf(document: DocumentNode, operationName: string | undefined): Operation {
  const definition = document.definitions.find(
    (each) =>
      each.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || each.name?.value === operationName),
  );
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no such operation.');
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  return { definition, fragments };
}

export const documentOf = ({ definition, fragments }: Operation): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [definition, ...fragments.values()],
});

/** Whether an operation selects a field that a service resolves, which is any field except introspection. */
export function asksServices({ definition, fragments }: Operation): boolean {
  const asks = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return fragment !== undefined && asks(fragment.selectionSet);
    });
  return asks(definition.selectionSet);
}

/** A variable on which `@skip` and `@include` depend, and its value if none is given. */
export type ConditionVariable = { name: string; fallback: boolean };

/** The variables that decide the shape of the response, in a fixed order. */
export function conditionVariables(operation: Operation): ConditionVariable[] {
  const names = new Set<string>();
  visit(documentOf(operation), {
    Directive(node) {
      const value = isCondition(node) ? node.arguments?.find(({ name }) => name.value === 'if')?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  const defaultOf = (name: string) =>
    operation.definition.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return [...names].sort().map((name) => {
    const value = defaultOf(name);
    return { name, fallback: value?.kind === Kind.BOOLEAN && value.value };
  });
}

/** The operation without the selections that `@skip` and `@include` exclude under these values of variables. */
export function withoutSkipped({ definition, fragments }: Operation, variables: Record<string, unknown>): Operation {
  const leave = (node: SelectionNode): null | undefined => (isIncluded(node, variables) ? undefined : null);
  const prune = <Node extends OperationDefinitionNode | FragmentDefinitionNode>(root: Node): Node =>
    visit(root, { Field: leave, FragmentSpread: leave, InlineFragment: leave });
  return {
    definition: prune(definition),
    fragments: new Map([...fragments].map(([name, fragment]) => [name, prune(fragment)])),
  };
}

/**
 * The operation to plan, in which nothing depends on variables. Apollo's planner loses fields if conditions contradict each
 * other, and omits required fields beside a skipped field.
 */
export function withoutConditions(operation: Operation, variables: Record<string, unknown>): DocumentNode {
  const unconditional = visit(documentOf(withoutSkipped(operation, variables)), {
    Directive: (node) => (isCondition(node) ? null : undefined),
  });
  return visit(unconditional, {
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
    SelectionSet: {
      leave: (node, _key, parent) =>
        node.selections.length === 0 && !isInlineFragment(parent)
          ? { ...node, selections: [typenameField] }
          : undefined,
    },
  });
}

const isInlineFragment = (parent: unknown): boolean =>
  typeof parent === 'object' && parent !== null && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT;
/** Replaces a selection set that would be empty. */
export const typenameField: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The definition of a field that services resolve. */
export const fieldOf = (type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined =>
  'getFields' in type ? type.getFields()[name] : undefined;

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
