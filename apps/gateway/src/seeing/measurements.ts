import { GraphQLError } from 'graphql';
import { currentTrail, startSpan } from '@kexie/kernel';
import type { RequestContext } from '../context.ts';
import type { SubgraphAnswer, SubgraphDataSource, SubgraphRequest } from '../subgraphs/data-source.ts';

/** What one request asked of one service, in sum. Times of requests that ran side by side add up. */
export type Asked = { requests: number; representations: number; ms: number; failed: number };
/** What one request took, collected on its way. `planMs` is undefined when its plan was there already. */
export type Measurements = { planMs: number | undefined; services: Map<string, Asked> };

const byRequest = new WeakMap<RequestContext, Measurements>();

/** What this request has taken until now. */
export function measurementsOf(context: RequestContext): Measurements {
  const known = byRequest.get(context);
  if (known) return known;
  const measurements: Measurements = { planMs: undefined, services: new Map() };
  byRequest.set(context, measurements);
  return measurements;
}

/** Waits for the plan of a request, as a span of its trace, and notes how long that took. A plan that is made ahead of requests has no span. */
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

/** A data source whose every question is a span and a note in the measurements of its request. The subgraph continues the trace from that span. */
export function measureSource<Source extends SubgraphDataSource>(
  source: Source,
  onAsked: (representations: number) => void,
): Source {
  return {
    ...source,
    async ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { representations = 0, kind } = request;
      const asked = askedOf(context, source.name);
      asked.requests += 1;
      asked.representations += representations;
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
        asked.failed += 1;
        span.describe({ 'graphql.error.code': codeOf(error) });
        span.fail(error);
        throw error;
      } finally {
        asked.ms += performance.now() - begun;
        span.end();
      }
    },
  };
}

function askedOf(context: RequestContext, service: string): Asked {
  const { services } = measurementsOf(context);
  const known = services.get(service);
  if (known) return known;
  const asked: Asked = { requests: 0, representations: 0, ms: 0, failed: 0 };
  services.set(service, asked);
  return asked;
}

/** The same request with another parent for its trace, and the same object when that is its parent already. */
function continued(context: RequestContext, traceparent: string | undefined): RequestContext {
  if (traceparent === undefined || traceparent === context.forwarded['traceparent']) return context;
  return { ...context, forwarded: { ...context.forwarded, traceparent } };
}

function codeOf(error: unknown): string {
  return error instanceof GraphQLError ? String(error.extensions['code']) : 'INTERNAL_SERVER_ERROR';
}
