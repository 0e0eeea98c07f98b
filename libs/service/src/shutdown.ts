import { once } from 'node:events';
import type { Logger } from '@kexie/kernel';

type Options = {
  /** Says to whoever watches that no more should come here; resolves when nobody has come for so long. */
  leave?: (quietMs: number) => Promise<void>;
  /** For how long nobody must have come before what SIGTERM asked to go is closed; a second signal ends the wait. Default 0. */
  delayMs?: number;
  /** How long all closers together may take. Default 20 seconds. */
  patienceMs?: number;
};

/**
 * On SIGTERM, by which an orchestrator replaces a program, leaves first and closes when callers have found its successor. On SIGINT, by
 * which a person stops it, closes at once. Closes everything in the order given, each as far as it can be closed, and ends the process: 0
 * when all went well, 1 when something could not be closed or took too long. A failure nobody handled ends it the same way, with 1.
 */
export function onShutdown(
  log: Logger,
  closers: readonly (() => Promise<unknown>)[],
  { leave, delayMs = 0, patienceMs = 20_000 }: Options = {},
): void {
  let closing = false;
  let code = 0;
  const close = async (reason: string, { exitCode, quietMs }: { exitCode: number; quietMs: number }) => {
    code = Math.max(code, exitCode);
    if (closing) return;
    closing = true;
    log.info({ reason, quietMs }, 'closing');
    await Promise.race([leave?.(quietMs), signalAgain()]);
    setTimeout(() => process.exit(1), patienceMs).unref();
    for (const closer of closers) {
      await closer().catch((error: unknown) => {
        log.error({ err: error }, 'could not be closed');
        code = 1;
      });
    }
    process.exit(code);
  };
  process.on('SIGTERM', () => void close('SIGTERM', { exitCode: 0, quietMs: delayMs }));
  process.on('SIGINT', () => void close('SIGINT', { exitCode: 0, quietMs: 0 }));
  process.on('uncaughtException', (error) => fail(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'));

  function fail(error: unknown, reason: string) {
    log.error({ err: error }, reason);
    void close(reason, { exitCode: 1, quietMs: 0 });
  }
}

function signalAgain(): Promise<unknown> {
  return Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}
