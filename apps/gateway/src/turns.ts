/**
 * Makes a queue in which each `turn()` resolves in a separate iteration of the event loop, so that events that arrived in the meantime are processed between two
 * pieces of synchronous work.
 */
export function createTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const next = (): void => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(next);
    });
}
