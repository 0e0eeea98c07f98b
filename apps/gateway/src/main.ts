import cluster from 'node:cluster';
import { readFile } from 'node:fs/promises';
import { releaseStartMemory, StartupError } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import { createOperationLog, createTrust, hashOf, watchDocuments, type TrustedDocuments } from '@kexie/registry';
import {
  anonymous,
  createConnections,
  createLogger,
  endOnFailure,
  importTokenKey,
  onShutdown,
  signInternalToken,
  startTracing,
} from '@kexie/service/process';
import { readEnv } from './env.ts';
import { reportErrors } from './errors.ts';
import { startGraph } from './graph.ts';
import { createIssuerKeys } from './access/issuer-keys.ts';
import { createInternalTokens } from './access/internal-tokens.ts';
import { createLimiter } from './limits/limiter.ts';
import { createPage } from './page/page.ts';
import { createOperationLookup } from './persisted-operations.ts';
import { leadProcesses } from './processes/lead.ts';
import { joinProcesses } from './processes/member.ts';
import { createSenderOf, recordOperations } from './rollout/recording.ts';
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts';
import { startServer } from './server.ts';
import { createSubgraphDataSource } from './subgraphs/data-source.ts';
import { createSupergraph } from './rollout/supergraph.ts';
import { followTeamsFile } from './rollout/teams-file.ts';
import { createViewerReader } from './access/viewer.ts';

endOnFailure('gateway');
const env = readEnv(process.env);
const log = createLogger('gateway', env.logLevel);
/** Shutdown waits for the running requests; the remaining closers get ten more seconds. */
const finishMsMax = env.limits.admission.requestMsMax;
const drainTimeoutMs = finishMsMax + 10_000;

const isOneOfSeveral = env.processes > 1;
if (isOneOfSeveral && cluster.isPrimary)
  await leadProcesses({
    count: env.processes,
    host: env.host,
    metricsPort: env.metricsPort,
    version: env.tracing.VERSION,
    stopMsMax: env.shutdownDelayMs * 6 + drainTimeoutMs + 5_000,
    log,
  });
const member =
  isOneOfSeveral && cluster.worker
    ? joinProcesses({ count: env.processes, isReplacement: cluster.worker.id > env.processes })
    : undefined;
const shutdown = { delayMs: env.shutdownDelayMs, drainTimeoutMs, ...(member && { signals: member.signals }) };
const tracing = await startTracing('gateway', env.tracing, log);
const connections = createConnections(env.connections);
const limiter = createLimiter({ ...env.limits, onSpent: member?.onSpent });
member?.follow(limiter.absorb);
const telemetryOptions = {
  connections,
  waits: limiter,
  version: env.tracing.VERSION,
  slowMs: env.slowOperationMs,
  logAll: ['trace', 'debug'].includes(env.logLevel),
  metricsPort: env.metricsPort,
  metricsOfAll: member?.metricsOfAll,
  log,
};

const edge = {
  host: env.host,
  port: env.port,
  limiter,
  bodies: env.bodies,
  connections,
  trustProxy: env.trustProxy,
  corsOrigins: env.corsOrigins,
  finishMsMax,
  othersReady: member?.othersReady,
  log,
};

if (env.platform) await servePlatform(env.platform);
else await serveFile(env.supergraphFile);

