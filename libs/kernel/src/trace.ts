import { AsyncLocalStorage } from 'node:async_hooks';
import { defaultLanguage, type Language } from './language.ts';

/**
 * One piece of work in a trace. `traceparent` (W3C Trace Context) identifies it for the process that continues the
 * trace.
 */
export type Span = {
  readonly traceparent: string | undefined;
  /** Adds facts, and with `name` replaces the name. */
  describe(facts: SpanFacts, name?: string): void;
  fail(error: unknown): void;
  end(): void;
};
export type SpanFacts = Record<string, string | number | boolean | undefined>;
/**
 * The start of a span. Its parent and request are those of the surrounding work, unless it continues a trace from
 * another process.
 */
export type SpanStart = {
  name: string;
  kind: SpanKind;
  parent?: string | undefined;
  requestId?: string | undefined;
  facts?: SpanFacts;
};
type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
/**
 * A recorder of spans. Without one no span is recorded, and a trace from another process continues with its original
 * parent.
 */
export type Tracer = { start(span: SpanStart): Span };
/**
 * The span, the request and the language of the running code. It is kept across every await, so that no function has to
 * pass it on. Work that no request has asked for has no language.
 */
export type Trail = {
  readonly span: Span;
  readonly requestId: string | undefined;
  readonly language?: Language | undefined;
};

const trails = new AsyncLocalStorage<Trail>();
let tracer: Tracer | undefined;

/** Sets the tracer of the process; undefined stops the recording. */
export function useTracer(chosen: Tracer | undefined): void {
  tracer = chosen;
}

/** The trail of the running code, if there is one. */
export function currentTrail(): Trail | undefined {
  return trails.getStore();
}

/** The language of messages to the sender of the running request. */
export function currentLanguage(): Language {
  return trails.getStore()?.language ?? defaultLanguage;
}

/** Starts a span that the caller must end. Other code is not on its trail unless it runs in `follow`. */
export function startSpan(start: SpanStart): Span {
  const parent = start.parent ?? trails.getStore()?.span.traceparent;
  return tracer ? tracer.start({ ...start, parent }) : { ...unrecorded, traceparent: parent };
}

/** Runs work, and all code that it awaits, on a trail. */
export function follow<T>(trail: Trail, work: () => T): T {
  return trails.run(trail, work);
}

/** Runs work in its own span, which ends with the work and fails when the work throws. */
export async function inSpan<T>(start: SpanStart, work: () => Promise<T>): Promise<T> {
  const span = startSpan(start);
  try {
    const { requestId, language } = trails.getStore() ?? {};
    return await trails.run({ span, requestId: start.requestId ?? requestId, language }, work);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/**
 * The `traceparent` of a request header, or undefined when it is invalid (version 00, W3C Trace Context, section 3.2).
 */
export function readTraceparent(header: unknown): string | undefined {
  return typeof header === 'string' && /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(header)
    ? header
    : undefined;
}

const unrecorded = { describe: () => {}, fail: () => {}, end: () => {} };
