import type { Connections } from '@kexie/service/process';
import type { Limiter } from '../../src/limits/limiter.ts';
import type { OperationLookup } from '../../src/persisted-operations.ts';
import { connectAlone, publish, startTestGateway, type TestGateway } from '../support.ts';
import { startTestSubgraph, type TestSubgraph } from '../subgraph.ts';
import { raw, type RawAnswer, type RawRequest } from './raw.ts';

const schema = `
  scalar Json
  type Query {
    name: String
    double(of: Int!): Int
    echo(value: Json): Json
    say(text: String!): String
    odd(input: Odd!): Json
    rows(count: Int!): [Row!]! @listSize(slicingArguments: ["count"])
    fails: String
    failsAll: String!
  }
  type Mutation { rename(name: String!): String }
  type Row { id: ID! label: String! }
  input Odd { constructor: String  toString: Int  plain: Int }
`;

/** A gateway with one service that echoes its input, and a client that sends raw bytes. */
export type EdgeGateway = {
  gateway: TestGateway;
  service: TestSubgraph;
  ask: (request?: RawRequest) => Promise<RawAnswer>;
  stop: () => Promise<void>;
};

export async function startEdgeGateway(
  options: {
    lookup?: OperationLookup;
    limiter?: Limiter;
    connections?: Connections;
    replyBytes?: number;
    timeoutMs?: number;
    speaks?: boolean;
  } = {},
): Promise<EdgeGateway> {
  const service = await startTestSubgraph('organizations', schema, {
    Query: {
      name: () => '科协',
      double: (_: unknown, { of }: { of: number }) => of * 2,
      echo: (_: unknown, { value }: { value: unknown }) => value,
      say: (_: unknown, { text }: { text: string }) => text,
      odd: (_: unknown, { input }: { input: object }) => input,
      rows: (_: unknown, { count }: { count: number }) =>
        Array.from({ length: count }, (_each, i) => ({ id: `row_${i}`, label: `第${i}行` })),
      fails: () => {
        throw new Error('no');
      },
      failsAll: () => {
        throw new Error('no');
      },
    },
    Mutation: { rename: (_: unknown, { name }: { name: string }) => name },
  });
  const nats = await connectAlone();
  await publish(nats, service);
  const gateway = await startTestGateway(nats, options);
  await gateway.serves('organizations');
  return {
    gateway,
    service,
    ask: (request) => raw(gateway.url, request),
    stop: async () => {
      await gateway.stop();
      await service.stop();
      await nats.close();
    },
  };
}

/** A POST of JSON. */
export const posted = (body: unknown, headers: RawRequest['headers'] = {}): RawRequest => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
});
/** A GET with parameters in the URL. */
export const got = (parameters: Record<string, string>, headers: RawRequest['headers'] = {}): RawRequest => ({
  path: `/graphql?${new URLSearchParams(parameters).toString()}`,
  headers,
});
