import type { GraphQLRequestContext } from '@apollo/server';
import { Kind, type DocumentNode, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from '@kexie/service/process';
import type { Cost, RequestContext } from '../context.ts';
import type { OperationPlugin } from '../hooks.ts';
import { measureArguments } from './arguments.ts';
import { amountFor, isAnonymous, type ByRole } from './budgets.ts';
import { costOfPlan } from './cost.ts';
import { compileCost, type CostPlan } from './cost-plan.ts';
import { createIntrospectionPrice } from './introspection-price.ts';
import { readPrices } from './prices.ts';
import { clientKey, refusalCost, type Allowance, type CostRate } from './rate.ts';
import { withPlainNumbers } from '../exact-numbers.ts';
import { refusal, inWords } from './refusal.ts';
import { refuseCost } from './refuse-cost.ts';
import { countFields, refuseStructure, structureLimits, type StructureLimits } from './structure.ts';
import { refuseVariables, variableLimits } from './variables.ts';

export type LimitOptions = {
  /** The full supergraph, with its cost directives. */
  sdl: string;
  schema: GraphQLSchema;
  /** The largest cost of one operation, by role; viewers without an amount have no limit. */
  budgets: ByRole;
  /** Shared by all graphs of the process: buckets outlive the supergraph, so a schema change does not reset anyone's budget. */
  rate: CostRate;
  /** Viewers that may read the schema by introspection: all, or those with one of these roles. */
  introspection: 'public' | readonly string[];
  structure?: StructureLimits;
  /** The assumed length of a list without `@listSize`. */
  listSize?: number;
};
/** The estimated cost of the operation of a request, once it is validated. */
export const costOf = ({ notes }: RequestContext): Cost | undefined => notes.cost;

/**
 * Refuses operations that are too large or too expensive before validation and planning spend time on them, and reports the cost to the client in
 * `x-graphql-cost` and `x-graphql-cost-budget`. It must come before all plugins that read the operation.
 */
export function createLimits({
  sdl,
  schema,
  budgets,
  rate,
  introspection,
  structure = structureLimits,
  listSize = listSizeDefault,
}: LimitOptions): OperationPlugin {
  const estimate = createCostEstimate({ sdl, schema, listSize });
  const refused = new WeakMap<DocumentNode, GraphQLError>();
  const spend = ({ viewer, address = '' }: RequestContext, cost: number): Allowance =>
    rate.spend(clientKey(viewer, address), viewer, cost);
  return {
    parsingDidStart:
      ({ contextValue }) =>
      (error) =>
        void (error && spend(contextValue, refusalCost)),
    validationDidStart: (request) => {
      const { contextValue, document } = request;
      const error = refuseStructure(document, structure);
      spend(contextValue, Math.floor(countFields(document) / fieldsForOne));
      if (!error) return (errors = []) => void (errors.length > 0 && spend(contextValue, refusalCost));
      // This hook cannot refuse. Validation gets a harmless document instead, which Apollo Server caches under the hash of the text, so that the
      // same text is refused again without being measured.
      const harmless = withoutContent(document, structure.operations);
      refused.set(harmless, error);
      (request as { document: DocumentNode }).document = harmless;
      return undefined;
    },
    didResolveOperation: (request) => {
      const { contextValue: context, document } = request;
      const error =
        refused.get(document) ??
        refuseRequest(request, estimate, {
          budgets,
          introspection,
          pageSize: structure.pageSize,
          listItems: structure.listItems,
        });
      const cost = context.notes.cost?.cost ?? refusalCost;
      const { allowed, perMinute, left, retryAfterS } = spend(context, error ? refusalCost : Math.max(cost, costMin));
      if (Number.isFinite(perMinute)) request.response.http.headers.set('x-graphql-cost-left', String(left));
      if (!allowed) throw tooMuch(perMinute, retryAfterS);
      if (error) throw error;
    },
  };
}

/** A document with the same operations, each selecting only `__typename`, so that the choice of an operation by name has the same result. */
function withoutContent({ definitions }: DocumentNode, operationsMax: number): DocumentNode {
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  const operations = definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .slice(0, operationsMax);
  return {
    kind: Kind.DOCUMENT,
    definitions: operations.map((operation) => ({
      ...operation,
      variableDefinitions: [],
      directives: [],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [typename] },
    })),
  };
}

