import { readFileSync } from 'node:fs';

/** The part of the schema that all subgraphs share, before a subgraph's own: value types must be the same everywhere. */
export function subgraphSdl(ownSchema: URL): string {
  const shared = readFileSync(new URL('./shared.graphql', import.meta.url), 'utf8');
  return `${shared}\n${readFileSync(ownSchema, 'utf8')}`;
}
