import type { Logger } from '@kexie/kernel';
import { anonymous } from '@kexie/service/process';
import { bodyLimits } from '../../src/edge/body.ts';
import { reportErrors } from '../../src/errors.ts';
import { startGraph, type Options } from '../../src/graph.ts';
import type { OperationPlugin } from '../../src/hooks.ts';
import { startServer } from '../../src/server.ts';
import { createSubgraphDataSource } from '../../src/subgraphs/data-source.ts';
import type { Gateway, GatewayAnswer } from './compare.ts';
import { createRecorder } from './recorder.ts';

type Operation = Parameters<Gateway['ask']>[0];
export type Ours = Gateway & {
  url: string;
  /** The whole response of an operation with the hooks that ran for it. `long` sends it through Apollo Server's pipeline even if it is known. */
  observe(operation: Operation, way: 'short' | 'long'): Promise<Observed>;
};
/** A response as its client gets it, except the id of the request and the date. */
type Observed = { status: number; headers: Record<string, string>; text: string; hooks: string[] };

/** Our gateway on its own port, assembled as `main.ts` does for a supergraph from a file. */
export async function startOurs(
  { supergraph }: { supergraph: string },
  { overrideRules = {}, plugins = [] }: Pick<Options, 'overrideRules'> & { plugins?: OperationPlugin[] } = {},
): Promise<Ours> {
  const recorder = createRecorder();
  const graph = await startGraph(
    { sdl: supergraph, hash: 'conformance' },
    {
      dataSource: ({ name, url }) =>
        createSubgraphDataSource({ name, url, timeoutMs: 5_000, internalToken: undefined, log: quiet }),
      plugins: () => [recorder.plugin, ...plugins, reportErrors(quiet)],
      authorize: false,
      trustSubgraphErrors: true,
      overrideRules,
      log: quiet,
    },
  );
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    supergraph: { current: () => graph, refusal: () => undefined },
    readViewer: async () => anonymous,
    bodies: { ...bodyLimits, anonymousBytesMax: bodyLimits.bytesMax },
    log: quiet,
  });
  const post = (body: object): Promise<Response> =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'a-fixed-id' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  return {
    name: 'ours',
    url: server.url,
    async ask(operation) {
      const response = await post(operation);
      return { status: response.status, ...((await response.json()) as Omit<GatewayAnswer, 'status'>) };
    },
    async observe({ query, variables, operationName }, way) {
      recorder.take();
      const response = await post({ query, variables, operationName, ...(way === 'long' ? { extensions: {} } : {}) });
      const { date: _date, 'x-request-id': _id, ...headers } = Object.fromEntries(response.headers);
      return { status: response.status, headers, text: await response.text(), hooks: recorder.take() };
    },
    async stop() {
      await server.close();
      await graph.retire();
    },
  };
}

const silence = (): void => {};
const quiet: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };
