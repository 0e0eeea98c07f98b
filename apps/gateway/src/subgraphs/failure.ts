import { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from './answer.ts';

export type FailureCode = 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_BAD_RESPONSE';

/** Why a whole request to a subgraph brought nothing. Its message is for the log; the client is told what `publicError` says. */
export class SubgraphFailure extends Error {
  readonly code: FailureCode;
  /** Whether another try could succeed. What was asked decides whether one is allowed. */
  readonly passing: boolean;
  /** Whether a bound of ours was reached: then it says nothing about the health of the service. */
  readonly ours: boolean;
  /** The GraphQL errors that came with it, for the case that no other try succeeds. */
  readonly answer: SubgraphAnswer | undefined;

  constructor(code: FailureCode, message: string, { cause, passing = false, ours = false, answer }: { cause?: unknown; passing?: boolean; ours?: boolean; answer?: SubgraphAnswer | undefined } = {}) {
    super(message, { cause });
    this.answer = answer;
    this.code = code;
    this.passing = passing;
    this.ours = ours;
  }
}

/** What the client learns of a failure: which service, and what kind of trouble. URL, host, body and cause stay in the log. */
export function publicError(service: string, error: unknown): GraphQLError {
  const code = error instanceof SubgraphFailure ? error.code : 'SUBGRAPH_UNAVAILABLE';
  return new GraphQLError(messages[code](service), { extensions: { code, service } });
}

const messages: Record<FailureCode, (service: string) => string> = {
  SUBGRAPH_UNAVAILABLE: (service) => `The ${service} service is not available at the moment.`,
  SUBGRAPH_TIMEOUT: (service) => `The ${service} service did not answer in time.`,
  SUBGRAPH_BAD_RESPONSE: (service) => `The ${service} service gave an answer that cannot be used.`,
};
