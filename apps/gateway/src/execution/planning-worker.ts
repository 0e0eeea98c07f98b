import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError, parse } from 'graphql';
import { createPlanning } from './planning.ts';
import type { Loaded, PlanQuestion, PlanReply } from './planning-threads.ts';

// This module is the worker of `startPlanningThreads`.
const { keys, requirements, texts, plan } = createPlanning(workerData as string);
parentPort?.postMessage({ keys, requirements, texts: texts() } satisfies Loaded);
parentPort?.on('message', (question: PlanQuestion) => parentPort?.postMessage(answer(question)));

function answer({ text, operationName, overrides }: PlanQuestion): PlanReply {
  try {
    return { plan: plan(parse(text), operationName, overrides) };
  } catch (error) {
    const { message, stack } = error as Error;
    return { failure: { message, stack, extensions: error instanceof GraphQLError ? error.extensions : undefined } };
  }
}
