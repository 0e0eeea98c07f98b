import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { ApolloServer, HeaderMap, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from '@kexie/kernel';
import { addressesOf, withoutAddresses } from '@kexie/registry';
import { anonymous } from '@kexie/service/process';
import { createAuthorization } from './access/authorization.ts';
import type { RequestContext } from './context.ts';
import type { Parameters } from './edge/parameters.ts';
import { formatError } from './errors.ts';
import { createExecutor, stringifyAnswer, type Asked, type Executor } from './execution/executor.ts';
import { toGraphAnswer, type GraphAnswer } from './graph-answer.ts';
import { createOverrideChoice, shareIn, type OverrideRules } from './execution/overrides.ts';
import { startPlanner } from './execution/start-planner.ts';
import type { PlanningLimits } from './execution/planning-threads.ts';
import { forApollo, type OperationPlugin } from './hooks.ts';
import { createKnownOperations } from './known-operations.ts';
import { createOwnNames } from './own-names.ts';
import type { SubgraphDataSource } from './subgraphs/data-source.ts';
import { createMovableSource } from './subgraphs/movable-source.ts';

/**
 * One supergraph being served. Other schemas need another graph, so a swap never affects running requests; other addresses of the same
 * schemas do not.
 */
export type Graph = {
  readonly hash: string;
  /** Whether a supergraph has the same schemas as this one, at any addresses. */
  hasSchemasOf(sdl: string): boolean;
  /** Sends later requests to the addresses of a supergraph with the same schemas. Running requests are not aborted. */
  moveTo(supergraph: Supergraph): void;
  readonly subgraphs: readonly string[];
  readonly schema: GraphQLSchema;
  answer(asked: Question, context: RequestContext): Promise<GraphAnswer>;
  /** Plans operations ahead of requests; returns how many are still valid. */
  warm(operations: readonly { document: string; operationName?: string | undefined }[]): Promise<number>;
  /** The most recently requested operations, the latest first, for the next graph. */
  recent(max: number): Asked[];
  /** Plans an operation that was requested of the previous graph; false if it is no longer valid. */
  adopt(asked: Asked): Promise<boolean>;
  plans(): ReturnType<Executor['stats']>;
  /** Waits for the running requests, for at most `retireMsMax`, and releases all resources. No request may follow. */
  retire(): Promise<void>;
};

/** A request to a graph. `method` is GET for requests that must not change anything. */
type Question = { parameters: Parameters; method: 'GET' | 'POST' };
export type Supergraph = { sdl: string; hash: string };
/** The parts of a graph that plugins may use. */
export type GraphParts = { sdl: string; hash: string; schema: GraphQLSchema; executor: Executor };
export type Options = {
  dataSource: (subgraph: { name: string; url: string }) => SubgraphDataSource;
  /** Plugins around the execution of an operation, in this order. */
  plugins: (graph: GraphParts) => OperationPlugin[];
  /** Whether the directives `@authenticated`, `@requiresScopes` and `@policy` are enforced here; only possible with tokens. */
  authorize: boolean;
  /** Whether errors of services without a code of ours are shown to clients. */
  trustSubgraphErrors?: boolean;
  /** The operator's rules for labels of `@override`. */
  overrideRules?: OverrideRules;
  /** Default: operations are planned in this thread. */
  planning?: PlanningLimits;
  /** The maximum duration of a request. Default 30 seconds. */
  retireMsMax?: number;
  log: Logger;
};

/** Plans and executes operations on a Federation 2 supergraph. It starts in steps, between which requests to other graphs are served. Rejects if the supergraph cannot be executed. */
export async function startGraph(
  { sdl, hash }: Supergraph,
  {
    dataSource,
    plugins,
    authorize,
    trustSubgraphErrors = false,
    overrideRules = {},
    planning = { threads: 0, timeoutMs: 0 },
    retireMsMax = 30_000,
    log,
  }: Options,
): Promise<Graph> {
  const planner = await startPlanner(sdl, planning);
  const schemas = withoutAddresses(sdl);
  const served = { hash };
  const sources = new Map(
    planner.subgraphs.map((subgraph) => [subgraph.name, createMovableSource(subgraph, dataSource)]),
  );
  await turn();
  const authorization = authorize ? createAuthorization(sdl) : undefined;
  const executor = createExecutor({
    planner,
    sources,
    authorization,
    overrideChoice: createOverrideChoice(overrideRules),
  });
  await turn();
  logIdleLabels(planner.overrideLabels.all, overrideRules, log);
  const { schema } = planner;
  const publicForm = formatError({ trustSubgraphErrors });
  const ownPlugins = [requireOperation(schema), ...plugins({ sdl, hash, schema, executor })];
  const known = createKnownOperations({
    schema,
    plugins: ownPlugins,
    execute: executor.execute,
    formatError: publicForm,
  });
  const apollo = new ApolloServer<RequestContext>({
    ...serverOptions,
    gateway: gatewayOf(sdl, schema, executor),
    formatError: publicForm,
    logger: apolloLogger(log),
    plugins: [...disabledPlugins, ...[...ownPlugins, known.learning].map(forApollo)],
  });
  await apollo.start();
  const ownNames = createOwnNames(schema);
  const running = new Set<Promise<unknown>>();
  const runningRequests = (): Promise<unknown> => Promise.race([Promise.allSettled(running), timeout(retireMsMax)]);
  return {
    get hash() {
      return served.hash;
    },
    hasSchemasOf: (other) => withoutAddresses(other) === schemas,
    moveTo(supergraph) {
      for (const { name, url } of addressesOf(supergraph.sdl)) sources.get(name)?.moveTo(url, runningRequests());
      served.hash = supergraph.hash;
    },
    subgraphs: [...sources.keys()].sort(),
    schema,
    answer({ parameters, method }, context) {
      const variables = ownNames(parameters.variables ?? {});
      // The long way is for everything that Apollo Server treats differently.
      const operation = method === 'POST' && !parameters.extensions ? known.find(parameters) : undefined;
      const answered = operation
        ? known.answer(operation, variables, context)
        : ask(apollo, { parameters, method }, variables, context);
      running.add(answered);
      const done = (): boolean => running.delete(answered);
      answered.then(done, done);
      return answered;
    },
    warm: (operations) => executor.warm(operations, hashOf, [anonymous]),
    recent: executor.recent,
    adopt: executor.adopt,
    plans: executor.stats,
    async retire() {
      await runningRequests();
      await apollo.stop();
      await Promise.allSettled([planner.close(), ...[...sources.values()].map((source) => source.close())]);
    },
  };
}

/** Executes an operation with Apollo Server, and serializes the response. */
async function ask(
  apollo: ApolloServer<RequestContext>,
  { parameters, method }: Question,
  variables: Record<string, unknown>,
  context: RequestContext,
): Promise<GraphAnswer> {
  const http = { method, headers: new HeaderMap(), search: '', body: '' };
  const { body, http: head } = await apollo.executeOperation<Record<string, unknown>>(
    { ...parameters, variables, http },
    { contextValue: context },
  );
  if (body.kind !== 'single') throw new Error('The response came in several parts, which no operation requests.');
  return toGraphAnswer({ body: body.singleResult, http: head });
}

/** Logs labels without a rule: their fields stay where they are, which an operator may not expect. */
function logIdleLabels(labels: readonly string[], rules: OverrideRules, log: Logger): void {
  const idle = labels.filter((label) => !Object.hasOwn(rules, label) && shareIn(label) === undefined);
  if (idle.length > 0)
    log.info(
      { labels: idle },
      'OVERRIDE_LABELS has no rule for these labels of @override; their fields come from the services that they move away from',
    );
}

type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;

/** The interface that Apollo Server expects: a gateway whose schema never changes. */
function gatewayOf(sdl: string, schema: GraphQLSchema, { execute }: Executor): GatewayInterface {
  let notify: (() => void) | undefined;
  return {
    onSchemaLoadOrUpdate: (callback) => {
      notify = () => callback({ apiSchema: schema, coreSupergraphSdl: sdl });
      return () => {};
    },
    load: async () => {
      notify?.();
      return {
        executor: async ({ document, queryHash: hash, operation, request: { variables = {} }, context }) =>
          (await execute({ document, hash, operation }, variables, context as RequestContext)) as Awaited<
            ReturnType<GatewayExecutor>
          >,
      };
    },
    stop: async () => {},
  };
}

/** The hash by which Apollo Server identifies an operation. */
const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

/** A client fixes one error after another, so validation of an operation stops early. */
const validationErrorsMax = 10;

const serverOptions = {
  introspection: true,
  // Clients that may introspect the whole schema gain nothing from a suggestion except the right name.
  hideSchemaDetailsFromClientErrors: false,
  includeStacktraceInErrorResponses: false,
  // The edge accepts only requests that no foreign page can send, and GET, which changes nothing.
  csrfPrevention: false,
  stopOnTerminationSignals: false,
  parseOptions: { maxTokens: 10_000 },
  validationOptions: { maxErrors: validationErrorsMax },
  stringifyResult: stringifyAnswer,
};

/** Apollo Server leaves the choice of the operation to the executor, and validation accepts a kind of operation that the schema does not have. */
const requireOperation = (schema: GraphQLSchema): OperationPlugin => ({
  didResolveOperation: ({ operation, request: { operationName } }) => {
    if (operation && schema.getRootType(operation.operation)) return;
    const message = operation
      ? `The schema has no ${operation.operation}s.`
      : operationName
        ? `The document has no operation "${operationName}".`
        : 'Choose the operation of the document with "operationName".';
    throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
  },
});

const disabledPlugins = [
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginCacheControlDisabled(),
];

const timeout = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** Messages that Apollo Server logs at `info` matter only for debugging. */
function apolloLogger(log: Logger) {
  const at = (level: 'debug' | 'warn' | 'error') => (message?: unknown) => log[level](String(message));
  return { debug: at('debug'), info: at('debug'), warn: at('warn'), error: at('error') };
}
