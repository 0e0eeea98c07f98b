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

/** A change of a part of the schema, named by its coordinate (`Person.name`), with the reason. */
export type Change = { coordinate: string; why: string };

/** The place in the schema of each part of a document: the nearest field, argument, input field, enum value or type. */
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
 * The places where a document is still valid but has another meaning: fields whose type changed, became nullable, or
 * changed between list and single value; and literals of custom scalars, which validation cannot distinguish.
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
  // Both visitors run in parallel, so that both type infos are at the same node when the second one compares.
  visit(document, visitInParallel([visitWithTypeInfo(infoBefore, {}), visitWithTypeInfo(infoAfter, compare)]));
  return changes;
}

/**
 * Whether a client that reads the old type can read the new one: the same named type, and non-null wherever the old
 * type is.
 */
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
