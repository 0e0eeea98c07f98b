import type { FastifyInstance } from 'fastify';
import type { Logger } from '@kexie/kernel';
import { addRequestTrail, type Connections } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import type { OperationPlugin } from '../hooks.ts';
import { explainOnRequest } from './explain.ts';
import type { GraphParts } from '../graph.ts';
import { costOf as estimatedCost } from '../limits/limits.ts';
import { createMetrics, type Served } from './metrics.ts';
import { addMetricsRoute, openMetricsPort } from './metrics-port.ts';
import { reportOperations } from './operation-telemetry.ts';

export type Telemetry = ReturnType<typeof createTelemetry>;
type Options = {
  version: string;
  /** The supergraph being served, and why a newer one is refused. */
  supergraph: {
    current: Served['current'];
    refusal(): { errors: readonly { service?: string; subgraphs?: readonly string[] }[] } | undefined;
  };
  /** Default: the estimate of the limits. */
  costOf?: (context: RequestContext) => number | undefined;
  slowMs: number;
  logAll?: boolean;
  /** The roles that may see plans; undefined allows every viewer. */
  explainRoles: readonly string[] | undefined;
  /** The connections of the gateway's own port. */
  connections?: Connections;
  /** Seconds since the keys of the users' tokens were fetched, if they are fetched. */
  keysAgeS?: () => number | undefined;
  /** The queues of this process's limits. */
  waits?: Served['waits'];
  /** The port of `/metrics`, if it is not the gateway's own port. */
  metricsPort: number | undefined;
  /** The metrics of all processes as text, if this process is one of several. */
  metricsOfAll?: (() => Promise<string>) | undefined;
  log: Logger;
};

/** The gateway's telemetry: metrics, traces, log lines for slow or failed operations, and plans on request. */
export function createTelemetry({
  version,
  supergraph,
  costOf = (context) => estimatedCost(context)?.cost,
  slowMs,
  logAll = false,
  explainRoles,
  connections,
  keysAgeS = () => undefined,
  waits,
  metricsPort,
  metricsOfAll,
  log,
}: Options) {
  const refused = () => [
    ...new Set((supergraph.refusal()?.errors ?? []).flatMap(({ service, subgraphs = [] }) => service ?? subgraphs)),
  ];
  const metrics = createMetrics({
    version,
    served: { current: supergraph.current, refused, keysAgeS, waits },
    connections,
  });
  const shown = { contentType: metrics.contentType, text: metricsOfAll ?? metrics.text };
  return {
    /** The values of the metrics of this process. */
    values: metrics.values,
    /** Callbacks by which a data source reports its requests. */
    sourceHooks: { onFetched: metrics.fetched, onShared: metrics.shared },
    measureSource: metrics.measureSource,
    /** Called for a request that was refused before its operation was parsed. */
    onRefused: metrics.refused,
    /** Called for executed operations that were not recorded, or whose record was displaced. */
    onUnrecorded: metrics.unrecorded,
    plugins: ({ executor }: Pick<GraphParts, 'executor'>): OperationPlugin[] => [
      reportOperations({ metrics, costOf, slowMs, logAll, log }),
      explainOnRequest({ prepare: executor.prepare, costOf, roles: explainRoles }),
    ],
    /** Starts a trace for every GraphQL request, counts the running ones, and serves the metrics unless they have a port of their own. */
    addTo(app: FastifyInstance): void {
      addRequestTrail(app);
      app.addHook('onRequest', ({ routeOptions: { url } }, { raw }, done) => {
        if (url === '/graphql') {
          metrics.began();
          // Fastify's own hook does not run if the client disconnects.
          raw.on('close', metrics.ended);
        }
        done();
      });
      if (metricsPort === undefined) addMetricsRoute(app, shown);
    },
    /** Opens the port of the metrics, if they have their own; it need not be reachable for clients. */
    listen: async (host: string): Promise<{ url: string | undefined; close(): Promise<void> }> =>
      metricsPort === undefined
        ? { url: undefined, close: async () => {} }
        : openMetricsPort(shown, { host, port: metricsPort, log }),
  };
}
