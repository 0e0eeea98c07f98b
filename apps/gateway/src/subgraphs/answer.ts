import type { SubgraphReply } from './connections.ts';
import { SubgraphFailure } from './failure.ts';

export type SubgraphError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> };
/** A fresh object that belongs to the caller. */
export type SubgraphAnswer = { data?: Record<string, unknown> | null; errors?: SubgraphError[] };
/** Who answered: its name, and its host and port as nobody outside should see them. */
export type Answerer = { name: string; host: string };

/**
 * Reads a reply as a GraphQL response (GraphQL specification, October 2021, section 7.1) whatever its status: many servers answer 400 or 500
 * with one. Returns a function that gives each caller an answer of its own. @throws SubgraphFailure for anything else.
 */
export function readAnswer(reply: SubgraphReply, answerer: Answerer): () => SubgraphAnswer {
  refuseStatus(reply);
  let first: SubgraphAnswer | undefined = parseAnswer(reply, answerer);
  return () => {
    const answer = first ?? parseAnswer(reply, answerer);
    first = undefined;
    return answer;
  };
}

function refuseStatus({ status, text }: SubgraphReply): void {
  const told = `status ${status}: ${text.slice(0, excerptMax)}`;
  if (status === 502 || status === 503 || status === 504) throw new SubgraphFailure('SUBGRAPH_UNAVAILABLE', told, { passing: true });
  // that our own token was refused is no business of the client's
  if (status === 401 || status === 403) throw new SubgraphFailure('SUBGRAPH_BAD_RESPONSE', told);
}

/** Checked by hand: a schema library would visit every answer that passes through the gateway, however large. */
function parseAnswer({ status, contentType, text }: SubgraphReply, answerer: Answerer): SubgraphAnswer {
  const unusable = (why: string, cause?: unknown) => new SubgraphFailure('SUBGRAPH_BAD_RESPONSE', `${why} (status ${status}): ${text.slice(0, excerptMax)}`, { cause });
  if (contentType !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)) throw unusable(`content type ${contentType.slice(0, excerptMax)}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw unusable('not JSON', cause);
  }
  if (!isObject(parsed)) throw unusable('not an object');
  const { data, errors } = parsed;
  if (data !== undefined && data !== null && !isObject(data)) throw unusable('data that is no object');
  const reported = errors ?? [];
  if (!Array.isArray(reported)) throw unusable('errors that are no list');
  if (!data && reported.length === 0) throw unusable('neither data nor errors');
  return { ...(data === undefined ? {} : { data }), ...(reported.length > 0 ? { errors: reported.slice(0, errorsMax).map((error: unknown) => {
    if (!isObject(error) || typeof error['message'] !== 'string') throw unusable('an error without a message');
    return clean(error, error['message'], answerer);
  }) } : {}) };
}

/** A subgraph's error without what only its own developers should see. Places in the sub-query's text mean nothing to the client. */
function clean({ path, extensions }: Record<string, unknown>, message: string, { name, host }: Answerer): SubgraphError {
  const { stacktrace: _trace, stack: _stack, exception: _exception, http: _http, serviceName: _name, ...details } = isObject(extensions) ? extensions : {};
  const text = JSON.stringify(details);
  const kept = text.length > extensionsLengthMax || text.includes(host) ? { code: details['code'] } : details;
  return {
    // what follows a line break and "at" is a stack
    message: message.split(/\n\s+at /, 1).join('').replaceAll(host, name).slice(0, messageLengthMax),
    ...(isPath(path) ? { path } : {}),
    extensions: { ...kept, service: name },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPath = (value: unknown): value is (string | number)[] =>
  Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');

const excerptMax = 200;
const errorsMax = 100;
const messageLengthMax = 1_000;
const extensionsLengthMax = 10_000;
