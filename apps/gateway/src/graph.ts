import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
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
import {
  createExecutor,
  stringifyAnswer,
  type Asked,
  type Executor,
  type GatewayInterface,
} from './execution/executor.ts';
import { createOverrideChoice, shareIn, type OverrideRules } from './execution/overrides.ts';
import { startPlanner } from './execution/planner.ts';
import type { PlanningLimits } from './execution/planning-threads.ts';
import { createOwnNames } from './own-names.ts';
import type { SubgraphDataSource } from './subgraphs/data-source.ts';
import { createMovableSource } from './subgraphs/movable-source.ts';

/**
 * One supergraph being served. Other schemas are another graph, so a request that runs is never touched by a swap; other addresses of the same
 * schemas are not.
 */
export type Graph = {
  readonly hash: string;
  /** Whether a supergraph has the schemas of this one, at whatever addresses. */
  hasSchemasOf(sdl: string): boolean;
  /** From now on asks the services where a supergraph with the same schemas says. What runs is not cut off. */
  moveTo(supergraph: Supergraph): void;
  readonly subgraphs: readonly string[];
  readonly schema: GraphQLSchema;
  answer(asked: Question, context: RequestContext): Promise<GraphAnswer>;
  /** Plans operations before anybody asks them; returns how many are still valid. */
  warm(operations: readonly { document: string; operationName?: string | undefined }[]): Promise<number>;
  /** The operations that were asked last, the latest first, for the graph that comes after. */
  recent(max: number): Asked[];
  /** Plans an operation as it was asked of the graph before; false when it is not valid any more. */
  adopt(asked: Asked): Promise<boolean>;
  plans(): ReturnType<Executor['stats']>;
  /** Waits for the requests that run, for at most `retireMsMax`, and lets go of everything. Nothing may be asked afterwards. */
  retire(): Promise<void>;
};

/** What is asked of a graph. `method` is GET for whatever may change nothing. */
export type Question = { parameters: Parameters; method: 'GET' | 'POST'; headers: IncomingHttpHeaders };
/** What a graph answers. `hasData`: the operation was executed, even if its data are null; without data there are errors, and `status` is theirs. */
export type GraphAnswer = {
  text: string;
  hasData: boolean;
  status: number;
  headers: Iterable<readonly [string, string]>;
};

export type Supergraph = { sdl: string; hash: string };
/** What a plugin may build upon. */
export type GraphParts = { sdl: string; hash: string; schema: GraphQLSchema; executor: Executor };
export type Options = {
  dataSource: (subgraph: { name: string; url: string }) => SubgraphDataSource;
  /** What happens around the execution of an operation, in this order. */
  plugins: (graph: GraphParts) => ApolloServerPlugin<RequestContext>[];
  /** Whether the directives `@authenticated`, `@requiresScopes` and `@policy` are enforced here; only where there are tokens. */
  authorize: boolean;
  /** Whether what a service says without a code of ours is told to clients. */
  trustSubgraphErrors?: boolean;
  /** What the operator says of labels of `@override`. */
  overrideRules?: OverrideRules;
  /** Default: operations are planned in this thread. */
  planning?: PlanningLimits;
  /** As long as a request may take. Default 30 seconds. */
  retireMsMax?: number;
  log: Logger;
};

/** Plans and executes operations on a Federation 2 supergraph. Throws when it cannot be executed. */
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
  const executor = createExecutor({
    planner,
    sources,
    authorization: authorize ? createAuthorization(sdl) : undefined,
    overrideChoice: createOverrideChoice(overrideRules),
  });
  tellIdleLabels(planner.overrideLabels.all, overrideRules, log);
  const { schema } = planner;
  const apollo = new ApolloServer<RequestContext>({
    ...serverOptions,
    gateway: gatewayOf(sdl, schema, executor),
    formatError: formatError({ trustSubgraphErrors }),
    logger: apolloLogger(log),
    plugins: [...standardPlugins, ...plugins({ sdl, hash, schema, executor })],
  });
  await apollo.start();
  const ownNames = createOwnNames(schema);
  const running = new Set<Promise<unknown>>();
  const runningOnes = (): Promise<unknown> => Promise.race([Promise.allSettled(running), patience(retireMsMax)]);
  return {
    get hash() {
      return served.hash;
    },
    hasSchemasOf: (other) => withoutAddresses(other) === schemas,
    moveTo(supergraph) {
      for (const { name, url } of addressesOf(supergraph.sdl)) sources.get(name)?.moveTo(url, runningOnes());
      served.hash = supergraph.hash;
    },
    subgraphs: [...sources.keys()].sort(),
    schema,
    async answer(asked, context) {
      const answered = ask(apollo, asked, ownNames(asked.parameters.variables ?? {}), context);
      running.add(answered);
      return answered.finally(() => running.delete(answered));
    },
    warm: (operations) => executor.warm(operations, hashOf, [anonymous]),
    recent: executor.recent,
    adopt: executor.adopt,
    plans: executor.stats,
    async retire() {
      await runningOnes();
      await apollo.stop();
      await Promise.allSettled([planner.close(), ...[...sources.values()].map((source) => source.close())]);
    },
  };
}

