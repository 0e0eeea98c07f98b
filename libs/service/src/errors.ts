import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, type Logger } from '@kexie/kernel';

export type UserError = { code: string; message: string; path: string[] | null };

/** What even a mutation answers with a GraphQL error. */
const neverUserErrors = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/**
 * A mutation's payload: what `run` returns under `name`, or the refusal as `userErrors`. Anything that is not a refusal of the domain goes on to `formatError`.
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

export function toUserError({ code, message, inputPath }: DomainError): UserError {
  return { code, message, path: inputPath ? [...inputPath] : null };
}

/** Codes of errors that say nothing about our insides: what the client sent was wrong. */
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

/**
 * What a client sees of an error: a refusal of the domain with its code, a fault of the request with Apollo's code, and of anything else only "Internal error".
 * The detail of that goes to the log.
 */
export function formatError(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    const { locations, path } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (cause instanceof DomainError)
      return {
        message: cause.message,
        ...place,
        extensions: { code: cause.code, ...(cause.inputPath && { input: cause.inputPath }) },
      };
    const code = String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
    if (clientCodes.has(code)) return { message: formatted.message, ...place, extensions: { code } };
    // a scalar that cannot be serialised or parsed is a GraphQLError without a code of ours
    log.error(
      { err: cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause, path },
      'a resolver failed',
    );
    return { message: 'Internal error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}
