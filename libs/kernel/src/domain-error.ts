/**
 * What a caller can act on. The first group becomes a mutation's `userErrors`, the second is always a GraphQL error.
 * `REFERENCE_UNKNOWN` may be tried again: the local copy of the other service's record can lag behind.
 */
export type ErrorCode =
  | 'VALIDATION_FAILED'
  | 'NOT_FOUND'
  | 'VERSION_CONFLICT'
  | 'INVALID_TRANSITION'
  | 'DUPLICATE'
  | 'REFERENCE_UNKNOWN'
  | 'REFERENCE_INACTIVE'
  | 'QUOTA_EXCEEDED'
  | 'BUDGET_EXCEEDED'
  | 'CAPACITY_EXCEEDED'
  | 'CONSENT_MISSING'
  | 'STATISTICS_BUSY'
  | 'STATISTICS_TOO_SLOW'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'UNAUTHORIZED_FIELD';

/** A refusal that the person at the screen may read: `message` is written for them, `inputPath` names the input field. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  /** Not `path`: graphql-js takes an error with an array of that name for one that it has located already. */
  readonly inputPath: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, inputPath?: readonly string[]) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.inputPath = inputPath;
  }
}
