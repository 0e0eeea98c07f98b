import { isInputObjectType, type GraphQLSchema } from 'graphql';

type Values = Record<string, unknown>;

/**
 * Makes the function that gives variables no names but those that the client sent. Every JavaScript object has a `constructor`, a `toString` and more,
 * which would be found in place of a variable or of an input field that was left out. Values are looked through only if the schema has such a field.
 */
export function createOwnNames(schema: GraphQLSchema): (variables: Values) => Values {
  const hasInheritedName = Object.values(schema.getTypeMap()).some((type) => isInputObjectType(type) && Object.keys(type.getFields()).some((name) => name in Object.prototype));
  return hasInheritedName ? (variables) => own(variables, deeply) : (variables) => own(variables, (value) => value);
}

function own(values: Values, each: (value: unknown) => unknown): Values {
  const bare: Values = Object.create(null);
  for (const name of Object.keys(values)) bare[name] = each(values[name]);
  return bare;
}

function deeply(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeply);
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype ? own(value as Values, deeply) : value;
}
