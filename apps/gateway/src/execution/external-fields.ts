import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';

/** What is needed of the planner's graph, in which each type of each service is a vertex. */
type Vertex = { readonly source: string; hasReachableCrossSubgraphEdges: boolean };
type QueryGraph = { verticesForType(name: string): Vertex[]; allEdges(): Iterable<{ head: Vertex; tail: Vertex }> };

/**
 * Marks the types with external fields in the planner's graph. Apollo's planner takes a selection below a field as it is, without a look at the way
 * to each field, where no way leads from there to another service and the service declares all of it. But a declared field may be external, as
 * `town` is to the service that has `@requires(fields: "place { town }")`, and the service would be asked for what it does not resolve. The mark
 * says that a way may lead on, so that the planner goes field by field; every type that leads to a marked one has it, too.
 */
export function markExternalFields(graph: QueryGraph, supergraph: Supergraph): void {
  const marked = [...supergraph.subgraphs()].flatMap((subgraph) =>
    subgraph.schema
      .types()
      .filter(
        (type) =>
          (isObjectType(type) || isInterfaceType(type)) &&
          type.fields().some((field) => subgraph.metadata().isFieldExternal(field)),
      )
      .flatMap(({ name }) => graph.verticesForType(name).filter(({ source }) => source === subgraph.name)),
  );
  if (marked.length === 0) return;
  const leading = new Map<Vertex, Vertex[]>();
  for (const { head, tail } of graph.allEdges())
    if (head.source === tail.source) leading.set(tail, [...(leading.get(tail) ?? []), head]);
  for (let vertex = marked.pop(); vertex; vertex = marked.pop()) {
    vertex.hasReachableCrossSubgraphEdges = true;
    marked.push(...(leading.get(vertex) ?? []).filter((each) => !each.hasReachableCrossSubgraphEdges));
  }
}
