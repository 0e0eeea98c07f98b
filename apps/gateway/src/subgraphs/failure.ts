import { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from './subgraph-answer.ts';

export type FailureCode =
  'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_RESPONSE' | 'SUBGRAPH_RATE_LIMITED';
/** What a failure is about: the health of the service, this one request, or a bound of the gateway. */
type Subject = 'service' | 'request' | 'gateway';
type Details = {
  cause?: unknown;
  passing?: boolean;
  about?: Subject;
  answer?: SubgraphAnswer | undefined;
  retryAfterS?: number | undefined;
};

/** Why a whole request to a subgraph failed. Its message is for the log; the client gets the error of `publicError`. */
export class SubgraphFailure extends Error {
  readonly code: FailureCode;
  /** Whether another attempt could succeed. The kind of request decides whether one is allowed. */
  readonly passing: boolean;
  readonly about: Subject;
  /** The GraphQL errors that came with the failure, used if no other attempt succeeds. */
  readonly answer: SubgraphAnswer | undefined;
  /** After how many seconds the service accepts requests again, by its `retry-after`. */
  readonly retryAfterS: number | undefined;

  constructor(
    code: FailureCode,
    message: string,
    { cause, passing = false, about = 'service', answer, retryAfterS }: Details = {},
  ) {
    super(message, { cause });
    this.answer = answer;
    this.code = code;
    this.passing = passing;
    this.about = about;
    this.retryAfterS = retryAfterS;
  }
}

/** The error that a client gets for a failure: the service and the kind of failure. URL, host, body and cause stay in the log. */
export function publicError(service: string, error: unknown): GraphQLError {
  const code = error instanceof SubgraphFailure ? error.code : 'SUBGRAPH_UNAVAILABLE';
  const { retryAfterS } = error instanceof SubgraphFailure ? error : {};
  return new GraphQLError(messages[code](service), {
    extensions: { code, service, ...(retryAfterS === undefined ? {} : { retryAfterS }) },
  });
}

const messages: Record<FailureCode, (service: string) => string> = {
  SUBGRAPH_UNAVAILABLE: (service) => `The ${service} service is not available at the moment.`,
  SUBGRAPH_TIMEOUT: (service) => `The ${service} service did not answer in time.`,
  SUBGRAPH_BAD_RESPONSE: (service) => `The ${service} service gave an answer that cannot be used.`,
  SUBGRAPH_RATE_LIMITED: (service) => `The ${service} service takes no more requests of this client for a while.`,
};
