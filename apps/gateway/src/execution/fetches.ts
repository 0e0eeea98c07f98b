import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { NumberKind } from '../exact-numbers.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphError, SubgraphRequest } from '../subgraphs/data-source.ts';
import type { ContextValues } from './context-arguments.ts';
import { clientName } from './names.ts';
import { renamedKeys, renamedPath, rewrite, type IsSubtype } from './rewrites.ts';
import { selectionOf, type Selection } from './selection.ts';
import { merge, Missing, objectsAt, placesOf, type PlanPath, type ResponsePath, type Tree } from './tree.ts';

/** An error at its place in the answer, as a subgraph reported it or as the gateway found it. */
export type FieldError = { message: string; path?: ResponsePath; extensions: Record<string, unknown> };
/** One run of a plan. The tree grows with each fetch. */
export type Execution = {
  readonly context: RequestContext;
  /** as the client sent them */
  readonly variables: Record<string, unknown>;
  /** with defaults, for the conditions of the plan */
  readonly conditions: Record<string, unknown>;
  readonly tree: Tree;
  /** whether an object stands at more than one place of the tree */
  shared: boolean;
  readonly errors: FieldError[];
  /** Why fetches brought nothing; each stands in the tree where a value is missing because of it. */
  readonly failures: Missing[];
  /** How many errors are left out of `errors`, because there are too many. */
  errorsOmitted: number;
  /** What is done when all fetches are done: fields get null or an error where one service had nothing to give and another has brought the object in which they stand. */
  readonly afterwards: (() => void)[];
};
/** Makes fetches of a plan. It never rejects for a fault of a subgraph: errors are noted in the tree and in `errors`. */
export type Run = (execution: Execution) => Promise<void>;
/** Values of variables that the plan itself brings, as JSON texts: literals of the operation whose digits the planner would not keep. */
export type Constants = ReadonlyMap<
  string,
  { text: string; /** whether a value of the client takes its place */ isDefault: boolean }
>;

type RootOptions = {
  source: SubgraphDataSource;
  isSubtype: IsSubtype;
  constants: Constants;
  numbers: NumberKind;
  /** whether another fetch asks for an object at the same place of the answer, too */ contested: boolean;
};

/** A fetch of root fields. Below a path it is a root type within the answer, as a mutation's payload may have. */
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
      tellRootErrors(
        errors.map((error) => (error.path ? { ...error, path: [...renamedPath(error.path, keys)] } : error)),
        placesOf(execution.tree, path, new Set(objects), placesCountedMax),
        source.name,
        execution,
      );
    if (missing) for (const object of objects) lack(object, missing, selection, contested, execution);
    if (!data) return;
    if (node.outputRewrites) rewrite(data, node.outputRewrites, isSubtype);
    if (contested) execution.afterwards.push(...objects.map(selection.nullsOf(data)));
    if (objects.length > 1) execution.shared = true;
    for (const object of objects) merge(object, data, isSubtype);
  };
}

/** Notes why an object has no values for the fields of a fetch. Where another fetch may still bring the object in which they stand, that is seen when all are done. */
export function lack(
  object: Tree,
  reason: Missing,
  selection: Selection,
  contested: boolean,
  { afterwards }: Execution,
): void {
  selection.fill(object, reason);
  if (contested) afterwards.push(() => selection.fill(object, reason));
}

/** The JSON text of a request: the client's variables as they are needed, the lists of representations as they are, and values of the context of entities. */
export type BodyOf = (
  variables: Record<string, unknown>,
  representations?: readonly string[],
  context?: ContextValues,
) => string;

/** Everything that does not depend on variables is text already. `lists` are the names of the variables for representations. */
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

/** What a subgraph answered. `missing` is why there is no data, and `errors` are those that have a place or stand beside data. */
export type Reply = { data: Tree | undefined; errors: readonly SubgraphError[]; missing: Missing | undefined };

/** Asks a subgraph. It never rejects: a request that failed as a whole has a reply that says why. */
export async function ask(source: SubgraphDataSource, request: SubgraphRequest, execution: Execution): Promise<Reply> {
  const { data, errors = [], errorsOmitted = 0 } = await tryToAsk(source, request, execution);
  execution.errorsOmitted += errorsOmitted;
  return data ? { data, errors, missing: undefined } : withoutData(errors, source.name, execution);
}

/** The answer of a subgraph; when the request failed, the error of that in place of an answer, marked as `failed`. */
export async function tryToAsk(
  source: SubgraphDataSource,
  request: SubgraphRequest,
  execution: Execution,
): Promise<SubgraphAnswer & { failed?: boolean }> {
  try {
    return await source.ask(request, execution.context);
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

/** The first error is the reason for everything that is missing. If it has a place of its own, it is reported there as well. */
export function withoutData(errors: readonly SubgraphError[], service: string, execution: Execution): Reply {
  const [cause = unusable(service), ...others] = errors;
  if (cause.path && !isListOfEntities(cause.path))
    return {
      data: undefined,
      errors,
      missing: new Missing({ message: cause.message, extensions: { ...cause.extensions, service } }),
    };
  return { data: undefined, errors: others, missing: fail(execution, cause, service) };
}

/** A list of entities is no field that the client has asked for. */
const isListOfEntities = (path: ResponsePath): boolean => path.length === 1 && String(path[0]).startsWith('_entities');

/** Notes a failure: what stands in the tree for the values that are missing because of it. */
export function fail(
  execution: Execution,
  { message, extensions }: Pick<SubgraphError, 'message' | 'extensions'>,
  service: string,
): Missing {
  const missing = new Missing({ message, extensions: { ...extensions, service } });
  execution.failures.push(missing);
  return missing;
}

/** An answer that is not what was asked for. */
export const unusable = (service: string): SubgraphError => ({
  message: `The ${service} service gave an answer that cannot be used.`,
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service },
});

function tellRootErrors(
  errors: readonly SubgraphError[],
  prefixes: readonly ResponsePath[],
  service: string,
  execution: Execution,
): void {
  for (const error of errors) {
    if (!error.path) tell(execution, error, service, undefined);
    else tellAt(prefixes, error.path, error, service, execution);
  }
}

/** Notes an error of a field at its place in the answer. */
export function tell(
  execution: Execution,
  { message, extensions }: SubgraphError,
  service: string,
  path: ResponsePath | undefined,
): void {
  if (execution.errors.length < errorsMax)
    execution.errors.push({ message, ...(path ? { path } : {}), extensions: { ...extensions, service } });
  else execution.errorsOmitted += 1;
}

/** Notes an error at the first places of several, and counts the others. `rest` is its path below each. */
export function tellAt(
  places: readonly ResponsePath[],
  rest: ResponsePath,
  error: SubgraphError,
  service: string,
  execution: Execution,
): void {
  for (const place of places.slice(0, placesMax)) tell(execution, error, service, [...place, ...rest]);
  execution.errorsOmitted += Math.max(0, places.length - placesMax);
}

/** At how many places of an answer one error is told, and up to how many are counted. */
const placesMax = 10;
export const placesCountedMax = 1_000;
const errorsMax = 200;
