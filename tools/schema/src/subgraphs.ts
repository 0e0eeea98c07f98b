import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { subgraphSdl } from '@kexie/service';

/** The subgraphs: first those with a section of the annual report, in its order. The name is the folder, the Nx project and the name in the supergraph. */
export const subgraphNames = ['organizations', 'people', 'outreach', 'matching', 'rural-programs'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Absolute path of a file of the workspace, from a path relative to its root. */
export const inWorkspace = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The subgraphs whose schema exists. */
export const writtenSubgraphs = (): SubgraphName[] => subgraphNames.filter((name) => existsSync(schemaFile(name)));

/** The SDL that a service publishes. Throws if its schema does not exist. */
export const readSubgraphSdl = (name: SubgraphName): string => subgraphSdl(pathToFileURL(schemaFile(name)));

const schemaFile = (name: SubgraphName): string => inWorkspace(`apps/${name}/src/schema.graphql`);

/** The SDL that a service with this schema publishes: a plain schema.graphql lacks the part that all services share. */
export function withSharedPart(sdl: string): string {
  // only a complete schema links the federation specification; the shared part contains the link for the others
  return /@link\s*\(/.test(sdl)
    ? sdl
    : `${readFileSync(inWorkspace('libs/service/src/shared.graphql'), 'utf8')}\n${sdl}`;
}
