import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import { compareClocks, type Viewer } from '@kexie/service/process';
import { createBreaker, type BreakerLimits, type BreakerState } from './breaker.ts';
import type { RequestContext } from '../context.ts';
import { copied, type NumberKind } from '../exact-numbers.ts';
import { createInFlight, type Begun } from './in-flight.ts';
import { readAnswer, type SubgraphAnswer } from './answer.ts';
import { openConnections, type Attempt, type ConnectionLimits } from './connections.ts';
import { createHeldBack } from './held-back.ts';
import { reduceAside } from './large-replies.ts';
import { publicError, SubgraphFailure, type FailureCode } from './failure.ts';

export type { SubgraphAnswer, SubgraphError } from './answer.ts';
/**
 * `body` is the JSON text `{"query":…,"variables":…}`; `representations` is how many entities it asks for, undefined for root fields; `numbers` says which numbers of the
 * answer's data matter, by default all.
 */
export type SubgraphRequest = {
  body: string;
  kind: 'query' | 'mutation';
  representations?: number;
  numbers?: NumberKind;
};
export type SubgraphDataSource = {
  readonly name: string;
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, SUBGRAPH_RATE_LIMITED or SUBGRAPH_BAD_RESPONSE with `extensions.service`, when the whole request failed. */
  ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer>;
  /** Waits for the requests that run; they end by their timeout at the latest. */
  close(): Promise<void>;
};
/** One request to a subgraph that is over, with all its tries; what several callers shared is one. */
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
  /** How long one request may take, all tries together. */
  timeoutMs: number;
  /** Signs the viewer for the service of this name; without it (a supergraph from a file) only `context.forwarded` names the viewer. */
  internalToken: ((viewer: Viewer, service: string) => Promise<string>) | undefined;
  log: Logger;
  limits?: Partial<ConnectionLimits>;
  breakerLimits?: Partial<BreakerLimits>;
  onFetched?: (fetched: Fetched) => void;
  /** Somebody joined a request that was in flight. */
  onShared?: (service: string) => void;
  /** The name of the service, and the new state of its breaker. */
  onBreakerChange?: (service: string, state: BreakerState) => void;
};

