import {
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
} from 'graphql';
import { widestNumbers, type NumberKind } from '../exact-numbers.ts';

/**
 * Determines which numbers in a fetch's response must keep their digits, by the types of the requested fields. `schema` is that of all subgraphs together. A field that it does
 * not have may be of any type.
 */
export function numberKindsOf(schema: GraphQLSchema): (operation: string) => NumberKind {
  return (operation) => {
    const kinds = new Set<NumberKind>();
    const types = new TypeInfo(schema);
    visit(
      parse(operation, { noLocation: true }),
      visitWithTypeInfo(types, {
        Field: ({ name, selectionSet }) => {
          const type = types.getType();
          if (name.value === '_entities' || name.value === '__typename') return;
          if (!type) kinds.add('any');
          else if (!selectionSet) kinds.add(kindOf(getNamedType(type)));
        },
      }),
    );
    return widestNumbers([...kinds]);
  };
}

function kindOf(type: ReturnType<typeof getNamedType>): NumberKind {
  if (!isScalarType(type)) return 'short';
  if (!isSpecifiedScalarType(type)) return 'any';
  if (type.name === 'Float') return 'decimal';
  return type.name === 'String' || type.name === 'Boolean' ? 'short' : 'long';
}
