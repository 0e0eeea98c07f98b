import { executeSync, Kind, type FieldNode, type GraphQLSchema, type SelectionNode } from 'graphql';
import { documentOf, type Operation } from './operation.ts';
import type { Tree } from './tree.ts';

/** Answers `__schema` and `__type`, which no subgraph is asked for; undefined when the operation has neither. */
export function introspect(schema: GraphQLSchema, operation: Operation, variables: Record<string, unknown>): Tree | undefined {
  const asked = rootFields(operation.definition.selectionSet.selections, operation).filter(({ name }) => name.value === '__schema' || name.value === '__type');
  if (asked.length === 0) return undefined;
  const definition = { ...operation.definition, selectionSet: { kind: Kind.SELECTION_SET, selections: asked } as const };
  const { data } = executeSync({ schema, document: documentOf({ definition, fragments: operation.fragments }), rootValue: {}, variableValues: variables });
  return data ? { ...data } : undefined;
}

function rootFields(selections: readonly SelectionNode[], operation: Operation): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : operation.fragments.get(selection.name.value);
    return fragment ? rootFields(fragment.selectionSet.selections, operation) : [];
  });
}
