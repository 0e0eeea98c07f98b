import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';

/** Yields every fetch of a plan, in the order of the plan, with the path of the objects it completes. */
export function* fetchesOf(
  node: PlanNode,
  path: ResponsePath = [],
): Generator<{ fetch: FetchNode; path: ResponsePath }> {
  switch (node.kind) {
    case 'Fetch':
      return yield { fetch: node, path };
    case 'Flatten':
      return yield* fetchesOf(node.node, [...path, ...node.path]);
    case 'Sequence':
    case 'Parallel':
      for (const each of node.nodes) yield* fetchesOf(each, path);
      return;
    case 'Condition':
      for (const branch of [node.ifClause, node.elseClause]) if (branch) yield* fetchesOf(branch, path);
      return;
    case 'Defer':
      throw new Error('The planner made a plan with @defer, which no operation requests.');
  }
}

/** The plan with its fetches replaced by other nodes. */
export function mapFetches(plan: QueryPlan, change: (fetch: FetchNode) => PlanNode): QueryPlan {
  return plan.node && plan.node.kind !== 'Subscription' ? { ...plan, node: mapNode(plan.node, change) } : plan;
}

/** The planner starts each path with an empty step, which is dropped. */
function mapNode(node: PlanNode, change: (fetch: FetchNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return change(node);
    case 'Flatten':
      return { ...node, path: node.path.filter((step) => step !== ''), node: mapNode(node.node, change) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((each) => mapNode(each, change)) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause ? { ifClause: mapNode(node.ifClause, change) } : {}),
        ...(node.elseClause ? { elseClause: mapNode(node.elseClause, change) } : {}),
      };
    case 'Defer':
      return node;
  }
}
