import type { ApolloServerPlugin } from '@apollo/server';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** Prometheus metrics of one process: its requests and errors, and the gauges it is given (asked at each scrape; one that fails is left out). */
export function createMetrics(gauges: Record<string, () => Promise<number>>) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({ name: 'graphql_request_seconds', help: 'Duration of GraphQL requests.', labelNames: ['operation'], registers: [registry] });
  const errors = new Counter({ name: 'graphql_errors_total', help: 'Errors in GraphQL answers, by code.', labelNames: ['code'], registers: [registry] });
  for (const [name, read] of Object.entries(gauges)) {
    new Gauge({
      name,
      help: name.replaceAll('_', ' '),
      registers: [registry],
      async collect() {
        const value = await read().catch(() => undefined);
        if (value !== undefined) this.set(value);
      },
    });
  }
  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => {
      const stop = seconds.startTimer();
      return {
        willSendResponse: async ({ operation, response }) => {
          stop({ operation: operation?.operation ?? 'none' });
          if (response.body.kind !== 'single') return;
          for (const error of response.body.singleResult.errors ?? []) errors.inc({ code: String(error.extensions?.['code'] ?? 'unknown') });
        },
      };
    },
  };
  return { plugin, contentType: registry.contentType, text: () => registry.metrics() };
}
