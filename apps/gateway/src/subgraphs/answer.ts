import { isObject, ExactNumber, parseJson, wholeDigits, type NumberKind } from '../exact-numbers.ts';
import type { SubgraphReply } from './connections.ts';
import { withoutDeepValues } from './deep-values.ts';
import { SubgraphFailure } from './failure.ts';
import { secondsOf } from './held-back.ts';

export type SubgraphError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> };
/** A fresh object that belongs to the caller. */
export type SubgraphAnswer = {
  data?: Record<string, unknown> | null;
  errors?: SubgraphError[];
  /** how many more there were */ errorsOmitted?: number;
};
/** Who answered: its name, and its host and port as nobody outside should see them. */
export type Answerer = {
  name: string;
  host: string;
  /** whether it is asked with a token of the gateway's own */ tokenIsOurs?: boolean;
};

/**
 * Reads a reply as a GraphQL response (GraphQL specification, October 2021, section 7.1) whatever its status: many servers answer 400 or 500 with one, and gateways and
 * proxies before them pass it on. Data beside errors that cannot be read is kept. Returns a function that gives each caller an answer of its own.
 * `numbers` says which numbers of the data matter. @throws SubgraphFailure for anything else.
 */
export function readAnswer(
  reply: SubgraphReply,
  answerer: Answerer,
  numbers: NumberKind = 'any',
): () => SubgraphAnswer {
  let first: SubgraphAnswer | undefined = parseAnswer(reply, answerer, numbers);
  return () => {
    const answer = first ?? parseAnswer(reply, answerer, numbers);
    first = undefined;
    return answer;
  };
}

/** Checked by hand: a schema library would visit every answer that passes through the gateway, however large. */
function parseAnswer(reply: SubgraphReply, answerer: Answerer, numbers: NumberKind): SubgraphAnswer {
  const { status, contentType, text, garbled = false } = reply;
  const unusable = (why: string, cause?: unknown) =>
    failureFor(reply, `${why} (status ${status}): ${text.slice(0, excerptMax)}`, { cause });
  if (contentType !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType))
    throw unusable(`content type ${contentType.slice(0, excerptMax)}`);
  if (garbled || isOfOtherCharset(contentType, text)) throw unusable('not in UTF-8');
  let parsed: unknown;
  try {
    parsed = parse(
      withoutDeepValues(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text, answerer.name),
      numbers,
    );
  } catch (cause) {
    throw unusable('not JSON', cause);
  }
  if (!isObject(parsed)) throw unusable('not an object');
  const { data: given, errors } = parsed;
  // what is said beside data that cannot be read is better than that they cannot be read
  const data = given === undefined || isObject(given) ? given : null;
  const reported = Array.isArray(errors) ? errors : errors === undefined || errors === null ? [] : [errors];
  if (!data && !(Array.isArray(errors) && reported.some(isReadable)))
    throw unusable('neither data nor errors that can be read');
  const omitted = Math.max(0, reported.length - errorsMax);
  const answer: SubgraphAnswer = {
    ...(data === undefined ? {} : { data }),
    ...(reported.length > 0 ? { errors: reported.slice(0, errorsMax).map((error) => readError(error, answerer)) } : {}),
    ...(omitted > 0 ? { errorsOmitted: omitted } : {}),
  };
  // that the gateway's own token was refused is no business of the client's
  if (!data && status === 401 && answerer.tokenIsOurs) throw unusable('a refused token');
  // the service may be ready in a moment; if it is not, its own words are better than ours
  if (!data && (isUnavailable(status) || status === tooManyRequests))
    throw failureFor(reply, `errors with status ${status}`, { answer });
  return answer;
}

/** Whether a text was written in another charset than UTF-8. US-ASCII is a part of most of them. */
function isOfOtherCharset(contentType: string | undefined, text: string): boolean {
  const charset = contentType && /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  return charset ? !/^utf-?8$/i.test(charset) && /[\u0080-\uffff]/.test(text) : false;
}

/** The extensions of errors may hold any number, whatever the data may hold. */
function parse(text: string, numbers: NumberKind): unknown {
  const parsed = parseJson(text, numbers);
  return numbers !== 'any' && isObject(parsed) && parsed['errors'] ? parseJson(text) : parsed;
}

/** What a proxy answers in place of a service that is down or not ready. */
const isUnavailable = (status: number): boolean => status === 502 || status === 503 || status === 504;

/** A status below 500 says that the service runs and did not take this request: a bad token, a proxy's page, too many requests of one client. */
function failureFor(
  { status, retryAfter }: SubgraphReply,
  message: string,
  { cause, answer }: { cause?: unknown; answer?: SubgraphAnswer },
): SubgraphFailure {
  if (isUnavailable(status))
    return new SubgraphFailure('SUBGRAPH_UNAVAILABLE', message, { cause, passing: true, answer });
  if (status === tooManyRequests)
    return new SubgraphFailure('SUBGRAPH_RATE_LIMITED', message, {
      cause,
      about: 'request',
      answer,
      retryAfterS: secondsOf(retryAfter),
    });
  return new SubgraphFailure('SUBGRAPH_BAD_RESPONSE', message, { cause, about: status >= 500 ? 'service' : 'request' });
}

const isReadable = (error: unknown): boolean =>
  isObject(error) && typeof error['message'] === 'string' && error['message'] !== '';

/** One error of a subgraph. What it says in the right form is kept. */
function readError(error: unknown, answerer: Answerer): SubgraphError {
  const { message, path, extensions }: Record<string, unknown> = isObject(error) ? error : {};
  const details = cleanExtensions(extensions, answerer);
  return {
    message: isReadable(error)
      ? cleanMessage(String(message), answerer)
      : `The ${answerer.name} service reported an error that cannot be read.`,
    ...pathOf(path),
    extensions: { ...(isReadable(error) ? {} : { code: 'SUBGRAPH_BAD_RESPONSE' }), ...details, service: answerer.name },
  };
}

/** What follows a line break and "at" is a stack. */
const cleanMessage = (message: string, { name, host }: Answerer): string =>
  message
    .split(/\n\s+at /, 1)
    .join('')
    .replaceAll(host, name)
    .slice(0, messageLengthMax);

/** The extensions without what only the subgraph's own developers should see. Places in the sub-query's text mean nothing to the client. */
function cleanExtensions(extensions: unknown, { host }: Answerer): Record<string, unknown> {
  const {
    stacktrace: _trace,
    stack: _stack,
    exception: _exception,
    http: _http,
    serviceName: _name,
    ...details
  } = isObject(extensions) ? extensions : {};
  const text = JSON.stringify(details);
  return text.length > extensionsLengthMax || text.includes(host) ? { code: details['code'] } : details;
}

/** A path of names and numbers, however the numbers are written. A path that no answer has is none. */
function pathOf(value: unknown): Pick<SubgraphError, 'path'> {
  if (!Array.isArray(value) || value.length > pathStepsMax) return {};
  const path = value.map((step: unknown) => (step instanceof ExactNumber ? Number(wholeDigits(step.text)) : step));
  return path.every((step) => (typeof step === 'string' ? step.length <= messageLengthMax : Number.isFinite(step)))
    ? { path: path as (string | number)[] }
    : {};
}

const tooManyRequests = 429;
const byteOrderMark = 0xfeff;
const excerptMax = 200;
const errorsMax = 100;
const pathStepsMax = 200;
const messageLengthMax = 1_000;
const extensionsLengthMax = 10_000;
