import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { Gateway, GatewayAnswer } from './compare.ts';
import type { RunningSubgraphs } from './subgraphs.ts';

/** Stock `@apollo/gateway`, which calls the subgraphs without HTTP: the reference. */
export async function startStock({
  supergraph,
  answer,
}: Pick<RunningSubgraphs, 'supergraph' | 'answer'>): Promise<Gateway> {
  const logger = { debug: silence, info: silence, warn: silence, error: silence };
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    logger,
    buildService: ({ name }): GraphQLDataSource => ({
      process: async ({ request: { query = '', variables } }) =>
        JSON.parse(
          await answer(name, { query, ...(variables ? { variables: variables as Record<string, unknown> } : {}) }),
        ) as object,
    }),
  });
  const apollo = new ApolloServer({
    gateway,
    logger,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
  });
  await apollo.start();
  return {
    name: 'stock',
    async ask({ query, variables, operationName }) {
      const { http, body } = await apollo.executeOperation({
        query,
        ...(variables ? { variables } : {}),
        ...(operationName ? { operationName } : {}),
      });
      if (body.kind !== 'single') throw new Error('A response in parts is not supported.');
      // The response as a client would read it.
      return {
        status: http.status ?? 200,
        ...(JSON.parse(JSON.stringify(body.singleResult)) as Omit<GatewayAnswer, 'status'>),
      };
    },
    stop: () => apollo.stop(),
  };
}

const silence = (): void => {};
