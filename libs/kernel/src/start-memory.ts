import { Session } from 'node:inspector/promises';

/**
 * Collects the garbage of the start, which leaves a program with 30 to 50 MB less. While modules are loaded, hardly any object is garbage,
 * and V8 enlarges the space for new objects to its maximum. It keeps this size until the next full collection, which an idle program may not have for hours.
 * The program stands still for about 0.1 s, so call this before it is ready.
 */
export async function releaseStartMemory(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
