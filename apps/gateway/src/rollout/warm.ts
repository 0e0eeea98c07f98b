import { setImmediate as nextTurn } from 'node:timers/promises';
import { hottest, type RecordedOperation } from '@kexie/registry';
import type { Graph } from '../graph.ts';

/**
 * Plans what clients ask most, so that the first requests after a swap do not wait for planning. One operation after the other, so that the
 * requests that run go first; for at most five seconds. What cannot be planned is left out.
 */
export async function warm(graph: Pick<Graph, 'warm'>, operations: readonly RecordedOperation[], { budgetMs = warmMsMax }: { budgetMs?: number } = {}): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), budgetMs);
  const patience = new Promise<void>((resolve) => late.signal.addEventListener('abort', () => resolve(), { once: true }));
  for (const { document, operationName } of hottest(operations, operationsMax)) {
    if (late.signal.aborted) break;
    const planned = graph.warm([{ document, operationName }]);
    await Promise.race([planned.catch(() => undefined), patience]);
    await nextTurn();
  }
  clearTimeout(timer);
}

const operationsMax = 100;
const warmMsMax = 5_000;
