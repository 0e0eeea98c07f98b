import type { Logger } from '@kexie/kernel';
import type { compareClocks, Viewer } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { copied, type NumberKind } from '../exact-numbers.ts';
import { readAnswer, type ServiceIdentity } from './answer.ts';
import type { Breaker, Outcome } from './breaker.ts';
import type { Attempt, openConnections, Receiver, SubgraphReply } from './connections.ts';
import { publicError, SubgraphFailure, type FailureCode } from './failure.ts';
import type { Settle } from './in-flight.ts';
import { reduceInWorker } from './large-replies.ts';
import type { createRetryAfter } from './retry-after.ts';
import type { SubgraphAnswer } from './subgraph-answer.ts';

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
/** One finished request to a subgraph with all its attempts. A request that several callers shared is reported once. */
export type Fetched = {
  service: string;
  kind: SubgraphRequest['kind'];
  outcome: 'answered' | FailureCode;
  durationMs: number;
  tries: number;
  representations: number;
};

/** What the calls of one service share. */
export type CallParts = {
  identity: ServiceIdentity;
  connections: Pick<ReturnType<typeof openConnections>, 'post'>;
  breaker: Breaker;
  retries: { earn(): void; spend(): boolean };
  retryAfter: ReturnType<typeof createRetryAfter>;
  clocks: Pick<ReturnType<typeof compareClocks>, 'saw'>;
  /** How long a call may take, all attempts together. */
  timeoutMs: number;
  internalToken: ((viewer: Viewer, service: string) => string) | undefined;
  onFetched: ((fetched: Fetched) => void) | undefined;
  log: Logger;
};

/** One request with all its attempts. Ending it from outside (`end`) ends the running attempt. */
export class SubgraphCall implements Receiver {
  readonly #parts: CallParts;
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

  constructor(parts: CallParts, request: SubgraphRequest, context: RequestContext, settle: Settle<SubgraphAnswer>) {
    this.#parts = parts;
    this.#request = request;
    this.#context = context;
    this.#settle = settle;
    this.#caller = callerOf(context);
  }

  begin(): void {
    const { breaker, retries, retryAfter, timeoutMs } = this.#parts;
    try {
      this.#headers = headersOf(this.#context, this.#parts);
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
    this.#timer = setTimeout(timeUp, timeoutMs, this, timeoutMs);
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
    this.#parts.clocks.saw(((reply.sentAt ?? NaN) - Date.now()) / 1_000);
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
      this.#attempt = this.#parts.connections.post(this.#request.body, this.#headers, this);
    } catch (error) {
      this.#fail(error);
    }
    return undefined;
  };

  #read(reply: SubgraphReply): void {
    if (this.#ended) return this.#fail(this.#ended);
    let read: () => SubgraphAnswer;
    try {
      read = readAnswer(reply, this.#parts.identity, this.#request.numbers);
    } catch (error) {
      return this.#retry(error);
    }
    clearTimeout(this.#timer);
    this.#report?.('success');
    this.#done('answered');
    return this.#settle.resolve(read);
  }

  #retry(error: unknown): void {
    const { kind } = this.#request;
    const allowed =
      error instanceof SubgraphFailure && error.passing && (kind === 'query' || !this.#attempt?.wasSent());
    if (!allowed || this.#tries > retriesMax || !this.#parts.retries.spend()) return this.#fail(error);
    setTimeout(this.#send, retryPauseMs * (0.5 + Math.random()));
    return undefined;
  }

  #fail(error: unknown): void {
    const { breaker, retryAfter, log, identity } = this.#parts;
    clearTimeout(this.#timer);
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
      { err: error, service: identity.name, requestId: this.#context.requestId, tries: this.#tries },
      'a subgraph did not answer',
    );
    return this.#settle.reject(publicError(identity.name, failure));
  }

  #done(outcome: Fetched['outcome']): void {
    this.#parts.onFetched?.({
      service: this.#parts.identity.name,
      kind: this.#request.kind,
      outcome,
      durationMs: performance.now() - this.#begun,
      tries: this.#tries,
      representations: this.#request.representations ?? 0,
    });
  }
}

const timeUp = (call: SubgraphCall, timeoutMs: number): void =>
  call.end(new SubgraphFailure('SUBGRAPH_TIMEOUT', `no answer in ${timeoutMs} ms`));

/** What a failure means to the breaker, by what it is about. */
const outcomes = { service: 'failure', request: 'refused', gateway: 'abandoned' } as const;

export const abortError = () => new SubgraphFailure('SUBGRAPH_TIMEOUT', 'the request ended before the answer came');

/** The headers of a request, names and values in turn. */
function headersOf(
  { viewer, requestId, forwarded }: RequestContext,
  { identity, internalToken }: Pick<CallParts, 'identity' | 'internalToken'>,
): string[] {
  const headers = ['content-type', 'application/json', 'accept', 'application/json', 'x-request-id', requestId];
  if (internalToken) headers.push('authorization', `Bearer ${internalToken(viewer, identity.name)}`);
  for (const name in forwarded)
    if (!internalToken || name !== 'authorization') headers.push(name, forwarded[name] as string);
  return headers;
}

/** Everything by which a subgraph can distinguish two callers. Trace headers are excluded because they do not affect the response. */
export function callerOf({ notes, viewer, forwarded }: RequestContext): string {
  if (notes.caller !== undefined) return notes.caller;
  const { traceparent: _parent, tracestate: _state, ...others } = forwarded;
  return (notes.caller = JSON.stringify([viewer, others]));
}

/** A shorter text is parsed within milliseconds. */
const workerLengthMin = 500_000;
const retriesMax = 1;
const retryPauseMs = 50;
