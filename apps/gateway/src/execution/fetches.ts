import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { NumberKind } from '../exact-numbers.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphError, SubgraphRequest } from '../subgraphs/data-source.ts';
import type { ContextValues } from './context-arguments.ts';
import { clientName } from './names.ts';
import { renamedKeys, renamedPath, rewrite } from './rewrites.ts';
import { selectionOf, type Selection } from './selection.ts';
import {
  merge,
  Missing,
  objectsAt,
  pathsOf,
  type IsSubtype,
  type PlanPath,
  type ResponsePath,
  type Tree,
} from './tree.ts';

/** An error with its path in the response, reported by a subgraph or found by the gateway. */
export type FieldError = { message: string; path?: ResponsePath; extensions: Record<string, unknown> };
/** One execution of a plan. Each fetch adds to the tree. */
export type Execution = {
  readonly context: RequestContext;
  /** as the client sent them */
  readonly variables: Record<string, unknown>;
  /** with defaults, for the conditions of the plan */
  readonly conditions: Record<string, unknown>;
  readonly tree: Tree;
  /** whether an object stands at more than one path of the tree */
  shared: boolean;
  /** whether a string of the tree may need an escape in JSON */
  escapes: boolean;
  readonly errors: FieldError[];
  /** Failures of fetches; each stands in the tree for the values that are missing because of it. */
  readonly failures: Missing[];
  /** How many errors did not fit into `errors`. */
  errorsOmitted: number;
  /** Runs after all fetches: sets fields to null or an error where one service returned null and another one returned the object that holds them. */
  readonly afterwards: (() => void)[];
};
/** Runs fetches of a plan. It does not reject if a subgraph fails: errors are recorded in the tree and in `errors`. */
export type Run = (execution: Execution) => Promise<void>;
/** Values of variables that the plan itself defines, as JSON texts: literals of the operation whose digits the planner would lose. */
export type Constants = ReadonlyMap<
  string,
  { text: string; /** whether a value of the client overrides it */ isDefault: boolean }
>;

type RootOptions = {
  source: SubgraphDataSource;
  isSubtype: IsSubtype;
  constants: Constants;
  numbers: NumberKind;
  /** whether another fetch also requests an object at the same path of the response */ contested: boolean;
};

/** A fetch of root fields. With a path it concerns a root type inside the response, which a mutation's payload may hold. */
export function compileRootFetch(
  node: FetchNode,
  path: PlanPath,
  { source, isSubtype, constants, numbers, contested }: RootOptions,
): Run {
  const body = bodyOf(node, { constants });
  const selection = selectionOf(node, isSubtype);
  const keys = renamedKeys(node.outputRewrites);
  const kind = node.operationKind === 'mutation' ? 'mutation' : 'query';
  return async (execution) => {
    const objects = objectsAt(execution.tree, path, execution.shared);
    if (objects.length === 0) return;
    const { data, errors, missing } = await ask(source, { body: body(execution.variables), kind, numbers }, execution);
    if (errors.length > 0)
      reportRootErrors(
        errors.map((error) => (error.path ? { ...error, path: [...renamedPath(error.path, keys)] } : error)),
        pathsOf(execution.tree, path, new Set(objects), pathsCountedMax),
        source.name,
        execution,
      );
    if (missing) for (const object of objects) markMissing(object, missing, selection, contested, execution);
    if (!data) return;
    if (node.outputRewrites) rewrite(data, node.outputRewrites, isSubtype);
    if (contested) execution.afterwards.push(...objects.map(selection.nullsOf(data)));
    if (objects.length > 1) execution.shared = true;
    for (const object of objects) merge(object, data, isSubtype);
  };
}

/** Records why an object has no values for the fields of a fetch. If another fetch may still add nested objects, this is repeated after all fetches. */
export function markMissing(
  object: Tree,
  reason: Missing,
  selection: Selection,
  contested: boolean,
  { afterwards }: Execution,
): void {
  selection.fill(object, reason);
  if (contested) afterwards.push(() => selection.fill(object, reason));
}

/** Builds the JSON text of a request from the client's variables it uses, the lists of representations, and the `@fromContext` values of entities. */
export type BodyOf = (
  variables: Record<string, unknown>,
  representations?: readonly string[],
  context?: ContextValues,
) => string;

