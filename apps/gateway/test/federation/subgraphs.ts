import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import type { Scenario, Subgraph, SubgraphRequest } from './scenario.ts';

/** Every request to a subgraph, in order. */
export type Asked = { subgraph: string; request: SubgraphRequest; text: string }[];
/** A text to send in place of a response, or undefined to keep the response. */
export type Corrupt = (answer: { data?: unknown; errors?: unknown }) => string | undefined;
export type RunningSubgraphs = Awaited<ReturnType<typeof startSubgraphs>>;

/**
 * Composes the subgraphs of a scenario and serves each at a path of one HTTP server. `answer` is the same without HTTP. `corrupt` may replace a response with another
 * text.
 */
export async function startSubgraphs({ name, subgraphs }: Pick<Scenario, 'name' | 'subgraphs'>, corrupt?: Corrupt) {
  const schemas = new Map(Object.entries(subgraphs).map(([service, subgraph]) => [service, executable(subgraph)]));
  const asked: Asked = [];
  const answer = async (service: string, request: SubgraphRequest, text = JSON.stringify(request)): Promise<string> => {
    asked.push({ subgraph: service, request, text });
    const instead = subgraphs[service]?.answer?.(request);
    if (instead !== undefined) return typeof instead === 'string' ? instead : JSON.stringify(instead);
    const result = await graphql({
      schema: schemas.get(service) as GraphQLSchema,
      source: request.query,
      variableValues: request.variables,
    });
    return corrupt?.(JSON.parse(JSON.stringify(result)) as object) ?? JSON.stringify(result);
  };
  const server = createServer((request, response) => void respond(request, response, answer));
  const origin = await listen(server);
  return {
    asked,
    answer,
    supergraph: compose(name, subgraphs, origin),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const directives = [
  'key',
  'shareable',
  'requires',
  'provides',
  'external',
  'override',
  'inaccessible',
  'interfaceObject',
  'extends',
  'tag',
  'composeDirective',
];
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${directives.map((directive) => `"@${directive}"`).join(', ')}])\n`;

export const typeDefs = ({ sdl, fed1 }: Subgraph) =>
  parse(fed1 || sdl.includes('specs.apollo.dev/federation/') ? sdl : link + sdl);

export function executable(subgraph: Subgraph): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs: typeDefs(subgraph),
    resolvers: (subgraph.resolvers ?? {}) as NonNullable<
      Parameters<typeof buildSubgraphSchema>[0] extends { resolvers?: infer R } ? R : never
    >,
  });
}

export function compose(name: string, subgraphs: Scenario['subgraphs'], origin: string): string {
  const composition = composeServices(
    Object.entries(subgraphs).map(([service, subgraph]) => ({
      name: service,
      url: `${origin}/${service}`,
      typeDefs: typeDefs(subgraph),
    })),
  );
  if (composition.errors)
    throw new Error(`"${name}" does not compose: ${composition.errors.map(({ message }) => message).join('\n')}`);
  return composition.supergraphSdl;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (service: string, request: SubgraphRequest, text: string) => Promise<string>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const service = (request.url ?? '').slice(1);
  const text = Buffer.concat(chunks).toString();
  const body = await answer(service, JSON.parse(text) as SubgraphRequest, text);
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
