import {
  GraphQLError,
  isInterfaceType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
} from 'graphql';

/**
 * Moves some fields of interfaces into a fragment for each object type. `isAsked` decides for a field of an interface whether it
 * is moved. @throws GraphQLError TOO_MANY_FIELDS if the document would become too large.
 */
export function withFieldsByType(
  document: DocumentNode,
  schema: GraphQLSchema,
  isAsked: (interfaceName: string, field: string, objects: readonly string[]) => boolean,
): DocumentNode {
  const types = new TypeInfo(schema);
  let left = fragmentsMax;
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node): InlineFragmentNode | undefined {
        const parent = types.getParentType();
        if (!isInterfaceType(parent)) return undefined;
        const objects = schema.getPossibleTypes(parent).map(({ name }) => name);
        if (!isAsked(parent.name, node.name.value, objects)) return undefined;
        left -= objects.length;
        if (left < 0) throw tooMany();
        return fragmentOf(objects.map((name) => fragmentOf([node], name)));
      },
    }),
  );
}

const fragmentOf = (selections: readonly (FieldNode | InlineFragmentNode)[], type?: string): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  ...(type === undefined ? {} : { typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } }),
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});

const tooMany = (): GraphQLError =>
  new GraphQLError(
    'The operation asks interfaces for fields that several services have, or that are moving to another service, on too many types at once. Ask in several operations.',
    { extensions: { code: 'TOO_MANY_FIELDS', http: { status: 400 } } },
  );

const fragmentsMax = 5_000;
