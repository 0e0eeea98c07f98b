import type { Logger } from '@kexie/kernel';

const patienceMs = 20_000;

/**
 * On SIGTERM or SIGINT closes everything in the order given, each as far as it can be closed, and ends the process: 0 when all went well, 1 when
 * something could not be closed or 20 seconds were not enough. A failure nobody handled ends it the same way, with 1.
 */
export function onShutdown(log: Logger, closers: readonly (() => Promise<unknown>)[]): void {
  let closing = false;
  const close = async (reason: string, exitCode: number) => {
    if (closing) return;
    closing = true;
    log.info({ reason }, 'closing');
    setTimeout(() => process.exit(1), patienceMs).unref();
    let code = exitCode;
    for (const closer of closers) {
      await closer().catch((error: unknown) => {
        log.error({ err: error }, 'could not be closed');
        code = 1;
      });
    }
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal, 0));
  process.on('uncaughtException', (error) => fail(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'));

  function fail(error: unknown, reason: string) {
    log.error({ err: error }, reason);
    void close(reason, 1);
  }
}
