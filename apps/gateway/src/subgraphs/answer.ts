import { isObject, ExactNumber, parseJson, wholeDigits, type NumberKind } from '../exact-numbers.ts';
import type { SubgraphReply } from './connections.ts';
import { withoutDeepValues } from './deep-values.ts';
import { SubgraphFailure } from './failure.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { SubgraphAnswer, SubgraphError } from './subgraph-answer.ts';

/** The service that answered. Its host and port must not reach clients. */
export type ServiceIdentity = {
  name: string;
  host: string;
  /** whether its requests carry the gateway's own token */ tokenIsOurs?: boolean;
};

/**
 * Reads a reply as a GraphQL response (GraphQL specification, October 2021, section 7.1) whatever its status: many servers send one with 400 or 500, and gateways and
 * proxies in between forward it. Data is kept even if the errors beside it cannot be read. Returns a function that gives each caller its own copy.
 * `numbers` says which numbers of the data must keep their digits. @throws SubgraphFailure if the reply is anything else.
 */
export function readAnswer(
  reply: SubgraphReply,
  service: ServiceIdentity,
  numbers: NumberKind = 'any',
): () => SubgraphAnswer {
  let first: SubgraphAnswer | undefined = parseAnswer(reply, service, numbers);
  return () => {
    const answer = first ?? parseAnswer(reply, service, numbers);
    first = undefined;
    return answer;
  };
}

/** Checks by hand, because a schema library would visit every value of a response, however large. */
function parseAnswer(reply: SubgraphReply, service: ServiceIdentity, numbers: NumberKind): SubgraphAnswer {
  const { status, contentType, text, garbled = false } = reply;
  const unusable = (why: string, cause?: unknown) =>
    failureFor(reply, `${why} (status ${status}): ${text.slice(0, excerptMax)}`, { cause });
  if (contentType !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType))
    throw unusable(`content type ${contentType.slice(0, excerptMax)}`);
  if (garbled || isOfOtherCharset(contentType, text)) throw unusable('not in UTF-8');
  let parsed: unknown;
  try {
    parsed = parse(
      withoutDeepValues(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text, service.name),
      numbers,
    );
  } catch (cause) {
    throw unusable('not JSON', cause);
  }
  if (!isObject(parsed)) throw unusable('not an object');
  const { data: given, errors } = parsed;
  // Readable errors beside unreadable data are more useful than a report that the data is unreadable.
  const data = given === undefined || isObject(given) ? given : null;
  const reported = Array.isArray(errors) ? errors : errors === undefined || errors === null ? [] : [errors];
  if (!data && !(Array.isArray(errors) && reported.some(isReadable)))
    throw unusable('neither data nor errors that can be read');
  const omitted = Math.max(0, reported.length - errorsMax);
  const answer: SubgraphAnswer = {
    // A JSON text of valid UTF-8 has no other way to write a quotation mark, a control character or half of a surrogate pair.
    ...(text.includes('\\') ? { escapes: true } : {}),
    ...(data === undefined ? {} : { data }),
    ...(reported.length > 0 ? { errors: reported.slice(0, errorsMax).map((error) => readError(error, service)) } : {}),
    ...(omitted > 0 ? { errorsOmitted: omitted } : {}),
  };
  // A refused token of the gateway is an internal matter, so the client gets SUBGRAPH_BAD_RESPONSE instead.
  if (!data && status === 401 && service.tokenIsOurs) throw unusable('a refused token');
  // The service may recover soon, so another attempt is made; if that fails too, the client gets the service's own errors.
  if (!data && (isUnavailable(status) || status === tooManyRequests))
    throw failureFor(reply, `errors with status ${status}`, { answer });
  return answer;
}

/** Whether a text was written in another charset than UTF-8. US-ASCII text is the same in most of them. */
function isOfOtherCharset(contentType: string | undefined, text: string): boolean {
  const charset = contentType && /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  return charset ? !/^utf-?8$/i.test(charset) && /[\u0080-\uffff]/.test(text) : false;
}

/** The extensions of errors may hold any number, even if the data does not, so a reply with errors keeps all digits. */
function parse(text: string, numbers: NumberKind): unknown {
  const parsed = parseJson(text, numbers);
  return numbers !== 'any' && isObject(parsed) && parsed['errors'] ? parseJson(text) : parsed;
}

/** The statuses that a proxy sends for a service that is down or not ready. */
const isUnavailable = (status: number): boolean => status === 502 || status === 503 || status === 504;

/** A status below 500 means that the service runs and rejected this request: a bad token, a proxy's page, too many requests of one client. */
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
      retryAfterS: parseRetryAfter(retryAfter),
    });
  return new SubgraphFailure('SUBGRAPH_BAD_RESPONSE', message, { cause, about: status >= 500 ? 'service' : 'request' });
}

const isReadable = (error: unknown): boolean =>
  isObject(error) && typeof error['message'] === 'string' && error['message'] !== '';

/** Reads one error of a subgraph. Its valid parts are kept. */
function readError(error: unknown, service: ServiceIdentity): SubgraphError {
  const { message, path, extensions }: Record<string, unknown> = isObject(error) ? error : {};
  const details = cleanExtensions(extensions, service);
  return {
    message: isReadable(error)
      ? cleanMessage(String(message), service)
      : `The ${service.name} service reported an error that cannot be read.`,
    ...pathOf(path),
    extensions: { ...(isReadable(error) ? {} : { code: 'SUBGRAPH_BAD_RESPONSE' }), ...details, service: service.name },
  };
}

/** What follows a line break and "at" is a stack. */
const cleanMessage = (message: string, { name, host }: ServiceIdentity): string =>
  message
    .split(/\n\s+at /, 1)
    .join('')
    .replaceAll(host, name)
    .slice(0, messageLengthMax);

/** The extensions without those meant for the subgraph's own developers. Locations in the subgraph's operation mean nothing to the client. */
function cleanExtensions(extensions: unknown, { host }: ServiceIdentity): Record<string, unknown> {
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

/** A path of names and numbers, however the numbers are written. An impossible path is dropped. */
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
