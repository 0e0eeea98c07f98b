import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { Kind, type DocumentNode, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { measureArguments } from './arguments.ts';
import { amountFor, isAnonymous, type ByRole } from './budgets.ts';
import { costOfPlan } from './cost.ts';
import { compileCost, type CostPlan } from './cost-plan.ts';
import { createIntrospectionPrice } from './introspection-price.ts';
import { readPrices } from './prices.ts';
import { clientKey, refusalCost, type CostRate } from './rate.ts';
import { withPlainNumbers } from '../exact-numbers.ts';
import { refusal, inWords } from './refusal.ts';
import { refuseCost } from './refuse-cost.ts';
import { countFields, refuseStructure, structureLimits, type StructureLimits } from './structure.ts';
import { refuseVariables, variableLimits } from './variables.ts';

export type LimitOptions = {
  /** The full supergraph, with its cost directives. */
  sdl: string;
  schema: GraphQLSchema;
  /** The largest cost of one operation, by role; none for whoever has no amount. */
  budgets: ByRole;
  /** Shared by all graphs of the process: a new supergraph gives nobody a new bucket. */
  rate: CostRate;
  /** Who may read the schema by introspection: everybody, or viewers with one of these roles. */
  introspection: 'public' | readonly string[];
  structure?: StructureLimits;
  /** How long a list is taken to be of which the schema says nothing. */
  listSize?: number;
};
/** What an operation is estimated to cost and what its viewer may spend on one; Infinity without a limit. */
export type Cost = { cost: number; budget: number };

const costs = new WeakMap<RequestContext, Cost>();
/** The estimated cost of the operation that a request asks for, once it is validated. */
export const costOf = (context: RequestContext): Cost | undefined => costs.get(context);

/**
 * Refuses operations that are too large or too expensive, before validation and planning spend time on them, and tells each client what its
 * operation costs: `x-graphql-cost`, `x-graphql-cost-budget`. Put it before all plugins that look at the operation.
 */
export function createLimits({
  sdl,
  schema,
  budgets,
  rate,
  introspection,
  structure = structureLimits,
  listSize = listSizeDefault,
}: LimitOptions): ApolloServerPlugin<RequestContext> {
  const estimate = createCostEstimate({ sdl, schema, listSize });
  const refused = new WeakMap<DocumentNode, GraphQLError>();
  return {
    requestDidStart: async ({ contextValue: { viewer, address = '' } }) => ({
      parsingDidStart: async () => async (error) =>
        void (error && rate.spend(clientKey(viewer, address), viewer, refusalCost)),
      validationDidStart: async (request) => {
        const error = refuseStructure(request.document, structure);
        rate.spend(clientKey(viewer, address), viewer, Math.floor(countFields(request.document) / fieldsForOne));
        if (!error)
          return async (errors = []) =>
            void (errors.length > 0 && rate.spend(clientKey(viewer, address), viewer, refusalCost));
        // This hook cannot refuse. Validation gets a harmless document instead, which Apollo Server remembers under the hash of the text, so
        // that the same text is refused again without being measured.
        const harmless = withoutContent(request.document, structure.operations);
        refused.set(harmless, error);
        (request as { document: DocumentNode }).document = harmless;
        return undefined;
      },
      didResolveOperation: async (request) => {
        const { contextValue: context, document } = request;
        const error =
          refused.get(document) ??
          refuseRequest(request, estimate, {
            budgets,
            introspection,
            pageSize: structure.pageSize,
            listItems: structure.listItems,
          });
        const { cost } = costs.get(context) ?? { cost: refusalCost };
        const { allowed, perMinute, left, retryAfterS } = rate.spend(
          clientKey(viewer, address),
          viewer,
          error ? refusalCost : Math.max(cost, costMin),
        );
        if (Number.isFinite(perMinute)) request.response.http.headers.set('x-graphql-cost-left', String(left));
        if (!allowed) throw tooMuch(perMinute, retryAfterS);
        if (error) throw error;
      },
    }),
  };
}

/** A document with the same operations, of which each asks for nothing but `__typename`: so whatever chooses among them chooses the same. */
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

/** Estimates the cost of operations of one supergraph: compiled once per operation, then a walk over its fields per request. */
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
  const plans = new WeakMap<OperationDefinitionNode, CostPlan & { pageVariables: ReadonlySet<string> }>();
  const planOf = (document: DocumentNode, operation: OperationDefinitionNode) => {
    const known = plans.get(operation);
    if (known) return known;
    const plan = {
      ...compileCost(document, operation, { schema, prices, priceIntrospection }),
      pageVariables: measureArguments(document).pageVariables,
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

/** What of this request goes too far, with its variables and for its viewer. Notes the cost on the way. */
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
  const variables = withPlainNumbers(sent);
  if (plan.introspects && !mayIntrospect(context.viewer, rules.introspection)) return introspectionForbidden();
  const cost = costOfVariables(plan, variables);
  const budget = amountFor(context.viewer, rules.budgets);
  costs.set(context, { cost, budget });
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
    'Your roles do not let you read the schema by introspection. Sign in with one that does, or ask for the published schema.',
    { status: 403 },
  );
const tooMuch = (perMinute: number, retryAfterS: number): GraphQLError =>
  refusal(
    'RATE_LIMITED',
    `You have spent the ${inWords(perMinute)} of cost that a minute allows. Try again in ${retryAfterS} s, or ask for less.`,
    { status: 429, retryAfterS, details: { perMinute, retryAfterS } },
  );

const listSizeDefault = 10;
/** So many fields of a text that is not known cost 1 beside the operation: to validate a text of 2,000 fields takes tens of milliseconds. */
const fieldsForOne = 2;
/** What brings nothing has to be read nevertheless. */
const costMin = 1;
