import { AsyncLocalStorage } from 'node:async_hooks';

/** One piece of work in a trace. `traceparent` (W3C Trace Context) names it to the process that continues the trace. */
export type Span = {
  readonly traceparent: string | undefined;
  /** Adds facts, and with `name` a better name than the one it began with. */
  describe(facts: SpanFacts, name?: string): void;
  fail(error: unknown): void;
  end(): void;
};
export type SpanFacts = Record<string, string | number | boolean | undefined>;
/** How a span begins. Its parent and request are those of the work around it, unless it continues a trace that came from elsewhere. */
export type SpanStart = {
  name: string;
  kind: SpanKind;
  parent?: string | undefined;
  requestId?: string | undefined;
  facts?: SpanFacts;
};
type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
/** What records spans. Without one nothing is recorded, and a trace that came from elsewhere goes on under the parent it came with. */
export type Tracer = { start(span: SpanStart): Span };
/** Where running code is: in which span, and for which request. It follows every await, so that no function has to hand it on. */
export type Trail = { readonly span: Span; readonly requestId: string | undefined };

const trails = new AsyncLocalStorage<Trail>();
let tracer: Tracer | undefined;

/** Records spans from now on with this tracer; undefined stops it. One per process. */
export function useTracer(chosen: Tracer | undefined): void {
  tracer = chosen;
}

/** The trail of the running code, if it is on one. */
export function currentTrail(): Trail | undefined {
  return trails.getStore();
}

/** Begins a span that the caller must end. Code that runs meanwhile is not on its trail unless `follow` puts it there. */
export function startSpan(start: SpanStart): Span {
  const parent = start.parent ?? trails.getStore()?.span.traceparent;
  return tracer ? tracer.start({ ...start, parent }) : { ...unrecorded, traceparent: parent };
}

/** Runs work, and everything that it awaits, on a trail. */
export function follow<T>(trail: Trail, work: () => T): T {
  return trails.run(trail, work);
}

/** Runs work in a span of its own, which ends with it and fails when it throws. */
export async function inSpan<T>(start: SpanStart, work: () => Promise<T>): Promise<T> {
  const span = startSpan(start);
  try {
    return await trails.run({ span, requestId: start.requestId ?? trails.getStore()?.requestId }, work);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** A `traceparent` as it may come from outside, or undefined when it is none (version 00, W3C Trace Context, section 3.2). */
export function readTraceparent(header: unknown): string | undefined {
  return typeof header === 'string' && /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(header)
    ? header
    : undefined;
}

const unrecorded = { describe: () => {}, fail: () => {}, end: () => {} };
