import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationLog } from '@kexie/registry';
import type { RequestContext } from '../context.ts';
import { pageClientName } from '../page/client/name.ts';

/** Whether this is a client on whose word a change of the schema may be refused: anybody can send any name. */
export type Counts = (context: RequestContext, source: string) => boolean;

/**
 * Remembers the operations that are executed, and who sent them: a schema that would break them is refused. What is refused before execution
 * (not valid, too expensive, not published) is nobody's working operation and is not remembered. What people try on the page is no program's, either. Values of
 * variables are never looked at.
 */
export function recordOperations(
  { saw }: Pick<OperationLog, 'saw'>,
  counts: Counts = () => true,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      executionDidStart: async ({ source, operationName, contextValue }) => {
        const { client } = contextValue;
        if (client.name !== pageClientName && counts(contextValue, source))
          saw({ document: source, operationName: operationName ?? undefined, client });
      },
    }),
  };
}