/** The cost of one operation, compiled; `pageVariables` are its variables for the size of a page. */
type KnownCost = CostPlan & { pageVariables: ReadonlySet<string>; costWithoutVariables: number | undefined };

/** Estimates the cost of operations of one supergraph: compiles each operation once and walks its fields for each request. */
export function createCostEstimate({
  sdl,
  schema,
  listSize = listSizeDefault,
}: {
  sdl: string;
  schema: GraphQLSchema;
  listSize?: number;
}) {
  const prices = readPrices(sdl);
  const priceIntrospection = createIntrospectionPrice(schema);
  const assumptions = { listSize };
  const plans = new WeakMap<OperationDefinitionNode, KnownCost>();
  const planOf = (document: DocumentNode, operation: OperationDefinitionNode): KnownCost => {
    const known = plans.get(operation);
    if (known) return known;
    const plan: KnownCost = {
      ...compileCost(document, operation, { schema, prices, priceIntrospection }),
      pageVariables: measureArguments(document).pageVariables,
      costWithoutVariables: undefined,
    };
    plans.set(operation, plan);
    return plan;
  };
  return {
    planOf,
    assumptions,
    costOf: (plan: CostPlan, variables: Record<string, unknown>): number => costOfPlan(plan, variables, assumptions),
  };
}

type Estimate = ReturnType<typeof createCostEstimate>;
type Rules = { budgets: ByRole; introspection: LimitOptions['introspection']; pageSize: number; listItems: number };

/** The limit that this request exceeds with its variables and for its viewer, or undefined. Records the cost of the request. */
function refuseRequest(
  { contextValue: context, document, operation, request, response }: GraphQLRequestContext<RequestContext>,
  { planOf, assumptions, costOf: costOfVariables }: Estimate,
  rules: Rules,
): GraphQLError | undefined {
  if (!document || !operation) return undefined;
  const sent = request.variables ?? {};
  const plan = planOf(document, operation);
  const tooLarge = refuseVariables({ ...plan.defaults, ...sent }, plan.pageVariables, {
    ...variableLimits,
    pageSize: rules.pageSize,
    listItems: rules.listItems,
  });
  if (tooLarge) return tooLarge;
  if (plan.introspects && !mayIntrospect(context.viewer, rules.introspection)) return introspectionForbidden();
  const variables = withPlainNumbers(sent);
  const cost =
    Object.keys(sent).length === 0
      ? (plan.costWithoutVariables ??= costOfVariables(plan, sent))
      : costOfVariables(plan, variables);
  const budget = amountFor(context.viewer, rules.budgets);
  context.notes.cost = { cost, budget };
  response.http.headers.set('x-graphql-cost', String(Math.round(cost)));
  if (Number.isFinite(budget)) response.http.headers.set('x-graphql-cost-budget', String(budget));
  if (cost <= budget) return undefined;
  return refuseCost({
    plan,
    variables,
    assumptions,
    cost,
    budget,
    budgetSignedIn: isAnonymous(context.viewer) ? rules.budgets['default'] : undefined,
  });
}

const mayIntrospect = ({ roles }: Viewer, introspection: LimitOptions['introspection']): boolean =>
  introspection === 'public' || roles.some((role) => introspection.includes(role));
const introspectionForbidden = (): GraphQLError =>
  refusal(
    'INTROSPECTION_FORBIDDEN',
    'Your roles do not allow introspection. Sign in with a role that does, or ask for the published schema.',
    { status: 403 },
  );
const tooMuch = (perMinute: number, retryAfterS: number): GraphQLError =>
  refusal(
    'RATE_LIMITED',
    `You have spent the cost of ${inWords(perMinute)} that is allowed per minute. Try again in ${retryAfterS} s, or request less.`,
    { status: 429, retryAfterS, details: { perMinute, retryAfterS } },
  );

const listSizeDefault = 10;
/** This many fields of an unknown text cost 1 in addition to the operation: validating a text of 2,000 fields takes tens of milliseconds. */
const fieldsForOne = 2;
/** An operation that costs nothing still has to be parsed. */
const costMin = 1;
