import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphql, type GraphQLSchema } from 'graphql';
import { openShop } from './shop.ts';
import { subgraphNames, subgraphSchema } from './subgraph-schemas.ts';

/**
 * The four subgraphs in one process: `node subgraphs.ts FIRST_PORT DELAY_MS`. The first port returns the counts and resets them; each port after it serves
 * one subgraph. Repeated requests are answered from memory, so that the subgraphs do not affect the measurement;
 * a delay postpones each answer, as a real service would.
 */
const [firstPort, delayMs] = process.argv.slice(2).map(Number) as [number, number];

/** Requests since the counts were last read. `executed` counts requests that were not answered from memory; `busy` is the share of the time in which this process was working. */
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

/** Answers GraphQL over POST, and remembers the answers to at most `answersMax` different requests. */
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

/** Finds representations in the variables: lists of objects with a `__typename`. Gateways name the variable differently. */
function countRepresentations(variables: Record<string, unknown> = {}): number {
  const isRepresentation = (value: unknown) => typeof value === 'object' && value !== null && '__typename' in value;
  return Object.values(variables).flat().filter(isRepresentation).length;
}

const answersMax = 10_000;
const bodyBytesMax = 1024 * 1024;
