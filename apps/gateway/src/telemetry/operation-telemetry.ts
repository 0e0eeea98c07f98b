import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { currentTrail, type Logger } from '@kexie/kernel';
import type { Measurements, RequestContext } from '../context.ts';
import type { OperationPlugin } from '../hooks.ts';
import { measurementsOf } from './measurements.ts';
import type { Answered, Metrics } from './metrics.ts';

type Options = {
  metrics: Metrics;
  /** The estimated cost of the operation, if it has one. */
  costOf?: (context: RequestContext) => number | undefined;
  /** Operations that take at least this long are logged. */
  slowMs: number;
  /** Whether the others are logged too, at `debug`. */
  logAll: boolean;
  log: Logger;
};

/**
 * Reports each operation to operators: metrics, the name of its span, and one log line if it was slow or failed because of a service (all
 * others are logged at `debug`). The line contains no literal, no variable and no personal data except the viewer's id.
 */
export function reportOperations({ metrics, costOf = () => undefined, slowMs, logAll, log }: Options): OperationPlugin {
  return {
    requestDidStart: ({ contextValue: { notes } }) => {
      notes.begunAt = performance.now();
    },
    willSendResponse: (request) => {
      const { contextValue } = request;
      const now = performance.now();
      const ms = now - (contextValue.notes.begunAt ?? now);
      const answered = describe(request, ms, costOf(contextValue));
      metrics.answered(answered);
      nameSpan(request, answered);
      const warning =
        ms >= slowMs
          ? 'an operation was slow'
          : answered.codes.some(isFailure)
            ? 'an operation failed, or a part of it'
            : undefined;
      if (warning) log.warn(line(request, answered, ms), warning);
      else if (logAll) log.debug(line(request, answered, ms), 'an operation was answered');
    },
  };
}

/** A text that cannot be parsed has no hash, which the type of Apollo Server does not say. */
type Request = Omit<GraphQLRequestContextWillSendResponse<RequestContext>, 'queryHash'> & {
  queryHash?: string | undefined;
};

function describe(
  { operation, response: { body }, contextValue }: Request,
  ms: number,
  cost: number | undefined,
): Answered {
  const { data, errors } = body.kind === 'single' ? body.singleResult : {};
  const outcome = !errors?.length ? 'ok' : data === undefined ? 'refused' : data === null ? 'failed' : 'partial';
  const codes = !errors
    ? none
    : errors.map(({ extensions }) => String(extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'));
  return {
    type: operation?.operation ?? 'none',
    outcome,
    client: contextValue.client.name,
    seconds: ms / 1_000,
    codes,
    cost,
    measurements: measurementsOf(contextValue),
  };
}

function nameSpan({ operationName, queryHash }: Request, { type, outcome, codes, cost }: Answered): void {
  const span = currentTrail()?.span;
  if (!span) return;
  const name = operationName?.slice(0, nameLengthMax);
  span.describe(
    {
      'graphql.operation.type': type,
      'graphql.operation.name': name,
      'graphql.operation.hash': queryHash,
      'kexie.outcome': outcome,
      'kexie.cost': cost,
    },
    name ? `${type} ${name}` : type,
  );
  const failure = codes.find(isFailure);
  if (failure) span.fail(new Error(failure));
}

/** Codes of failures on our side; the other codes tell clients that their request cannot be fulfilled. */
const isFailure = (code: string): boolean =>
  code === 'INTERNAL_SERVER_ERROR' || code.startsWith('SUBGRAPH_') || code === 'REQUEST_TIMEOUT';

function line(
  { operationName, queryHash, contextValue: { requestId, viewer, client } }: Request,
  { type, outcome, codes, cost, measurements }: Answered,
  ms: number,
) {
  return {
    requestId,
    operation: operationName?.slice(0, nameLengthMax) ?? null,
    hash: queryHash?.slice(0, hashLength),
    type,
    outcome,
    client: `${client.name} ${client.version}`,
    viewer: viewer.id,
    ms: Math.round(ms),
    cost,
    plan: planOf(measurements),
    services: servicesOf(measurements),
    codes: [...new Set(codes)].slice(0, codesMax),
  };
}

const planOf = ({ planMs }: Measurements): string =>
  planMs === undefined ? 'cached' : `made in ${planMs.toFixed(1)} ms`;

function servicesOf({ services }: Measurements): Record<string, object> {
  return Object.fromEntries(
    [...services].map(([service, { requests, representations, ms, failed }]) => [
      service,
      {
        requests,
        ms: Math.round(ms),
        ...(representations > 0 ? { representations } : {}),
        ...(failed > 0 ? { failed } : {}),
      },
    ]),
  );
}

const none: readonly string[] = [];
const hashLength = 12;
/** An operation that is refused for its long names is still logged, so the name is truncated. */
const nameLengthMax = 128;
const codesMax = 10;
