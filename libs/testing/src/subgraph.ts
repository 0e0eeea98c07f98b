import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wrapEvent, type NewEvent } from '@kexie/events';
import { newEventId } from '@kexie/kernel';
import { connectNats, ensureStream } from '@kexie/messaging';
import { createLogger, importTokenKey, signInternalToken, viewerOf, type Identity } from '@kexie/service';
import {
  brokerUrlOf,
  describeExit,
  freePort,
  lastError,
  setUpBroker,
  stackKeys,
  startNats,
  startService,
  type ServiceName,
} from '@kexie/stack';
import { testDatabase } from './servers.ts';
import { createStoredEvents } from './stored-events.ts';

/** The response of a subgraph. When an error reached the root, `data` is null despite its type. */
export type Answer<T> = {
  data: T;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string; input?: string[] } }[];
};

export type SubgraphUnderTest = {
  url: string;
  /**
   * Sends a query as the gateway would, for this viewer with the scopes of their roles. The default is an
   * administrator.
   */
  query<T>(text: string, variables?: object, viewer?: Identity): Promise<Answer<T>>;
  /** Starts a second process of the service on the same database and broker. `stop` of the service stops it, too. */
  startReplica(): Promise<Pick<SubgraphUnderTest, 'url' | 'query'>>;
  /** Publishes an event of another service to its stream, each time with a new event id. */
  publish(event: NewEvent, about: { aggregateId: string; version: number }): Promise<void>;
  /** The data of all events of this type in their stream, oldest first. */
  events<T = unknown>(type: string): Promise<T[]>;
  /**
   * Stops the service and its servers, and removes their data. Rejects when the service does not exit with 0 after
   * SIGTERM.
   */
  stop(): Promise<void>;
};

const administrator: Identity = { id: 'usr_administrator', roles: ['administrator'], regions: [], organizations: [] };
const queryTimeoutMs = 20_000;
/** Longer than the 20 seconds after which a service gives up closing by itself. */
const stopGraceMs = 25_000;

/**
 * Runs `apps/<name>` as its own process on a database and a NATS server that no other test uses, and resolves when it
 * is ready. The test takes the roles of the gateway and the other services. Rejects with the last error of the log when
 * the service does not become ready.
 */
export async function startSubgraphUnderTest(name: Exclude<ServiceName, 'gateway'>): Promise<SubgraphUnderTest> {
  const folder = await mkdtemp(path.join(tmpdir(), `kexie-${name}-`));
  const logFile = path.join(folder, `${name}.log`);
  const database = testDatabase(name);
  const { server, keys } = await startOwnNats(folder);
  const nats = await connectNats(server.url, { name: `${name}-test`, log: createLogger('test', 'silent') });
  const cleanUp = async () => {
    await nats.close();
    server.kill('SIGKILL');
    await server.exited;
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  const { publicJwk, sign } = await tokens(name);
  const startProcess = async (log: string) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/graphql`;
    const values = {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      MONGODB_URI: database.uri,
      NATS_URL: brokerUrlOf(server.url, name, keys),
      INTERNAL_TOKEN_PUBLIC_JWK: publicJwk,
      LOG_LEVEL: 'info',
    };
    const service = await startService({
      name,
      values,
      logFile: log,
      folder: path.join(import.meta.dirname, '../../../apps', name),
      env: process.env,
      probe: '/readyz',
      signal: new AbortController().signal,
    });
    const query = async <T>(text: string, variables: object = {}, viewer: Identity = administrator) =>
      ask<T>(url, await sign(viewer), text, variables);
    return { service, url, query };
  };
  const { service, url, query } = await startProcess(logFile).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  const replicas: Awaited<ReturnType<typeof startProcess>>[] = [];

  return {
    url,
    query,
    startReplica: async () => {
      const replica = await startProcess(path.join(folder, `${name}-${replicas.length + 2}.log`));
      replicas.push(replica);
      return { url: replica.url, query: replica.query };
    },
    publish: async (event, { aggregateId, version }) => {
      const producer = event.type.slice(0, event.type.indexOf('.'));
      await ensureStream(await nats.manager(), producer);
      const envelope = wrapEvent(event, {
        id: newEventId(),
        source: `/kexie/${producer}`,
        aggregateId,
        aggregateVersion: version,
        occurredAt: new Date(),
      });
      await nats.jetstream.publish(event.type, JSON.stringify(envelope), { msgID: envelope.id });
    },
    events: createStoredEvents(nats),
    stop: async () => {
      for (const replica of replicas) await replica.service.stop(stopGraceMs);
      await service.stop(stopGraceMs);
      const exit = await service.exited;
      const reason =
        exit.code === 0 ? undefined : `${name} ended with ${describeExit(exit)} after SIGTERM: ${lastError(logFile)}`;
      await cleanUp();
      if (reason) throw new Error(reason);
    },
  };
}

/** A server for this service alone, because streams and durable names are the same in every test file. */
async function startOwnNats(folder: string) {
  const { NATS_URL: _, ...env } = process.env;
  const keys = await stackKeys(folder);
  const server = await startNats({
    env,
    keys,
    dataDir: path.join(folder, 'nats'),
    logFile: path.join(folder, 'nats.log'),
    durable: false,
    log: () => {},
  });
  await setUpBroker(server.url, keys);
  return { server, keys };
}

async function tokens(service: string) {
  const pair = generateKeyPairSync('ed25519');
  const privateKey = importTokenKey(pair.privateKey.export({ format: 'jwk' }));
  return {
    publicJwk: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
    sign: (viewer: Identity) => signInternalToken(privateKey, viewerOf(viewer), service),
  };
}

async function ask<T>(url: string, token: string, query: string, variables: object): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(queryTimeoutMs),
  });
  return (await response.json()) as Answer<T>;
}
