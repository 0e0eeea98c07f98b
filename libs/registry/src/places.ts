import {
  getNamedType,
  isListType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  TypeInfo,
  visit,
  visitInParallel,
  visitWithTypeInfo,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';

/** Something of the schema, as it is written in specifications (`Person.name`), and what happened to it. */
export type Change = { coordinate: string; why: string };

/** For every part of a document what it means in the schema: the nearest field, argument, input field, enum value or type. */
export function placesOf(schema: GraphQLSchema, document: DocumentNode): Map<ASTNode, string> {
  const places = new Map<ASTNode, string>();
  const around: string[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node) {
        const place = coordinateOf(node, info) ?? around.at(-1) ?? '';
        around.push(place);
        if (place) places.set(node, place);
      },
      leave: () => void around.pop(),
    }),
  );
  return places;
}

function coordinateOf(node: ASTNode, info: TypeInfo): string | undefined {
  const parent = info.getParentType()?.name;
  switch (node.kind) {
    case Kind.FIELD:
      return parent && `${parent}.${node.name.value}`;
    case Kind.ARGUMENT: {
      const directive = info.getDirective();
      return directive
        ? `@${directive.name}(${node.name.value}:)`
        : parent && `${parent}.${info.getFieldDef()?.name}(${node.name.value}:)`;
    }
    case Kind.OBJECT_FIELD:
      return `${getNamedType(info.getParentInputType())?.name}.${node.name.value}`;
    case Kind.ENUM:
      return `${getNamedType(info.getInputType())?.name}.${node.value}`;
    case Kind.NAMED_TYPE:
      return node.name.value;
    case Kind.DIRECTIVE:
      return `@${node.name.value}`;
    default:
      return undefined;
  }
}

/**
 * Where a document would still be valid but not mean the same: fields it reads whose type is another one, may be null now, or is a list now or
 * no more; and literals of the scalars that a schema defines itself, which no validation can tell apart.
 */
export function changedPlaces(
  { before, after }: { before: GraphQLSchema; after: GraphQLSchema },
  document: DocumentNode,
): Change[] {
  const changes: Change[] = [];
  const infoBefore = new TypeInfo(before);
  const infoAfter = new TypeInfo(after);
  const input = (node: { value: ValueNode }): void => {
    const [old, next] = [infoBefore.getInputType(), infoAfter.getInputType()];
    const coordinate = coordinateOf(node as ASTNode, infoBefore);
    if (old && next && coordinate && isOtherScalar(old, next, node.value))
      changes.push({ coordinate, why: `Its type was ${String(old)} and is ${String(next)}.` });
  };
  const compare: ASTVisitor = {
    Field: (node) => {
      const [old, next] = [infoBefore.getType(), infoAfter.getType()];
      const coordinate = coordinateOf(node, infoBefore);
      if (!old || !next || !coordinate) return;
      if (!isSafeToRead(old, next))
        changes.push({ coordinate, why: `Its type was ${String(old)} and is ${String(next)}.` });
    },
    Argument: input,
    ObjectField: input,
  };
  // in parallel, so that both know the type of the node when the second compares
  visit(document, visitInParallel([visitWithTypeInfo(infoBefore, {}), visitWithTypeInfo(infoAfter, compare)]));
  return changes;
}

/** Whether who reads the old type can read the new one: the same named type, never null where it never was. */
function isSafeToRead(old: GraphQLOutputType, next: GraphQLOutputType): boolean {
  if (isNonNullType(old))
    return isNonNullType(next) && isSafeToRead(old.ofType as GraphQLOutputType, next.ofType as GraphQLOutputType);
  const inner = isNonNullType(next) ? (next.ofType as GraphQLOutputType) : next;
  if (isListType(old)) return isListType(inner) && isSafeToRead(old.ofType, inner.ofType);
  return !isListType(inner) && getNamedType(old).name === getNamedType(inner).name;
}

function isOtherScalar(old: GraphQLInputType, next: GraphQLInputType, value: ValueNode): boolean {
  const [was, is] = [getNamedType(old), getNamedType(next)];
  if (value.kind === Kind.VARIABLE || !isScalarType(was) || isSpecifiedScalarType(was)) return false;
  return was.name !== is.name;
}
