import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import type { Logger } from '@kexie/kernel';
import { connectNats, type Nats } from '@kexie/messaging/nats';
import { createOperationLog, publishSubgraph, type Trust } from '@kexie/registry';
import { importTokenKey, signInternalToken, type Connections } from '@kexie/service/process';
import { eventually, natsUrl } from '@kexie/testing';
import { reportErrors } from '../src/errors.ts';
import { startGraph } from '../src/graph.ts';
import { createIssuerKeys } from '../src/access/issuer-keys.ts';
import { createInternalTokens } from '../src/access/internal-tokens.ts';
import type { Limiter } from '../src/limits/limiter.ts';
import { createPage } from '../src/page/page.ts';
import type { OperationLookup } from '../src/persisted-operations.ts';
import { createSenderOf, recordOperations } from '../src/rollout/recording.ts';
import { startServer } from '../src/server.ts';
import { createSubgraphDataSource } from '../src/subgraphs/data-source.ts';
import { createSupergraph } from '../src/rollout/supergraph.ts';
import { createViewerReader } from '../src/access/viewer.ts';
import type { TestSubgraph } from './subgraph.ts';

export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;
export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
};

const silence = (): void => {};
export const quiet: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };

export const issuer = 'test-issuer';
export const audience = 'kexie-graph';
/** An origin whose pages the gateway allows. */
export const friendlyOrigin = 'https://pages.example';

/** `lose` deletes a bucket with its content, like a broker that restarts with an empty folder. */
export type LonelyNats = Nats & { lose(bucket: string): Promise<void> };

/** A connection with isolated buckets, so that test files can run in parallel on one broker. */
export async function connectAlone(): Promise<LonelyNats> {
  const nats = await connectNats(natsUrl(), { name: 'gateway-test', log: quiet });
  const prefix = `t${randomUUID().slice(0, 8)}`;
  const lose = async (name: string): Promise<void> =>
    void (await (await nats.manager()).streams.delete(`KV_${prefix}-${name}`));
  return { ...nats, bucket: (name) => nats.bucket(`${prefix}-${name}`), lose };
}

/** Publishes subgraphs as their services would. */
export async function publish(nats: Nats, ...subgraphs: TestSubgraph[]): Promise<void> {
  for (const { name, sdl, url } of subgraphs) await publishSubgraph(nats, { name, sdl, url, version: '1' });
}

/** A gateway assembled as in `main.ts`, with keys of its own. */
export async function startTestGateway(
  nats: Nats,
  {
    timeoutMs = 10_000,
    replyBytes,
    lookup,
    keys,
    users: given,
    limiter,
    connections,
    examplesDir,
    trust,
    speaks = false,
  }: {
    replyBytes?: number;
    trust?: Trust;
    speaks?: boolean;
    connections?: Connections;
    examplesDir?: string;
    limiter?: Limiter;
    timeoutMs?: number;
    lookup?: OperationLookup;
    keys?: { jwks: { keys: object[] } | string; cooldownMs?: number };
    users?: GenerateKeyPairResult;
  } = {},
) {
  const users = given ?? (await generateKeyPair('EdDSA', { extractable: true }));
  const internal = await generateKeyPair('EdDSA', { extractable: true });
  const internalKey = importTokenKey(await exportJWK(internal.privateKey));
  const publicJwk = { ...(await exportJWK(users.publicKey)), alg: 'EdDSA', kid: 'test' };
  const internalToken = createInternalTokens((viewer, service) => signInternalToken(internalKey, viewer, service));
  const operations = createOperationLog(() => nats, { log: quiet });
  const senderOf = createSenderOf({ recorded: 'all', isPublished: () => false });
  const supergraph = createSupergraph({
    start: (composed) =>
      startGraph(composed, {
        dataSource: (subgraph) =>
          createSubgraphDataSource({
            ...subgraph,
            timeoutMs,
            ...(replyBytes === undefined ? {} : { limits: { replyBytes } }),
            internalToken,
            log: quiet,
          }),
        plugins: (parts) => [
          ...(limiter ? [limiter.plugin(parts)] : []),
          reportErrors(quiet),
          recordOperations(operations, senderOf),
        ],
        authorize: true,
        log: quiet,
      }),
    trust,
    log: quiet,
  });
  const readViewer = createViewerReader({
    keys: createIssuerKeys({ jwks: { keys: [publicJwk] }, ...keys, log: quiet }),
    issuer,
    audience,
  });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    supergraph,
    readViewer,
    page: createPage({ schema: () => supergraph.current()?.schema, examplesDir, log: quiet }),
    corsOrigins: [friendlyOrigin],
    speaks,
    ...(lookup ? { lookup } : {}),
    ...(limiter ? { limiter } : {}),
    ...(connections ? { connections } : {}),
    broker: () => ({ connected: nats.isConnected(), everConnected: true }),
    log: quiet,
  });
  const following = supergraph.follow(nats);

  const send = (init: RequestInit, path = '/graphql') =>
    fetch(server.url + path, { ...init, signal: AbortSignal.timeout(15_000) });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return {
    url: server.url,
    users,
    publicJwk,
    internalPublicKey: importTokenKey(await exportJWK(internal.publicKey)),
    internalToken,
    supergraph,
    operations,
    send,
    post,
    /** Sends an operation and returns the parsed response, whatever its status. */
    ask: async (query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
      (await post({ query, variables }, headers)).json() as Promise<Answer>,
    readiness: async () => {
      const response = await send({}, '/readyz');
      return {
        status: response.status,
        body: (await response.json()) as {
          ready: boolean;
          supergraph: { hash: string; subgraphs: string[] } | null;
          refusal: { errors: { code: string }[] } | null;
        },
      };
    },
    /** Waits until exactly these subgraphs are served. */
    serves: (...names: string[]) =>
      eventually(() => {
        const served = supergraph.current()?.subgraphs ?? [];
        if (served.join() !== [...names].sort().join())
          throw new Error(`The gateway serves ${served.join() || 'nothing'}.`);
      }),
    userToken: (claims: JWTPayload = {}, header: Record<string, string> = {}) =>
      new SignJWT({ roles: ['analyst'], ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'test', ...header })
        .setIssuer(claims.iss ?? issuer)
        .setAudience(claims.aud ?? audience)
        .setSubject(claims.sub ?? 'per_1')
        .setExpirationTime(claims.exp ?? '5m')
        .sign(users.privateKey),
    stop: async () => {
      await server.close();
      await supergraph.stop();
      await operations.stop();
      await following;
    },
  };
}
