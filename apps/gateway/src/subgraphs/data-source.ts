import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import { compareClocks, type Viewer } from '@kexie/service/process';
import { createBreaker, type BreakerLimits, type BreakerState } from './breaker.ts';
import type { RequestContext } from '../context.ts';
import { copied, type NumberKind } from '../exact-numbers.ts';
import { createInFlight, type StartedWork } from './in-flight.ts';
import { readAnswer } from './answer.ts';
import type { SubgraphAnswer } from './subgraph-answer.ts';
import { openConnections, type Attempt, type ConnectionLimits } from './connections.ts';
import { createRetryAfter } from './retry-after.ts';
import { reduceInWorker } from './large-replies.ts';
import { publicError, SubgraphFailure, type FailureCode } from './failure.ts';

export type { SubgraphAnswer, SubgraphError } from './subgraph-answer.ts';
/**
 * `body` is the JSON text `{"query":…,"variables":…}`; `representations` is the number of entities it asks for, undefined for root fields; `numbers` says which numbers of the
 * response's data must keep their digits, by default all.
 */
export type SubgraphRequest = {
  body: string;
  kind: 'query' | 'mutation';
  representations?: number;
  numbers?: NumberKind;
};
export type SubgraphDataSource = {
  readonly name: string;
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, SUBGRAPH_RATE_LIMITED or SUBGRAPH_BAD_RESPONSE with `extensions.service`, if the whole request failed. */
  ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer>;
  /** Waits for the running requests, which end by their timeout at the latest. */
  close(): Promise<void>;
};
/** One finished request to a subgraph with all its attempts. A request that several callers shared is reported once. */
export type Fetched = {
  service: string;
  kind: SubgraphRequest['kind'];
  outcome: 'answered' | FailureCode;
  durationMs: number;
  tries: number;
  representations: number;
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
  const retries = createRetryBudget();
  const retryAfter = createRetryAfter();
  const clocks = compareClocks(`the ${name} service`, log);
  const inFlight = createInFlight<() => SubgraphAnswer>();
  const breaker = createBreaker({
    ...(breakerLimits ? { limits: breakerLimits } : {}),
    onStateChange: (state, before) => {
      const level = before === 'closed' ? 'warn' : state === 'closed' ? 'info' : 'debug';
      log[level]({ service: name, state }, 'the breaker of a subgraph changed');
      onBreakerChange?.(name, state);
    },
  });

  const throwIfEnded = (call: SubgraphCall): void => {
    if (call.ended) throw call.ended;
  };
  /** Sends a request once or twice. Setting `call.ended` ends it from outside. */
  const send = async (
    { body, kind, numbers }: SubgraphRequest,
    headers: Record<string, string>,
    call: SubgraphCall,
  ): Promise<() => SubgraphAnswer> => {
    retries.earn();
    for (;;) {
      throwIfEnded(call);
      call.tries += 1;
      call.attempt = connections.post(body, headers);
      try {
        const reply = await call.attempt.reply;
        clocks.saw(((reply.sentAt ?? NaN) - Date.now()) / 1_000);
        const text =
          reply.text.length > workerLengthMin ? ((await reduceInWorker(reply.text, body)) ?? reply.text) : reply.text;
        throwIfEnded(call);
        return readAnswer(
          { ...reply, text },
          { name, host: address.host, tokenIsOurs: internalToken !== undefined },
          numbers,
        );
      } catch (error) {
        const allowed =
          error instanceof SubgraphFailure && error.passing && (kind === 'query' || !call.attempt.wasSent());
        if (!allowed || call.tries > retriesMax || !retries.spend()) throw error;
      }
      await pause(retryPauseMs * (0.5 + Math.random()));
    }
  };

  const fetchAnswer = async (
    request: SubgraphRequest,
    context: RequestContext,
    call: SubgraphCall,
  ): Promise<() => SubgraphAnswer> => {
    const headers = headersOf(context, internalToken && ((viewer) => internalToken(viewer, name)));
    const caller = identityOf(context);
    const waitS = retryAfter.secondsLeft(caller);
    if (waitS > 0)
      throw new SubgraphFailure('SUBGRAPH_RATE_LIMITED', `asked to wait for ${waitS} s more`, {
        about: 'request',
        retryAfterS: waitS,
      });
    const report = breaker.admit();
    if (!report) throw new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'the breaker is open');
    const begun = performance.now();
    const timer = setTimeout(
      () => end(call, new SubgraphFailure('SUBGRAPH_TIMEOUT', `no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    const done = (outcome: Fetched['outcome']): void =>
      onFetched?.({
        service: name,
        kind: request.kind,
        outcome,
        durationMs: performance.now() - begun,
        tries: call.tries,
        representations: request.representations ?? 0,
      });
    try {
      const answer = await send(request, headers, call);
      report('success');
      done('answered');
      return answer;
    } catch (error) {
      const failure =
        error instanceof SubgraphFailure
          ? error
          : new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'the request failed', { cause: error });
      report(call.abandoned ? 'abandoned' : outcomes[failure.about]);
      if (failure.retryAfterS) retryAfter.hold(caller, failure.retryAfterS);
      const { answer } = failure;
      if (!call.abandoned) done(answer ? 'answered' : failure.code);
      if (!answer) throw failure;
      return () => copied(answer);
    } finally {
      clearTimeout(timer);
    }
  };

  const start = (request: SubgraphRequest, context: RequestContext): StartedWork<() => SubgraphAnswer> => {
    const call: SubgraphCall = { tries: 0, attempt: undefined, ended: undefined, abandoned: false };
    const result = fetchAnswer(request, context, call);
    result.catch((error: unknown) => {
      const level = call.abandoned || breaker.state() !== 'closed' ? 'debug' : 'warn';
      log[level](
        { err: error, service: name, requestId: context.requestId, tries: call.tries },
        'a subgraph did not answer',
      );
    });
    return { result, abandon: () => abandon(call, request.kind) };
  };

  return {
    name,
    async ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { signal } = context;
      const key = request.kind === 'query' ? { caller: identityOf(context), request: request.body } : undefined;
      try {
        if (signal.aborted) throw abortError();
        const call = { shared: true };
        const joined = inFlight.join(key, { signal, abortError }, () => {
          call.shared = false;
          return start(request, context);
        });
        if (call.shared) onShared?.(name);
        return (await joined)();
      } catch (error) {
        throw publicError(name, error);
      } finally {
        // A client that reads after its own mutation must not get data that was read before it.
        if (request.kind === 'mutation') inFlight.stopSharing();
      }
    },
    /** Closed: requests pass. Open: none passes. Half-open: one request probes the service. */
    breaker: breaker.state,
    /** The number of requests that run or wait for a connection. */
    busy: connections.busy,
    close: connections.close,
  };
}

/** What a failure means to the breaker, by what it is about. */
const outcomes = { service: 'failure', request: 'refused', gateway: 'abandoned' } as const;

/** A request with the attempts it has made so far. */
type SubgraphCall = {
  tries: number;
  attempt: Attempt | undefined;
  ended: SubgraphFailure | undefined;
  abandoned: boolean;
};

function end(call: SubgraphCall, failure: SubgraphFailure): void {
  call.ended ??= failure;
  call.attempt?.abort(call.ended);
}

/** Ends a call whose callers have all gone. Once a mutation may have been sent, it is not aborted, because its outcome would be unknown. */
function abandon(call: SubgraphCall, kind: SubgraphRequest['kind']): void {
  if (kind === 'mutation' && call.attempt?.wasSent()) return;
  call.abandoned = true;
  end(call, abortError());
}

const abortError = () => new SubgraphFailure('SUBGRAPH_TIMEOUT', 'the request ended before the answer came');

function headersOf(
  { viewer, requestId, forwarded }: RequestContext,
  internalToken: ((viewer: Viewer) => string) | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {
    ...forwarded,
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': requestId,
  };
  if (internalToken) headers['authorization'] = `Bearer ${internalToken(viewer)}`;
  return headers;
}

/** Everything by which a subgraph can distinguish two callers. Trace headers are excluded because they do not affect the response. */
function identityOf(context: RequestContext): string {
  const known = identities.get(context);
  if (known !== undefined) return known;
  const { traceparent: _parent, tracestate: _state, ...forwarded } = context.forwarded;
  const identity = JSON.stringify([context.viewer, forwarded]);
  identities.set(context, identity);
  return identity;
}

const identities = new WeakMap<RequestContext, string>();

/** Allows one retry for every five requests and saves up to ten of them, so that retries do not double the load of a failing service. */
function createRetryBudget() {
  let saved = retriesSavedMax;
  return {
    earn: () => void (saved = Math.min(saved + retryShareMax, retriesSavedMax)),
    spend: (): boolean => saved >= 1 && (saved -= 1) >= 0,
  };
}

/** A shorter text is parsed within milliseconds. */
const workerLengthMin = 500_000;
const connectMsMax = 3_000;
const retriesMax = 1;
const retryPauseMs = 50;
const retryShareMax = 0.2;
const retriesSavedMax = 10;
