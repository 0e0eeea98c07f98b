import type { Logger } from '@kexie/kernel';
import { compareClocks, type Viewer } from '@kexie/service/process';
import { createBreaker, type BreakerLimits, type BreakerState, type Outcome } from './breaker.ts';
import type { RequestContext } from '../context.ts';
import { copied, type NumberKind } from '../exact-numbers.ts';
import { createInFlight, type Settle } from './in-flight.ts';
import { readAnswer } from './answer.ts';
import type { SubgraphAnswer } from './subgraph-answer.ts';
import {
  openConnections,
  type Attempt,
  type ConnectionLimits,
  type Receiver,
  type SubgraphReply,
} from './connections.ts';
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
  const inFlight = createInFlight<SubgraphAnswer>(() => publicError(name, abortError()));
  const breaker = createBreaker({
    ...(breakerLimits ? { limits: breakerLimits } : {}),
    onStateChange: (state, before) => {
      const level = before === 'closed' ? 'warn' : state === 'closed' ? 'info' : 'debug';
      log[level]({ service: name, state }, 'the breaker of a subgraph changed');
      onBreakerChange?.(name, state);
    },
  });

  const identity = { name, host: address.host, tokenIsOurs: internalToken !== undefined };

  /** One request with all its attempts. Ending it from outside (`end`) ends the running attempt. */
  class SubgraphCall implements Receiver {
    readonly #request: SubgraphRequest;
    readonly #context: RequestContext;
    readonly #settle: Settle<SubgraphAnswer>;
    readonly #caller: string;
    #headers: string[] = [];
    #tries = 0;
    #attempt: Attempt | undefined;
    #ended: SubgraphFailure | undefined;
    #abandoned = false;
    #begun = 0;
    #timer: NodeJS.Timeout | undefined;
    #report: ((outcome: Outcome) => void) | undefined;

    constructor(request: SubgraphRequest, context: RequestContext, settle: Settle<SubgraphAnswer>) {
      this.#request = request;
      this.#context = context;
      this.#settle = settle;
      this.#caller = callerOf(context);
    }

    begin(): void {
      try {
        this.#headers = headersOf(this.#context, internalToken && ((viewer) => internalToken(viewer, name)));
      } catch (error) {
        return this.#fail(error);
      }
      const waitS = retryAfter.secondsLeft(this.#caller);
      if (waitS > 0)
        return this.#fail(
          new SubgraphFailure('SUBGRAPH_RATE_LIMITED', `asked to wait for ${waitS} s more`, {
            about: 'request',
            retryAfterS: waitS,
          }),
        );
      this.#report = breaker.admit();
      if (!this.#report) return this.#fail(new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'the breaker is open'));
      this.#begun = performance.now();
      this.#timer = setTimeout(timeUp, timeoutMs, this);
      retries.earn();
      return this.#send();
    }

    end(failure: SubgraphFailure): void {
      this.#ended ??= failure;
      this.#attempt?.abort(this.#ended);
    }

    /** Ends a call whose callers have all gone. Once a mutation may have been sent, it is not aborted, because its outcome would be unknown. */
    abandon(): void {
      if (this.#request.kind === 'mutation' && this.#attempt?.wasSent()) return;
      this.#abandoned = true;
      this.end(abortError());
    }

    onReply(reply: SubgraphReply): void {
      clocks.saw(((reply.sentAt ?? NaN) - Date.now()) / 1_000);
      if (reply.text.length <= workerLengthMin) return this.#read(reply);
      reduceInWorker(reply.text, this.#request.body).then(
        (text) => this.#read({ ...reply, text: text ?? reply.text }),
        (error: unknown) => this.#retry(error),
      );
      return undefined;
    }

    onFailure(failure: SubgraphFailure): void {
      this.#retry(failure);
    }

    #send = (): void => {
      if (this.#ended) return this.#fail(this.#ended);
      this.#tries += 1;
      try {
        this.#attempt = connections.post(this.#request.body, this.#headers, this);
      } catch (error) {
        this.#fail(error);
      }
      return undefined;
    };

    #read(reply: SubgraphReply): void {
      if (this.#ended) return this.#fail(this.#ended);
      let read: () => SubgraphAnswer;
      try {
        read = readAnswer(reply, identity, this.#request.numbers);
      } catch (error) {
        return this.#retry(error);
      }
      this.#finish();
      this.#report?.('success');
      this.#done('answered');
      return this.#settle.resolve(read);
    }

    #retry(error: unknown): void {
      const { kind } = this.#request;
      const allowed =
        error instanceof SubgraphFailure && error.passing && (kind === 'query' || !this.#attempt?.wasSent());
      if (!allowed || this.#tries > retriesMax || !retries.spend()) return this.#fail(error);
      setTimeout(this.#send, retryPauseMs * (0.5 + Math.random()));
      return undefined;
    }

    #fail(error: unknown): void {
      this.#finish();
      const failure =
        error instanceof SubgraphFailure
          ? error
          : new SubgraphFailure('SUBGRAPH_UNAVAILABLE', 'the request failed', { cause: error });
      this.#report?.(this.#abandoned ? 'abandoned' : outcomes[failure.about]);
      if (this.#report && failure.retryAfterS) retryAfter.hold(this.#caller, failure.retryAfterS);
      const { answer } = failure;
      if (this.#report && !this.#abandoned) this.#done(answer ? 'answered' : failure.code);
      if (answer) return this.#settle.resolve(() => copied(answer));
      const level = this.#abandoned || breaker.state() !== 'closed' ? 'debug' : 'warn';
      log[level](
        { err: error, service: name, requestId: this.#context.requestId, tries: this.#tries },
        'a subgraph did not answer',
      );
      return this.#settle.reject(publicError(name, failure));
    }

    #finish(): void {
      clearTimeout(this.#timer);
    }

    #done(outcome: Fetched['outcome']): void {
      onFetched?.({
        service: name,
        kind: this.#request.kind,
        outcome,
        durationMs: performance.now() - this.#begun,
        tries: this.#tries,
        representations: this.#request.representations ?? 0,
      });
    }
  }
  const timeUp = (call: SubgraphCall): void =>
    call.end(new SubgraphFailure('SUBGRAPH_TIMEOUT', `no answer in ${timeoutMs} ms`));
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
          const call = new SubgraphCall(request, context, settle);
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

/** What a failure means to the breaker, by what it is about. */
const outcomes = { service: 'failure', request: 'refused', gateway: 'abandoned' } as const;

const abortError = () => new SubgraphFailure('SUBGRAPH_TIMEOUT', 'the request ended before the answer came');

/** The headers of a request, names and values in turn. */
function headersOf(
  { viewer, requestId, forwarded }: RequestContext,
  internalToken: ((viewer: Viewer) => string) | undefined,
): string[] {
  const headers = ['content-type', 'application/json', 'accept', 'application/json', 'x-request-id', requestId];
  if (internalToken) headers.push('authorization', `Bearer ${internalToken(viewer)}`);
  for (const name in forwarded)
    if (!internalToken || name !== 'authorization') headers.push(name, forwarded[name] as string);
  return headers;
}

/** Everything by which a subgraph can distinguish two callers. Trace headers are excluded because they do not affect the response. */
function callerOf({ notes, viewer, forwarded }: RequestContext): string {
  if (notes.caller !== undefined) return notes.caller;
  const { traceparent: _parent, tracestate: _state, ...others } = forwarded;
  return (notes.caller = JSON.stringify([viewer, others]));
}

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
