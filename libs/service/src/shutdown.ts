import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';

type Options = {
  /** Says to whoever watches that no more should come here. */
  leave?: () => void;
  /** How long requests are still taken after that when SIGTERM asked to go; a second signal ends the wait. Default 0. */
  delayMs?: number;
  /** How long all closers together may take. Default 20 seconds. */
  patienceMs?: number;
};

/**
 * On SIGTERM, by which an orchestrator replaces a program, leaves first and closes after a delay, in which callers find its successor. On SIGINT,
 * by which a person stops it, closes at once. Closes everything in the order given, each as far as it can be closed, and ends the process: 0
 * when all went well, 1 when something could not be closed or took too long. A failure nobody handled ends it the same way, with 1.
 */
export function onShutdown(log: Logger, closers: readonly (() => Promise<unknown>)[], { leave, delayMs = 0, patienceMs = 20_000 }: Options = {}): void {
  let closing = false;
  const close = async (reason: string, { exitCode, afterMs }: { exitCode: number; afterMs: number }) => {
    if (closing) return;
    closing = true;
    log.info({ reason, afterMs }, 'closing');
    leave?.();
    await untilSignalOr(afterMs);
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
  process.on('SIGTERM', () => void close('SIGTERM', { exitCode: 0, afterMs: delayMs }));
  process.on('SIGINT', () => void close('SIGINT', { exitCode: 0, afterMs: 0 }));
  process.on('uncaughtException', (error) => fail(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'));

  function fail(error: unknown, reason: string) {
    log.error({ err: error }, reason);
    void close(reason, { exitCode: 1, afterMs: 0 });
  }
}

async function untilSignalOr(ms: number): Promise<void> {
  if (ms === 0) return;
  const over = new AbortController();
  const { signal } = over;
  const impatience = (['SIGTERM', 'SIGINT'] as const).map((name) => once(process, name, { signal }).catch(() => undefined));
  await Promise.race([sleep(ms, undefined, { signal }).catch(() => undefined), ...impatience]);
  over.abort();
}
