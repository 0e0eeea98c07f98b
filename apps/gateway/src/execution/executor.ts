import { setImmediate as turn } from 'node:timers/promises';
import type { QueryPlan } from '@apollo/query-planner';
import {
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
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
import { measurePlan } from '../telemetry/measurements.ts';
import type { Planner } from './planner.ts';
import type { PlanPriority } from './planning-threads.ts';
import type { SubgraphDataSource } from '../subgraphs/data-source.ts';

/** A planned and compiled operation for viewers with the same grant. */
type Prepared = {
  /** the client's operation under the values of its `@skip` and `@include`; denied fields are removed only from the plan */
  readonly operation: Operation;
  /** undefined if the viewer may select none of the fields */
  readonly plan: QueryPlan | undefined;
  /** whether no service can resolve any selected field: the response then has only errors */
  readonly unanswerable: boolean;
  readonly denied: readonly Denied[];
  readonly run: Run;
  readonly write: WriteAnswer;
  /** the client's names for keys that differ in the plan */
  readonly names: ReadonlyMap<string, string>;
  readonly asked: Asked;
};

/** An operation of a past request: its viewer, the values of its conditions, and the decisions on labels of `@override`. */
export type Asked = {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly choices: Readonly<Record<string, boolean>>;
  readonly overrides: Overrides;
  readonly viewer: Viewer;
};

/** A valid operation of a document; `hash` identifies its text. */
type Executable = {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly operation: OperationDefinitionNode;
};
/** `data` is undefined if a variable has a wrong value, and null if a null propagated to the root or no field could be resolved. */
type Executed = { data?: AnswerData | null; errors?: readonly GraphQLError[] };

export type Executor = {
  /** Executes an operation with the variables of the client. @throws GraphQLError if the operation cannot be planned, or a condition is null */
  execute(executable: Executable, variables: Record<string, unknown>, context: RequestContext): Promise<Executed>;
  /** Returns the prepared operation, from the cache if possible. Concurrent requests for an operation share one planning. Rejects as `Planner.plan` does. */
  prepare(request: {
    document: DocumentNode;
    hash: string;
    operationName: string | undefined;
    variables: Readonly<Record<string, unknown>>;
    context: RequestContext;
  }): Promise<Prepared>;
  /** Prepares operations for an anonymous viewer and the given viewers, one at a time; operations that are no longer valid are skipped. */
  warm(
    operations: readonly { document: string; operationName?: string | undefined }[],
    hashOf: (document: string) => string,
    viewers: readonly RequestContext['viewer'][],
  ): Promise<number>;
  /** The most recently requested operations, the latest first. */
  recent(max: number): Asked[];
  /** Prepares an operation that was requested of another supergraph; false if it is not valid on this one. */
  adopt(asked: Asked): Promise<boolean>;
  stats(): { hits: number; misses: number; size: number; threads: number; waiting: number };
};
type Options = {
  planner: Planner;
  sources: ReadonlyMap<string, SubgraphDataSource>;
  authorization: Authorization | undefined;
  overrideChoice: OverrideChoice;
};

/** The `data` of a response as the JSON text sent to the client. Code that needs its values parses it. */
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
 * Executes operations: plans once for each operation, grant, set of conditions and decision on labels of `@override`, runs the fetches of the plan, and writes the response. A value
 * that a subgraph failed to return is null with an error at its path; the rest of the response is unaffected.
 */
export function createExecutor({ planner, sources, authorization, overrideChoice }: Options): Executor {
  const cache = new LRUCache<string, Prepared>({ max: operationsMax });
  const preparing = new Map<string, Promise<Prepared>>();
  const factsByDocument = new WeakMap<DocumentNode, Map<string | undefined, Facts>>();
  const counts = { hits: 0, misses: 0 };
  const sourceOf = (service: string): SubgraphDataSource => {
    const source = sources.get(service);
    if (!source) throw new Error(`The supergraph has no subgraph ${service}.`);
    return source;
  };

  /** The variables with their defaults, or the errors of those that do not fit their types. */
  const coerce = (
    definitions: readonly VariableDefinitionNode[],
    variables: Record<string, unknown>,
  ): ReturnType<typeof getVariableValues> =>
    definitions.length === 0
      ? { coerced: {} }
      : getVariableValues(planner.schema, definitions, withPlainNumbers(variables), { maxErrors: variableErrorsMax });

  const keyFor = (key: string, viewer: Viewer): string => `${key} ${authorization?.grantOf(viewer) ?? ''}`;

  const factsOf = (document: DocumentNode, hash: string, operationName: string | undefined): Facts => {
    let ofDocument = factsByDocument.get(document);
    if (!ofDocument) factsByDocument.set(document, (ofDocument = new Map()));
    let facts = ofDocument.get(operationName);
    if (facts) return facts;
    const operation = operationOf(document, operationName);
    const key = `${hash} ${operationName ?? ''}`;
    facts = {
      key,
      plainKey: `${key}  `,
      conditions: conditionVariables(operation),
      labels: planner.overrideLabels.all.length === 0 ? [] : planner.overrideLabels.of(operation),
    };
    ofDocument.set(operationName, facts);
    return facts;
  };

  /** The values of the variables in `@skip` and `@include`: each combination is planned separately. */
  const choicesOf = ({ conditions }: Facts, variables: Readonly<Record<string, unknown>>): Record<string, boolean> => {
    if (conditions.length === 0) return nothing;
    if (conditions.length > conditionsMax) throw tooManyConditions(conditions.length);
    return Object.fromEntries(
      conditions.map(({ name, fallback }) => [name, choiceOf(name, variables[name], fallback)]),
    );
  };

  /** A request gets one decision for its operation, used for both explanation and execution. */
  const overridesOf = ({ notes }: RequestContext, { labels }: Facts): Overrides =>
    labels.length === 0 ? nothing : (notes.overrides ??= overrideChoice.draw(labels));

  const prepare: Executor['prepare'] = async ({ document, hash, operationName, variables, context }) => {
    const { viewer } = context;
    const facts = factsOf(document, hash, operationName);
    return prepareAs(
      facts,
      {
        document,
        hash,
        operationName,
        choices: choicesOf(facts, variables),
        overrides: overridesOf(context, facts),
        viewer,
      },
      isAuthenticated(viewer) ? 'signed-in' : 'anonymous',
      context,
    );
  };

  /** The prepared operation, if it is the same for all requests and viewers. */
  const preparedForAll = (facts: Facts): Prepared | undefined => {
    if (facts.conditions.length > 0 || facts.labels.length > 0) return undefined;
    const known = cache.get(facts.plainKey);
    if (known) counts.hits += 1;
    return known;
  };

  const prepareAs = (
    facts: Facts,
    asked: Asked,
    priority: PlanPriority,
    context: RequestContext,
  ): Promise<Prepared> | Prepared => {
    const { document, operationName, choices, overrides, viewer } = asked;
    const key = `${facts.key} ${bits(choices)} ${bits(overrides)}`;
    const known = cache.get(key) ?? cache.get(keyFor(key, viewer));
    counts[known ? 'hits' : 'misses'] += 1;
    if (known) return known;
    // An operation that an anonymous viewer may see in full is planned once for all viewers.
    const isForAll = (authorization?.authorize(document, operationName, anonymous).denied.length ?? 0) === 0;
    const cacheKey = isForAll ? key : keyFor(key, viewer);
    return measurePlan(context, async () => {
      const planning =
        preparing.get(cacheKey) ?? planAs(asked, priority, cacheKey).finally(() => preparing.delete(cacheKey));
      preparing.set(cacheKey, planning);
      return planning;
    });
  };

  const planAs = async (
    { document, hash, operationName, choices, overrides, viewer }: Asked,
    priority: PlanPriority,
    cacheKey: string,
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
    const plan = planned && (await planner.plan(planned.document, operationName, overrides, priority));
    const run = plan ? compilePlan(plan, { ...planner, sourceOf, constants: planned.constants }) : async () => {};
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
    cache.set(cacheKey, prepared);
    return prepared;
  };

  const execute: Executor['execute'] = async ({ document, hash, operation: asked }, variables, context) => {
    const { name, variableDefinitions = [] } = asked;
    const { coerced, errors: refused } = coerce(variableDefinitions, variables);
    if (refused) return { errors: refused.map(badVariable) };
    const operationName = name?.value;
    const { operation, denied, unanswerable, run, write, names } =
      preparedForAll(factsOf(document, hash, operationName)) ??
      (await prepare({ document, hash, operationName, variables: coerced, context }));
    const sent = withTypedNumbers(variables, variableDefinitions, planner.schema);
    const execution: Execution = {
      context,
      variables: sent,
      conditions: coerced,
      tree: {},
      shared: false,
      escapes: false,
      errors: [],
      failures: [],
      errorsOmitted: 0,
      afterwards: [],
    };
    await run(execution);
    for (const finish of execution.afterwards) finish();
    const found = collectErrors(execution, denied, names);
    const introspected = createIntrospected(planner.introspect, operation, coerced);
    let written = write(execution.tree, execution, found.report, introspected);
    if (!introspected.isComplete()) {
      await introspected.complete(context.lifetime);
      written = write(execution.tree, execution, found.report, introspected);
    }
    const json = unanswerable ? undefined : written;
    const errors = found.all();
    return {
      data: json === undefined ? null : new AnswerData(json),
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
        const facts = factsOf(document, asked.hash, operationName);
        const choices = choicesOf(facts, {});
        for (const viewer of viewers) {
          for (const overrides of overrideChoice.likeliest(facts.labels, overridesWarmedMax))
            await prepareAs(facts, { ...asked, choices, overrides, viewer }, 'later', contextFor(viewer));
        }
        warmed += 1;
      }
      return warmed;
    },
    recent: (max) => [...cache.values()].slice(0, max).map(({ asked }) => asked),
    async adopt(asked) {
      if (validate(planner.schema, asked.document).length > 0) return false;
      const facts = factsOf(asked.document, asked.hash, asked.operationName);
      await prepareAs(
        facts,
        {
          ...asked,
          choices: choicesOf(facts, asked.choices),
          overrides: overrideChoice.adapt(facts.labels, asked.overrides),
        },
        'later',
        contextFor(asked.viewer),
      );
      return true;
    },
    stats: () => ({ ...counts, size: cache.size, ...planner.stats() }),
  };
}

