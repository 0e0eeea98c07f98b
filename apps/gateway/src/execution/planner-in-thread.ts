import { parse } from 'graphql';
import { readOverrideLabels } from './override-labels.ts';
import { plannerOf, type Planner } from './planner.ts';
import { createPlanning } from './planning.ts';

/** Plans in this thread, which needs less memory but blocks requests while an operation is planned. @throws Error as `createPlanning` does */
export function createPlanner(supergraphSdl: string): Planner {
  const { schema, everything, keys, requirements, plan } = createPlanning(supergraphSdl);
  const overrideLabels = readOverrideLabels(parse(supergraphSdl, { noLocation: true }), everything);
  return {
    ...plannerOf(supergraphSdl, { schema, everything, overrideLabels, keys, requirements }),
    plan: async (document, operationName, overrides) => plan(document, operationName, overrides),
    stats: () => ({ threads: 0, waiting: 0 }),
    close: async () => {},
  };
}
