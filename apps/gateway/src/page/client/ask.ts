import { formatResult } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';
import { parseExactly, rawNumber } from './json.ts';
import { pageClientName } from './name.ts';

/** The figures of one request, for the line below the response. `shown` is the response as GraphiQL shows it. */
export type Run = {
  status: number;
  ms: number;
  cost: string | null;
  budget: string | null;
  requestId: string | null;
  errors: number;
  shown: string;
};
type Params = { query: string; operationName?: string | null | undefined; variables?: unknown };
type Answer = { data?: unknown; errors?: { message: string; extensions?: Record<string, unknown> }[] };
type Options = {
  token: string | undefined;
  version: string;
  onRun: (run: Run) => void;
  onRefusal: (message: string | null) => void;
};

/** Sends operations to the gateway that served this page, with the token. Every outcome becomes a response in the shape of GraphQL. */
export function createAsk({ token, version, onRun, onRefusal }: Options) {
  return async (params: Params, { headers = {} }: { headers?: Record<string, string> } = {}): Promise<Answer> => {
    const began = performance.now();
    const sent = {
      'content-type': 'application/json',
      'graphql-client-name': pageClientName,
      'graphql-client-version': version,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    };
    const { answer, response } = await post(JSON.stringify({ ...params, operationName: nameIn(params) }), sent);
    onRefusal(response?.status === 401 ? (answer.errors?.[0]?.message ?? 'The token is not valid.') : null);
    if (params.operationName === 'IntrospectionQuery') return answer;
    onRun({
      status: response?.status ?? 0,
      ms: Math.round(performance.now() - began),
      cost: response?.headers.get('x-graphql-cost') ?? null,
      budget: response?.headers.get('x-graphql-cost-budget') ?? null,
      requestId: response?.headers.get('x-request-id') ?? null,
      errors: answer.errors?.length ?? 0,
      shown: formatResult(answer),
    });
    return answer;
  };
}

/** GraphiQL updates the operation names shortly after the text changes; a request sent before that uses the name in the text. */
function nameIn({ query, operationName }: Params): string | null | undefined {
  try {
    const operations = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return operations.some(({ name }) => name?.value === operationName) ? operationName : operations[0]?.name?.value;
  } catch {
    return undefined;
  }
}

async function post(body: string, headers: Record<string, string>): Promise<{ answer: Answer; response?: Response }> {
  let response: Response;
  try {
    response = await fetch('/graphql', { method: 'POST', headers, body, signal: AbortSignal.timeout(waitMsMax) });
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return {
      answer: failed(
        late
          ? 'The gateway has not responded for two minutes. Request less at once.'
          : 'The gateway cannot be reached. Is the network up? 无法连接',
      ),
    };
  }
  try {
    return { answer: parseExactly(await response.text(), rawNumber) as Answer, response };
  } catch {
    return { answer: failed(`The gateway answered with status ${response.status} and no GraphQL.`), response };
  }
}

const failed = (message: string): Answer => ({ errors: [{ message }] });
const waitMsMax = 120_000;