/** Serializes everything that does not depend on variables once. `lists` are the names of the variables for representations. */
export function bodyOf(
  { operation, operationName, variableUsages = [] }: Pick<FetchNode, 'operation' | 'operationName' | 'variableUsages'>,
  { lists = ['representations'], constants }: { lists?: readonly string[]; constants: Constants },
): BodyOf {
  const start = `{"query":${JSON.stringify(operation)}${operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`}`;
  const used = variableUsages.map((name) => ({
    name: clientName(name),
    label: `${JSON.stringify(name)}:`,
    constant: constants.get(clientName(name)),
  }));
  return (variables, representations = [], context) => {
    const texts = representations.map((list, index) => `"${lists[index]}":${list}`);
    for (const { name, label, constant } of used) {
      const value = context?.get(name);
      if (value !== undefined) texts.push(label + value);
      else if (constant?.isDefault !== false && Object.hasOwn(variables, name) && variables[name] !== undefined)
        texts.push(label + JSON.stringify(variables[name]));
      else if (constant) texts.push(label + constant.text);
    }
    return texts.length === 0 ? `${start}}` : `${start},"variables":{${texts.join(',')}}}`;
  };
}

/** A subgraph's response. `missing` says why there is no data; `errors` are those that have a path or come with data. */
export type Reply = { data: Tree | undefined; errors: readonly SubgraphError[]; missing: Missing | undefined };

/** Sends a request to a subgraph. It never rejects: if the whole request failed, the reply says why. */
async function ask(source: SubgraphDataSource, request: SubgraphRequest, execution: Execution): Promise<Reply> {
  const { data, errors = [], errorsOmitted = 0 } = await tryToAsk(source, request, execution);
  execution.errorsOmitted += errorsOmitted;
  return data ? { data, errors, missing: undefined } : withoutData(errors, source.name, execution);
}

/** The response of a subgraph; if the request failed, a response that holds the error and is marked as `failed`. */
export async function tryToAsk(
  source: SubgraphDataSource,
  request: SubgraphRequest,
  execution: Execution,
): Promise<SubgraphAnswer & { failed?: boolean }> {
  try {
    const answer = await source.ask(request, execution.context);
    if (answer.escapes) execution.escapes = true;
    return answer;
  } catch (error) {
    const { message, extensions } =
      error instanceof GraphQLError
        ? error
        : new GraphQLError('Internal error', {
            originalError: error as Error,
            extensions: { code: 'INTERNAL_SERVER_ERROR' },
          });
    return { errors: [{ message, extensions }], failed: true };
  }
}

/** The first error is the reason for all missing values. If it has a path, it is reported there as well. */
export function withoutData(errors: readonly SubgraphError[], service: string, execution: Execution): Reply {
  const [cause = unusableAnswer(service), ...others] = errors;
  if (cause.path && !isListOfEntities(cause.path))
    return {
      data: undefined,
      errors,
      missing: new Missing({ message: cause.message, extensions: { ...cause.extensions, service } }),
    };
  return { data: undefined, errors: others, missing: recordFailure(execution, cause, service) };
}

/** The list of entities is not a field of the client's operation. */
const isListOfEntities = (path: ResponsePath): boolean => path.length === 1 && String(path[0]).startsWith('_entities');

/** Records a failure and returns what stands in the tree for the values that are missing because of it. */
export function recordFailure(
  execution: Execution,
  { message, extensions }: Pick<SubgraphError, 'message' | 'extensions'>,
  service: string,
): Missing {
  const missing = new Missing({ message, extensions: { ...extensions, service } });
  execution.failures.push(missing);
  return missing;
}

/** The error for a response that does not have the requested shape. */
export const unusableAnswer = (service: string): SubgraphError => ({
  message: `The ${service} service gave an answer that cannot be used.`,
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service },
});

function reportRootErrors(
  errors: readonly SubgraphError[],
  prefixes: readonly ResponsePath[],
  service: string,
  execution: Execution,
): void {
  for (const error of errors) {
    if (!error.path) reportError(execution, error, service, undefined);
    else reportErrorAt(prefixes, error.path, error, service, execution);
  }
}

/** Records an error of a field with its path in the response. */
export function reportError(
  execution: Execution,
  { message, extensions }: SubgraphError,
  service: string,
  path: ResponsePath | undefined,
): void {
  if (execution.errors.length < errorsMax)
    execution.errors.push({ message, ...(path ? { path } : {}), extensions: { ...extensions, service } });
  else execution.errorsOmitted += 1;
}

/** Records an error at the first of several paths, and counts the others as omitted. `rest` is the path of the error below each. */
export function reportErrorAt(
  paths: readonly ResponsePath[],
  rest: ResponsePath,
  error: SubgraphError,
  service: string,
  execution: Execution,
): void {
  for (const path of paths.slice(0, pathsPerErrorMax)) reportError(execution, error, service, [...path, ...rest]);
  execution.errorsOmitted += Math.max(0, paths.length - pathsPerErrorMax);
}

/** At how many paths of a response one error is reported, and up to how many are counted. */
const pathsPerErrorMax = 10;
export const pathsCountedMax = 1_000;
const errorsMax = 200;
