import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from '@kexie/kernel';
import { say } from './messages.ts';
import { ImportProblem } from './problem.ts';

export type Gateway = {
  /** Sends an operation, and again while the platform is busy or a service restarts. @throws ImportProblem with the errors of the answer. */
  ask<T>(query: string, variables?: object): Promise<T>;
};

type GraphError = { message: string; extensions?: { code?: string } };
type Reply<T> = { data: T | null; errors: readonly GraphError[]; retryAfterS: number };

const patienceMs = 180_000;
const requestTimeoutMs = 60_000;
/** The codes of errors after which a repetition may succeed. A repeated import changes nothing twice, because its rows have keys. */
const passing = new Set([
  'RATE_LIMITED',
  'OVERLOADED',
  'SUPERGRAPH_NOT_READY',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_RATE_LIMITED',
  'REQUEST_TIMEOUT',
]);

/** A client of the gateway for the holder of `token`. `onWait` is called with the reason of each pause. */
export function createGateway(options: {
  url: string;
  token: string;
  language: Language;
  patienceMs?: number;
  onWait?: (reason: string) => void;
}): Gateway {
  return {
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const deadline = Date.now() + (options.patienceMs ?? patienceMs);
      for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
        const { data, errors, retryAfterS } = await send<T>(options, JSON.stringify({ query, variables }));
        if (errors.length === 0 && data !== null) return data;
        const reason = errors.map(({ message }) => message).join(' ');
        const waitMs = Math.max(pauseMs, retryAfterS * 1_000);
        const mayPass = errors.some(({ extensions }) => passing.has(extensions?.code ?? ''));
        if (!mayPass || Date.now() + waitMs > deadline) throw new ImportProblem(say`The gateway refused: ${reason}`);
        options.onWait?.(reason);
        await pause(waitMs);
      }
    },
  };
}

async function send<T>(
  { url, token, language }: { url: string; token: string; language: Language },
  body: string,
): Promise<Reply<T>> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language, authorization: `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const { data = null, errors = [] } = (await response.json()) as { data?: T | null; errors?: GraphError[] };
    return { data, errors, retryAfterS: Number(response.headers.get('retry-after') ?? 0) };
  } catch (error) {
    const { message } = ((error as Error).cause ?? error) as Error;
    return { data: null, errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }], retryAfterS: 0 };
  }
}
