import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';

export type TestSubgraph = Awaited<ReturnType<typeof startTestSubgraph>>;
type Resolvers = Record<string, Record<string, unknown>>;
type Misbehavior = (request: IncomingMessage, response: ServerResponse) => void;

/** A subgraph on its own port that records its requests and can be made to misbehave. */
export async function startTestSubgraph(name: string, schema: string, resolvers: Resolvers) {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@authenticated", "@requiresScopes", "@cost", "@listSize"])\n${schema}`;
  const executable = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: resolvers as Parameters<typeof buildSubgraphSchema>[0] extends { resolvers?: infer R }
      ? NonNullable<R>
      : never,
  });
  const state: { misbehavior: Misbehavior | undefined; asked: { headers: IncomingHttpHeaders; body: string }[] } = {
    misbehavior: undefined,
    asked: [],
  };
  const server = createServer((request, response) => void answer(request, response, executable, state));
  let port = await listen(server, 0);
  return {
    name,
    sdl,
    url: `http://127.0.0.1:${port}/graphql`,
    asked: state.asked,
    /** Sets the behavior of later responses; without an argument, restores the normal one. */
    misbehave: (misbehavior?: Misbehavior) => void (state.misbehavior = misbehavior),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start: async () => void (port = await listen(server, port)),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  schema: GraphQLSchema,
  state: { misbehavior: Misbehavior | undefined; asked: unknown[] },
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  state.asked.push({ headers: request.headers, body });
  if (state.misbehavior) return state.misbehavior(request, response);
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const result = await graphql({ schema, source: query, variableValues: variables });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
