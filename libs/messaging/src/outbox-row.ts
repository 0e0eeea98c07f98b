/**
 * An event that waits for the relay, written in the transaction of its change. `traceparent` is the span that made the
 * change.
 */
export type OutboxRow = {
  _id: string;
  type: string;
  aggregateId: string;
  aggregateVersion: number;
  data: unknown;
  traceparent: string | null;
  correlationId: string | null;
  occurredAt: Date;
  publishedAt: Date | null;
  attempts: number;
  lastError: string | null;
};
