/**
 * Calls `check` until it does not throw, and returns its result. After the timeout it fails with the last error of
 * `check`. With it a test waits for another process: no longer than necessary, and with the reason when the wait fails.
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
