import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { currentTrail, follow, readTraceparent, startSpan, type Logger } from '@kexie/kernel';

/** An operation that takes longer is worth a line in the log. */
const slowMs = 1_000;

/** Puts every GraphQL request of a subgraph on the trail that the gateway began: its request id and its trace go into logs and events by themselves. */
export function addRequestTrail(app: FastifyInstance): void {
  // after the body was read: what runs before would lose the trail between the chunks
  app.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const span = startSpan({
      name: 'graphql',
      kind: 'server',
      parent: readTraceparent(request.headers['traceparent']),
      facts: { 'kexie.request.id': request.id },
    });
    // also when the caller hangs up, of which Fastify's own hook does not tell
    reply.raw.once('close', () => span.end());
    follow({ span, requestId: request.id }, done);
  });
}

/** Gives the span its operation, and the log one line for an operation that was slow; the others are there at `debug`. */
export function describeOperations(log: Logger): ApolloServerPlugin {
  return {
    requestDidStart: async () => {
      const began = performance.now();
      return {
        willSendResponse: async ({ operation, operationName, response: { body } }) => {
          const kind = operation?.operation ?? 'none';
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          const ms = Math.round(performance.now() - began);
          log[ms >= slowMs ? 'warn' : 'debug'](
            { operation: operationName, kind, ms, errors: errors?.length ?? 0 },
            ms >= slowMs ? 'an operation was slow' : 'an operation was answered',
          );
          const span = currentTrail()?.span;
          span?.describe(
            { 'graphql.operation.type': kind, 'graphql.operation.name': operationName ?? undefined },
            operationName ? `${kind} ${operationName}` : kind,
          );
          const code = errors
            ?.map(({ extensions }) => extensions?.['code'])
            .find((each) => each === 'INTERNAL_SERVER_ERROR');
          if (code) span?.fail(new Error(String(code)));
        },
      };
    },
  };
}
