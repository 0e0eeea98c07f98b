import {
  getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, Kind, SchemaMetaFieldDef, TypeMetaFieldDef, visit,
  type DirectiveNode, type DocumentNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLField, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode,
} from 'graphql';

/** One operation of a document, with the fragments it may use. */
export type Operation = { definition: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** Takes the operation of this name, or the only one. The document is valid and has it. */
export function operationOf(document: DocumentNode, operationName: string | undefined): Operation {
  const definition = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || each.name?.value === operationName));
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no such operation.');
  const fragments = new Map(document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])));
  return { definition, fragments };
}

export const documentOf = ({ definition, fragments }: Operation): DocumentNode => ({ kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] });

/** The names of the variables on which `@skip` and `@include` depend, in a fixed order: their values decide the shape of the answer. */
export function conditionVariables(operation: Operation): string[] {
  const names = new Set<string>();
  visit(documentOf(operation), {
    Directive(node) {
      const value = isCondition(node) ? node.arguments?.find(({ name }) => name.value === 'if')?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** The operation without the selections that `@skip` and `@include` leave out under these values of variables. */
export function withoutSkipped({ definition, fragments }: Operation, variables: Record<string, unknown>): Operation {
  const leave = (node: SelectionNode): null | undefined => (isIncluded(node, variables) ? undefined : null);
  const prune = <Node extends OperationDefinitionNode | FragmentDefinitionNode>(root: Node): Node => visit(root, { Field: leave, FragmentSpread: leave, InlineFragment: leave });
  return { definition: prune(definition), fragments: new Map([...fragments].map(([name, fragment]) => [name, prune(fragment)])) };
}

/** The definition of a field, of the meta-fields `__schema` and `__type` too. */
export function fieldOf(schema: GraphQLSchema, type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return 'getFields' in type ? type.getFields()[name] : undefined;
}

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  return getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true && getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}
