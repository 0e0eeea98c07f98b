import { readFileSync } from 'node:fs';

/**
 * The shared schema followed by the subgraph's own. All subgraphs share it, because value types must be the same
 * everywhere.
 */
export function subgraphSdl(ownSchema: URL): string {
  const shared = readFileSync(new URL('./shared.graphql', import.meta.url), 'utf8');
  return `${shared}\n${readFileSync(ownSchema, 'utf8')}`;
}
