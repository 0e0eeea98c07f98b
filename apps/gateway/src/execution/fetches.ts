import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphError, SubgraphRequest } from '../subgraphs/data-source.ts';
import { clientName } from './names.ts';
import { rewrite, type IsSubtype } from './rewrites.ts';
import { merge, objectsAt, placesOf, type PlanPath, type ResponsePath, type Tree } from './tree.ts';

/** An error of one field, as a subgraph told it, at its place in the answer. */
export type FieldError = { message: string; path?: ResponsePath; extensions: Record<string, unknown> };
/** A fetch that brought nothing, and the places in the answer for which it was made. */
export type FailedFetch = { error: GraphQLError; query: string; places: readonly ResponsePath[] };
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
  readonly failures: FailedFetch[];
};
/** Makes fetches of a plan. It never rejects for a fault of a subgraph: what goes wrong is told in `errors` and `failures`. */
export type Run = (execution: Execution) => Promise<void>;

/** A fetch of root fields. Below a path it is a root type within the answer, as a mutation's payload may have. */
export function compileRootFetch(node: FetchNode, path: PlanPath, source: SubgraphDataSource, isSubtype: IsSubtype): Run {
  const body = bodyOf(node);
  const kind = node.operationKind === 'mutation' ? 'mutation' : 'query';
  return async (execution) => {
    const objects = objectsAt(execution.tree, path, execution.shared);
    if (objects.length === 0) return;
    const places = (): ResponsePath[] => placesOf(execution.tree, path, new Set(objects), placesMax);
    const answer = await ask(source, { body: body(execution.variables), kind }, { concerned: [{ query: node.operation, places }] }, execution);
    if (!answer) return;
    if (answer.errors) tellRootErrors(answer.errors, places(), source.name, execution);
    if (!answer.data) return;
    if (node.outputRewrites) rewrite(answer.data, node.outputRewrites, isSubtype);
    if (objects.length > 1) execution.shared = true;
    for (const object of objects) merge(object, answer.data);
  };
}

/** The JSON text of a request: the client's variables as they are needed, and the lists of representations as they are. */
export type BodyOf = (variables: Record<string, unknown>, representations?: readonly string[]) => string;

/** Everything that does not depend on variables is text already. `lists` are the names of the variables for representations. */
export function bodyOf({ operation, operationName, variableUsages = [] }: Pick<FetchNode, 'operation' | 'operationName' | 'variableUsages'>, lists: readonly string[] = ['representations']): BodyOf {
  const start = `{"query":${JSON.stringify(operation)}${operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`}`;
  const used = variableUsages.map((name) => ({ name: clientName(name), label: `${JSON.stringify(name)}:` }));
  return (variables, representations = []) => {
    const texts = representations.map((list, index) => `"${lists[index]}":${list}`);
    for (const { name, label } of used) {
      if (Object.hasOwn(variables, name) && variables[name] !== undefined) texts.push(label + JSON.stringify(variables[name]));
    }
    return texts.length === 0 ? `${start}}` : `${start},"variables":{${texts.join(',')}}}`;
  };
}

type Asking = {
  isUsable?: (answer: SubgraphAnswer) => boolean;
  /** the fetches of which the request is made, for what to say when it fails */
  concerned: readonly { query: string; places: () => ResponsePath[] }[];
  /** whether an answer without data is no failure yet, because the fetches can be asked for one by one */
  divisible?: boolean;
};

/** Asks a subgraph; undefined when it failed as a whole, which is noted. */
export async function ask(source: SubgraphDataSource, request: SubgraphRequest, { isUsable, concerned, divisible }: Asking, execution: Execution): Promise<SubgraphAnswer | undefined> {
  const fail = (error: GraphQLError): void => {
    for (const { query, places } of concerned) execution.failures.push({ error, query, places: places() });
  };
  try {
    const answer = await source.ask(request, execution.context);
    if (isUsable?.(answer) === false) throw new GraphQLError(`The ${source.name} service gave an answer that cannot be used.`, { extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: source.name } });
    if (answer.data || divisible) return answer;
    // without data an error that names no field of the client's concerns all of them
    for (const error of answer.errors ?? []) if (!isPlaced(error)) fail(new GraphQLError(error.message, { extensions: { ...error.extensions, service: source.name } }));
    const placed = answer.errors?.filter(isPlaced) ?? [];
    return placed.length > 0 ? { errors: placed } : undefined;
  } catch (error) {
    fail(error instanceof GraphQLError ? error : new GraphQLError('Internal error', { originalError: error as Error, extensions: { code: 'INTERNAL_SERVER_ERROR', service: source.name } }));
    return undefined;
  }
}

/** Whether an error names a field: the list of entities as a whole is none that the client has asked for. */
const isPlaced = ({ path }: SubgraphError): boolean => path !== undefined && !(path.length === 1 && String(path[0]).startsWith('_entities'));

function tellRootErrors(errors: readonly SubgraphError[], prefixes: readonly ResponsePath[], service: string, execution: Execution): void {
  for (const error of errors) {
    if (!error.path) tell(execution, error, service, undefined);
    else for (const prefix of prefixes) tell(execution, error, service, [...prefix, ...error.path]);
  }
}

/** Notes an error of a field at its place in the answer. */
export function tell({ errors }: Execution, { message, extensions }: SubgraphError, service: string, path: ResponsePath | undefined): void {
  if (errors.length < errorsMax) errors.push({ message, ...(path ? { path } : {}), extensions: { ...extensions, service } });
}

/** At how many places of an answer one error is told. */
export const placesMax = 10;
const errorsMax = 200;
