import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { parse, visit } from 'graphql';
import { fetchesOf } from './plan-nodes.ts';
import { planPath, type PlanPath } from './tree.ts';

/**
 * Finds the fetches of a plan that request an object, or a list of objects, that another fetch also requests at the same path of the response. One of the services may
 * return null for it while the other returns the object.
 */
export function contestedFetches(plan: PlanNode): ReadonlySet<FetchNode> {
  const byPath = new Map<string, FetchNode[]>();
  for (const { fetch, path } of fetchesOf(plan)) {
    for (const objectPath of objectsOf(fetch, planPath(path)))
      byPath.set(objectPath, [...(byPath.get(objectPath) ?? []), fetch]);
  }
  return new Set([...byPath.values()].filter((fetches) => fetches.length > 1).flat());
}

/** The paths of the objects that a fetch requests. Two fetches of one plan use the same response keys for the same path. */
function objectsOf({ operation }: FetchNode, path: PlanPath): Set<string> {
  const paths = new Set<string>();
  const keys = path.map(({ key }) => key).filter((key) => key !== '' && key !== '@');
  visit(parse(operation, { noLocation: true }), {
    Field: {
      enter: ({ name, alias, selectionSet }) => {
        if (name.value === '_entities') return;
        keys.push(alias?.value ?? name.value);
        if (selectionSet) paths.add(keys.join('.'));
      },
      leave: ({ name }) => void (name.value !== '_entities' && keys.pop()),
    },
  });
  return paths;
}
