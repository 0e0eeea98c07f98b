import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectNats, type Nats } from '@kexie/messaging';
import { publishSubgraph, type TeamKey } from '@kexie/registry';
import { createLogger } from '@kexie/service';

/** A service of another team, in any language: it publishes its schema and answers each request with the same data. */
export type ForeignService = {
  url: string;
  /** Publishes a schema under a name, by default its own. Rejects when the broker does not permit it. */
  publish(options?: { name?: string; url?: string }): Promise<void>;
  stop(): Promise<void>;
};

/**
 * `natsUrl` and `key` are those of its team (`NATS_URL`, `PUBLICATION_PRIVATE_JWK`). Rejects when the broker does not
 * answer within 5 s.
 */
export async function startForeignService(team: {
  name: string;
  natsUrl: string;
  key: TeamKey;
  sdl: string;
  data: object;
}): Promise<ForeignService> {
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: team.data })));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const signal = AbortSignal.timeout(publishMsMax);
  const nats = await connectNats(team.natsUrl, {
    name: team.name,
    log: createLogger(team.name, 'silent'),
    signal,
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  return {
    url: own,
    publish: async ({ name = team.name, url = own } = {}) => {
      const subgraph = { name, sdl: team.sdl, url, version: '1' };
      await publishSubgraph(nats, subgraph, { key: team.key, signal: AbortSignal.timeout(publishMsMax) });
    },
    stop: async () => {
      await nats.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Writes arbitrary values one after the other under a key of a bucket, as the user of `url`. */
export async function writeRecords(
  url: string,
  { bucket, key, values }: { bucket: string; key: string; values: readonly string[] },
): Promise<void> {
  const nats: Nats = await connectNats(url, { name: 'test', log: createLogger('test', 'silent') });
  try {
    for (const value of values) await (await nats.bucket(bucket)).put(key, value);
  } finally {
    await nats.close();
  }
}

const publishMsMax = 5_000;
