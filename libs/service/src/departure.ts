import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How a server goes away without failing anybody. */
export type Departure = {
  isLeaving(): boolean;
  /**
   * From now on every answer asks the caller to open its next connection elsewhere. Requests are still taken, new connections too: callers
   * learn by `/readyz` or by a new address that somebody else answers now, and until then they come here. Resolves when nobody has come for
   * `quietMs`, after six times as long at the latest.
   */
  leave(quietMs: number): Promise<void>;
  /** Takes no more connections, finishes what runs and resolves; what runs longer than that is cut off. */
  close(): Promise<void>;
};

/**
 * Prepares the departure of a server, before its routes are added. HTTP/1.1 has no way to say on an idle connection that it is about to be
 * closed, and a request that is written at that moment is lost: hence `leave` some time before `close`, so that no connection is idle by then.
 * `finishMsMax` bounds how long `close` waits.
 */
export function prepareDeparture(app: FastifyInstance, finishMsMax: number): Departure {
  let leaving = false;
  let closing = false;
  let running = 0;
  let askedAt = 0;
  // a connection on which nothing was ever asked counts as busy for Node, and would keep a closing server open for a minute
  const closeWhenDone = (): void => {
    if (!closing) return;
    setTimeout(() => void (running === 0 && app.server.closeAllConnections()), underwayMs).unref();
  };
  app.addHook('onRequest', async (request, reply) => {
    running += 1;
    if (request.routeOptions.url === '/graphql') askedAt = performance.now();
    reply.raw.once('close', () => {
      running -= 1;
      closeWhenDone();
    });
  });
  app.addHook('onSend', async (_request, reply) => void (leaving && reply.header('connection', 'close')));

  return {
    isLeaving: () => leaving,
    async leave(quietMs) {
      leaving = true;
      const begun = performance.now();
      for (;;) {
        const waitMs = Math.min(Math.max(askedAt, begun) + quietMs, begun + quietMs * 6) - performance.now();
        if (waitMs <= 0) return;
        await sleep(waitMs);
      }
    },
    async close() {
      leaving = closing = true;
      const patience = setTimeout(() => app.server.closeAllConnections(), finishMsMax);
      const closed = app.close();
      closeWhenDone();
      await closed;
      clearTimeout(patience);
    },
  };
}

/** What was sent before the end may still be on its way for so long. */
const underwayMs = 100;