/** Asks Apollo Server, and writes its answer as text. */
async function ask(
  apollo: ApolloServer<RequestContext>,
  { parameters, method, headers }: Question,
  variables: Record<string, unknown>,
  context: RequestContext,
): Promise<GraphAnswer> {
  const http = { method, headers: headerMap(headers), search: '', body: '' };
  const {
    body,
    http: { status, headers: answered },
  } = await apollo.executeOperation<Record<string, unknown>>(
    { ...parameters, variables, http },
    { contextValue: context },
  );
  if (body.kind !== 'single') throw new Error('An answer came in parts, which no operation asks for.');
  const { data, errors, extensions: told } = body.singleResult;
  return {
    text: stringifyAnswer({ data, errors, extensions: told }),
    hasData: data !== undefined,
    status: status ?? (data === undefined ? 500 : 200),
    headers: answered,
  };
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** A label that nothing decides keeps its fields where they are, which an operator may not expect. */
function tellIdleLabels(labels: readonly string[], rules: OverrideRules, log: Logger): void {
  const idle = labels.filter((label) => !Object.hasOwn(rules, label) && shareIn(label) === undefined);
  if (idle.length > 0)
    log.info(
      { labels: idle },
      'OVERRIDE_LABELS has no rule for these labels of @override; their fields come from the services that they move away from',
    );
}

/** Apollo Server's view of us: a gateway whose schema never changes. */
function gatewayOf(sdl: string, schema: GraphQLSchema, { execute }: Executor): GatewayInterface {
  let told: (() => void) | undefined;
  return {
    onSchemaLoadOrUpdate: (callback) => {
      told = () => callback({ apiSchema: schema, coreSupergraphSdl: sdl });
      return () => {};
    },
    load: async () => {
      told?.();
      return { executor: execute };
    },
    stop: async () => {},
  };
}

/** By which Apollo Server names an operation. */
const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

/** A client mends one fault after the other; the rest of an invalid operation is not looked at. */
const validationErrorsMax = 10;

const serverOptions = {
  introspection: true,
  // whoever may read the whole schema by introspection gains nothing from a suggestion but the right name
  hideSchemaDetailsFromClientErrors: false,
  includeStacktraceInErrorResponses: false,
  // the edge lets in what no foreign page can send, and GET, by which nothing changes
  csrfPrevention: false,
  stopOnTerminationSignals: false,
  parseOptions: { maxTokens: 10_000 },
  validationOptions: { maxErrors: validationErrorsMax },
  stringifyResult: stringifyAnswer,
};

/** Apollo Server lets an executor look for the operation itself, and validation says nothing of a kind of operation that the schema has not. */
const requireOperation: ApolloServerPlugin = {
  requestDidStart: async ({ schema }) => ({
    didResolveOperation: async ({ operation, request: { operationName } }) => {
      if (operation && schema.getRootType(operation.operation)) return;
      const message = operation
        ? `There are no ${operation.operation}s here.`
        : operationName
          ? `The document has no operation "${operationName}".`
          : 'Say by "operationName" which operation of the document to execute.';
      throw new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
    },
  }),
};

const standardPlugins = [
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginCacheControlDisabled(),
  requireOperation,
];

const patience = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** Apollo announces at `info` what is only of interest to whoever debugs it. */
function apolloLogger(log: Logger) {
  const at = (level: 'debug' | 'warn' | 'error') => (message?: unknown) => log[level](String(message));
  return { debug: at('debug'), info: at('debug'), warn: at('warn'), error: at('error') };
}
