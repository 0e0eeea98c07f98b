import type { FastifyInstance } from 'fastify';
import { anonymous } from '@kexie/service/process';
import type { Gate } from '../limits/limiter.ts';

type Options = { limiter: Pick<Gate, 'schedule' | 'onConnection'> };

/** Starts each request when its address is next, so that a burst from one address does not block others. */
export function scheduleArrivals(app: FastifyInstance, { limiter }: Options): void {
  app.server.on('connection', limiter.onConnection);
  app.addHook('onRequest', (request, _reply, done) => limiter.schedule(anonymous, request.address, done));
}

/** Sends each long response when its client is next, because encoding a long text takes some milliseconds. */
export function scheduleLongAnswers(app: FastifyInstance, { limiter }: Options): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (typeof payload !== 'string' || payload.length <= lengthInlineMax) return done(null, payload);
    return limiter.schedule(request.viewer, request.address, () => done(null, payload));
  });
}

const lengthInlineMax = 64 * 1_024;
