import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Shuts a server down without failing a request. */
export type GracefulShutdown = {
  isDraining(): boolean;
  /**
   * From this call on, every response asks its client to open the next connection elsewhere (`connection: close`).
   * Requests and new connections are still accepted, because a load balancer needs time to read `/readyz` or a new
   * address. Resolves once no request has arrived for `quietMs`, or after six times `quietMs` at the latest.
   */
  drain(quietMs: number): Promise<void>;
  /**
   * Accepts no more connections and resolves when the running requests are answered. After `finishMsMax` the remaining
   * connections are cut off.
   */
  close(): Promise<void>;
};

/**
 * Registers its hooks on the server, so it must be called before the routes are added. HTTP/1.1 cannot announce on an
 * idle connection that it is about to be closed, and a request that is sent at that moment is lost. `drain` therefore
 * runs some time before `close`, so that no connection is idle by then. `finishMsMax` bounds how long `close` waits.
 */
export function createGracefulShutdown(app: FastifyInstance, finishMsMax: number): GracefulShutdown {
  let draining = false;
  let closing = false;
  let running = 0;
  let askedAt = 0;
  // Node counts a connection without any request as busy, and it would keep a closing server open for a minute.
  const closeWhenDone = (): void => {
    if (!closing) return;
    setTimeout(() => void (running === 0 && app.server.closeAllConnections()), underwayMs).unref();
  };
  const ended = (): void => {
    running -= 1;
    closeWhenDone();
  };
  app.addHook('onRequest', (request, reply, done) => {
    running += 1;
    if (request.routeOptions.url === '/graphql') askedAt = performance.now();
    reply.raw.on('close', ended);
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (draining) void reply.header('connection', 'close');
    done(null, payload);
  });

  return {
    isDraining: () => draining,
    async drain(quietMs) {
      draining = true;
      const begun = performance.now();
      for (;;) {
        const waitMs = Math.min(Math.max(askedAt, begun) + quietMs, begun + quietMs * 6) - performance.now();
        if (waitMs <= 0) return;
        await sleep(waitMs);
      }
    },
    async close() {
      draining = closing = true;
      const cutOff = setTimeout(() => app.server.closeAllConnections(), finishMsMax);
      const closed = app.close();
      closeWhenDone();
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** A request that was sent before the port closed may still be under way for this long. */
const underwayMs = 100;