/**
 * Calls one subgraph. It learns who asks from our own signed token and from `context.forwarded`; nothing else of the client goes on. A query
 * that cannot be sent or is cut off is tried once more, a mutation only if it certainly never left. The same query of the same viewer that is
 * in flight already is shared. What goes wrong becomes an error with a code and the name of the service; URL, body and cause stay in the log.
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
  const heldBack = createHeldBack();
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

  /** Sends it, once or twice. `trip.ended` ends it from outside. */
  const send = async (
    { body, kind, numbers }: SubgraphRequest,
    headers: Record<string, string>,
    trip: Trip,
  ): Promise<() => SubgraphAnswer> => {
    retries.earn();
    for (;;) {
      if (trip.ended) throw trip.ended;
      trip.tries += 1;
      trip.attempt = connections.post(body, headers);
      try {
        const reply = await trip.attempt.reply;
        clocks.saw(((reply.sentAt ?? NaN) - Date.now()) / 1_000);
        const text =
          reply.text.length > asideLengthMin ? ((await reduceAside(reply.text, body)) ?? reply.text) : reply.text;
        if (trip.ended) throw trip.ended;
        return readAnswer(
          { ...reply, text },
          { name, host: address.host, tokenIsOurs: internalToken !== undefined },
          numbers,
        );
      } catch (error) {
        const allowed =
          error instanceof SubgraphFailure && error.passing && (kind === 'query' || !trip.attempt.wasSent());
        if (!allowed || trip.tries > retriesMax || !retries.spend()) throw error;
      }
      await pause(retryPauseMs * (0.5 + Math.random()));
    }
  };

  const fetchAnswer = async (
    request: SubgraphRequest,
    context: RequestContext,
    trip: Trip,
  ): Promise<() => SubgraphAnswer> => {
    const headers = await headersOf(context, internalToken && ((viewer) => internalToken(viewer, name)));
    const caller = identityOf(context);
    const waitS = heldBack.secondsLeft(caller);
    if (waitS > 0)
      throw new SubgraphFailure('SUBGRAPH_RATE_LIMITED', `asked to wait for ${waitS} s more`, {
        about: 'request',
        retryAfterS: waitS,
      });
    const leave = breaker.admit();
    if (!leave) throw new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'the breaker is open');
    const begun = performance.now();
    const timer = setTimeout(
      () => end(trip, new SubgraphFailure('SUBGRAPH_TIMEOUT', `no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    const done = (outcome: Fetched['outcome']): void =>
      onFetched?.({
        service: name,
        kind: request.kind,
        outcome,
        durationMs: performance.now() - begun,
        tries: trip.tries,
        representations: request.representations ?? 0,
      });
    try {
      const answer = await send(request, headers, trip);
      leave('success');
      done('answered');
      return answer;
    } catch (error) {
      const failure =
        error instanceof SubgraphFailure
          ? error
          : new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'it could not be asked', { cause: error });
      leave(trip.deserted ? 'abandoned' : outcomes[failure.about]);
      if (failure.retryAfterS) heldBack.hold(caller, failure.retryAfterS);
      const { answer } = failure;
      if (!trip.deserted) done(answer ? 'answered' : failure.code);
      if (!answer) throw failure;
      return () => copied(answer);
    } finally {
      clearTimeout(timer);
    }
  };

  const begin = (request: SubgraphRequest, context: RequestContext): Begun<() => SubgraphAnswer> => {
    const trip: Trip = { tries: 0, attempt: undefined, ended: undefined, deserted: false };
    const result = fetchAnswer(request, context, trip);
    result.catch((error: unknown) => {
      const level = trip.deserted || breaker.state() !== 'closed' ? 'debug' : 'warn';
      log[level](
        { err: error, service: name, requestId: context.requestId, tries: trip.tries },
        'a subgraph did not answer',
      );
    });
    return { result, desert: () => desert(trip, request.kind) };
  };

  return {
    name,
    async ask(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { signal } = context;
      const key = request.kind === 'query' ? { who: identityOf(context), what: request.body } : undefined;
      try {
        if (signal.aborted) throw gone();
        let shared = true;
        const flight = inFlight.join(key, { signal, leave: gone }, () => {
          shared = false;
          return begin(request, context);
        });
        if (shared) onShared?.(name);
        return (await flight)();
      } catch (error) {
        throw publicError(name, error);
      } finally {
        // who made a change and asks again must not be told what was read before it
        if (request.kind === 'mutation') inFlight.seal();
      }
    },
    /** Closed: it is asked. Open: it is left alone. Half-open: one request tries. */
    breaker: breaker.state,
    /** How many requests run or wait for a connection. */
    busy: connections.busy,
    close: connections.close,
  };
}

/** What a failure means to the breaker. */
const outcomes = { service: 'failure', request: 'refused', gateway: 'abandoned' } as const;

/** A request on its way through its tries. */
type Trip = { tries: number; attempt: Attempt | undefined; ended: SubgraphFailure | undefined; deserted: boolean };

function end(trip: Trip, failure: SubgraphFailure): void {
  trip.ended ??= failure;
  trip.attempt?.abort(trip.ended);
}

/** Nobody waits any more. A mutation that may have left is not cut off: half of it would help nobody. */
function desert(trip: Trip, kind: SubgraphRequest['kind']): void {
  if (kind === 'mutation' && trip.attempt?.wasSent()) return;
  trip.deserted = true;
  end(trip, gone());
}

const gone = () => new SubgraphFailure('SUBGRAPH_TIMEOUT', 'the request ended before the answer came');

async function headersOf(
  { viewer, requestId, forwarded }: RequestContext,
  internalToken: ((viewer: Viewer) => Promise<string>) | undefined,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    ...forwarded,
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': requestId,
  };
  if (internalToken) headers['authorization'] = `Bearer ${await internalToken(viewer)}`;
  return headers;
}

/** Everything by which a subgraph could tell two callers apart. Where a request is traced to makes no difference to its answer. */
function identityOf(context: RequestContext): string {
  const known = identities.get(context);
  if (known !== undefined) return known;
  const { traceparent: _parent, tracestate: _state, ...forwarded } = context.forwarded;
  const identity = JSON.stringify([context.viewer, forwarded]);
  identities.set(context, identity);
  return identity;
}

const identities = new WeakMap<RequestContext, string>();

/** Lets at most one request in five be sent again, and ten after a quiet time, so that a service in trouble does not get twice the load. */
function createRetryBudget() {
  let saved = retriesSavedMax;
  return {
    earn: () => void (saved = Math.min(saved + retryShareMax, retriesSavedMax)),
    spend: (): boolean => saved >= 1 && (saved -= 1) >= 0,
  };
}

/** A shorter text is parsed within milliseconds. */
const asideLengthMin = 500_000;
const connectMsMax = 3_000;
const retriesMax = 1;
const retryPauseMs = 50;
const retryShareMax = 0.2;
const retriesSavedMax = 10;
