import { setImmediate as nextTurn } from 'node:timers/promises';
import { hottest, type RecordedOperation } from '@kexie/registry';
import type { Graph } from '../graph.ts';

type Options = { previous?: Pick<Graph, 'recent'> | undefined; budgetMs?: number };

/**
 * Plans frequent operations, so that the first requests after a swap do not wait for planning: first the most recent requests of the previous graph, with the
 * same text and viewers, then the operations recorded most often. Plans one operation at a time, so that running requests take precedence, and for at most
 * five seconds. Operations that cannot be planned are skipped.
 */
export async function warm(
  graph: Pick<Graph, 'warm' | 'adopt'>,
  operations: readonly RecordedOperation[],
  { previous, budgetMs = warmMsMax }: Options = {},
): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), budgetMs);
  const timeUp = new Promise<void>((resolve) => late.signal.addEventListener('abort', () => resolve(), { once: true }));
  const asked = previous?.recent(operationsMax) ?? [];
  const plans = [
    ...asked.map((each) => async () => void (await graph.adopt(each))),
    ...hottest(operations, operationsMax).map(
      ({ document, operationName }) =>
        async () =>
          void (await graph.warm([{ document, operationName }])),
    ),
  ];
  for (const plan of plans) {
    if (late.signal.aborted) break;
    await Promise.race([plan().catch(() => undefined), timeUp]);
    await nextTurn();
  }
  clearTimeout(timer);
}

const operationsMax = 100;
const warmMsMax = 5_000;
