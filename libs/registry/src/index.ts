export { publishSubgraph } from './publish.ts';
export { watchSubgraphs, type SubgraphWatch } from './watch.ts';
export { composeSupergraph, type Composition, type CompositionError } from './compose.ts';
export { readLastGood, writeLastGood, type LastGood } from './last-good.ts';
export { type PublishedSubgraph, type Subgraph } from './subgraph.ts';
