import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Logger } from '@kexie/kernel';
import { anonymous } from '@kexie/service/process';
import { errorBody, HttpError } from '../errors.ts';
import type { Gate } from '../limits/limiter.ts';
import { inLanguage } from '../messages.ts';
import { refusalCost } from '../limits/rate.ts';
import { anyType, mediaTypeOf } from './media-type.ts';

type Options = {
  log: Logger;
  /** Called with the code of each refusal. */
  onRefused: ((code: string) => void) | undefined;
  /** Deducts the cost of a refusal from the minute of its client. */
  limiter: Pick<Gate, 'spend'>;
  languageOf: (acceptLanguage: string | undefined) => Language;
};

export const graphqlPath = '/graphql';
/** The methods of `/graphql`, as the header `allow` lists them. */
export const graphqlMethods = 'GET, HEAD, POST, OPTIONS';

/**
 * Sends failures and unknown routes as GraphQL errors, at `/graphql` with the media type that the client accepts. A refusal caused by the
 * client is charged to its cost.
 */
export function addRefusals(app: FastifyInstance, { log, onRefused, limiter, languageOf }: Options): void {
  const refuse = (error: HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    onRefused?.(error.code);
    if (error.status < 500) limiter.spend(request.viewer, request.address, refusalCost);
    const level = error.status >= 500 && !temporary.has(error.code) ? 'error' : 'debug';
    log[level]({ err: error.cause ?? error, requestId: request.id, code: error.code }, 'a request was refused');
    return reply
      .code(error.status)
      .headers(error.headers)
      .type(contentTypeFor(request))
      .send(
        JSON.stringify(
          errorBody(error.code, inLanguage(error.message, languageOf(request.headers['accept-language'])), request.id),
        ),
      );
  };
  app.setErrorHandler((error: unknown, request, reply) => refuse(toHttpError(error, request), request, reply));
  app.setNotFoundHandler((request, reply) =>
    refuse(
      new HttpError(404, 'NOT_FOUND', 'Nothing exists at this address. The GraphQL endpoint is /graphql.'),
      request,
      reply,
    ),
  );
}

/** Refuses all methods at `/graphql` that have no route, before the body is read. It must come after the hook that answers OPTIONS. */
export function refuseOtherMethods(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) =>
    done(request.is404 && isGraphql(request) ? methodNotAllowed(request.method) : undefined),
  );
}

/** Whether a request is for the endpoint, even if no route matches its method. */
export const isGraphql = ({ raw }: FastifyRequest): boolean => raw.url?.split('?', 1)[0] === graphqlPath;

const contentTypeFor = (request: FastifyRequest): string =>
  ((isGraphql(request) ? mediaTypeOf(request.headers.accept) : undefined) ?? anyType).contentType;

const methodNotAllowed = (method: string): HttpError =>
  new HttpError(
    405,
    'METHOD_NOT_ALLOWED',
    `The method ${method} is not supported here. Send the operation by POST, or a query by GET.`,
    { headers: { allow: graphqlMethods } },
  );

/** Temporary conditions that affect every client: the metrics count them, and a log line for each would add to the load. */
const temporary = new Set(['SUPERGRAPH_NOT_READY', 'PERSISTED_DOCUMENTS_NOT_READY', 'OVERLOADED']);

function toHttpError(error: unknown, request: FastifyRequest): HttpError {
  if (error instanceof HttpError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedType(request.headers['content-type'], error);
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return status >= 400 && status < 500
    ? new HttpError(status, 'BAD_REQUEST', 'The request cannot be understood.', { cause: error })
    : new HttpError(500, 'INTERNAL_SERVER_ERROR', 'Internal error', { cause: error });
}

/** Types that a page of any origin may send without a preflight. They are not accepted, so no page can act in the name of its reader. */
const typesOfForms = /^\s*(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

function unsupportedType(type: string | undefined, cause: unknown): HttpError {
  const reason =
    type === undefined
      ? ' The body has no content-type.'
      : typesOfForms.test(type)
        ? ' Forms, files and plain text are refused, because a page of any origin may send them (CSRF).'
        : '';
  return new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', `Send the operation as application/json.${reason}`, {
    cause,
    headers: { 'accept-post': 'application/json' },
  });
}

/**
 * Handles errors that have no request to belong to: `address` handles a URL that cannot be decoded, and `http` handles bytes that Node cannot parse as HTTP. In the
 * latter case the connection is closed, because half a request may have been sent; without a response if the address has no cost left.
 */
export function createUnreadable({ onRefused, limiter }: Pick<Options, 'onRefused' | 'limiter'>) {
  const spend = (address: string | undefined): boolean => limiter.spend(anonymous, address ?? '', refusalCost).allowed;
  return {
    address: (_error: unknown, { id, ip }: { id: string; ip?: string }, reply: FastifyReply): void => {
      onRefused?.('BAD_REQUEST');
      spend(ip);
      void reply
        .code(400)
        .type(anyType.contentType)
        .send(JSON.stringify(errorBody('BAD_REQUEST', 'The address cannot be read.', id)));
    },
    http: (error: Error & { code?: string }, socket: Socket): void => {
      if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
      const [status, code, message] = unreadable[error.code ?? ''] ?? [
        400,
        'BAD_REQUEST',
        'The request is not valid HTTP.',
      ];
      onRefused?.(code);
      if (!spend(socket.remoteAddress)) return void socket.destroy();
      const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${anyType.contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
  };
}

const unreadable: Record<string, readonly [status: number, code: string, message: string]> = {
  HPE_INVALID_URL: [
    400,
    'BAD_REQUEST',
    "The address holds characters that have to be encoded there. With curl: --get --data-urlencode 'query={ … }'.",
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    'HEADERS_TOO_LARGE',
    `The address and the headers are larger than ${maxHeaderSize / 1024} kB. Send the operation by POST.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_INCOMPLETE', 'The request did not arrive in time.'],
};
