import { connectNats, type Nats } from '@kexie/messaging/nats';
import { createLogger, importTokenKey, onShutdown, signInternalToken } from '@kexie/service/process';
import { readEnv } from './env.ts';
import { startGraph } from './graph.ts';
import { createInternalTokens } from './internal-tokens.ts';
import { startServer } from './server.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';
import { createSupergraph } from './supergraph.ts';
import { createViewerReader } from './viewer.ts';

const env = readEnv(process.env);
const log = createLogger('gateway', env.logLevel);

const key = await importTokenKey(env.internalTokenKey);
const internalToken = createInternalTokens((viewer) => signInternalToken(key, viewer));

const supergraph = createSupergraph({
  start: (composed) => startGraph(composed, {
    dataSource: ({ name, url }) => createSubgraphDataSource({ name, url, timeoutMs: env.subgraphTimeoutMs, internalToken, log }),
    log,
  }),
  log,
});

// the port opens first: who asks before there is a supergraph gets an answer, and the process can be told to stop
const broker: { nats?: Nats } = {};
const server = await startServer({
  host: env.host,
  port: env.port,
  supergraph,
  readViewer: createViewerReader(env.issuer),
  broker: () => ({ connected: broker.nats?.isConnected() ?? false, seen: broker.nats !== undefined }),
  log,
});
onShutdown(log, [server.close, supergraph.stop, async () => broker.nats?.close()]);

broker.nats = await connectNats(env.natsUrl, { name: 'gateway', log });
await supergraph.follow(broker.nats);
