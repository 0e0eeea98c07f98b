import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from '@kexie/kernel';
import { turnOffVendorTelemetry } from './env.ts';
import { formatError, reportErrors } from './errors.ts';
import { executableSdl } from './executable-sdl.ts';
import type { SubgraphContext, ApolloDataSource } from './subgraph-data-source.ts';

/** One supergraph being served. A new supergraph is a new graph, so a request that runs is never touched by a swap. */
export type Graph = {
  readonly hash: string;
  readonly subgraphs: readonly string[];
  answer(request: FastifyRequest, reply: FastifyReply, context: SubgraphContext): Promise<unknown>;
  /** Waits for the requests that run, for at most 30 seconds, and lets go of everything. Nothing may be asked afterwards. */
  retire(): Promise<void>;
};

type Supergraph = { sdl: string; hash: string };
type Options = {
  dataSource: (subgraph: { name: string; url: string }) => ApolloDataSource;
  log: Logger;
};

/** Plans and executes operations on a supergraph with `@apollo/gateway`. Throws when the supergraph cannot be executed. */
export async function startGraph({ sdl, hash }: Supergraph, { dataSource, log }: Options): Promise<Graph> {
  turnOffVendorTelemetry();
  const sources = new Map<string, ApolloDataSource>();
  const logger = apolloLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl: executableSdl(sdl),
    buildService: ({ name, url = '' }) => {
      const source = dataSource({ name, url });
      sources.set(name, source);
      return source;
    },
    __exposeQueryPlanExperimental: false,
    logger,
  });
  const apollo = new ApolloServer<SubgraphContext>({ ...serverOptions, gateway, logger, plugins: [...plugins, reportErrors(log)] });
  await apollo.start();
  const contexts = new WeakMap<FastifyRequest, SubgraphContext>();
  const handle = fastifyApolloHandler(apollo, { context: async (request) => contexts.get(request) as SubgraphContext });
  const running = new Set<Promise<unknown>>();
  return {
    hash,
    subgraphs: [...sources.keys()].sort(),
    async answer(request, reply, context) {
      contexts.set(request, context);
      // the handler's `this` is the Fastify instance, which it does not use
      const answered = Promise.resolve(handle.call(request.server, request, reply));
      running.add(answered);
      return answered.finally(() => running.delete(answered));
    },
    async retire() {
      await Promise.race([Promise.allSettled(running), patience()]);
      await apollo.stop();
      await Promise.allSettled([...sources.values()].map((source) => source.close()));
    },
  };
}

const serverOptions = {
  formatError,
  introspection: true,
  // whoever may read the whole schema by introspection gains nothing from a suggestion but the right name
  hideSchemaDetailsFromClientErrors: false,
  includeStacktraceInErrorResponses: false,
  allowBatchedHttpRequests: false,
  csrfPrevention: true,
  stopOnTerminationSignals: false,
  parseOptions: { maxTokens: 10_000 },
};

/** `@apollo/gateway` takes an operation that is not in the document for a fault of its own. */
const requireOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, request: { operationName } }) => {
      if (operation) return;
      const message = operationName ? `The document has no operation "${operationName}".` : 'Say by "operationName" which operation of the document to execute.';
      throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
    },
  }),
};

const plugins = [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(), requireOperation];

const patience = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, retireMsMax).unref());

/** Apollo announces at `info` what is only of interest to whoever debugs it. */
function apolloLogger(log: Logger) {
  const at = (level: 'debug' | 'warn' | 'error') => (message?: unknown) => log[level](String(message));
  return { debug: at('debug'), info: at('debug'), warn: at('warn'), error: at('error') };
}

const retireMsMax = 30_000;
