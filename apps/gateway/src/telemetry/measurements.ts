import { GraphQLError } from 'graphql';
import { currentTrail, startSpan } from '@kexie/kernel';
import type { Measurements, RequestContext, ServiceTotals } from '../context.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphRequest } from '../subgraphs/data-source.ts';

/** The measurements of this request so far. */
export const measurementsOf = ({ notes }: RequestContext): Measurements =>
  (notes.measurements ??= { planMs: undefined, services: new Map() });

/** Waits for the plan of a request in a span of its trace, and records the time. A plan made ahead of requests has no span. */
export async function measurePlan<T>(context: RequestContext, plan: () => Promise<T>): Promise<T> {
  const span = currentTrail() && startSpan({ name: 'plan', kind: 'internal' });
  const begun = performance.now();
  try {
    return await plan();
  } finally {
    measurementsOf(context).planMs = performance.now() - begun;
    span?.end();
  }
}

/** Wraps a data source so that every subgraph request has a span and is recorded in the measurements of its request. The subgraph continues the trace from that span. */
export function measureSource<Source extends SubgraphDataSource>(
  source: Source,
  onAsked: (representations: number) => void,
): Source {
  return {
    ...source,
    async ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { representations = 0, kind } = request;
      const totals = totalsOf(context, source.name);
      totals.requests += 1;
      totals.representations += representations;
      onAsked(representations);
      const span = startSpan({
        name: `ask ${source.name}`,
        kind: 'client',
        facts: {
          'peer.service': source.name,
          'graphql.operation.type': kind,
          'graphql.representations': representations,
        },
      });
      const begun = performance.now();
      try {
        const answer = await source.ask(request, continued(context, span.traceparent));
        span.describe({ 'graphql.errors': answer.errors?.length ?? 0 });
        return answer;
      } catch (error) {
        totals.failed += 1;
        span.describe({ 'graphql.error.code': codeOf(error) });
        span.fail(error);
        throw error;
      } finally {
        totals.ms += performance.now() - begun;
        span.end();
      }
    },
  };
}

function totalsOf(context: RequestContext, service: string): ServiceTotals {
  const { services } = measurementsOf(context);
  const known = services.get(service);
  if (known) return known;
  const totals: ServiceTotals = { requests: 0, representations: 0, ms: 0, failed: 0 };
  services.set(service, totals);
  return totals;
}

/** The same request with another trace parent; the same object if it already has that parent. */
function continued(context: RequestContext, traceparent: string | undefined): RequestContext {
  if (traceparent === undefined || traceparent === context.forwarded['traceparent']) return context;
  return { ...context, forwarded: { ...context.forwarded, traceparent } };
}

function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions['code']) : 'INTERNAL_SERVER_ERROR';
}
