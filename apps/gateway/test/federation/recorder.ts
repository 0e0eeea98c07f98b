import type { GraphQLRequestContext } from '@apollo/server';
import type { RequestContext } from '../../src/context.ts';
import type { OperationPlugin } from '../../src/hooks.ts';

/** A plugin that records each hook with everything that plugins may read, and returns the records since the last call. */
export function createRecorder(): { plugin: OperationPlugin; take(): string[] } {
  const records: string[] = [];
  const record = (hook: string, request: GraphQLRequestContext<RequestContext>): void => {
    const { queryHash, source, operationName, document, operation, errors, response, contextValue } = request;
    const { query, variables, operationName: asked } = request.request;
    records.push(
      JSON.stringify({
        hook,
        asked: { query, variables, operationName: asked },
        queryHash,
        source,
        operationName,
        definitions: document?.definitions.length,
        operation: operation?.operation,
        errors,
        status: response.http.status,
        headers: [...response.http.headers],
        body: response.body,
        context: Object.keys(contextValue).sort(),
      }),
    );
  };
  return {
    plugin: {
      requestDidStart: (request) => record('requestDidStart', request),
      parsingDidStart: (request) => {
        record('parsingDidStart', request);
        return (error) => record(`parsed ${String(error)}`, request);
      },
      validationDidStart: (request) => {
        record('validationDidStart', request);
        return (found = []) => record(`validated ${found.map(String).join()}`, request);
      },
      didResolveOperation: (request) => record('didResolveOperation', request),
      responseForOperation: async (request) => {
        record('responseForOperation', request);
        return null;
      },
      executionDidStart: (request) => record('executionDidStart', request),
      didEncounterErrors: (request) => record('didEncounterErrors', request),
      willSendResponse: (request) => record('willSendResponse', request),
    },
    take: () => records.splice(0),
  };
}
