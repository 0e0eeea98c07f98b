import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { Planner } from './planner.ts';
import type { SubgraphDataSource } from '../subgraphs/data-source.ts';
import { contestedFetches } from './contested.ts';
import { createBatch, type Batch } from './batches.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { compileRootFetch, type Constants, type Run } from './fetches.ts';
import { fetchesOf } from './plan-nodes.ts';
import { planPath, type PlanPath } from './tree.ts';

type Options = Pick<Planner, 'isSubtype' | 'typeOf' | 'keysOf' | 'requirementsOf' | 'numbersOf'> & {
  sourceOf: (service: string) => SubgraphDataSource;
  constants: Constants;
};
/** `batches` are those of one service and one level: fetches at the same depth of sequences become ready at about the same time. */
type Compiling = Options & {
  batches: Map<string, Batch>;
  conditional: boolean;
  separate: boolean;
  contested: ReadonlySet<FetchNode>;
};
/** A part of the plan as a function, and the number of its sequential levels of fetches. */
type Compiled = { run: Run; levels: number };

/** Compiles a plan into functions once, so that executing it means calling them. Throws for unsupported nodes (`@defer`, subscriptions). */
export function compilePlan(plan: QueryPlan, options: Options): Run {
  if (!plan.node) return async () => {};
  if (plan.node.kind === 'Subscription')
    throw new GraphQLError('Subscriptions are not supported.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  return compileNode(plan.node, [], 0, {
    ...options,
    batches: new Map(),
    conditional: false,
    separate: distinguishesPaths(plan.node),
    contested: contestedFetches(plan.node),
  }).run;
}

function compileNode(node: PlanNode, path: PlanPath, level: number, compiling: Compiling): Compiled {
  switch (node.kind) {
    case 'Fetch':
      return { run: compileFetch(node, path, level, compiling), levels: 1 };
    case 'Flatten':
      return compileNode(node.node, [...path, ...planPath(node.path)], level, compiling);
    case 'Sequence':
      return compileSequence(node.nodes, path, level, compiling);
    case 'Parallel': {
      const parts = node.nodes.map((each) => compileNode(each, path, level, compiling));
      return {
        run: async (execution) => void (await Promise.all(parts.map(({ run }) => run(execution)))),
        levels: Math.max(0, ...parts.map(({ levels }) => levels)),
      };
    }
    case 'Condition': {
      // Other fetches do not wait for one that may be skipped.
      const branch = (part: PlanNode | undefined): Compiled =>
        part ? compileNode(part, path, level, { ...compiling, conditional: true }) : { run: async () => {}, levels: 0 };
      const [yes, no] = [branch(node.ifClause), branch(node.elseClause)];
      return {
        run: (execution) => (execution.conditions[node.condition] === true ? yes : no).run(execution),
        levels: Math.max(yes.levels, no.levels),
      };
    }
    case 'Defer':
      throw new Error('The planner made a plan with @defer, which no operation requests.');
  }
}

function compileSequence(nodes: readonly PlanNode[], path: PlanPath, level: number, compiling: Compiling): Compiled {
  let levels = 0;
  const runs: Run[] = [];
  for (const node of nodes) {
    const part = compileNode(node, path, level + levels, compiling);
    runs.push(part.run);
    levels += part.levels;
  }
  return {
    levels,
    run: async (execution) => {
      for (const run of runs) await run(execution);
    },
  };
}

function compileFetch(
  node: FetchNode,
  path: PlanPath,
  level: number,
  {
    sourceOf,
    isSubtype,
    typeOf,
    keysOf,
    requirementsOf,
    numbersOf,
    constants,
    batches,
    conditional,
    separate,
    contested,
  }: Compiling,
): Run {
  const source = sourceOf(node.serviceName);
  const numbers = numbersOf(node.operation);
  if (!node.requires)
    return compileRootFetch(node, path, { source, isSubtype, constants, numbers, contested: contested.has(node) });
  const service = node.serviceName;
  const ofService = {
    keysOf: (typename: string) => keysOf(service, typename),
    requirementsOf: (typename: string, field: string) => requirementsOf(service, typename, field),
  };
  const fetch = compileEntityFetch(node, path, {
    isSubtype,
    typeOf,
    ...ofService,
    constants,
    numbers,
    separate,
    contested: contested.has(node),
    joinsEqual: !separate && contested.size === 0,
  });
  if (conditional) return createBatch(source, constants).add(fetch);
  const key = `${level} ${node.serviceName}`;
  const batch = batches.get(key) ?? createBatch(source, constants);
  batches.set(key, batch);
  return batch.add(fetch);
}

/** Whether a fetch concerns only some of the objects at its path or depends on their ancestors, so that equal entities at different paths may get different values. */
function distinguishesPaths(plan: PlanNode): boolean {
  for (const { fetch, path } of fetchesOf(plan))
    if (fetch.contextRewrites?.length || planPath(path).some(({ types }) => types)) return true;
  return false;
}
