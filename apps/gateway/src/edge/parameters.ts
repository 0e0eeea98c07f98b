import type { FastifyRequest } from 'fastify';
import { HttpError } from '../errors.ts';
import { isObject } from '../exact-numbers.ts';
import { structureLimits } from '../limits/structure.ts';
import { readJson } from './json.ts';

/** What a GraphQL-over-HTTP request asks, in the body of a POST or in the address of a GET. `documentId` stands for a text that was published. */
export type Parameters = {
  readonly query?: string;
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
};

/** Reads the parameters of a request. @throws HttpError 400 when they are not of the types that GraphQL over HTTP gives them. */
export const readParameters = ({ method, headers, body, raw }: FastifyRequest): Parameters =>
  method === 'POST' ? fromBody(body) : fromAddress(raw.url ?? '', headers);

/** Whether an address names no operation, as when it is opened in a browser. */
export function asksNothing(url: string): boolean {
  const given = new URLSearchParams(searchOf(url));
  return !['query', 'documentId', 'extensions'].some((name) => given.get(name));
}

/** @throws HttpError 400 when there is neither a text nor the hash of one. */
export function requireOperation({ query, extensions }: Parameters): void {
  if (query || extensions?.['persistedQuery']) return;
  throw badRequest(
    'Name an operation: its text as "query", or "documentId" with the id of one that was published. At / there is a page to write queries at.',
  );
}

function fromBody(body: unknown): Parameters {
  if (body === undefined) throw badRequest('The body is empty. Send JSON with a "query".');
  if (Array.isArray(body)) throw badRequest('Batches are refused. Send one operation a request.');
  if (!isObject(body)) throw badRequest('The body is a JSON object with a "query".');
  return parametersOf(body);
}

/** Parameters of an address: the JSON among them is read, and what is empty counts as left out. */
function fromAddress(url: string, headers: FastifyRequest['headers']): Parameters {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    throw badRequest('A GET has its parameters in the address; a body belongs to a POST.');
  const found: Record<string, unknown> = {};
  const given = parametersIn(url);
  for (const name of names) {
    const [value, ...more] = given.getAll(name);
    if (more.length > 0) throw badRequest(`The address names "${name}" more than once.`);
    if (value) found[name] = isJson(name) ? jsonOf(name, value) : value;
  }
  return parametersOf(found);
}

function jsonOf(name: string, text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw badRequest(`"${name}" is not valid JSON.`, error);
  }
}

function parametersOf(given: Record<string, unknown>): Parameters {
  const parameters: Record<string, unknown> = {};
  for (const name of names) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) continue;
    if (isJson(name) ? !isObject(value) : typeof value !== 'string')
      throw badRequest(`"${name}" ${isJson(name) ? 'is a JSON object' : 'is a string'}, and nothing else.`);
    if (typeof value === 'string' && value.length > (lengthsMax[name] ?? 0)) throw tooLong(name, value.length);
    parameters[name] = value;
  }
  return parameters;
}

const names = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;
const isJson = (name: string): boolean => name === 'variables' || name === 'extensions';
/** Characters of what a client sends as text. Values belong into variables, so no operation needs a longer text. */
export const lengthsMax: Readonly<Record<string, number>> = {
  query: 128 * 1_024,
  documentId: 256,
  operationName: structureLimits.nameLength,
};
const tooLong = (name: string, found: number): HttpError =>
  new HttpError(
    400,
    name === 'query' ? 'OPERATION_TOO_LONG' : 'BAD_REQUEST',
    `"${name}" has ${found} characters; at most ${lengthsMax[name]} are allowed.`,
  );

/** What follows the first question mark. */
function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

/** The parameters of an address. Bytes that are no UTF-8 would be read as another text, so they are refused. */
function parametersIn(url: string): URLSearchParams {
  const search = searchOf(url);
  const parameters = new URLSearchParams(search);
  const isReplaced = [...parameters.values()].some((value) => value.includes('\ufffd')) && !/%EF%BF%BD/i.test(search);
  if (isReplaced) throw badRequest('The address is not valid UTF-8.');
  return parameters;
}

const badRequest = (message: string, cause?: unknown): HttpError =>
  new HttpError(400, 'BAD_REQUEST', message, { cause });
