import { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from './answer.ts';

export type FailureCode =
  'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_RESPONSE' | 'SUBGRAPH_RATE_LIMITED';
/** What a failure says something about: the health of the service, the one request that it refused or misread, or a bound of the gateway. */
type Subject = 'service' | 'request' | 'gateway';
type Details = {
  cause?: unknown;
  passing?: boolean;
  about?: Subject;
  answer?: SubgraphAnswer | undefined;
  retryAfterS?: number | undefined;
};

/** Why a whole request to a subgraph brought nothing. Its message is for the log; the client is told what `publicError` says. */
export class SubgraphFailure extends Error {
  readonly code: FailureCode;
  /** Whether another try could succeed. What was asked decides whether one is allowed. */
  readonly passing: boolean;
  readonly about: Subject;
  /** The GraphQL errors that came with it, for the case that no other try succeeds. */
  readonly answer: SubgraphAnswer | undefined;
  /** After how many seconds the service wants to be asked again. */
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

/** What the client learns of a failure: which service, and what kind of trouble. URL, host, body and cause stay in the log. */
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
