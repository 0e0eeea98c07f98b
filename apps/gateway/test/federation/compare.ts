import type { Case, ExpectedError } from './scenario.ts';
import type { Asked } from './subgraphs.ts';

export type GatewayAnswer = {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
};
type Operation = Pick<Case, 'query' | 'variables' | 'operationName'>;
export type Gateway = { name: string; ask(operation: Operation): Promise<GatewayAnswer>; stop(): Promise<void> };

/** The parts of a response that a client may see: the text of the data shows the order of its keys. */
export type Seen = {
  data: string;
  errors: readonly ExpectedError[] | undefined;
  status: number;
  asked: Readonly<Record<string, number>> | undefined;
};

/** The expectation of the case: the data with ordered keys, each error with its path, the status, and the request counts of the subgraphs. */
export const wanted = ({ data = null, errors = [], status = 200, asked }: Case): Seen => ({
  data: pretty(data),
  errors: errors === 'optional' ? undefined : sorted(errors),
  status,
  asked,
});

/** The actual response, as far as the case states an expectation. */
export const seen = ({ errors = [], asked }: Case, answer: GatewayAnswer, requests: Asked): Seen => ({
  data: pretty(answer.data ?? null),
  errors: errors === 'optional' ? undefined : comparableErrors(answer, errors),
  status: answer.status,
  asked: asked && countOf(requests),
});

const pretty = (data: unknown): string => JSON.stringify(data, null, 1);

/**
 * The data must match the case, and there must be errors if the case has any. Stock `@apollo/gateway` reports other paths, and lists values that a subgraph omitted
 * in `extensions`, so paths and codes are not compared.
 */
export function isStockRight(
  { data = null, errors = [], asked }: Case,
  answer: GatewayAnswer,
  requests: Asked,
): boolean {
  const sameData = JSON.stringify(answer.data ?? null) === JSON.stringify(data);
  const sameErrors = errors === 'optional' || errors.length > 0 === (answer.errors !== undefined);
  return sameData && sameErrors && (!asked || sameCounts(countOf(requests), asked));
}

/** The errors of the response, each reduced to the properties that the case states. */
function comparableErrors({ errors = [] }: GatewayAnswer, expected: readonly ExpectedError[]): ExpectedError[] {
  const withPath = expected.some(({ path }) => path);
  const withCode = expected.some(({ code }) => code);
  return sorted(
    errors.map(({ path, extensions }) => ({
      ...(withPath && path ? { path } : {}),
      ...(withCode ? { code: String(extensions?.['code']) } : {}),
    })),
  );
}

const sorted = (errors: readonly ExpectedError[]): ExpectedError[] =>
  errors.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** How often each subgraph was asked. */
function countOf(requests: Asked): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { subgraph } of requests) counts[subgraph] = (counts[subgraph] ?? 0) + 1;
  return counts;
}

const sameCounts = (counts: Readonly<Record<string, number>>, asked: Readonly<Record<string, number>>): boolean =>
  Object.keys(counts).length === Object.keys(asked).length &&
  Object.entries(asked).every(([service, count]) => counts[service] === count);
