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
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN';

/** A refusal that the person at the screen may read: `message` is written for them, `path` names the input field. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly path: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, path?: readonly string[]) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.path = path;
  }
}
