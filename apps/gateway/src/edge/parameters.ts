import type { FastifyRequest } from 'fastify';
import { HttpError } from '../errors.ts';
import { isObject } from '../exact-numbers.ts';
import { structureLimits } from '../limits/structure.ts';
import { readJson } from './json.ts';

/** The parameters of a GraphQL-over-HTTP request, in the body of a POST or in the URL of a GET. `documentId` identifies a published text. */
export type Parameters = {
  readonly query?: string;
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
};

/** Reads the parameters of a request. @throws HttpError 400 if they do not have the types that GraphQL over HTTP requires. */
export const readParameters = ({ method, headers, body, raw }: FastifyRequest): Parameters =>
  method === 'POST' ? fromBody(body) : fromAddress(raw.url ?? '', headers);

/** Whether a URL names no operation, as when it is opened in a browser. */
export function namesNoOperation(url: string): boolean {
  const given = new URLSearchParams(searchOf(url));
  return !['query', 'documentId', 'extensions'].some((name) => given.get(name));
}

/** @throws HttpError 400 if there is neither a text nor the hash of one. */
export function requireOperation({ query, extensions }: Parameters): void {
  if (query || extensions?.['persistedQuery']) return;
  throw badRequest(
    'Send an operation: its text as "query", or the id of a published one as "documentId". The page at / lets you write queries.',
  );
}

function fromBody(body: unknown): Parameters {
  if (body === undefined) throw badRequest('The body is empty. Send JSON with a "query".');
  if (Array.isArray(body)) throw badRequest('Batches are refused. Send one operation per request.');
  if (!isObject(body)) throw badRequest('The body must be a JSON object with a "query".');
  return parametersOf(body);
}

/** The parameters of a URL: JSON among them is parsed, and empty ones count as absent. */
function fromAddress(url: string, headers: FastifyRequest['headers']): Parameters {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    throw badRequest('A GET has its parameters in the address and no body. Send a body by POST.');
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
      throw badRequest(`"${name}" must be ${isJson(name) ? 'a JSON object' : 'a string'}.`);
    if (typeof value === 'string' && value.length > (lengthsMax[name] ?? 0)) throw tooLong(name, value.length);
    parameters[name] = value;
  }
  return parameters;
}

const names = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;
const isJson = (name: string): boolean => name === 'variables' || name === 'extensions';
/** The maximum length of each text parameter. Values belong in variables, so no operation needs a longer text. */
const lengthsMax: Readonly<Record<string, number>> = {
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

/** The part after the first question mark. */
function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

/** The parameters of a URL. Bytes that are not UTF-8 are refused, because decoding would change the text. */
function parametersIn(url: string): URLSearchParams {
  const search = searchOf(url);
  const parameters = new URLSearchParams(search);
  const isReplaced = [...parameters.values()].some((value) => value.includes('\ufffd')) && !/%EF%BF%BD/i.test(search);
  if (isReplaced) throw badRequest('The address is not valid UTF-8.');
  return parameters;
}

const badRequest = (message: string, cause?: unknown): HttpError =>
  new HttpError(400, 'BAD_REQUEST', message, { cause });
