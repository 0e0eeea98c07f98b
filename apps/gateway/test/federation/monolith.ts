import {
  graphql,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Gateway } from './compare.ts';
import type { Subgraph } from './scenario.ts';

type Source = Record<string, unknown> | undefined;
/** Completes the fields that a subgraph returns for an object with all its other fields, `__typename` included. */
export type Complete = (source: Record<string, unknown>) => Record<string, unknown>;

/**
 * The same graph as one service, executed by graphql-js itself: a gateway must respond identically. Each field is resolved by the subgraph
 * that has a resolver for it, on the complete object.
 */
export function startMonolith(
  apiSchema: GraphQLSchema,
  subgraphs: Readonly<Record<string, Subgraph>>,
  complete: Complete,
): Gateway {
  const resolverOf = (types: readonly string[], field: string): GraphQLFieldResolver<unknown, unknown> | undefined =>
    Object.values(subgraphs)
      .flatMap(({ resolvers = {} }) => types.flatMap((type) => resolvers[type]?.[field] ?? []))
      .at(0) as GraphQLFieldResolver<unknown, unknown> | undefined;
  for (const type of Object.values(apiSchema.getTypeMap())) {
    if (isInterfaceType(type) || isUnionType(type))
      type.resolveType = (source: Source) => String(complete(source ?? {})['__typename']);
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const types = [type.name, ...type.getInterfaces().map(({ name }) => name)];
    for (const field of Object.values(type.getFields())) {
      const resolve = resolverOf(types, field.name);
      field.resolve = (source: Source, args, context, info) => {
        const whole = complete(source ?? {});
        return resolve ? resolve(whole, args, context, info) : whole[field.name];
      };
    }
  }
  return {
    name: 'monolith',
    ask: async ({ query, variables }) => {
      const result = await graphql({ schema: apiSchema, source: query, variableValues: variables });
      return { status: 200, ...(JSON.parse(JSON.stringify(result)) as object) };
    },
    stop: async () => undefined,
  };
}
