import type { FastifyRequest } from 'fastify';
import type { TrustedDocuments } from '@kexie/registry';
import type { RequestContext } from './context.ts';
import { HttpError } from './errors.ts';

/** Which texts may be sent: any (`off`), any but told in the log (`log`), or only trusted documents (`enforce`). */
export type Safelist = 'off' | 'log' | 'enforce';
export type OperationLookup = (request: FastifyRequest, context: Pick<RequestContext, 'client' | 'viewer' | 'requestId'>) => void;
type Options = {
  /** undefined until the registry was reached */
  documents: () => TrustedDocuments | undefined;
  safelist: Safelist;
  /** Who may send any text nevertheless: analysts ask what nobody foresaw. */
  freeRoles: readonly string[];
  onUntrusted?: (request: { client: RequestContext['client']; requestId: string }) => void;
};
/** What a request says about its operation. */
type Asked = { query?: unknown; documentId?: unknown; extensions?: unknown };

/**
 * Makes the function that puts the text into a request that names its operation by id: by `documentId`, as in the draft "Persisted Documents" of GraphQL
 * over HTTP, or by `extensions.persistedQuery.sha256Hash`, as Apollo's clients do. A hash that no manifest holds goes on to Apollo Server, which
 * knows automatic persisted queries. With a safelist, whatever is not of the client's own manifest is refused.
 */
export function createOperationLookup({ documents, safelist, freeRoles, onUntrusted }: Options): OperationLookup {
  return (request, { client, viewer, requestId }) => {
    const asked = read(request);
    if (!asked) return;
    const id = idOf(asked);
    const text = id === undefined ? undefined : documents()?.find(client.name, id.value) ?? documents()?.find(client.name, id.value.replace(/^sha256:/, ''));
    if (text !== undefined) return write(request, text);
    if (id?.required) throw unknownDocument(documents() !== undefined);
    if (safelist === 'off' || (typeof asked.query === 'string' && documents()?.holds(client.name, asked.query))) return;
    if (viewer.roles.some((role) => freeRoles.includes(role))) return;
    onUntrusted?.({ client, requestId });
    if (safelist === 'enforce') throw new HttpError(403, 'OPERATION_NOT_TRUSTED', 'Only operations that were published for this client are answered here. Publish it with the manifest of the client, or sign in as an analyst.');
  };
}

const unknownDocument = (known: boolean): HttpError => (known
  ? new HttpError(404, 'PERSISTED_DOCUMENT_NOT_FOUND', 'No operation of this id is published for this client. Check the header graphql-client-name, and publish the manifest.')
  : new HttpError(503, 'PERSISTED_DOCUMENTS_NOT_READY', 'The published operations are not known yet. Try again in a moment.', { headers: { 'retry-after': '2' } }));

function idOf({ documentId, extensions }: Asked): { value: string; required: boolean } | undefined {
  if (typeof documentId === 'string') return { value: documentId, required: true };
  const persisted = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions ? extensions.persistedQuery : undefined;
  const hash = typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted ? persisted.sha256Hash : undefined;
  return typeof hash === 'string' ? { value: hash, required: false } : undefined;
}

function read({ method, body, raw }: FastifyRequest): Asked | undefined {
  if (method !== 'GET') return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  const { parameters } = partsOf(raw.url);
  const [query, documentId, extensions] = ['query', 'documentId', 'extensions'].map((name) => parameters.get(name) ?? undefined);
  return { query, documentId, extensions: parsed(extensions) };
}

/** From here on the request reads as if the client had sent the text. */
function write(request: FastifyRequest, text: string): void {
  if (request.method !== 'GET') {
    const { documentId: _id, extensions, ...rest } = request.body as Record<string, unknown>;
    request.body = { ...rest, ...withoutHash(extensions), query: text };
    return;
  }
  const { path, parameters } = partsOf(request.raw.url);
  const { extensions } = withoutHash(parsed(parameters.get('extensions') ?? undefined));
  for (const name of ['documentId', 'extensions']) parameters.delete(name);
  if (extensions) parameters.set('extensions', JSON.stringify(extensions));
  parameters.set('query', text);
  request.raw.url = `${path}?${parameters.toString()}`;
}

/** Cut at the first question mark, as Apollo Server does: what only one of the two reads could be an operation that nobody has published. */
function partsOf(url = ''): { path: string; parameters: URLSearchParams } {
  const { path = '', search } = /^(?<path>[^?]*)\??(?<search>[^]*)$/.exec(url)?.groups ?? {};
  return { path, parameters: new URLSearchParams(search) };
}

function withoutHash(extensions: unknown): { extensions?: object } {
  if (typeof extensions !== 'object' || extensions === null) return {};
  const { persistedQuery: _hash, ...others } = extensions as Record<string, unknown>;
  return Object.keys(others).length > 0 ? { extensions: others } : {};
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // Apollo Server says what is wrong with it
    return undefined;
  }
}
