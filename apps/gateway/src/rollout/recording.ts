import type { OperationLog, SeenOperation } from '@kexie/registry';
import { isAuthenticated } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import type { OperationPlugin } from '../hooks.ts';
import { pageClientName } from '../page/client/name.ts';

/** How far the sender of an operation is trusted, and the owner it is counted under; undefined for an operation that is not recorded. */
export type SenderOf = (
  context: RequestContext,
  source: string,
) => Pick<SeenOperation, 'standing' | 'owner'> | undefined;

/**
 * Determines the sender of an operation. A client's name is only a header, so it counts only for an operation that the client has published; otherwise the subject of the
 * token counts. With `known`, operations with neither are not recorded.
 */
export function createSenderOf({
  recorded,
  isPublished,
}: {
  recorded: 'all' | 'known';
  isPublished: (client: string, source: string) => boolean;
}): SenderOf {
  return ({ viewer, client }, source) => {
    if (isPublished(client.name, source)) return { standing: 'published', owner: client.name };
    if (isAuthenticated(viewer)) return { standing: 'signed-in', owner: viewer.id };
    return recorded === 'all' ? { standing: 'anonymous' } : undefined;
  };
}

/**
 * Records executed operations and their senders, because a schema that would break them is refused. Operations refused before execution (invalid, too
 * expensive, not published) work for no client and are not recorded. Nor are operations from the page, which no program depends on. Values of
 * variables are never read.
 */
export const recordOperations = ({ saw }: Pick<OperationLog, 'saw'>, senderOf: SenderOf): OperationPlugin => ({
  executionDidStart: ({ source, operationName, contextValue }) => {
    const { client } = contextValue;
    if (client.name === pageClientName) return;
    const sender = senderOf(contextValue, source);
    if (sender) saw({ document: source, operationName: operationName ?? undefined, client, ...sender });
  },
});
