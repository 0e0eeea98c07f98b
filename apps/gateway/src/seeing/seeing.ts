import type { ApolloServerPlugin } from '@apollo/server';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '@kexie/kernel';
import { addRequestTrail, type Connections } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { explainOnRequest } from './explain.ts';
import type { GraphParts } from '../graph.ts';
import { costOf as estimatedCost } from '../limits/limits.ts';
import { createMetrics, type Metrics, type Served } from './metrics.ts';
import { seeOperations } from './operations-seen.ts';

export type Seeing = ReturnType<typeof createSeeing>;
type Options = {
  version: string;
  /** What is served now, and why not the newest. */
  supergraph: {
    current: Served['current'];
    refusal(): { errors: readonly { service?: string; subgraphs?: readonly string[] }[] } | undefined;
  };
  /** Default: what the limits estimated. */
  costOf?: (context: RequestContext) => number | undefined;
  slowMs: number;
  logAll?: boolean;
  /** Who may see plans; undefined lets everybody. */
  explainRoles: readonly string[] | undefined;
  /** The connections of the gateway's own port. */
  connections?: Connections;
  /** Seconds since the keys of the users' tokens were fetched, where they are fetched. */
  keysAgeS?: () => number | undefined;
  /** Where the numbers are shown when not at `/metrics` of the gateway's own port. */
  metricsPort: number | undefined;
  log: Logger;
};

/** What operators see of the gateway: its numbers, its traces, the operations that were slow or failed, and plans on request. */
export function createSeeing({
  version,
  supergraph,
  costOf = (context) => estimatedCost(context)?.cost,
  slowMs,
  logAll = false,
  explainRoles,
  connections,
  keysAgeS = () => undefined,
  metricsPort,
  log,
}: Options) {
  const refused = () => [
    ...new Set((supergraph.refusal()?.errors ?? []).flatMap(({ service, subgraphs = [] }) => service ?? subgraphs)),
  ];
  const metrics = createMetrics({ version, served: { current: supergraph.current, refused, keysAgeS }, connections });
  return {
    /** What a data source tells of itself, and what is asked of it. */
    ofSource: { onFetched: metrics.fetched, onShared: metrics.shared },
    measureSource: metrics.measureSource,
    /** A request that was refused before it was an operation. */
    onRefused: metrics.refused,
    plugins: ({ executor }: Pick<GraphParts, 'executor'>): ApolloServerPlugin<RequestContext>[] => [
      seeOperations({ metrics, costOf, slowMs, logAll, log }),
      explainOnRequest({ prepare: executor.prepare, costOf, roles: explainRoles }),
    ],
    /** Puts every GraphQL request on a trail of its own, counts those that run, and shows the numbers unless they have a port of their own. */
    addTo(app: FastifyInstance): void {
      addRequestTrail(app);
      app.addHook('onRequest', async ({ routeOptions: { url } }, { raw }) => {
        if (url !== '/graphql') return;
        metrics.began();
        // Fastify's own hook does not run when the client hangs up
        raw.once('close', metrics.ended);
      });
      if (metricsPort === undefined) addMetricsRoute(app, metrics);
    },
    /** Opens the port of the numbers, if they have one; it need not be open to clients. */
    async listen(host: string): Promise<{ url: string | undefined; close(): Promise<void> }> {
      if (metricsPort === undefined) return { url: undefined, close: async () => {} };
      const app = fastify({ forceCloseConnections: true });
      addMetricsRoute(app, metrics);
      const url = await app.listen({ host, port: metricsPort });
      log.info({ url }, 'the metrics have a port of their own');
      return { url, close: async () => void (await app.close()) };
    },
  };
}

function addMetricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
