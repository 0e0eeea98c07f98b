import type { Message } from './language.ts';

/**
 * The codes of refusals. The first group becomes the `userErrors` of a mutation; the second is always a GraphQL error.
 * A request that fails with `REFERENCE_UNKNOWN` can be repeated, because the local copy of another service's record may
 * lag behind.
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
  | 'MATCHMAKER_STARTING'
  | 'STATISTICS_BUSY'
  | 'STATISTICS_TOO_SLOW'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'UNAUTHORIZED_FIELD';

/**
 * A refusal that is shown to users: `texts` is the message in each language, and `inputPath` names the input field. The
 * `message` of the error is English, for logs.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly texts: Message;
  /** It is not called `path`, because graphql-js treats an error with an array of this name as already located. */
  readonly inputPath: readonly string[] | undefined;

  constructor(code: ErrorCode, message: Message, inputPath?: readonly string[]) {
    super(message.en);
    this.name = 'DomainError';
    this.code = code;
    this.texts = message;
    this.inputPath = inputPath;
  }
}
