import type { Logger } from '@kexie/kernel';
import { compareClocks, type Viewer } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { createBreaker, type BreakerLimits, type BreakerState } from './breaker.ts';
import { abortError, callerOf, SubgraphCall, type CallParts, type Fetched, type SubgraphRequest } from './call.ts';
import { openConnections, type ConnectionLimits } from './connections.ts';
import { publicError } from './failure.ts';
import { createInFlight } from './in-flight.ts';
import { createRetryAfter } from './retry-after.ts';
import type { SubgraphAnswer } from './subgraph-answer.ts';

export type { Fetched, SubgraphRequest } from './call.ts';
export type { SubgraphAnswer, SubgraphError } from './subgraph-answer.ts';
export type SubgraphDataSource = {
  readonly name: string;
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, SUBGRAPH_RATE_LIMITED or SUBGRAPH_BAD_RESPONSE with `extensions.service`, if the whole request failed. */
  ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer>;
  /** Waits for the running requests, which end by their timeout at the latest. */
  close(): Promise<void>;
};
type Options = {
  name: string;
  url: string;
  /** How long one request may take, all attempts together. */
  timeoutMs: number;
  /** Signs the viewer for the service of this name; without it (a supergraph from a file) only `context.forwarded` names the viewer. */
  internalToken: ((viewer: Viewer, service: string) => string) | undefined;
  log: Logger;
  limits?: Partial<ConnectionLimits>;
  breakerLimits?: Partial<BreakerLimits>;
  onFetched?: (fetched: Fetched) => void;
  /** Called when a request joins an identical one that is in flight. */
  onShared?: (service: string) => void;
  /** The name of the service, and the new state of its breaker. */
  onBreakerChange?: (service: string, state: BreakerState) => void;
};

/**
 * Calls one subgraph. The subgraph identifies the viewer by our own signed token and by `context.forwarded`; nothing else of the client is forwarded. A query
 * that cannot be sent or is cut off is tried once more, a mutation only if it was certainly never sent. Identical queries of the same viewer that are in
 * flight are shared. A failure becomes an error with a code and the name of the service; URL, body and cause stay in the log.
 */
export function createSubgraphDataSource({
  name,
  url,
  timeoutMs,
  internalToken,
  log,
  limits,
  breakerLimits,
  onFetched,
  onShared,
  onBreakerChange,
}: Options) {
  const address = new URL(url);
  const connections = openConnections(address, { connectTimeoutMs: Math.min(timeoutMs, connectMsMax), limits });
  const inFlight = createInFlight<SubgraphAnswer>(() => publicError(name, abortError()));
  const breaker = createBreaker({
    ...(breakerLimits ? { limits: breakerLimits } : {}),
    onStateChange: (state, before) => {
      const level = before === 'closed' ? 'warn' : state === 'closed' ? 'info' : 'debug';
      log[level]({ service: name, state }, 'the breaker of a subgraph changed');
      onBreakerChange?.(name, state);
    },
  });

  const parts: CallParts = {
    identity: { name, host: address.host, tokenIsOurs: internalToken !== undefined },
    connections,
    breaker,
    retries: createRetryBudget(),
    retryAfter: createRetryAfter(),
    clocks: compareClocks(`the ${name} service`, log),
    timeoutMs,
    internalToken,
    onFetched,
    log,
  };
  const noteShared = onShared && (() => onShared(name));

  return {
    name,
    ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { lifetime } = context;
      if (lifetime.reason) return Promise.reject(publicError(name, abortError()));
      const key = request.kind === 'query' ? { caller: callerOf(context), request: request.body } : undefined;
      const answer = inFlight.join(
        key,
        lifetime,
        (settle) => {
          const call = new SubgraphCall(parts, request, context, settle);
          call.begin();
          return () => call.abandon();
        },
        noteShared,
      );
      // A client that reads after its own mutation must not get data that was read before it.
      return request.kind === 'mutation' ? answer.finally(inFlight.stopSharing) : answer;
    },
    /** Closed: requests pass. Open: none passes. Half-open: one request probes the service. */
    breaker: breaker.state,
    /** The number of requests that run or wait for a connection. */
    busy: connections.busy,
    close: connections.close,
  };
}

/** Allows one retry for every five requests and saves up to ten of them, so that retries do not double the load of a failing service. */
function createRetryBudget() {
  let saved = retriesSavedMax;
  return {
    earn: () => void (saved = Math.min(saved + retryShareMax, retriesSavedMax)),
    spend: (): boolean => saved >= 1 && (saved -= 1) >= 0,
  };
}

const connectMsMax = 3_000;
const retryShareMax = 0.2;
const retriesSavedMax = 10;
