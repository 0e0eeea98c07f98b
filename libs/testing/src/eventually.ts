/**
 * Calls `check` until it stops throwing and returns what it returned. When the time is over, fails with the last error it threw.
 * This is how a test waits for another process: never longer than needed, and with the reason when it never comes.
 */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  { timeoutMs = 15_000, everyMs = 50 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() + everyMs > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
