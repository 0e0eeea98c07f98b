import { readFile } from 'node:fs/promises';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import { createOperationLog, createTrust, hashOf, watchDocuments, type TrustedDocuments } from '@kexie/registry';
import {
  anonymous,
  createConnections,
  createLogger,
  importTokenKey,
  isAuthenticated,
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
import { recordOperations, type Counts } from './rollout/recording.ts';
import { createSeeing } from './seeing/seeing.ts';
import { startServer } from './server.ts';
import { createSubgraphDataSource } from './subgraphs/data-source.ts';
import { createSupergraph } from './rollout/supergraph.ts';
import { followTeamsFile } from './rollout/teams-file.ts';
import { createViewerReader } from './access/viewer.ts';

const env = readEnv(process.env);
const log = createLogger('gateway', env.logLevel);
const tracing = await startTracing('gateway', env.tracing, log);
const connections = createConnections(env.connections);
const seen = {
  connections,
  version: env.tracing.VERSION,
  slowMs: env.slowOperationMs,
  logAll: ['trace', 'debug'].includes(env.logLevel),
  metricsPort: env.metricsPort,
  log,
};
/** What runs is waited for, and then the rest needs a moment. */
const finishMsMax = env.limits.admission.requestMsMax;
const departure = { delayMs: env.shutdownDelayMs, patienceMs: finishMsMax + 10_000 };
const limiter = createLimiter(env.limits);

const edge = {
  host: env.host,
  port: env.port,
  limiter,
  bodies: env.bodies,
  connections,
  trustProxy: env.trustProxy,
  corsOrigins: env.corsOrigins,
  finishMsMax,
  log,
};

if (env.platform) await servePlatform(env.platform);
else await serveFile(env.supergraphFile);

/** The platform: schemas from the registry, users with tokens. */
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
  const key = await importTokenKey(internalTokenKey);
  const keys = createIssuerKeys({ jwks: issuer.jwks, ageMsMax: issuer.keysAgeMsMax, log });
  const internalToken = createInternalTokens((viewer, service) => signInternalToken(key, viewer, service));
  const known = teamsFile === undefined ? undefined : await followTeamsFile(teamsFile, { log });
  if (!known) log.warn('TEAMS_FILE is not set: publications of everything that can write to the registry are believed');
  const seeing = createSeeing({
    ...seen,
    keysAgeS: keys.ageS,
    supergraph: { current: () => supergraph.current(), refusal: () => supergraph.refusal() },
    explainRoles: env.explainRoles,
  });
  const operations = createOperationLog(() => broker.nats, { log });
  const counts: Counts = ({ viewer, client }, source) =>
    recorded === 'all' || isAuthenticated(viewer) || broker.documents?.holds(client.name, source) === true;
  const supergraph = createSupergraph({
    start: (composed) =>
      startGraph(composed, {
        dataSource: ({ name, url }) =>
          seeing.measureSource(
            createSubgraphDataSource({
              name,
              url,
              timeoutMs: env.subgraphTimeoutMs,
              limits: { replyBytes: env.replyBytesMax },
              internalToken,
              log,
              ...seeing.ofSource,
            }),
          ),
        plugins: (parts) => [
          limiter.plugin(parts),
          reportErrors(log),
          ...seeing.plugins(parts),
          recordOperations(operations, counts),
        ],
        authorize: true,
        overrideRules: env.overrideRules,
        planning: env.planning,
        retireMsMax: finishMsMax,
        log,
      }),
    trust: known && createTrust({ teams: known.teams, development }),
    log,
  });
  known?.onChange(supergraph.recheck);

  // the port opens first: who asks before there is a supergraph gets an answer, and the process can be told to stop
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
    broker: () => ({ connected: broker.nats?.isConnected() ?? false, seen: broker.nats !== undefined }),
    seeing,
  });
  const numbers = await seeing.listen(env.host);
  onShutdown(
    log,
    [server.close, supergraph.stop, operations.stop, tracing.stop, numbers.close, async () => broker.nats?.close()],
    { ...departure, leave: server.leave },
  );

  broker.nats = await connectNats(natsUrl, { name: 'gateway', log });
  await supergraph.follow(broker.nats);
  broker.documents = await watchDocuments(broker.nats, { log });
}

/** Any Federation 2 supergraph: no registry, no broker, no tokens; the client's own `authorization` goes on to the subgraphs. */
async function serveFile(file: string): Promise<void> {
  const sdl = await readFile(file, 'utf8');
  const seeing = createSeeing({
    ...seen,
    supergraph: { current: () => graph, refusal: () => undefined },
    explainRoles: undefined,
  });
  const graph = await startGraph(
    { sdl, hash: hashOf(sdl) },
    {
      dataSource: ({ name, url }) =>
        seeing.measureSource(
          createSubgraphDataSource({
            name,
            url,
            timeoutMs: env.subgraphTimeoutMs,
            limits: { replyBytes: env.replyBytesMax },
            internalToken: undefined,
            log,
            ...seeing.ofSource,
          }),
        ),
      plugins: (parts) => [limiter.plugin(parts), reportErrors(log), ...seeing.plugins(parts)],
      authorize: false,
      trustSubgraphErrors: true,
      overrideRules: env.overrideRules,
      planning: env.planning,
      log,
    },
  );
  const server = await startServer({
    ...edge,
    supergraph: { current: () => graph, refusal: () => undefined },
    page: createPage({ schema: () => graph.schema, examplesDir: env.examplesDir, log }),
    readViewer: async () => anonymous,
    forward: ['authorization', 'traceparent', 'tracestate'],
    seeing,
  });
  const numbers = await seeing.listen(env.host);
  onShutdown(log, [server.close, graph.retire, tracing.stop, numbers.close], { ...departure, leave: server.leave });
}
