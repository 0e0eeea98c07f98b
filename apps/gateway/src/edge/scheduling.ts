import type { FastifyInstance, FastifyRequest } from 'fastify';
import { anonymous, type Viewer } from '@kexie/service/process';
import type { Gate } from '../limits/limiter.ts';

type Options = { limiter: Pick<Gate, 'schedule' | 'onConnection'> };

/** Starts each request when its address is next, so that a burst from one address does not block others. */
export function scheduleArrivals(app: FastifyInstance, { limiter }: Options): void {
  app.server.on('connection', limiter.onConnection);
  app.addHook('onRequest', (request, _reply, done) => limiter.schedule(anonymous, request.ip, done));
}

/** Sends each long response when its client is next, because encoding a long text takes some milliseconds. */
export function scheduleLongAnswers(
  app: FastifyInstance,
  { limiter, viewerOf }: Options & { viewerOf: (request: FastifyRequest) => Viewer },
): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (typeof payload !== 'string' || payload.length <= lengthInlineMax) return done(null, payload);
    return limiter.schedule(viewerOf(request), request.ip, () => done(null, payload));
  });
}

const lengthInlineMax = 64 * 1_024;
