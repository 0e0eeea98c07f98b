import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphql, type GraphQLSchema } from 'graphql';
import { openShop } from './shop.ts';
import { subgraphNames, subgraphSchema } from './subgraph-schemas.ts';

/**
 * The four subgraphs, in a process of their own: `node subgraphs.ts FIRST_PORT DELAY_MS`. The first port tells what was counted and begins anew, those after it serve
 * one subgraph each. A request that came before is answered from memory, because what is measured is the gateway and not these;
 * with a delay each answer comes so much later, as from a real service.
 */
const [firstPort, delayMs] = process.argv.slice(2).map(Number) as [number, number];

/** What was asked since the counts were read last. `executed` are those that no request before them equalled; `busy` is the share of the time in which this process had something to do. */
export type Counts = { requests: number; representations: number; authorized: number; executed: number; busy: number };

type Answer = { body: Buffer; representations: number };
const counts = { requests: 0, representations: 0, authorized: 0, executed: 0 };
let began = performance.eventLoopUtilization();

const shop = openShop();
subgraphNames.forEach((name, index) => listen(firstPort + 1 + index, serveSubgraph(subgraphSchema(name, shop))));
listen(firstPort, (_request, response) => {
  const { utilization } = performance.eventLoopUtilization(began);
  response.end(JSON.stringify({ ...counts, busy: utilization } satisfies Counts));
  Object.assign(counts, { requests: 0, representations: 0, authorized: 0, executed: 0 });
  began = performance.eventLoopUtilization();
});
process.once('SIGTERM', () => process.exit(0));

function listen(port: number, listener: RequestListener): void {
  createServer({ keepAliveTimeout: 60_000 }, listener).listen(port, '127.0.0.1');
}

/** Answers GraphQL over POST. What was answered once is kept, for at most `answersMax` different requests. */
function serveSubgraph(schema: GraphQLSchema): RequestListener {
  const answers = new Map<string, Answer>();
  const answerNew = async (body: string): Promise<Answer> => {
    counts.executed++;
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const result = await graphql({ schema, source: query, ...(variables ? { variableValues: variables } : {}) });
    const answer = { body: Buffer.from(JSON.stringify(result)), representations: countRepresentations(variables) };
    if (answers.size < answersMax) answers.set(body, answer);
    return answer;
  };
  const answer = async (body: string, response: ServerResponse): Promise<void> => {
    try {
      const found = answers.get(body) ?? (await answerNew(body));
      if (delayMs > 0) await sleep(delayMs);
      send(response, 200, found);
    } catch (error) {
      send(response, 400, { body: Buffer.from(String(error)), representations: 0 });
    }
  };
  return (request, response) => {
    counts.requests++;
    if (request.headers.authorization !== undefined) counts.authorized++;
    readBody(request, (body) => void answer(body, response));
  };
}

function send(response: ServerResponse, status: number, { body, representations }: Answer): void {
  counts.representations += representations;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) request.destroy();
  });
  request.on('end', () => done((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString()));
}

/** Entities are asked for by a variable that is a list of objects with a `__typename`, whatever a gateway calls it. */
function countRepresentations(variables: Record<string, unknown> = {}): number {
  const isRepresentation = (value: unknown) => typeof value === 'object' && value !== null && '__typename' in value;
  return Object.values(variables).flat().filter(isRepresentation).length;
}

const answersMax = 10_000;
const bodyBytesMax = 1024 * 1024;
