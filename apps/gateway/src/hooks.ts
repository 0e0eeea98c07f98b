import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidEncounterErrors,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextExecutionDidStart,
  GraphQLRequestContextResponseForOperation,
  GraphQLRequestContextValidationDidStart,
  GraphQLRequestContextWillSendResponse,
  GraphQLResponse,
} from '@apollo/server';
import type { RequestContext } from './context.ts';

/**
 * Hooks around an operation, with the names and the meaning of Apollo Server's. They are synchronous, except `responseForOperation`, and keep what they find in the notes of the
 * request, so that an operation that is already known runs through them without a promise or a function for each hook.
 */
export type OperationPlugin = {
  requestDidStart?(request: GraphQLRequestContext<RequestContext>): void;
  /** Returns a function that is called after parsing, with the error if the text cannot be parsed. */
  parsingDidStart?(request: GraphQLRequestContext<RequestContext>): (error?: Error) => void;
  /** May return a function that is called after validation, with the errors if the operation is invalid. */
  validationDidStart?(
    request: GraphQLRequestContextValidationDidStart<RequestContext>,
  ): ((errors?: readonly Error[]) => void) | undefined;
  /** Throws a GraphQLError to refuse the operation. */
  didResolveOperation?(request: GraphQLRequestContextDidResolveOperation<RequestContext>): void;
  /** Returns a response to send instead of executing the operation; null to execute it. */
  responseForOperation?(
    request: GraphQLRequestContextResponseForOperation<RequestContext>,
  ): Promise<GraphQLResponse | null> | null;
  executionDidStart?(request: GraphQLRequestContextExecutionDidStart<RequestContext>): void;
  didEncounterErrors?(request: GraphQLRequestContextDidEncounterErrors<RequestContext>): void;
  willSendResponse?(request: GraphQLRequestContextWillSendResponse<RequestContext>): void;
};

/** The same plugin for Apollo Server, whose hooks return promises. */
export const forApollo = (plugin: OperationPlugin): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async (request) => {
    plugin.requestDidStart?.(request);
    return {
      parsingDidStart: async (now) => {
        const end = plugin.parsingDidStart?.(now);
        return async (error) => end?.(error);
      },
      validationDidStart: async (now) => {
        const end = plugin.validationDidStart?.(now);
        return async (errors) => end?.(errors);
      },
      didResolveOperation: async (now) => plugin.didResolveOperation?.(now),
      responseForOperation: async (now) => plugin.responseForOperation?.(now) ?? null,
      executionDidStart: async (now) => plugin.executionDidStart?.(now),
      didEncounterErrors: async (now) => plugin.didEncounterErrors?.(now),
      willSendResponse: async (now) => plugin.willSendResponse?.(now),
    };
  },
});
