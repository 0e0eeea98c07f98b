import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '@kexie/kernel';

type Shown = { contentType: string; text(): Promise<string> };

/** Serves the metrics at `/metrics`. */
export function addMetricsRoute(app: FastifyInstance, { contentType, text }: Shown): void {
  app.get('/metrics', async (_request, reply) => reply.type(contentType).send(await text()));
}

/** Serves the metrics on a port of their own. */
export async function openMetricsPort(
  metrics: Shown,
  { host, port, log }: { host: string; port: number; log: Logger },
): Promise<{ url: string; close(): Promise<void> }> {
  const app = fastify({ forceCloseConnections: true });
  addMetricsRoute(app, metrics);
  const url = await app.listen({ host, port });
  log.info({ url }, 'the metrics have a port of their own');
  return { url, close: async () => void (await app.close()) };
}
