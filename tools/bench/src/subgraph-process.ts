import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { composeSupergraph } from '@kexie/registry';
import { freePortRange, startChild, waitUntilReady } from '@kexie/stack';
import { benchDir, projectDir } from './places.ts';
import { subgraphNames, subgraphSdl } from './subgraph-schemas.ts';
import type { Counts } from './subgraphs.ts';

/** The running subgraphs, and the supergraph that is composed of them. */
export type Subgraphs = {
  supergraphFile: string;
  /** The parts of the supergraph. */
  all: readonly { name: string; sdl: string; url: string }[];
  /** The counts since the last call. */
  takeCounts(): Promise<Counts>;
  stop(): Promise<void>;
};

type Settings = {
  pathVariable: string;
  delayMs: number;
  /** services that the graph has in addition to the four */ others?: { name: string; sdl: string; url: string }[];
};

/** Starts the process with the four subgraphs and composes them into `.data/bench/supergraph.graphql`. Rejects if they do not start within 20 s. */
export async function startSubgraphs({ pathVariable, delayMs, others = [] }: Settings): Promise<Subgraphs> {
  const firstPort = await freePortRange(1 + subgraphNames.length);
  const four = subgraphNames.map((name, index) => ({
    name,
    sdl: subgraphSdl[name],
    url: `http://127.0.0.1:${firstPort + 1 + index}/graphql`,
  }));
  const all = [...four, ...others];
  const composition = composeSupergraph(all);
  if ('errors' in composition)
    throw new Error(`The benchmark's subgraphs do not compose: ${composition.errors[0]?.message}`);
  const supergraphFile = path.join(benchDir, 'supergraph.graphql');
  const logFile = path.join(benchDir, 'logs', 'subgraphs.log');
  const child = await startChild({
    command: process.execPath,
    args: [path.join(import.meta.dirname, 'subgraphs.ts'), `${firstPort}`, `${delayMs}`],
    cwd: projectDir,
    env: { PATH: pathVariable, NODE_ENV: 'production' },
    logFile,
    rank: 'service',
  });
  await writeFile(supergraphFile, composition.supergraphSdl);
  const takeCounts = () => readCounts(`http://127.0.0.1:${firstPort}/`);
  const obstacle = () =>
    takeCounts().then(
      () => undefined,
      (error: Error) => String(error.cause ?? error),
    );
  await waitUntilReady({ name: 'the process of the subgraphs', child, logFile, timeoutMs: startMsMax, obstacle });
  return { supergraphFile, all, takeCounts, stop: () => child.stop() };
}

async function readCounts(url: string): Promise<Counts> {
  const counts = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return (await counts.json()) as Counts;
}

const startMsMax = 20_000;
