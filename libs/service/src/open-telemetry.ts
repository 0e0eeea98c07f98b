import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span as RecordedSpan,
} from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { DomainError, type Logger, type Span, type SpanStart, type Tracer } from '@kexie/kernel';
import type { TracingEnv } from './env.ts';

/** Records and exports spans. `flush` sends the remaining spans and ends the recording. */
export type Recorder = { tracer: Tracer; flush(): Promise<void> };

/**
 * Records spans with OpenTelemetry and sends them in batches, off the path of every request. Spans are dropped when the
 * collector is unavailable or slow. A trace from another process is recorded if its flags say so. Of the traces that
 * start here, the share `OTEL_TRACES_SAMPLER_ARG` is recorded.
 */
export function recordSpans(
  service: string,
  env: TracingEnv & { OTEL_EXPORTER_OTLP_ENDPOINT: string },
  log: Logger,
): Recorder {
  setGlobalErrorHandler(logOccasionally(log));
  const exporter = new OTLPTraceExporter({
    url: `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: env.OTEL_EXPORTER_OTLP_TIMEOUT,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'kexie',
      'service.name': service,
      'service.version': env.VERSION,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(env.OTEL_TRACES_SAMPLER_ARG) }),
    spanLimits: { attributeValueLengthLimit: factLengthMax, attributeCountLimit: factsMax, eventCountLimit: factsMax },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: env.OTEL_BSP_SCHEDULE_DELAY,
        exportTimeoutMillis: env.OTEL_EXPORTER_OTLP_TIMEOUT,
        maxQueueSize: spansWaitingMax,
      }),
    ],
  });
  const tracer = provider.getTracer('kexie-graph', env.VERSION);
  return {
    tracer: {
      start: ({ name, kind, parent, facts }: SpanStart) =>
        recorded(tracer.startSpan(name, { kind: kinds[kind], ...(facts && { attributes: facts }) }, contextOf(parent))),
    },
    flush: () => provider.shutdown(),
  };
}

function recorded(span: RecordedSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    describe: (facts, name) => {
      span.setAttributes(facts);
      if (name !== undefined) span.updateName(name);
    },
    fail: (error) => {
      span.setStatus({ code: SpanStatusCode.ERROR, message: reasonOf(error) });
      span.setAttribute(
        'error.type',
        error instanceof DomainError ? error.code : error instanceof Error ? error.name : 'unknown',
      );
    },
    end: () => span.end(),
  };
}

/**
 * The reason of an error for a trace. Only messages of this project are included, because messages of other code may
 * quote data.
 */
function reasonOf(error: unknown): string {
  return error instanceof DomainError ? error.message : 'see the log of this request';
}

/** The context of a parent in another process, from its `traceparent` (version 00). */
function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparent?.split('-') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  });
}

/** Logs an error at most once in an interval, because an unavailable collector causes one every few seconds. */
function logOccasionally(log: Logger): (error: unknown) => void {
  let quietUntil = 0;
  return (error) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + quietMs;
    log.warn({ err: error }, 'spans could not be sent; nothing else is affected');
  };
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};
const spansWaitingMax = 4_096;
const factLengthMax = 256;
const factsMax = 64;
const quietMs = 60_000;
