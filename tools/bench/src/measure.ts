import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from './check.ts';
import type { Gateway, GatewayName } from './gateways.ts';
import { applyLoad, type Load } from './load.ts';
import { requestBody, type Operation } from './operations.ts';
import type { Options, Variant } from './options.ts';
import { orderOfRound } from './rotation.ts';
import { openShop, rightAnswer } from './shop.ts';
import type { Subgraphs } from './subgraph-process.ts';
import { beginUsage, type Usage } from './usage.ts';

/** The measurements of one gateway with one operation in one turn. */
export type Turn = {
  /** Turns of one round are compared with each other. */
  round: number;
  gateway: GatewayName;
  operation: string;
  variant: Variant;
  seconds: number;
  latenciesMs: Float64Array;
  subgraphRequests: number;
  representations: number;
  /** Of the gateway's process, where the system reports it. */
  usage: Usage | undefined;
  /** The share of the time in which the load generator and the subgraphs were working: near 1 they, not the gateway, are the limit. */
  loadBusy: number;
  subgraphsBusy: number;
};

/** The subgraph requests of a single request to a warm gateway. */
export type Alone = {
  gateway: GatewayName;
  operation: string;
  subgraphRequests: number;
  representations: number;
  authorized: boolean;
};

/** The headers that viewers alternate between; by default any text will do. */
export type TurnOptions = Options & { authorizations?: readonly string[] | undefined };

/** Sends each operation once to each gateway. Throws if an answer is wrong. */
export async function compareAnswers(
  gateways: readonly Gateway[],
  { operations, authorizations }: TurnOptions,
  subgraphs: Subgraphs,
): Promise<Alone[]> {
  const found: Alone[] = [];
  for (const operation of operations) {
    for (const gateway of gateways) {
      await askOnce(gateway, operation, authorizations?.[0]);
      await subgraphs.takeCounts();
      await askOnce(gateway, operation, authorizations?.[0]);
      const { requests, representations, authorized } = await subgraphs.takeCounts();
      found.push({
        gateway: gateway.name,
        operation: operation.name,
        subgraphRequests: requests,
        representations,
        authorized: authorized === requests,
      });
    }
  }
  return found;
}

async function askOnce(gateway: Gateway, operation: Operation, authorization = 'Bearer alone'): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization };
  const fault = await fetch(gateway.url, {
    method: 'POST',
    headers,
    body: requestBody(operation),
    signal: AbortSignal.timeout(answerMsMax),
  })
    .then(async (answer) => faultOf(answer.status, await answer.text(), expected(operation)))
    .catch((error: unknown) => `no answer: ${String(error)}`);
  if (fault !== undefined) throw new Error(`${gateway.name} gives a wrong answer to "${operation.name}": ${fault}`);
}

/** All turns: in each round every gateway has one per operation and variant, in an order that rotates. Throws at the first fault. */
export async function takeTurns(
  gateways: readonly Gateway[],
  subgraphs: Subgraphs,
  options: TurnOptions,
  onTurn: (turn: Turn) => void,
): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const operation of options.operations) {
      for (const variant of options.variants) {
        for (const gateway of orderOfRound(gateways, round)) {
          if (round === 0) await warmUp(gateway, operation, variant, options);
          const turn = await takeTurn(gateway, operation, variant, subgraphs, options, round);
          turns.push(turn);
          onTurn(turn);
        }
      }
    }
  }
  return turns;
}

/** Load before the measurement, so that code is compiled and connections are open. */
export async function warmUp(
  gateway: Gateway,
  operation: Operation,
  variant: Variant,
  options: TurnOptions,
): Promise<void> {
  if (options.warmupSeconds > 0)
    await underLoad(gateway, operation, variant, { ...options, seconds: options.warmupSeconds });
}

/** One measured turn of `options.seconds`. Throws if an answer is wrong or missing. */
export async function takeTurn(
  gateway: Gateway,
  operation: Operation,
  variant: Variant,
  subgraphs: Subgraphs,
  options: TurnOptions,
  round = 0,
): Promise<Turn> {
  await sleep(settleMs); // the garbage collection of the previous gateway must not affect this turn
  await subgraphs.takeCounts();
  const endUsage = await beginUsage(gateway.pid);
  const { latenciesMs, seconds, busy } = await underLoad(gateway, operation, variant, options);
  const usage = await endUsage();
  const counts = await subgraphs.takeCounts();
  return {
    round,
    gateway: gateway.name,
    operation: operation.name,
    variant,
    seconds,
    latenciesMs,
    subgraphRequests: counts.requests,
    representations: counts.representations,
    loadBusy: busy,
    subgraphsBusy: counts.busy,
    usage,
  };
}

/** Load for `seconds`, or until `signal` aborts. Throws if an answer is wrong or missing. */
export async function underLoad(
  gateway: Gateway,
  operation: Operation,
  variant: Variant,
  {
    seconds,
    connections,
    authorizations,
    timeoutMs,
  }: Pick<TurnOptions, 'seconds' | 'connections' | 'authorizations'> & Pick<Load, 'timeoutMs'>,
  signal?: AbortSignal,
) {
  const outcome = await applyLoad(
    {
      url: gateway.url,
      body: requestBody(operation),
      expected: expected(operation),
      variant,
      seconds,
      connections,
      authorizations,
      timeoutMs,
    },
    signal,
  );
  if (outcome.faults > 0)
    throw new Error(
      `${gateway.name} failed under load ("${operation.name}", ${variant}), ${outcome.faults} of ${outcome.latenciesMs.length} requests: ${outcome.firstFault}`,
    );
  return outcome;
}

const expected = ({ query, variables }: Operation): unknown => rightAnswer(openShop(), query, variables);
const settleMs = 200;
const answerMsMax = 10_000;
