import { stringifyAnswer } from './execution/executor.ts';

/** The response of a graph. `hasData`: the operation was executed, even if its data is null; without data there are errors, and `status` is theirs. */
export type GraphAnswer = {
  text: string;
  hasData: boolean;
  status: number;
  headers: Iterable<readonly [string, string]>;
};

/** Serializes a response. Without data and without a status the fault is ours. */
export function toGraphAnswer({
  body: { data, errors, extensions },
  http: { status, headers },
}: {
  body: { data?: unknown; errors?: unknown; extensions?: unknown };
  http: { status?: number; headers: Iterable<readonly [string, string]> };
}): GraphAnswer {
  return {
    text: stringifyAnswer({ data, errors, extensions }),
    hasData: data !== undefined,
    status: status ?? (data === undefined ? 500 : 200),
    headers,
  };
}
