import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { parse, visit } from 'graphql';
import { fetchesOf } from './plan-nodes.ts';
import { planPath, type PlanPath } from './tree.ts';

/**
 * Finds the fetches of a plan that ask for an object, or a list of objects, for which another fetch asks at the same place of the answer. One of the services may say that it
 * is null while the other brings it.
 */
export function contestedFetches(plan: PlanNode): ReadonlySet<FetchNode> {
  const byPlace = new Map<string, FetchNode[]>();
  for (const { fetch, path } of fetchesOf(plan)) {
    for (const place of objectsOf(fetch, planPath(path))) byPlace.set(place, [...(byPlace.get(place) ?? []), fetch]);
  }
  return new Set([...byPlace.values()].filter((fetches) => fetches.length > 1).flat());
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
