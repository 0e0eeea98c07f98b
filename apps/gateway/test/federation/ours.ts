import type { Logger } from '@kexie/kernel';
import { anonymous } from '@kexie/service/process';
import { bodyLimits } from '../../src/edge/body.ts';
import { reportErrors } from '../../src/errors.ts';
import { startGraph, type Options } from '../../src/graph.ts';
import { startServer } from '../../src/server.ts';
import { createSubgraphDataSource } from '../../src/subgraphs/data-source.ts';
import type { Gateway, GatewayAnswer } from './compare.ts';

/** Our gateway on its own port, assembled as `main.ts` does for a supergraph from a file. */
export async function startOurs(
  { supergraph }: { supergraph: string },
  { overrideRules = {} }: Pick<Options, 'overrideRules'> = {},
): Promise<Gateway & { url: string }> {
  const graph = await startGraph(
    { sdl: supergraph, hash: 'conformance' },
    {
      dataSource: ({ name, url }) =>
        createSubgraphDataSource({ name, url, timeoutMs: 5_000, internalToken: undefined, log: quiet }),
      plugins: () => [reportErrors(quiet)],
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
  return {
    name: 'ours',
    url: server.url,
    async ask(operation) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(operation),
        signal: AbortSignal.timeout(10_000),
      });
      return { status: response.status, ...((await response.json()) as Omit<GatewayAnswer, 'status'>) };
    },
    async stop() {
      await server.close();
      await graph.retire();
    },
  };
}

const silence = (): void => {};
const quiet: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => quiet };
