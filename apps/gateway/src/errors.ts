import type { GraphQLFormattedError } from 'graphql';
import type { Language, Logger } from '@kexie/kernel';
import type { OperationPlugin } from './hooks.ts';
import { inLanguage } from './messages.ts';

/** A refusal before GraphQL execution: a status, a code, and a message for the person at the screen. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    { cause, headers = {} }: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The body of a refusal, in the shape of a GraphQL response. */
export const errorBody = (code: string, message: string, requestId: string) => ({
  errors: [{ message: shortened(message), extensions: { code, requestId } }],
});

/**
 * Makes the function that gives an error its public form: message, locations, path and code, with the name of its service. An error without a
 * code is unexpected and becomes "Internal error", while `reportErrors` logs the original. `trustSubgraphErrors` passes on errors
 * of services without a code, for supergraphs that are not ours.
 */
export function formatError({ trustSubgraphErrors = false }: { trustSubgraphErrors?: boolean } = {}) {
  return (
    { message: text, locations, path, extensions = {} }: GraphQLFormattedError,
    original?: unknown,
  ): GraphQLFormattedError => {
    const message = shortened(text);
    const { code: given, service, stacktrace: _stack, exception: _exception, http: _http, ...details } = extensions;
    const place = { ...(locations ? { locations: locations.slice(0, locationsMax) } : {}), ...(path ? { path } : {}) };
    const origin = service === undefined ? {} : { service };
    const code = isFaultOfRequest(original) ? 'BAD_REQUEST' : given;
    // The parser recurses once for each level.
    if (code === 'GRAPHQL_PARSE_FAILED' && message === 'Maximum call stack size exceeded')
      return { message: 'The operation has far too many levels.', extensions: { code: 'QUERY_TOO_DEEP' } };
    if (isExpected(code)) return { message, ...place, extensions: { code, ...origin, ...details } };
    if (trustSubgraphErrors && service !== undefined)
      return { message, ...place, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...origin, ...details } };
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', ...origin } };
  };
}

const isExpected = (code: unknown): boolean => typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR';

/** Apollo Server gives some client errors a 4xx status but no code. */
function isFaultOfRequest(error: unknown): boolean {
  const { code, http } =
    (error as { extensions?: { code?: unknown; http?: { status?: unknown } } } | undefined)?.extensions ?? {};
  return code === undefined && typeof http?.status === 'number' && http.status >= 400 && http.status < 500;
}

/** Logs unexpected errors, and finishes the errors of a response: see `finishErrors`. */
export const reportErrors = (log: Logger): OperationPlugin => ({
  didEncounterErrors: ({ errors, contextValue: { requestId } }) => {
    for (const error of errors.slice(0, errorsLoggedMax)) {
      if (!isExpected(error.extensions['code']) && !isFaultOfRequest(error))
        log.error({ err: error, requestId, service: error.extensions['service'] }, 'an operation failed unexpectedly');
    }
  },
  willSendResponse: ({ response: { body }, contextValue: { requestId, language } }) => {
    if (body.kind === 'single' && body.singleResult.errors)
      body.singleResult.errors = finishErrors(body.singleResult.errors, { requestId, language });
  },
});

/**
 * Merges errors that differ only in the name of the service, and adds the request id to internal errors, whose details are only in the log. Their total length is bounded; the
 * omitted errors are counted by a last error of code ERRORS_OMITTED.
 */
export function finishErrors(
  errors: readonly GraphQLFormattedError[],
  { requestId, language }: { requestId: string; language: Language },
): GraphQLFormattedError[] {
  const finished = new Map<string, GraphQLFormattedError>();
  let length = 0;
  let omitted = 0;
  for (const error of errors) {
    const { service: _service, ...details } = error.extensions ?? {};
    if (details['code'] === 'ERRORS_OMITTED') {
      omitted += Number(details['omitted']);
      continue;
    }
    const key = JSON.stringify([error.message, error.path, details]);
    if (finished.has(key)) continue;
    length += key.length;
    if (length > errorsLengthMax && finished.size > 0) {
      omitted += 1;
      continue;
    }
    const internal = error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
    finished.set(key, internal ? { ...error, extensions: { ...error.extensions, requestId } } : error);
  }
  return [...finished.values(), ...(omitted > 0 ? [omittedError(omitted)] : [])].map((error) => ({
    ...error,
    message: inLanguage(error.message, language),
  }));
}

/** The last error of a response, which counts the omitted ones. */
export const omittedError = (omitted: number) => ({
  message: omitted === 1 ? 'One more error is left out.' : `${omitted} more errors are left out.`,
  extensions: { code: 'ERRORS_OMITTED', omitted },
});

/** Messages may repeat text of a client or a service, of any length. */
const shortened = (message: string): string =>
  message.length > messageLengthMax ? `${message.slice(0, messageLengthMax)}…` : message;

/** The maximum length of a message, the number of locations of an error, and the total length of all errors of a response. */
const messageLengthMax = 1_000;
const locationsMax = 10;
const errorsLengthMax = 64 * 1_024;
const errorsLoggedMax = 100;
