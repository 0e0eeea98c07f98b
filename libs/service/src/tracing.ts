import { useTracer, type Logger } from '@kexie/kernel';
import type { TracingEnv } from './env.ts';

export type Tracing = { stop(): Promise<void> };

/**
 * Sends the spans of this process to the collector that the environment names (OTLP over HTTP). Without a collector
 * OpenTelemetry is not loaded, and a trace from another process is passed on unchanged.
 */
export async function startTracing(service: string, env: TracingEnv, log: Logger): Promise<Tracing> {
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return { stop: async () => {} };
  const { recordSpans } = await import('./open-telemetry.ts');
  const { tracer, flush } = recordSpans(
    service,
    { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: env.OTEL_EXPORTER_OTLP_ENDPOINT },
    log,
  );
  useTracer(tracer);
  return {
    /**
     * Sends the last spans, for at most two seconds, so that an unavailable collector does not delay the end of the
     * program.
     */
    stop: async () => {
      useTracer(undefined);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const patience = setTimeout(resolve, flushMsMax);
      await Promise.race([
        flush().catch((error: unknown) => log.warn({ err: error }, 'the last spans could not be sent')),
        late,
      ]);
      clearTimeout(patience);
    },
  };
}

const flushMsMax = 2_000;
