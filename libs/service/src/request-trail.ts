import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import {
  currentTrail,
  defaultLanguage,
  follow,
  readTraceparent,
  startSpan,
  type Language,
  type Logger,
} from '@kexie/kernel';

/** An operation that takes longer is logged. */
const slowMs = 1_000;

/**
 * Continues the trail of the gateway in each GraphQL request of a subgraph, so that logs and events contain its request
 * id and trace, and messages are in its language.
 */
export function addRequestTrail(app: FastifyInstance): void {
  // After the body is read, because the trail would be lost between the chunks of a body.
  app.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const span = startSpan({
      name: 'graphql',
      kind: 'server',
      parent: readTraceparent(request.headers['traceparent']),
      facts: { 'kexie.request.id': request.id },
    });
    // Also when the client disconnects, which the hook of Fastify does not report.
    if (span.traceparent !== undefined) reply.raw.on('close', () => span.end());
    follow({ span, requestId: request.id, language: languageOf(request.headers['accept-language']) }, done);
  });
}

/** Adds the operation to the span, and logs a slow operation. Other operations are logged at the level `debug`. */
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

/** The language that the gateway chose from the header `accept-language` of the client. */
function languageOf(header: string | undefined): Language {
  return header !== undefined && /^en\b/i.test(header) ? 'en' : defaultLanguage;
}