/** Serves the platform: schemas from the registry, users with tokens. */
async function servePlatform({
  natsUrl,
  teamsFile,
  development,
  internalTokenKey,
  issuer,
  recordOperations: recorded,
  safelist,
  safelistFreeRoles,
}: NonNullable<typeof env.platform>): Promise<void> {
  const key = importTokenKey(internalTokenKey);
  const keys = createIssuerKeys({ jwks: issuer.jwks, ageMsMax: issuer.keysAgeMsMax, log });
  const internalToken = createInternalTokens((viewer, service) => signInternalToken(key, viewer, service));
  const known = teamsFile === undefined ? undefined : await followTeamsFile(teamsFile, { log });
  if (!known) log.warn('TEAMS_FILE is not set: every program that can write to the registry can publish schemas');
  const telemetry = createTelemetry({
    ...telemetryOptions,
    keysAgeS: keys.ageS,
    supergraph: { current: () => supergraph.current(), refusal: () => supergraph.refusal() },
    explainRoles: env.explainRoles,
  });
  const operations = createOperationLog(() => broker.nats, { log, onUnrecorded: telemetry.onUnrecorded });
  const senderOf = createSenderOf({
    recorded,
    isPublished: (client, source) => broker.documents?.holds(client, source) === true,
  });
  const supergraph = createSupergraph({
    start: async (composed) => {
      const graph = await startGraph(composed, {
        dataSource: ({ name, url }) =>
          telemetry.measureSource(
            createSubgraphDataSource({
              name,
              url,
              timeoutMs: env.subgraphTimeoutMs,
              limits: { replyBytes: env.replyBytesMax },
              internalToken,
              log,
              ...telemetry.sourceHooks,
            }),
          ),
        plugins: (parts) => [
          limiter.plugin(parts),
          reportErrors(log),
          ...telemetry.plugins(parts),
          recordOperations(operations, senderOf),
        ],
        authorize: true,
        overrideRules: env.overrideRules,
        planning: env.planning,
        retireMsMax: finishMsMax,
        log,
      });
      if (!supergraph.current()) await releaseStartMemory(); // the gateway is not ready yet
      return graph;
    },
    trust: known && createTrust({ teams: known.teams, development }),
    onServed: () => member?.ready(),
    log,
  });
  known?.onChange(supergraph.recheck);

  // The port opens first, so that requests before the first supergraph get a response, and the process can be stopped. A process that replaces
  // another one takes connections only when it can answer, because the others can.
  const broker: { nats?: Nats; documents?: TrustedDocuments } = {};
  const server = await startServer({
    ...edge,
    supergraph,
    page: createPage({ schema: () => supergraph.current()?.schema, examplesDir: env.examplesDir, log }),
    readViewer: createViewerReader({ ...issuer, keys }),
    lookup: createOperationLookup({
      documents: () => broker.documents,
      safelist,
      freeRoles: safelistFreeRoles,
      onUntrusted: (request) => log.warn(request, 'an operation is not published for its client'),
    }),
    speaks: true,
    broker: () => ({ connected: broker.nats?.isConnected() ?? false, everConnected: broker.nats !== undefined }),
    telemetry,
    isOpen: !member?.isReplacement,
  });
  const metricsServer = await openMetrics(telemetry);
  onShutdown(
    log,
    [
      server.close,
      supergraph.stop,
      operations.stop,
      tracing.stop,
      metricsServer.close,
      async () => broker.nats?.close(),
      async () => member?.leave(),
    ],
    { ...shutdown, drain: server.drain },
  );

  broker.nats = await connectNats(natsUrl, { name: 'gateway', log });
  await supergraph.follow(broker.nats);
  broker.documents = await watchDocuments(broker.nats, { log, required: safelist === 'enforce' });
  if (member?.isReplacement) await server.open();
  member?.started();
}

/** Serves any Federation 2 supergraph: no registry, no broker, no tokens; the client's own `authorization` is forwarded to the subgraphs. */
async function serveFile(file: string): Promise<void> {
  const sdl = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StartupError('UNREADABLE_FILE', `The file of SUPERGRAPH_FILE cannot be read: ${error.message}`);
  });
  const telemetry = createTelemetry({
    ...telemetryOptions,
    supergraph: { current: () => graph, refusal: () => undefined },
    explainRoles: undefined,
  });
  const graph = await startGraph(
    { sdl, hash: hashOf(sdl) },
    {
      dataSource: ({ name, url }) =>
        telemetry.measureSource(
          createSubgraphDataSource({
            name,
            url,
            timeoutMs: env.subgraphTimeoutMs,
            limits: { replyBytes: env.replyBytesMax },
            internalToken: undefined,
            log,
            ...telemetry.sourceHooks,
          }),
        ),
      plugins: (parts) => [limiter.plugin(parts), reportErrors(log), ...telemetry.plugins(parts)],
      authorize: false,
      trustSubgraphErrors: true,
      overrideRules: env.overrideRules,
      planning: env.planning,
      log,
    },
  ).catch((error: Error) => {
    throw new StartupError('INVALID_SCHEMA', `${file} of SUPERGRAPH_FILE cannot be served: ${error.message}`);
  });
  const server = await startServer({
    ...edge,
    supergraph: { current: () => graph, refusal: () => undefined },
    page: createPage({ schema: () => graph.schema, examplesDir: env.examplesDir, log }),
    readViewer: async () => anonymous,
    forward: ['authorization', 'accept-language', 'traceparent', 'tracestate'],
    telemetry,
  });
  const metricsServer = await openMetrics(telemetry);
  onShutdown(log, [server.close, graph.retire, tracing.stop, metricsServer.close, async () => member?.leave()], {
    ...shutdown,
    drain: server.drain,
  });
  member?.ready();
  member?.started();
}

/** Opens the port of the metrics. If this process is one of several, the first process has it, and gets the values of this one. */
async function openMetrics(telemetry: Telemetry): Promise<{ close(): Promise<void> }> {
  if (!member) return telemetry.listen(env.host);
  await member.measureWith(telemetry.values);
  return { close: async () => {} };
}
