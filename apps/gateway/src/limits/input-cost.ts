import {
  getNamedType,
  isInputObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import type { FieldPrice, Prices } from './prices.ts';

/** The cost of a field's arguments: a fixed part for literals, and a function for each variable. */
export type InputCost = { fixed: number; variables: readonly { variable: string; cost: (value: unknown) => number }[] };
type Context = { schema: GraphQLSchema; prices: Prices };

/** Compiles the cost of the given arguments: an input object costs 1 plus its fields, a scalar 0, a list its items, unless `@cost` says otherwise. */
export function compileArguments(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  price: FieldPrice | undefined,
  context: Context,
): InputCost {
  let fixed = 0;
  const variables: InputCost['variables'][number][] = [];
  const visit = (node: ValueNode, type: GraphQLInputType, weight: number | undefined): void => {
    const named = getNamedType(type);
    if (node.kind === Kind.VARIABLE) {
      // Scalars without a weight cost nothing, and most arguments are such scalars.
      if (isInputObjectType(named) || weight !== undefined)
        variables.push({ variable: node.name.value, cost: (value) => valueCost(value, type, weight, context.prices) });
    } else if (node.kind === Kind.LIST) {
      for (const item of node.values) visit(item, named, weight);
    } else if (node.kind === Kind.OBJECT && isInputObjectType(named)) {
      fixed += weight ?? inputCost;
      for (const { name, value } of node.fields) {
        const inner = named.getFields()[name.value];
        if (inner) visit(value, inner.type, context.prices.inputs.get(`${named.name}.${name.value}`));
      }
    } else if (node.kind !== Kind.NULL) {
      fixed += weight ?? 0;
    }
  };
  for (const { name, value } of field.arguments ?? []) {
    const argument = definition.args.find((each) => each.name === name.value);
    if (argument) visit(value, argument.type, price?.arguments.get(name.value));
  }
  return { fixed, variables };
}

/** The cost of a JSON value, whose depth and size are already bounded. */
function valueCost(value: unknown, type: GraphQLInputType, weight: number | undefined, prices: Prices): number {
  if (value === null || value === undefined) return 0;
  const named = getNamedType(type);
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + valueCost(item, named, weight, prices), 0);
  if (!isInputObjectType(named) || typeof value !== 'object') return weight ?? 0;
  const fields = named.getFields();
  return Object.entries(value).reduce((sum, [name, inner]) => {
    const field = fields[name];
    return field ? sum + valueCost(inner, field.type, prices.inputs.get(`${named.name}.${name}`), prices) : sum;
  }, weight ?? inputCost);
}

const inputCost = 1;
