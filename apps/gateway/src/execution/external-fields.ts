import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';

/** The part of the planner's graph that is needed here. Each type of each service is a vertex. */
type Vertex = { readonly source: string; hasReachableCrossSubgraphEdges: boolean };
type QueryGraph = { verticesForType(name: string): Vertex[]; allEdges(): Iterable<{ head: Vertex; tail: Vertex }> };

/**
 * Marks the types with external fields in the planner's graph. If no path leads from a type to another service and the service declares all selected fields, Apollo's
 * planner takes the selection as a whole without checking each field. But a declared field may be external, as `town` is to the service that has
 * `@requires(fields: "place { town }")`, and the service would be asked for a field it does not resolve. The mark says that a path may lead to
 * another service, so that the planner checks each field; every type that leads to a marked one is marked too.
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
