import { once } from 'node:events';
import type { Logger } from '@kexie/kernel';
import { logFailure, started } from './startup.ts';

type Options = {
  /** Reports the program as not ready; resolves once no request has arrived for `quietMs`. */
  drain?: (quietMs: number) => Promise<void>;
  /** How long no request may have arrived before SIGTERM closes the program; a second signal ends the wait. Default 0. */
  delayMs?: number;
  /** How long all closers together may take, running requests included. Default 20 seconds. */
  drainTimeoutMs?: number;
};

/**
 * On SIGTERM, by which an orchestrator replaces a program, drains first and closes when callers have found its successor. On SIGINT, by
 * which a person stops it, closes at once. Closes everything in the order given, each as far as it can be closed, and ends the process: 0
 * when all went well, 1 when something could not be closed or took too long. An unhandled failure ends it the same way, with 1.
 */
export function onShutdown(
  log: Logger,
  closers: readonly (() => Promise<unknown>)[],
  { drain, delayMs = 0, drainTimeoutMs = 20_000 }: Options = {},
): void {
  started();
  let closing = false;
  let code = 0;
  const close = async (reason: string, { exitCode, quietMs }: { exitCode: number; quietMs: number }) => {
    code = Math.max(code, exitCode);
    if (closing) return;
    closing = true;
    log.info({ reason, quietMs }, 'closing');
    await Promise.race([drain?.(quietMs), signalAgain()]);
    setTimeout(() => process.exit(1), drainTimeoutMs).unref();
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
    logFailure(error, reason, log);
    void close(reason, { exitCode: 1, quietMs: 0 });
  }
}

function signalAgain(): Promise<unknown> {
  return Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}
