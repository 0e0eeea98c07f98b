import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { copied, mapItems } from './exact-numbers.ts';

type Values = Record<string, unknown>;

/**
 * Makes the function that removes inherited names from variables. Every JavaScript object has a `constructor`, a `toString` and more,
 * which would be found in place of an absent variable or input field. Nested values are copied only if the schema has such a field.
 */
export function createOwnNames(schema: GraphQLSchema): (variables: Values) => Values {
  const hasInheritedName = Object.values(schema.getTypeMap()).some(
    (type) => isInputObjectType(type) && Object.keys(type.getFields()).some((name) => name in Object.prototype),
  );
  return (variables) => (hasInheritedName ? copied(variables) : mapItems(variables, (value) => value)) as Values;
}
