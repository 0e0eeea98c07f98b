import { once } from 'node:events';
import type { Logger } from '@kexie/kernel';
import { logFailure, started } from './startup.ts';

type Options = {
  /** Reports the program as not ready; resolves once no request has arrived for `quietMs`. */
  drain?: (quietMs: number) => Promise<void>;
  /** The time without requests after which SIGTERM closes the program. A second signal ends the wait. Default 0. */
  delayMs?: number;
  /** The time that all closers together may take, including running requests. Default 20 seconds. */
  drainTimeoutMs?: number;
  /** Emits `SIGTERM` and `SIGINT`. Default: this process. */
  signals?: NodeJS.EventEmitter;
};

/**
 * Ends the program on a signal. SIGTERM, which an orchestrator sends, drains first and closes when no more requests
 * arrive. SIGINT, which a person sends, closes at once. All closers run in the given order, also after one has failed,
 * and the exit code is 0, or 1 when a closer failed or took too long. An unhandled error ends the program in the same
 * way, with exit code 1.
 */
export function onShutdown(
  log: Logger,
  closers: readonly (() => Promise<unknown>)[],
  { drain, delayMs = 0, drainTimeoutMs = 20_000, signals = process }: Options = {},
): void {
  started();
  let closing = false;
  let code = 0;
  const close = async (reason: string, { exitCode, quietMs }: { exitCode: number; quietMs: number }) => {
    code = Math.max(code, exitCode);
    if (closing) return;
    closing = true;
    log.info({ reason, quietMs }, 'closing');
    await Promise.race([drain?.(quietMs), signalAgain(signals)]);
    setTimeout(() => process.exit(1), drainTimeoutMs).unref();
    for (const closer of closers) {
      await closer().catch((error: unknown) => {
        log.error({ err: error }, 'could not be closed');
        code = 1;
      });
    }
    process.exit(code);
  };
  signals.on('SIGTERM', () => void close('SIGTERM', { exitCode: 0, quietMs: delayMs }));
  signals.on('SIGINT', () => void close('SIGINT', { exitCode: 0, quietMs: 0 }));
  process.on('uncaughtException', (error) => fail(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'));

  function fail(error: unknown, reason: string) {
    logFailure(error, reason, log);
    void close(reason, { exitCode: 1, quietMs: 0 });
  }
}

function signalAgain(signals: NodeJS.EventEmitter): Promise<unknown> {
  return Promise.race([once(signals, 'SIGTERM'), once(signals, 'SIGINT')]);
}
