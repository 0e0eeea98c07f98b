import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';

/**
 * Stock Apollo, set up as in its documentation: `node stock.ts SUPERGRAPH_FILE PORT fetch|undici`. With FORWARD_AUTHORIZATION it forwards the client's
 * `authorization` to the subgraphs. With `undici` its data source is the simplest fast one: it pools connections and merges equal concurrent requests of one viewer.
 */
const [supergraphFile, port, source] = process.argv.slice(2);
const forwards = process.env['FORWARD_AUTHORIZATION'] === '1';
if (!supergraphFile || !port) throw new Error('Usage: node stock.ts SUPERGRAPH_FILE PORT fetch|undici');

type Context = { authorization?: string | undefined };

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphFile, 'utf8'),
  buildService: ({ url = '' }) => (source === 'undici' ? pooled(new URL(url)) : forwarding(url)),
});
const server = new ApolloServer<Context>({ gateway });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(port) },
  context: async ({ req }) => ({ authorization: forwards ? req.headers.authorization : undefined }),
});
process.once('SIGTERM', () => process.exit(0));

function forwarding(url: string): GraphQLDataSource<Context> {
  return new RemoteGraphQLDataSource<Context>({
    url,
    willSendRequest: ({ request, context }) => {
      // while the gateway loads schemas there is no client request, so the context is empty
      if ('authorization' in context && context.authorization)
        request.http?.headers.set('authorization', context.authorization);
    },
  });
}

function pooled(url: URL): GraphQLDataSource<Context> {
  const pool = new Pool(url.origin, { connections: 128, headersTimeout: 10_000, bodyTimeout: 10_000 });
  const underWay = new Map<string, Promise<string>>();
  const ask = async (body: string, authorization: string | undefined): Promise<string> => {
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
    const { body: answer } = await pool.request({ path: url.pathname, method: 'POST', headers, body });
    return answer.text();
  };
  return {
    process: async ({ request: { query, variables }, context }) => {
      const body = JSON.stringify({ query, variables });
      const key = `${context.authorization ?? ''}\n${body}`;
      const asked = underWay.get(key) ?? ask(body, context.authorization).finally(() => underWay.delete(key));
      underWay.set(key, asked);
      return JSON.parse(await asked);
    },
  };
}
