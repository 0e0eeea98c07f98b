import { GraphQLError, isInterfaceType, Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldNode, type GraphQLSchema, type InlineFragmentNode } from 'graphql';

/**
 * The document with a field of an interface asked of each object by itself, where one of these moves to another service by a label of `@override`. Apollo's planner
 * looks at labels on fields of objects only: it takes the field of the interface from any service that has it, whatever was decided.
 * `isMoving` is asked for "Type.field".
 */
export function withMovingFieldsByType(document: DocumentNode, schema: GraphQLSchema, isMoving: (place: string) => boolean): DocumentNode {
  const types = new TypeInfo(schema);
  let left = fragmentsMax;
  return visit(document, visitWithTypeInfo(types, {
    Field(node): InlineFragmentNode | undefined {
      const parent = types.getParentType();
      if (!isInterfaceType(parent)) return undefined;
      const objects = schema.getPossibleTypes(parent);
      if (!objects.some(({ name }) => isMoving(`${name}.${node.name.value}`))) return undefined;
      left -= objects.length;
      if (left < 0) throw tooMany();
      return fragmentOf(objects.map(({ name }) => fragmentOf([node], name)));
    },
  }));
}

const fragmentOf = (selections: readonly (FieldNode | InlineFragmentNode)[], type?: string): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  ...(type === undefined ? {} : { typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } }),
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});

const tooMany = (): GraphQLError =>
  new GraphQLError('The operation asks interfaces for fields that are moving to another service, on too many types at once. Ask in several operations.', { extensions: { code: 'TOO_MANY_FIELDS', http: { status: 400 } } });

const fragmentsMax = 5_000;
