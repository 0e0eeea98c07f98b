import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The five subgraphs, in the order of the annual report's sections. The name is the folder, the Nx project and the name in the supergraph. */
export const subgraphNames = ['organizations', 'people', 'outreach', 'matching', 'rural-programs'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Absolute path of a file of the workspace, from a path relative to its root. */
export const inWorkspace = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Those of the five whose schema is written. */
export const writtenSubgraphs = (): SubgraphName[] => subgraphNames.filter((name) => existsSync(schemaFile(name)));

/** The SDL that a service publishes: the shape that all services share, then its own promise. Throws a sentence when a file is missing. */
export function readSubgraphSdl(name: SubgraphName): string {
  return [inWorkspace('libs/service/src/shared.graphql'), schemaFile(name)].map(readSdl).join('\n');
}

const schemaFile = (name: SubgraphName): string => inWorkspace(`apps/${name}/src/schema.graphql`);

function readSdl(file: string): string {
  if (!existsSync(file)) throw new Error(`There is no schema at ${file}.`);
  return readFileSync(file, 'utf8');
}
