import { setImmediate as turn } from 'node:timers/promises';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { clientSchema } from './client-schema.ts';
import { readOverrideLabels } from './override-labels.ts';
import { plannerOf, type Planner } from './planner.ts';
import { startPlanningThreads, type PlanningLimits } from './planning-threads.ts';

/**
 * Plans in worker threads, or in this thread if `threads` is 0. The threads also parse the supergraph; the remaining work in this thread is split
 * into steps of some milliseconds, between which requests are served. Rejects with the errors of `createPlanning`.
 */
export async function startPlanner(supergraphSdl: string, limits: PlanningLimits): Promise<Planner> {
  // The planner takes 20 MB and half a second to load, and only the threads need it.
  if (limits.threads === 0) return (await import('./planner-in-thread.ts')).createPlanner(supergraphSdl);
  const {
    loaded: { texts, keys, requirements },
    plan,
    stats,
    close,
  } = await startPlanningThreads(supergraphSdl, limits);
  const parsed = await step(() => parse(supergraphSdl, { noLocation: true }));
  const everything = await schemaOf(texts.everything);
  const api = await schemaOf(texts.api);
  const schema = await step(() => clientSchema(api, parsed, everything));
  const overrideLabels = await step(() => readOverrideLabels(parsed, everything));
  return {
    ...plannerOf(supergraphSdl, { schema, everything, overrideLabels, keys, requirements }),
    plan: (document, operationName, overrides = {}, priority = 'later') =>
      plan(document, operationName, overrides, priority),
    stats,
    close,
  };
}

async function step<Result>(work: () => Result): Promise<Result> {
  await turn();
  return work();
}

/** Builds a schema in two steps from text that composition produced from valid schemas. */
async function schemaOf(text: string): Promise<GraphQLSchema> {
  const parsed = await step(() => parse(text, { noLocation: true }));
  return step(() => buildASTSchema(parsed, { assumeValidSDL: true }));
}
