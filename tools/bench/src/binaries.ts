import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchDir } from './places.ts';

/** Gateways that run from a binary, whose path `--peer` gives. */
export const binaryNames = ['hive-router'] as const;
export type BinaryName = (typeof binaryNames)[number];
export type Binaries = Partial<Record<BinaryName, string>>;

type Start = { supergraphFile: string; port: number; forward: boolean };

/** Parses `NAME=BINARY`, given once or several times. Throws one sentence about the first fault. */
export function readBinaries(values: readonly string[]): Binaries {
  return Object.fromEntries(
    values.map((value): [BinaryName, string] => {
      const [given, ...rest] = value.split('=');
      const name = binaryNames.find((known) => known === given);
      const binary = rest.join('=');
      if (name === undefined)
        throw new Error(
          `--peer knows no "${given}"; there are: ${binaryNames.join(', ')}. Gateways of npm need no --peer.`,
        );
      if (binary === '') throw new Error(`--peer ${name} needs the path of its binary: --peer ${name}=BINARY.`);
      return [name, path.resolve(binary)];
    }),
  );
}

/** Rejects with one sentence if a binary is missing or cannot be executed. */
export async function checkBinaries(binaries: Binaries): Promise<void> {
  for (const [name, binary] of Object.entries(binaries))
    await access(binary, constants.X_OK).catch(() => {
      throw new Error(`--peer ${name}: ${binary} is not an executable file.`);
    });
}

/**
 * Writes the configuration of Hive Router into `.data/bench`, and returns the environment with which its binary starts. The router forwards `authorization` and writes no log line for each
 * request, as the other gateways. Otherwise it has its defaults: it shares subgraph requests in flight only if their headers are equal too, and has as many threads as there are cores.
 */
export async function hiveRouterEnv({ supergraphFile, port, forward }: Start): Promise<Record<string, string>> {
  const file = path.join(benchDir, 'hive-router.config.json');
  await mkdir(benchDir, { recursive: true });
  await writeFile(file, JSON.stringify(hiveRouterConfig({ supergraphFile, port, forward }), null, 2));
  return { ROUTER_CONFIG_FILE_PATH: file };
}

/** The configuration of Hive Router. */
export const hiveRouterConfig = ({ supergraphFile, port, forward }: Start) => ({
  supergraph: { source: 'file', path: supergraphFile },
  http: { host: '127.0.0.1', port },
  log: { filter: 'info,router::request=off' },
  ...(forward ? { headers: { all: { request: [{ propagate: { named: 'authorization' } }] } } } : {}),
});

/** The version that Hive Router wrote to its log at its last start, or undefined. */
export const hiveRouterVersion = (log: string): string | undefined =>
  [...log.matchAll(/"hive-router starting\S*","version":"([^"]+)"/g)].at(-1)?.[1];
