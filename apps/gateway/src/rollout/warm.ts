import { setImmediate as nextTurn } from 'node:timers/promises';
import { hottest, type RecordedOperation } from '@kexie/registry';
import type { Graph } from '../graph.ts';

type Options = { previous?: Pick<Graph, 'recent'> | undefined; budgetMs?: number };

/**
 * Plans what clients ask, so that the first requests after a swap do not wait for planning: what the graph before was asked last, to the letter
 * and for the same viewers, then what was recorded most. One operation after the other, so that the requests that run go first; for at most
 * five seconds. What cannot be planned is left out.
 */
export async function warm(
  graph: Pick<Graph, 'warm' | 'adopt'>,
  operations: readonly RecordedOperation[],
  { previous, budgetMs = warmMsMax }: Options = {},
): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), budgetMs);
  const patience = new Promise<void>((resolve) =>
    late.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
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
    await Promise.race([plan().catch(() => undefined), patience]);
    await nextTurn();
  }
  clearTimeout(timer);
}

const operationsMax = 100;
const warmMsMax = 5_000;
