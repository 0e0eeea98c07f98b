import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '@kexie/kernel';
import { HttpError } from '../errors.ts';
import { graphqlMethods, isGraphql } from './refusals.ts';

type Options = {
  /** `https://…`, or `*` for any. */
  origins: readonly string[];
  log: Logger;
};

/**
 * Allows pages of certain origins to send requests (CORS). A preflight for another origin is refused with the name of the setting that would allow it, because
 * the browser reports only a missing header. Viewers are identified by a token in a header, never by a cookie, so `*` does not endanger viewers who are signed in elsewhere.
 */
export async function addOrigins(app: FastifyInstance, { origins, log }: Options): Promise<void> {
  const any = origins.includes('*');
  const logged = new Set<string>();
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'OPTIONS') return done();
    const { origin, 'access-control-request-method': method } = request.headers;
    if (origin === undefined || method === undefined)
      return isGraphql(request) ? void reply.code(204).header('allow', graphqlMethods).send() : done();
    if (any || origins.includes(origin)) return done();
    if (logged.size < loggedMax && !logged.has(origin))
      log.warn(
        { origin: origin.slice(0, originLengthMax) },
        'a preflight for an origin that CORS_ORIGINS does not name is refused',
      );
    if (logged.size < loggedMax) logged.add(origin);
    return done(originNotAllowed(origin));
  });
  if (origins.length > 0) await app.register(cors, { ...corsOptions, origin: any ? '*' : [...origins] });
}

const originNotAllowed = (origin: string): HttpError =>
  new HttpError(
    403,
    'ORIGIN_NOT_ALLOWED',
    `Pages of ${origin.slice(0, originLengthMax)} may not send requests to this gateway. Add this origin to its setting CORS_ORIGINS to allow them.`,
    { headers: { vary: 'origin' } },
  );

const corsOptions = {
  methods: ['GET', 'POST'],
  exposedHeaders: ['x-request-id', 'x-graphql-cost', 'x-graphql-cost-budget', 'x-graphql-cost-left', 'retry-after'],
  maxAge: 600,
};
const loggedMax = 100;
const originLengthMax = 200;
