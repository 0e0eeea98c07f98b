import type { TrustedDocuments } from '@kexie/registry';
import type { RequestContext } from './context.ts';
import type { Parameters } from './edge/parameters.ts';
import { HttpError } from './errors.ts';

/** Which texts may be sent: any (`off`), any but told in the log (`log`), or only trusted documents (`enforce`). */
export type Safelist = 'off' | 'log' | 'enforce';
/** Makes of what a client asks what is executed. */
export type OperationLookup = (
  asked: Parameters,
  context: Pick<RequestContext, 'client' | 'viewer' | 'requestId'>,
) => Parameters;
type Options = {
  /** undefined until the registry was reached */
  documents: () => TrustedDocuments | undefined;
  safelist: Safelist;
  /** Who may send any text nevertheless: analysts ask what nobody foresaw. */
  freeRoles: readonly string[];
  onUntrusted?: (request: { client: RequestContext['client']; requestId: string }) => void;
};

/**
 * Makes the function that puts the text into what names its operation by id: by `documentId`, as in the draft "Persisted Documents" of GraphQL
 * over HTTP, or by `extensions.persistedQuery.sha256Hash`, as Apollo's clients do. A hash that no manifest holds goes on to Apollo Server, which
 * knows automatic persisted queries. With a safelist, whatever is not of the client's own manifest is refused.
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
        'Only operations that were published for this client are answered here. Publish it with the manifest of the client, or sign in as an analyst.',
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
