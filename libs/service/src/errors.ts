import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { currentLanguage, DomainError, type Logger } from '@kexie/kernel';

export type UserError = { code: string; message: string; path: string[] | null };

/** Codes that are GraphQL errors even in a mutation. */
const neverUserErrors = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/**
 * The payload of a mutation: the result of `run` under `name`, or the refusal as `userErrors`. Any error that is not a
 * refusal of the domain goes to `formatError`.
 */
export async function payload<Name extends string, T>(
  name: Name,
  run: () => Promise<T>,
): Promise<{ [K in Name]: T | null } & { userErrors: UserError[] }> {
  const answer = (value: T | null, userErrors: UserError[]) =>
    ({ [name]: value, userErrors }) as { [K in Name]: T | null } & { userErrors: UserError[] };
  try {
    return answer(await run(), []);
  } catch (error) {
    if (error instanceof DomainError && !neverUserErrors.has(error.code)) return answer(null, [toUserError(error)]);
    throw error;
  }
}

/** The form in which clients see a refusal, in the language of the running request. */
export function toUserError({ code, texts, inputPath }: DomainError): UserError {
  return { code, message: texts[currentLanguage()], path: inputPath ? [...inputPath] : null };
}

/** Codes of errors of the request. They reveal no internal details. */
const clientCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
]);

/** GraphQL.js stops after fifty wrong values in variables. Apollo Server does not know this error as one of the client. */
const tooManyErrors = /^Too many errors processing variables/;

/**
 * The form in which clients see an error: a refusal of the domain with its code, an error of the request with Apollo's
 * code, and any other error as "Internal error". The details of other errors go to the log.
 */
export function formatError(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    const { locations, path } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (cause instanceof DomainError)
      return {
        message: cause.texts[currentLanguage()],
        ...place,
        extensions: { code: cause.code, ...(cause.inputPath && { input: cause.inputPath }) },
      };
    const code = tooManyErrors.test(formatted.message)
      ? 'BAD_USER_INPUT'
      : String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
    if (clientCodes.has(code)) return { message: formatted.message, ...place, extensions: { code } };
    // A scalar that cannot be serialized or parsed gives a GraphQLError without one of these codes.
    log.error(
      { err: cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause, path },
      'a resolver failed',
    );
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}
