import { HeaderMap, type GraphQLRequestContext } from '@apollo/server';
import {
  GraphQLError,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from './context.ts';
import type { Parameters } from './edge/parameters.ts';
import type { AnswerData, Executor } from './execution/executor.ts';
import { toGraphAnswer, type GraphAnswer } from './graph-answer.ts';
import type { OperationPlugin } from './hooks.ts';

/** An operation that Apollo Server has parsed, validated and passed to execution. `asked` is the name that the client sent. */
type Known = {
  readonly asked: string | undefined;
  readonly source: string;
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
};
type Body = {
  data?: AnswerData | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
};
type Options = {
  schema: GraphQLSchema;
  plugins: readonly OperationPlugin[];
  execute: Executor['execute'];
  formatError: (error: GraphQLFormattedError, original: unknown) => GraphQLFormattedError;
};
type Request = GraphQLRequestContext<RequestContext>;
type Mutable = { -readonly [Name in keyof Request]: Request[Name] };
type Hook = 'requestDidStart' | 'didResolveOperation' | 'executionDidStart' | 'didEncounterErrors' | 'willSendResponse';

/**
 * Remembers the operations of one graph, and answers repeated ones without Apollo Server's pipeline: with the same hooks of the same plugins in the same order, the same errors and the
 * same response as Apollo Server gives to an operation in its document store (`requestPipeline.js` of @apollo/server 5.5). At most `textsMax` texts with `charactersMax` characters together
 * are known; beyond that the least recently used is forgotten.
 */
export function createKnownOperations({ schema, plugins, execute, formatError }: Options) {
  const known = new LRUCache<string, readonly Known[]>({
    max: textsMax,
    maxSize: charactersMax,
    sizeCalculation: (_, text) => text.length + 1,
  });
  const hooksOf = (name: Hook): ((request: never) => void)[] =>
    plugins.flatMap((plugin) => plugin[name]?.bind(plugin) ?? []);
  const starting = hooksOf('requestDidStart');
  const resolving = hooksOf('didResolveOperation');
  const executing = hooksOf('executionDidStart');
  const failing = hooksOf('didEncounterErrors');
  const sending = hooksOf('willSendResponse');
  const responding = plugins.flatMap((plugin) => plugin.responseForOperation?.bind(plugin) ?? []);

  /** Reports errors to the plugins and returns their public form. Errors may set a status and headers. */
  const publicErrors = (errors: readonly GraphQLError[], request: Mutable): GraphQLFormattedError[] => {
    request.errors = errors;
    call(failing, request);
    return errors.map((error) => {
      const { http, ...extensions } = error.extensions;
      if (isHead(http)) mergeHead(request.response.http, http);
      return formatError(
        {
          ...error.toJSON(),
          extensions: {
            ...extensions,
            ...(http === undefined || isHead(http) ? {} : { http }),
            code: extensions['code'] ?? 'INTERNAL_SERVER_ERROR',
          },
        },
        error,
      );
    });
  };
  const finish = (body: Body, request: Mutable): GraphAnswer => {
    const { response } = request;
    response.body = { kind: 'single', singleResult: body as Record<string, unknown> };
    call(sending, request);
    return toGraphAnswer({ http: response.http, body: response.body.singleResult });
  };
  const refuse = (error: unknown, request: Mutable): GraphAnswer => {
    const errors = publicErrors([toGraphQLError(error)], request);
    request.response.http.status ??= 500;
    return finish({ errors }, request);
  };
  const respond = async (request: Mutable, operation: Known): Promise<GraphAnswer> => {
    const refusal = firstErrorOf(resolving, request);
    if (refusal) return refuse(refusal.error, request);
    for (const hook of responding) {
      const response = hook(request as never);
      const given = response && (await response);
      if (given?.body.kind !== 'single') continue;
      mergeHead(request.response.http, given.http);
      return finish(given.body.singleResult as Body, request);
    }
    call(executing, request);
    let result: Awaited<ReturnType<Executor['execute']>>;
    try {
      result = await execute(operation, request.request.variables ?? {}, request.contextValue);
    } catch (error) {
      return refuse(error, request);
    }
    const { data, errors: found } = result;
    if (!found) return finish(result as Body, request);
    const errors = publicErrors(found, request);
    if (data === undefined && found.length > 0) request.response.http.status ??= 400;
    return finish({ ...(data === undefined ? {} : { data }), errors }, request);
  };

  return {
    /** Learns the operations that pass Apollo Server's pipeline. It must be the last plugin. */
    learning: {
      executionDidStart: ({ source, document, operation, operationName, queryHash: hash, request }) => {
        const asked = request.operationName;
        const others = known.peek(source)?.filter((each) => each.asked !== asked) ?? [];
        const learned = { asked, source, hash, document, operation, operationName };
        known.set(source, [learned, ...others].slice(0, namesMax));
      },
    } satisfies OperationPlugin,
    /** The operation of a request, if it is known. */
    find({ query, operationName }: Parameters): Known | undefined {
      const found = query === undefined ? undefined : known.get(query);
      return found?.find(({ asked }) => asked === operationName);
    },
    /** Executes a known operation. Rejects only if a hook fails. */
    async answer(
      operation: Known,
      variables: Record<string, unknown>,
      contextValue: RequestContext,
    ): Promise<GraphAnswer> {
      const { asked, source, hash, document, operationName } = operation;
      const request = {
        schema,
        request: { query: source, ...(asked === undefined ? {} : { operationName: asked }), variables },
        response: { http: { status: undefined, headers: new HeaderMap() } },
        contextValue,
        queryHash: undefined,
        source: undefined,
        document: undefined,
        operation: undefined,
        operationName: undefined,
      } as unknown as Mutable;
      call(starting, request);
      request.queryHash = hash;
      request.source = source;
      request.document = document;
      request.operation = operation.operation;
      request.operationName = operationName;
      return respond(request, operation);
    },
  };
}

function call(hooks: readonly ((request: never) => void)[], request: Mutable): void {
  for (const hook of hooks) hook(request as never);
}

/** Calls all hooks, and returns the first error, because one plugin does not stop the others. */
function firstErrorOf(hooks: readonly ((request: never) => void)[], request: Mutable): { error: unknown } | undefined {
  let first: { error: unknown } | undefined;
  for (const hook of hooks) {
    try {
      hook(request as never);
    } catch (error) {
      first ??= { error };
    }
  }
  return first;
}

type Head = { status?: number; headers?: Map<string, string> };

/** Whether an extension of an error is a status and headers for the response. */
const isHead = (http: unknown): http is Head =>
  typeof http === 'object' &&
  http !== null &&
  (!('status' in http) || typeof http.status === 'number') &&
  (!('headers' in http) || http.headers instanceof Map);

function mergeHead(target: { status?: number | undefined; headers: HeaderMap }, { status, headers }: Head): void {
  if (status) target.status = status;
  for (const [name, value] of headers ?? []) target.headers.set(name, value);
}

function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const error = thrown instanceof Error ? thrown : new GraphQLError(`Unexpected error value: ${String(thrown)}`);
  return error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
}

/** As many as the executor keeps prepared. A parsed operation takes about 50 times the memory of its text. */
const textsMax = 2_000;
const charactersMax = 2_000_000;
/** Operations of one document that are known at the same time. */
const namesMax = 50;
