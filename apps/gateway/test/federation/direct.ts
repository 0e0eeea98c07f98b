import { anonymous } from '@kexie/service/process';
import { graphql, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../src/context.ts';
import { createExecutor } from '../../src/execution/executor.ts';
import { operationOf } from '../../src/execution/operation.ts';
import { createOverrideChoice } from '../../src/execution/overrides.ts';
import type { Planner } from '../../src/execution/planner.ts';
import { Lifetime } from '../../src/lifetime.ts';
import { readAnswer } from '../../src/subgraphs/answer.ts';
import type { SubgraphDataSource } from '../../src/subgraphs/data-source.ts';
import { publicError } from '../../src/subgraphs/failure.ts';
import type { Gateway } from './compare.ts';
import type { Scenario, SubgraphRequest } from './scenario.ts';
import { executable, type Corrupt } from './subgraphs.ts';

/**
 * Our planner and executor with subgraphs in this process and no HTTP server, for tests that compare thousands of graphs or responses. `corrupt` may replace the response of a
 * subgraph with another text.
 */
export function answerDirectly(planner: Planner, subgraphs: Scenario['subgraphs'], corrupt?: Corrupt): Gateway {
  const sources = new Map(
    Object.entries(subgraphs).map(([name, subgraph]) => [name, sourceOf(name, executable(subgraph), corrupt)]),
  );
  const executor = createExecutor({
    planner,
    sources,
    authorization: undefined,
    overrideChoice: createOverrideChoice({}),
  });
  return {
    name: 'ours without servers',
    ask: async ({ query, variables = {} }) => {
      const document = parse(query);
      const context = { viewer: anonymous, lifetime: new Lifetime(), notes: {} } as unknown as RequestContext;
      const operation = { document, hash: query, operation: operationOf(document, undefined).definition };
      const result = await executor.execute(operation, variables, context).catch((error: unknown) => ({
        data: null,
        errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))],
      }));
      return { status: 200, ...(JSON.parse(JSON.stringify(result)) as object) };
    },
    stop: async () => undefined,
  };
}

function sourceOf(name: string, schema: GraphQLSchema, corrupt: Corrupt | undefined): SubgraphDataSource {
  return {
    name,
    ask: async ({ body, numbers }) => {
      const { query, variables } = JSON.parse(body) as SubgraphRequest;
      const result = JSON.stringify(await graphql({ schema, source: query, variableValues: variables }));
      try {
        return readAnswer(
          { status: 200, contentType: 'application/json', text: corrupt?.(JSON.parse(result) as object) ?? result },
          { name, host: 'none' },
          numbers,
        )();
      } catch (error) {
        throw publicError(name, error);
      }
    },
    close: async () => undefined,
  };
}
