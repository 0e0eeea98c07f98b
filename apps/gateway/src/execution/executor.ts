import { setImmediate as turn } from 'node:timers/promises';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { QueryPlan } from '@apollo/query-planner';
import { getVariableValues, GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { anonymous, isAuthenticated, type Viewer } from '@kexie/service/process';
import type { Authorization, Denied } from '../access/authorization.ts';
import type { RequestContext } from '../context.ts';
import { parseJson, withPlainNumbers } from '../exact-numbers.ts';
import { compileAnswer, type WriteAnswer } from './answer.ts';
import { distinctField, distinctKeys, noDistinctKeys, withDistinctFields } from './distinct-keys.ts';
import { withExactLiterals, withTypedNumbers } from './exact-literals.ts';
import { collectErrors } from './failures.ts';
import type { Execution, Run } from './fetches.ts';
import {
  asksServices,
  conditionVariables,
  operationOf,
  withoutConditions,
  withoutSkipped,
  type ConditionVariable,
  type Operation,
} from './operation.ts';
import type { OverrideChoice, Overrides } from './overrides.ts';
import { createIntrospected } from './introspection.ts';
import { compilePlan } from './plan.ts';
import { measurePlan } from '../seeing/measurements.ts';
import type { Planner } from './planner.ts';
import type { PlanFor } from './planning-threads.ts';
import type { SubgraphDataSource } from '../subgraphs/data-source.ts';

export type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
export type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;

/** An operation made ready for viewers of one grant: planned and compiled. */
export type Prepared = {
  /** what the client asks under the values of its `@skip` and `@include`; what the viewer may not see is left out of the plan only */
  readonly operation: Operation;
  /** undefined when there is nothing that the viewer may ask */
  readonly plan: QueryPlan | undefined;
  /** whether no service can give anything of what is asked: then there are no data but errors for each field */
  readonly unanswerable: boolean;
  readonly denied: readonly Denied[];
  readonly run: Run;
  readonly write: WriteAnswer;
  /** how the client calls what the plan calls otherwise */
  readonly names: ReadonlyMap<string, string>;
  readonly asked: Asked;
};

/** An operation as it was asked: by whom, with which values of its conditions, and under which decisions on labels of `@override`. */
export type Asked = {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly choices: Readonly<Record<string, boolean>>;
  readonly overrides: Overrides;
  readonly viewer: Viewer;
};

export type Executor = {
  execute: GatewayExecutor;
  /** The prepared operation, from the cache if it is there. An operation that is not there is planned once, however many ask. Rejects as `Planner.plan`. */
  prepare(request: {
    document: DocumentNode;
    hash: string;
    operationName: string | undefined;
    variables: Readonly<Record<string, unknown>>;
    context: RequestContext;
  }): Promise<Prepared>;
  /** Prepares operations for an anonymous viewer and those given, one at a time; those that are not valid any more are left out. */
  warm(
    operations: readonly { document: string; operationName?: string | undefined }[],
    hashOf: (document: string) => string,
    viewers: readonly RequestContext['viewer'][],
  ): Promise<number>;
  /** The operations that were asked last, the latest first. */
  recent(max: number): Asked[];
  /** Prepares an operation as it was asked of another supergraph; false when it is not valid on this one. */
  adopt(asked: Asked): Promise<boolean>;
  stats(): { hits: number; misses: number; size: number; threads: number; waiting: number };
};
type Question = Parameters<Executor['prepare']>[0];
type Options = {
  planner: Planner;
  sources: ReadonlyMap<string, SubgraphDataSource>;
  authorization: Authorization | undefined;
  overrideChoice: OverrideChoice;
};

/** The `data` of an answer, as the text that goes to the client. Whoever wants to look into it parses it. */
export class AnswerData {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
  toJSON(): unknown {
    return parseJson(this.json);
  }
}

/**
 * Executes operations: plans once for each operation, grant, choice of conditions and decision on labels of `@override`, makes the fetches of the plan, and writes the answer. What a subgraph could not
 * give is null with an error at its place; the rest answers.
 */
export function createExecutor({ planner, sources, authorization, overrideChoice }: Options): Executor {
  const cache = new LRUCache<string, Prepared>({ max: operationsMax });
  const preparing = new Map<string, Promise<Prepared>>();
  const conditions = new LRUCache<string, readonly ConditionVariable[]>({ max: operationsMax });
  const labels = new LRUCache<string, readonly string[]>({ max: operationsMax });
  const decisions = new WeakMap<RequestContext, Overrides>();
  const counts = { hits: 0, misses: 0 };
  const sourceOf = (service: string): SubgraphDataSource => {
    const source = sources.get(service);
    if (!source) throw new Error(`The supergraph has no subgraph ${service}.`);
    return source;
  };

  const keyFor = (key: string, viewer: Viewer): string => `${key} ${authorization?.grantOf(viewer) ?? ''}`;

  /** The values of the variables in `@skip` and `@include`: each choice is planned alone. */
  const choicesOf = ({
    document,
    hash,
    operationName,
    variables,
  }: Omit<Question, 'context'>): Record<string, boolean> => {
    const key = `${hash} ${operationName ?? ''}`;
    let known = conditions.get(key);
    if (!known) conditions.set(key, (known = conditionVariables(operationOf(document, operationName))));
    if (known.length > conditionsMax) throw tooManyConditions(known.length);
    return Object.fromEntries(known.map(({ name, fallback }) => [name, choiceOf(name, variables[name], fallback)]));
  };

  /** The labels of `@override` on which the plan of an operation depends. */
  const labelsOf = ({
    document,
    hash,
    operationName,
  }: Pick<Asked, 'document' | 'hash' | 'operationName'>): readonly string[] => {
    const key = `${hash} ${operationName ?? ''}`;
    let known = labels.get(key);
    if (!known) labels.set(key, (known = planner.overrideLabels.of(operationOf(document, operationName))));
    return known;
  };

  /** A request has one operation and one decision, for its explanation and its execution alike. */
  const overridesOf = (context: RequestContext, question: Question): Overrides => {
    if (planner.overrideLabels.all.length === 0) return {};
    let made = decisions.get(context);
    if (!made) decisions.set(context, (made = overrideChoice.draw(labelsOf(question))));
    return made;
  };

  const prepare: Executor['prepare'] = async (question) => {
    const { context } = question;
    const whom = isAuthenticated(context.viewer) ? 'signed-in' : 'anonymous';
    return prepareAs(
      { ...question, choices: choicesOf(question), overrides: overridesOf(context, question), viewer: context.viewer },
      whom,
      context,
    );
  };

  const prepareAs = (asked: Asked, whom: PlanFor, context: RequestContext): Promise<Prepared> | Prepared => {
    const { document, hash, operationName, choices, overrides, viewer } = asked;
    const key = `${hash} ${operationName ?? ''} ${bits(choices)} ${bits(overrides)}`;
    const known = cache.get(key) ?? cache.get(keyFor(key, viewer));
    counts[known ? 'hits' : 'misses'] += 1;
    if (known) return known;
    // what even an anonymous viewer may see in full is planned once for everybody
    const isForAll = (authorization?.authorize(document, operationName, anonymous).denied.length ?? 0) === 0;
    const place = isForAll ? key : keyFor(key, viewer);
    return measurePlan(context, async () => {
      const begun = preparing.get(place) ?? planAs(asked, whom, place).finally(() => preparing.delete(place));
      preparing.set(place, begun);
      return begun;
    });
  };

  const planAs = async (
    { document, hash, operationName, choices, overrides, viewer }: Asked,
    whom: PlanFor,
    place: string,
  ): Promise<Prepared> => {
    const operation = withoutSkipped(operationOf(document, operationName), choices);
    const distinct = planner.hasInterfaceObjects ? distinctKeys(operation) : noDistinctKeys;
    const { document: allowed, denied } = authorization?.authorize(document, operationName, viewer) ?? {
      document,
      denied: [],
    };
    const planned =
      allowed &&
      withExactLiterals(
        withDistinctFields(withoutConditions(operationOf(allowed, operationName), choices), distinct),
        planner.schema,
      );
    const plan = planned && (await planner.plan(planned.document, operationName, overrides, whom));
    const run = plan
      ? compilePlan(plan, { ...planner, sourceOf, constants: planned?.constants ?? new Map() })
      : async () => {};
    const unanswerable =
      plan !== undefined &&
      plan.node === undefined &&
      planned !== undefined &&
      asksServices(operationOf(planned.document, operationName));
    const write = compileAnswer(
      { ...planner, keyOf: (field) => planner.keyOf(distinctField(field, distinct)) },
      operation,
    );
    const prepared: Prepared = {
      operation,
      plan,
      unanswerable,
      denied,
      run,
      write,
      names: distinct.names,
      asked: { document, hash, operationName, choices, overrides, viewer },
    };
    cache.set(place, prepared);
    return prepared;
  };

  const execute: GatewayExecutor = async ({
    document,
    queryHash,
    operation: { name, variableDefinitions = [] },
    request,
    context: scope,
  }) => {
    const context = scope as RequestContext;
    const variables = request.variables ?? {};
    const { coerced, errors: refused } = getVariableValues(
      planner.schema,
      variableDefinitions,
      withPlainNumbers(variables),
      { maxErrors: variableErrorsMax },
    );
    if (refused)
      return {
        errors: refused.map(
          (error) =>
            new GraphQLError(error.message, {
              nodes: error.nodes ?? null,
              originalError: error,
              extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
            }),
        ),
      };
    const { operation, denied, unanswerable, run, write, names } = await prepare({
      document,
      hash: queryHash,
      operationName: name?.value,
      variables: coerced,
      context,
    });
    const sent = withTypedNumbers(variables, variableDefinitions, planner.schema);
    const execution: Execution = {
      context,
      variables: sent,
      conditions: coerced,
      tree: {},
      shared: false,
      errors: [],
      failures: [],
      errorsOmitted: 0,
      afterwards: [],
    };
    await run(execution);
    for (const finish of execution.afterwards) finish();
    const found = collectErrors(execution, denied, names);
    const introspected = createIntrospected(planner.introspect, operation, coerced);
    let written = write(execution.tree, execution.shared, found.report, introspected);
    if (!introspected.isComplete()) {
      await introspected.complete(context.signal);
      written = write(execution.tree, execution.shared, found.report, introspected);
    }
    const json = unanswerable ? undefined : written;
    const errors = found.all();
    return {
      data: (json === undefined ? null : new AnswerData(json)) as Record<string, unknown> | null,
      ...(errors.length > 0 ? { errors } : {}),
    };
  };

  return {
    execute,
    prepare,
    async warm(operations, hashOf, viewers) {
      let warmed = 0;
      for (const { document: text, operationName } of operations) {
        await turn();
        const document = validDocument(text, planner);
        if (!document) continue;
        const asked = { document, hash: hashOf(text), operationName };
        const choices = choicesOf({ ...asked, variables: {} });
        for (const viewer of viewers) {
          for (const overrides of overrideChoice.likeliest(labelsOf(asked), overridesWarmedMax))
            await prepareAs({ ...asked, choices, overrides, viewer }, 'later', { viewer } as RequestContext);
        }
        warmed += 1;
      }
      return warmed;
    },
    recent: (max) => [...cache.values()].slice(0, max).map(({ asked }) => asked),
    async adopt(asked) {
      if (validate(planner.schema, asked.document).length > 0) return false;
      const choices = choicesOf({ ...asked, variables: asked.choices });
      await prepareAs(
        { ...asked, choices, overrides: overrideChoice.adapt(labelsOf(asked), asked.overrides) },
        'later',
        { viewer: asked.viewer } as RequestContext,
      );
      return true;
    },
    stats: () => ({ ...counts, size: cache.size, ...planner.stats() }),
  };
}

/** A part of the key of a prepared operation: the values of what decides its plan, whose names the operation has. */
const bits = (choices: Readonly<Record<string, boolean>>): string => Object.values(choices).map(Number).join('');

/** A Boolean with a default may be null by its type, but `if` may not. */
function choiceOf<T>(name: string, value: unknown, fallback: T): boolean | T {
  if (value === null)
    throw new GraphQLError(`Variable "$${name}" decides what is asked for, so it must not be null.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  return value === undefined ? fallback : value === true;
}

const tooManyConditions = (found: number): GraphQLError =>
  new GraphQLError(
    `The operation has ${found} variables in @skip and @include; at most ${conditionsMax} are allowed, because each choice is planned alone. Ask in several operations.`,
    { extensions: { code: 'TOO_MANY_CONDITIONS', http: { status: 400 } } },
  );

function validDocument(text: string, { schema }: Planner): DocumentNode | undefined {
  try {
    const document = parse(text, { maxTokens: tokensMax });
    return validate(schema, document).length === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a whole answer. `data` is text already, so that it is written once. */
export function stringifyAnswer({
  data,
  errors,
  extensions,
}: {
  data?: unknown;
  errors?: unknown;
  extensions?: unknown;
}): string {
  const parts: string[] = [];
  if (errors !== undefined) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) parts.push(`"data":${data instanceof AnswerData ? data.json : JSON.stringify(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join(',')}}`;
}

const conditionsMax = 10;
const overridesWarmedMax = 4;
const operationsMax = 2_000;
const variableErrorsMax = 10;
const tokensMax = 10_000;
