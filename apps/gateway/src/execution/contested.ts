import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { parse, visit } from 'graphql';
import { planPath, type PlanPath } from './tree.ts';

/**
 * Finds the fetches of a plan that ask for an object, or a list of objects, for which another fetch asks at the same place of the answer. One of the services may say that it
 * is null while the other brings it.
 */
export function contestedFetches(plan: PlanNode): (node: FetchNode, path: PlanPath) => boolean {
  const fetches = new Map<string, number>();
  collect(plan, [], (node, path) => {
    for (const place of objectsOf(node, path)) fetches.set(place, (fetches.get(place) ?? 0) + 1);
  });
  return (node, path) => [...objectsOf(node, path)].some((place) => (fetches.get(place) ?? 0) > 1);
}

function collect(node: PlanNode, path: PlanPath, found: (node: FetchNode, path: PlanPath) => void): void {
  switch (node.kind) {
    case 'Fetch': return found(node, path);
    case 'Flatten': return collect(node.node, [...path, ...planPath(node.path)], found);
    case 'Sequence': case 'Parallel': return node.nodes.forEach((each) => collect(each, path, found));
    case 'Condition': return [node.ifClause, node.elseClause].forEach((branch) => branch && collect(branch, path, found));
    case 'Defer': throw new Error('The planner made a plan with @defer, which was not asked for.');
  }
}

/** The places of the objects for which a fetch asks. Two fetches of one plan give the same key to the same place. */
function objectsOf({ operation }: FetchNode, path: PlanPath): Set<string> {
  const places = new Set<string>();
  const keys = path.map(({ key }) => key).filter((key) => key !== '' && key !== '@');
  visit(parse(operation, { noLocation: true }), {
    Field: {
      enter: ({ name, alias, selectionSet }) => {
        if (name.value === '_entities') return;
        keys.push(alias?.value ?? name.value);
        if (selectionSet) places.add(keys.join('.'));
      },
      leave: ({ name }) => void (name.value !== '_entities' && keys.pop()),
    },
  });
  return places;
}
