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
 * Lets pages of certain origins ask (CORS). A browser that asks for another origin is refused with the name of the setting that would let it in: without
 * it the developer of the page reads of a missing header only. Who asks is said by a token in a header, never by a cookie, so `*` is no danger to a viewer who is signed in elsewhere.
 */
export async function addOrigins(app: FastifyInstance, { origins, log }: Options): Promise<void> {
  const any = origins.includes('*');
  const logged = new Set<string>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS') return;
    const { origin, 'access-control-request-method': method } = request.headers;
    if (origin === undefined || method === undefined)
      return isGraphql(request) ? reply.code(204).header('allow', graphqlMethods).send() : undefined;
    if (any || origins.includes(origin)) return;
    if (logged.size < loggedMax && !logged.has(origin))
      log.warn(
        { origin: origin.slice(0, originLengthMax) },
        'a page of an origin that CORS_ORIGINS does not name wants to ask',
      );
    if (logged.size < loggedMax) logged.add(origin);
    throw originNotLetIn(origin);
  });
  if (origins.length > 0) await app.register(cors, { ...corsOptions, origin: any ? '*' : [...origins] });
}

const originNotLetIn = (origin: string): HttpError =>
  new HttpError(
    403,
    'ORIGIN_NOT_ALLOWED',
    `Pages of ${origin.slice(0, originLengthMax)} may not ask here. Add this origin to CORS_ORIGINS of the gateway to let them in.`,
    { headers: { vary: 'origin' } },
  );

const corsOptions = {
  methods: ['GET', 'POST'],
  exposedHeaders: ['x-request-id', 'x-graphql-cost', 'x-graphql-cost-budget', 'x-graphql-cost-left', 'retry-after'],
  maxAge: 600,
};
const loggedMax = 100;
const originLengthMax = 200;
