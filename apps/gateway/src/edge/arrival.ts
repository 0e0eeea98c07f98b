import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import { anonymous, isHost, type Viewer } from '@kexie/service/process';
import type { ReadViewer } from '../access/viewer.ts';
import { HttpError } from '../errors.ts';
import type { Gate } from '../limits/limiter.ts';

type Options = { readViewer: ReadViewer; limiter: Gate };

declare module 'fastify' {
  interface FastifyRequest {
    /** The viewer of the token; anonymous until the token is verified. */
    viewer: Viewer;
    /** The address of the client, beyond the trusted proxies. */
    address: string;
  }
}

/** Gives each request its viewer and its address. It must come before all hooks that read them. */
export function addSender(app: FastifyInstance): void {
  app.decorateRequest('viewer');
  app.decorateRequest('address', '');
  app.addHook('onRequest', (request, _reply, done) => {
    request.viewer = anonymous;
    // Fastify computes the address from the headers each time that it is read.
    request.address = request.ip;
    done();
  });
}

/**
 * Makes the hook for all checks that are possible before the body of a GraphQL request is read: the `host` header, the viewer, and the remaining cost of the
 * client. A client with a token is counted by the token alone, so others at its address do not slow it down. @throws HttpError 400, 401, 429, 503
 */
export function createArrival({ readViewer, limiter }: Options): onRequestHookHandler {
  const admit = (request: FastifyRequest, viewer: Viewer): void => {
    request.viewer = viewer;
    limiter.requireBudget(viewer, request.address);
  };
  return (request, _reply, done) => {
    if (!isHost(request.headers.host))
      return done(
        new HttpError(400, 'BAD_REQUEST', 'The header host does not name a host.', {
          headers: { connection: 'close' },
        }),
      );
    const { authorization } = request.headers;
    if (authorization !== undefined)
      return void readViewer(authorization)
        .then((viewer) => admit(request, viewer))
        .then(() => done(), done);
    return attempt(() => admit(request, anonymous), done);
  };
}

/** Refuses requests without a route if the client has no cost left, before their bodies are read. */
export function refuseStrayRequests(app: FastifyInstance, { limiter }: Pick<Options, 'limiter'>): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404 || request.method === 'OPTIONS') return done();
    return attempt(() => limiter.requireBudget(anonymous, request.address), done);
  });
}

function attempt(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
  } catch (error) {
    return done(error as Error);
  }
  done();
}