/** The context of a plan that is made ahead of requests. */
const contextFor = (viewer: Viewer): RequestContext => ({ viewer, notes: {} }) as RequestContext;

/** The facts about an operation that decide its plan, and do not depend on the request. */
type Facts = {
  /** the text and the name of the operation */
  readonly key: string;
  /** the key of its plan, if there are neither conditions nor labels and the plan is for all viewers */
  readonly plainKey: string;
  readonly conditions: readonly ConditionVariable[];
  /** the labels of `@override` on which the plan depends */
  readonly labels: readonly string[];
};

const nothing: Readonly<Record<string, never>> = {};

const badVariable = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    originalError: error,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

/** A part of the cache key of a prepared operation: the values that decide its plan; their names follow from the operation. */
const bits = (choices: Readonly<Record<string, boolean>>): string => Object.values(choices).map(Number).join('');

/** A Boolean with a default may be null by its type, but `if` may not. */
function choiceOf<T>(name: string, value: unknown, fallback: T): boolean | T {
  if (value === null)
    throw new GraphQLError(`Variable "$${name}" is used in @skip or @include, so it must not be null.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  return value === undefined ? fallback : value === true;
}

const tooManyConditions = (found: number): GraphQLError =>
  new GraphQLError(
    `The operation has ${found} variables in @skip and @include; at most ${conditionsMax} are allowed, because each combination is planned separately. Split it into several operations.`,
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

/** The text of a whole response. `data` is already text, so it is not serialized twice. */
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
