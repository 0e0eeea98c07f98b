import { anonymous } from '@kexie/service/process';
import { graphql, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../src/context.ts';
import { createExecutor, type GatewayExecutor } from '../../src/execution/executor.ts';
import { operationOf } from '../../src/execution/operation.ts';
import type { Planner } from '../../src/execution/planner.ts';
import type { SubgraphDataSource } from '../../src/subgraphs/data-source.ts';
import type { Gateway } from './compare.ts';
import type { Scenario, SubgraphRequest } from './scenario.ts';
import { executable } from './subgraphs.ts';

/** Our planner and executor with subgraphs in this process and no server on either side, where thousands of graphs are compared. */
export function answerDirectly(planner: Planner, subgraphs: Scenario['subgraphs']): Gateway {
  const sources = new Map(Object.entries(subgraphs).map(([name, subgraph]) => [name, sourceOf(name, executable(subgraph))]));
  const executor = createExecutor({ planner, sources, authorization: undefined });
  return {
    name: 'ours without servers',
    ask: async ({ query, variables = {} }) => {
      const document = parse(query);
      const request = { document, queryHash: query, operation: operationOf(document, undefined).definition, operationName: null, request: { variables }, context: { viewer: anonymous } as RequestContext };
      const result = await executor.execute(request as unknown as Parameters<GatewayExecutor>[0]).catch((error: unknown) => ({ data: null, errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] }));
      return { status: 200, ...JSON.parse(JSON.stringify(result)) as object };
    },
    stop: async () => undefined,
  };
}

function sourceOf(name: string, schema: GraphQLSchema): SubgraphDataSource {
  return {
    name,
    ask: async ({ body }) => {
      const { query, variables } = JSON.parse(body) as SubgraphRequest;
      const { data, errors } = JSON.parse(JSON.stringify(await graphql({ schema, source: query, variableValues: variables }))) as Awaited<ReturnType<SubgraphDataSource['ask']>>;
      return { ...(data ? { data } : {}), ...(errors ? { errors: errors.map((error) => ({ ...error, extensions: error.extensions ?? {} })) } : {}) };
    },
    close: async () => undefined,
  };
}
