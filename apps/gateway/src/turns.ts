/**
 * Makes a queue in which one waits at a time: each `turn()` resolves in an iteration of the event loop of its own, so that whatever arrived meanwhile is looked at between two
 * pieces of work that do not wait for anything.
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
