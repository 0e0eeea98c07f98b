import { HeaderMap, type GraphQLResponse } from '@apollo/server';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError, type DocumentNode } from 'graphql';
import type { ExplainedFetch, ExplainedPlan, RequestContext } from '../context.ts';
import type { OperationPlugin } from '../hooks.ts';
import { fetchesOf } from '../execution/plan-nodes.ts';
import type { Overrides } from '../execution/overrides.ts';

type Explained = Parameters<NonNullable<OperationPlugin['responseForOperation']>>[0];
type Options = {
  /** Plans an operation as it would be executed for this viewer; undefined if every field is denied. */
  prepare: (request: {
    document: DocumentNode;
    hash: string;
    operationName: string | undefined;
    variables: Readonly<Record<string, unknown>>;
    context: RequestContext;
  }) => Promise<{ plan: QueryPlan | undefined; asked: { overrides: Overrides } }>;
  costOf?: (context: RequestContext) => number | undefined;
  /** The roles that may see plans; undefined allows every viewer. */
  roles: readonly string[] | undefined;
};

/**
 * Implements the header `x-kexie-explain`: `plan` executes the operation and adds the plan and the estimated cost to `extensions`; `dry-run` only plans, and its data
 * is null. The plan is that of this viewer and contains no denied fields.
 */
export function explainOnRequest({ prepare, costOf = () => undefined, roles }: Options): OperationPlugin {
  const respond = async ({
    request: { variables = {} },
    document,
    queryHash: hash = '',
    operationName,
    contextValue,
  }: Explained): Promise<GraphQLResponse | null> => {
    const {
      plan,
      asked: { overrides },
    } = await prepare({ document, hash, operationName: operationName ?? undefined, variables, context: contextValue });
    const cost = costOf(contextValue);
    contextValue.notes.explanation = {
      plan: plan ? { ...(await explain(plan)), ...(Object.keys(overrides).length > 0 ? { overrides } : {}) } : null,
      ...(cost === undefined ? {} : { cost }),
    };
    return contextValue.explain === 'dry-run'
      ? { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: null } } }
      : null;
  };
  return {
    didResolveOperation: ({ contextValue: { explain: asked, viewer } }) => {
      if (asked !== undefined) allow(asked, viewer.roles, roles);
    },
    responseForOperation: (request) => (request.contextValue.explain === undefined ? null : respond(request)),
    willSendResponse: ({ response: { body }, contextValue: { notes } }) => {
      if (notes.explanation && body.kind === 'single')
        body.singleResult.extensions = { ...body.singleResult.extensions, ...notes.explanation };
    },
  };
}

function allow(asked: string, have: readonly string[], roles: readonly string[] | undefined): void {
  if (asked !== 'plan' && asked !== 'dry-run')
    throw new GraphQLError('The header x-kexie-explain must be "plan" or "dry-run".', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  if (!roles || have.some((role) => roles.includes(role))) return;
  throw new GraphQLError(
    `Plans are shown to the roles ${roles.join(', ')}. Omit the header x-kexie-explain, or sign in as one of them.`,
    { extensions: { code: 'EXPLAIN_FORBIDDEN', http: { status: 403 } } },
  );
}

/** A summary of a plan, and its text for people. */
export async function explain(plan: QueryPlan): Promise<ExplainedPlan> {
  // The planner takes 20 MB and half a second to load, and this thread needs it only for explanations.
  const { prettyFormatQueryPlan } = await import('@apollo/query-planner');
  const found = plan.node && plan.node.kind !== 'Subscription' ? [...fetchesOf(plan.node)] : [];
  const fetches = found.slice(0, fetchesMax).map(({ fetch, path }) => explainFetch(fetch, path.join('.')));
  return {
    services: [...new Set(fetches.map(({ service }) => service))].sort(),
    fetches,
    text: prettyFormatQueryPlan(plan),
  };
}

function explainFetch({ serviceName, operationKind, requires = [] }: FetchNode, at: string): ExplainedFetch {
  const types = requires.flatMap((selection) =>
    selection.kind === 'InlineFragment' && selection.typeCondition ? [selection.typeCondition] : [],
  );
  return { service: serviceName, kind: operationKind, at, requires: [...new Set(types)] };
}

const fetchesMax = 200;
