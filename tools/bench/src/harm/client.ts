import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { createCheck } from '../check.ts';

/** The measurements of a client: the time of each request in ms, failed ones included, and the number of wrong or missing answers. */
export type Waits = { latenciesMs: number[]; faults: number; firstFault?: string };

/**
 * Sends a small operation ten times a second until `work` is done, without waiting for earlier answers, as a client with its own address and token.
 * A request without an answer is a fault after a minute.
 */
export async function askDuring(
  gatewayUrl: string,
  work: () => Promise<unknown>,
  authorization = 'Bearer signed-in',
): Promise<Waits> {
  const dispatcher = new Agent();
  const check = createCheck({ topProducts: [{ upc: '1', name: 'Table', inStock: true }], status: 'open' });
  const waits: Waits = { latenciesMs: [], faults: 0 };
  const ask = async (): Promise<void> => {
    const began = performance.now();
    const fault = await request(gatewayUrl, {
      dispatcher,
      method: 'POST',
      headers: { ...headers, authorization },
      body: operation,
      signal: AbortSignal.timeout(waitMsMax),
    })
      .then(async (answer) => check(answer.statusCode, Buffer.from(await answer.body.arrayBuffer())))
      .catch((error: unknown) => `no answer: ${String(error)}`);
    waits.latenciesMs.push(performance.now() - began);
    if (fault === undefined) return;
    waits.faults += 1;
    waits.firstFault ??= fault;
  };
  const state = { over: false };
  const working = work().finally(() => void (state.over = true));
  const asked: Promise<void>[] = [];
  while (!state.over) {
    asked.push(ask());
    await sleep(pauseMs);
  }
  await Promise.all([working, ...asked]);
  await dispatcher.destroy();
  return waits;
}

const headers = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.7' };
const operation = JSON.stringify({ query: 'query Small { topProducts(first: 1) { upc name inStock } status }' });
const pauseMs = 100;
const waitMsMax = 60_000;
