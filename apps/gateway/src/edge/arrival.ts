import type { FastifyInstance, FastifyRequest } from 'fastify';
import { anonymous, isHost, type Viewer } from '@kexie/service/process';
import type { ReadViewer } from '../access/viewer.ts';
import { HttpError } from '../errors.ts';
import type { Gate } from '../limits/limiter.ts';

type Options = { readViewer: ReadViewer; limiter: Gate };

const viewers = new WeakMap<FastifyRequest['raw'], Viewer>();
/** The viewer of a request; anonymous until its token was verified. */
export const viewerOf = ({ raw }: FastifyRequest): Viewer => viewers.get(raw) ?? anonymous;

/**
 * Makes the hook that decides what can be decided before the body of a GraphQL request is read: whether its `host` names a host, who asks, and whether the client has any
 * cost left. A client with a token is counted by the token only, so others at its address do not slow it down. @throws HttpError 400, 401, 429, 503
 */
export function createArrival({ readViewer, limiter }: Options): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (!isHost(request.headers.host)) throw new HttpError(400, 'BAD_REQUEST', 'The header host does not name a host.');
    const viewer = await readViewer(request.headers.authorization);
    viewers.set(request.raw, viewer);
    limiter.requireBudget(viewer, request.ip);
  };
}

/** Refuses requests for what is not there when the client has no cost left, before anything of them is read. */
export function refuseStrayRequests(app: FastifyInstance, { limiter }: Pick<Options, 'limiter'>): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404 && request.method !== 'OPTIONS') limiter.requireBudget(anonymous, request.ip);
  });
}
