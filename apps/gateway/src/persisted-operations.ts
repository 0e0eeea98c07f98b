import type { TrustedDocuments } from '@kexie/registry';
import type { RequestContext } from './context.ts';
import type { Parameters } from './edge/parameters.ts';
import { HttpError } from './errors.ts';

/** Which texts are accepted: any (`off`), any with a log line (`log`), or only trusted documents (`enforce`). */
type Safelist = 'off' | 'log' | 'enforce';
/** Turns the parameters of a request into those to execute. */
export type OperationLookup = (
  asked: Parameters,
  context: Pick<RequestContext, 'client' | 'viewer' | 'requestId'>,
) => Parameters;
type Options = {
  /** undefined until the registry is reached */
  documents: () => TrustedDocuments | undefined;
  safelist: Safelist;
  /** The roles that may send any text nevertheless: analysts need operations that no client has published. */
  freeRoles: readonly string[];
  onUntrusted?: (request: { client: RequestContext['client']; requestId: string }) => void;
};

/**
 * Makes the function that replaces an id with the text of its operation: `documentId`, as in the draft "Persisted Documents" of GraphQL
 * over HTTP, or `extensions.persistedQuery.sha256Hash`, as Apollo's clients send it. A hash in no manifest is passed on to Apollo Server, which
 * implements automatic persisted queries. With a safelist, every operation outside the client's own manifest is refused.
 */
export function createOperationLookup({ documents, safelist, freeRoles, onUntrusted }: Options): OperationLookup {
  return (asked, { client, viewer, requestId }) => {
    const id = idOf(asked);
    const text =
      id === undefined
        ? undefined
        : (documents()?.find(client.name, id.value) ??
          documents()?.find(client.name, id.value.replace(/^sha256:/, '')));
    if (text !== undefined) return withText(asked, text);
    if (id?.required) throw unknownDocument(documents() !== undefined);
    if (safelist === 'off' || (asked.query !== undefined && documents()?.holds(client.name, asked.query))) return asked;
    if (viewer.roles.some((role) => freeRoles.includes(role))) return asked;
    onUntrusted?.({ client, requestId });
    if (safelist === 'enforce')
      throw new HttpError(
        403,
        'OPERATION_NOT_TRUSTED',
        'Only operations that are published for this client are executed. Publish the operation with the manifest of the client, or sign in as an analyst.',
      );
    return asked;
  };
}

const unknownDocument = (known: boolean): HttpError =>
  known
    ? new HttpError(
        404,
        'PERSISTED_DOCUMENT_NOT_FOUND',
        'No operation of this id is published for this client. Check the header graphql-client-name, and publish the manifest.',
      )
    : new HttpError(
        503,
        'PERSISTED_DOCUMENTS_NOT_READY',
        'The published operations are not known yet. Try again in a moment.',
        { headers: { 'retry-after': '2' } },
      );

function idOf({ documentId, extensions }: Parameters): { value: string; required: boolean } | undefined {
  if (documentId !== undefined) return { value: documentId, required: true };
  const persisted = extensions?.['persistedQuery'];
  const hash =
    typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted ? persisted.sha256Hash : undefined;
  return typeof hash === 'string' ? { value: hash, required: false } : undefined;
}

/** The parameters as if the client had sent the text. */
function withText({ documentId: _id, extensions, ...rest }: Parameters, text: string): Parameters {
  const { persistedQuery: _hash, ...others } = extensions ?? {};
  return { ...rest, query: text, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) };
}
