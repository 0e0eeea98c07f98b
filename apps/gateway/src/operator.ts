import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '@kexie/kernel';
import { addRequestTrail } from '@kexie/service/process';
import type { Metrics } from './metrics.ts';

/** Puts every GraphQL request on a trail of its own, counts those that run, and shows the numbers at `/metrics` unless they have a port of their own. */
export function addSeeing(app: FastifyInstance, { metrics, metricsHere }: { metrics: Metrics; metricsHere: boolean }): void {
  addRequestTrail(app);
  app.addHook('onRequest', async ({ routeOptions: { url } }) => void (url === '/graphql' && metrics.began()));
  app.addHook('onResponse', async ({ routeOptions: { url } }) => void (url === '/graphql' && metrics.ended()));
  if (metricsHere) addMetricsRoute(app, metrics);
}

/** Shows the numbers on another port, which need not be open to clients. */
export async function startMetricsServer({ host, port, metrics, log }: { host: string; port: number; metrics: Metrics; log: Logger }): Promise<{ url: string; close(): Promise<void> }> {
  const app = fastify({ forceCloseConnections: true });
  addMetricsRoute(app, metrics);
  const url = await app.listen({ host, port });
  log.info({ url }, 'the metrics have a port of their own');
  return { url, close: async () => void await app.close() };
}

function addMetricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
