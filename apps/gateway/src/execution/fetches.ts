import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphError } from '../subgraph-data-source.ts';
import { compileRepresentation } from './representations.ts';
import { rewrite, type IsSubtype } from './rewrites.ts';
import { isTree, merge, objectsAt, placesOf, type PlanPath, type ResponsePath, type Tree } from './tree.ts';

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
  readonly errors: FieldError[];
  readonly failures: FailedFetch[];
};
/** Makes all fetches of a plan. It never rejects: what goes wrong is told in `errors` and `failures`. */
export type Run = (execution: Execution) => Promise<void>;

type Compiling = { sourceOf: (service: string) => SubgraphDataSource; isSubtype: IsSubtype };

/** Turns a plan into functions once, so that to execute it is to call them. Throws on what is not supported (`@defer`, subscriptions). */
export function compilePlan(plan: QueryPlan, compiling: Compiling): Run {
  if (!plan.node) return nothing;
  if (plan.node.kind === 'Subscription') throw new GraphQLError('Subscriptions are not supported.', { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
  return compileNode(plan.node, [], compiling);
}

const nothing: Run = async () => {};

function compileNode(node: PlanNode, path: PlanPath, compiling: Compiling): Run {
  switch (node.kind) {
    case 'Fetch': return node.requires ? compileEntityFetch(node, path, compiling) : compileRootFetch(node, path, compiling);
    case 'Flatten': return compileNode(node.node, [...path, ...node.path.map(String)], compiling);
    case 'Sequence': return inSequence(node.nodes.map((each) => compileNode(each, path, compiling)));
    case 'Parallel': {
      const runs = node.nodes.map((each) => compileNode(each, path, compiling));
      return async (execution) => void await Promise.all(runs.map((run) => run(execution)));
    }
    case 'Condition': {
      const whenTrue = node.ifClause ? compileNode(node.ifClause, path, compiling) : nothing;
      const whenFalse = node.elseClause ? compileNode(node.elseClause, path, compiling) : nothing;
      return (execution) => (execution.conditions[node.condition] === true ? whenTrue(execution) : whenFalse(execution));
    }
    case 'Defer': throw new Error('The planner made a plan with @defer, which was not asked for.');
  }
}

function inSequence(runs: readonly Run[]): Run {
  return async (execution) => {
    for (const run of runs) await run(execution);
  };
}

/** A fetch of root fields. Below a path it is a root type within the answer, as a mutation's payload may have. */
function compileRootFetch(node: FetchNode, path: PlanPath, { sourceOf, isSubtype }: Compiling): Run {
  const source = sourceOf(node.serviceName);
  const bodyOf = compileBody(node);
  const kind = node.operationKind === 'mutation' ? 'mutation' : 'query';
  return async (execution) => {
    const objects = objectsAt(execution.tree, path);
    if (objects.length === 0) return;
    const answer = await ask(source, { body: bodyOf(execution.variables), kind }, node, execution, () => placesOf(execution.tree, path, new Set(objects), placesMax));
    if (!answer) return;
    if (answer.errors) tellRootErrors(answer.errors, placesOf(execution.tree, path, new Set(objects), placesMax), source.name, execution);
    if (!answer.data) return;
    if (node.outputRewrites) rewrite(answer.data, node.outputRewrites, isSubtype);
    for (const object of objects) merge(object, answer.data);
  };
}

/** A fetch of what a service adds to entities that stand at a path of the answer. Each entity is asked for once, wherever it stands. */
function compileEntityFetch(node: FetchNode, path: PlanPath, { sourceOf, isSubtype }: Compiling): Run {
  const source = sourceOf(node.serviceName);
  const bodyOf = compileBody(node);
  const { inputRewrites, outputRewrites } = node;
  const represent = compileRepresentation(node.requires ?? [], isSubtype);
  const representRewritten = (object: Tree): string | undefined => {
    const text = represent(object);
    if (text === undefined || !inputRewrites) return text;
    const representation: unknown = JSON.parse(text);
    rewrite(representation, inputRewrites, isSubtype);
    return JSON.stringify(representation);
  };
  return async (execution) => {
    const entities = new Map<string, Tree[]>();
    for (const object of objectsAt(execution.tree, path)) {
      const text = representRewritten(object);
      if (text === undefined) continue;
      const same = entities.get(text);
      if (same) same.push(object);
      else entities.set(text, [object]);
    }
    if (entities.size === 0) return;
    const objects = [...entities.values()];
    const body = bodyOf(execution.variables, `[${[...entities.keys()].join(',')}]`);
    const answer = await ask(source, { body, kind: 'query', representations: entities.size }, node, execution, () => placesOf(execution.tree, path, new Set(objects.flat()), placesMax));
    if (!answer) return;
    const found = answer.data?.['_entities'];
    if (answer.errors) tellEntityErrors(answer.errors, objects, path, source.name, execution);
    if (found === null || found === undefined) return;
    objects.forEach((targets, index) => {
      const entity: unknown = (found as unknown[])[index];
      if (!isTree(entity)) return;
      entity['__typename'] ??= targets[0]?.['__typename'];
      if (outputRewrites) rewrite(entity, outputRewrites, isSubtype);
      for (const target of targets) merge(target, entity);
    });
  };
}

type BodyOf = (variables: Record<string, unknown>, representations?: string) => string;

/** The body of the request: everything that does not depend on variables is text already. */
function compileBody({ operation, operationName, variableUsages = [] }: FetchNode): BodyOf {
  const start = `{"query":${JSON.stringify(operation)}${operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`}`;
  const used = variableUsages.map((name) => ({ name, label: `${JSON.stringify(name)}:` }));
  return (variables, representations) => {
    const texts = representations === undefined ? [] : [`"representations":${representations}`];
    for (const { name, label } of used) {
      if (Object.hasOwn(variables, name) && variables[name] !== undefined) texts.push(label + JSON.stringify(variables[name]));
    }
    return texts.length === 0 ? `${start}}` : `${start},"variables":{${texts.join(',')}}}`;
  };
}

type Question = Parameters<SubgraphDataSource['ask']>[0];

/** Asks a subgraph; undefined when it failed as a whole, which is noted. */
async function ask(source: SubgraphDataSource, question: Question, { operation }: FetchNode, execution: Execution, places: () => ResponsePath[]): Promise<SubgraphAnswer | undefined> {
  const fail = (error: GraphQLError): void => void execution.failures.push({ error, query: operation, places: places() });
  try {
    const answer = await source.ask(question, execution.context);
    if (!isUsable(answer, question.representations)) throw new GraphQLError(`The ${source.name} service gave an answer that cannot be used.`, { extensions: { code: 'SUBGRAPH_BAD_RESPONSE', service: source.name } });
    if (answer.data) return answer;
    // without data an error that names no field concerns all of them
    for (const { message, path, extensions } of answer.errors ?? []) if (!path) fail(new GraphQLError(message, { extensions: { ...extensions, service: source.name } }));
    const placed = answer.errors?.filter(({ path }) => path) ?? [];
    return placed.length > 0 ? { errors: placed } : undefined;
  } catch (error) {
    fail(error instanceof GraphQLError ? error : new GraphQLError('Internal error', { originalError: error as Error, extensions: { code: 'INTERNAL_SERVER_ERROR', service: source.name } }));
    return undefined;
  }
}

/** An entity fetch must answer for each representation, or say by errors why not. */
function isUsable({ data, errors }: SubgraphAnswer, representations: number | undefined): boolean {
  if (representations === undefined || !data) return true;
  const entities = data['_entities'];
  return Array.isArray(entities) ? entities.length === representations : (entities === null || entities === undefined) && errors !== undefined;
}

function tellRootErrors(errors: readonly SubgraphError[], prefixes: readonly ResponsePath[], service: string, execution: Execution): void {
  for (const error of errors) {
    if (!error.path) tell(execution, error, service, undefined);
    else for (const prefix of prefixes) tell(execution, error, service, [...prefix, ...error.path]);
  }
}

/** The path `_entities, 3, name` of a subgraph's error becomes every place at which its fourth entity stands. */
function tellEntityErrors(errors: readonly SubgraphError[], objects: readonly Tree[][], path: PlanPath, service: string, execution: Execution): void {
  for (const error of errors) {
    const [field, index, ...rest] = error.path ?? [];
    const concerned = field === '_entities' && typeof index === 'number' ? objects[index] : undefined;
    if (!concerned) tell(execution, error, service, undefined);
    else for (const place of placesOf(execution.tree, path, new Set(concerned), placesMax)) tell(execution, error, service, [...place, ...rest]);
  }
}

function tell({ errors }: Execution, { message, extensions }: SubgraphError, service: string, path: ResponsePath | undefined): void {
  if (errors.length < errorsMax) errors.push({ message, ...(path ? { path } : {}), extensions: { ...extensions, service } });
}

const placesMax = 10;
const errorsMax = 200;
