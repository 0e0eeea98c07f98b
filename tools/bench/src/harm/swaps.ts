import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Registry } from '../registry.ts';
import type { Outcome } from './attacks.ts';

type Subgraph = { name: string; sdl: string; url: string };

export const swapsHelp =
  'ten new schemas of a service, each published after the previous one is served, while 20 other operations a second run';

/** Publishes ten schemas of a service with a different field each, every one after the previous one is served. Counts those that are served within 20 s. */
export async function swap(gateway: URL, registry: Registry, { name, sdl, url }: Subgraph): Promise<Outcome> {
  const outcome = { served: 0, 'not served': 0 };
  const load = startLoad(gateway);
  for (let round = 0; round < rounds; round += 1) {
    const before = await servedHash(gateway);
    await registry.publish({ name, sdl: `${sdl} extend type Query { swap${round}: String }`, url });
    outcome[(await isReplaced(gateway, before)) ? 'served' : 'not served'] += 1;
    await sleep(pauseMs);
  }
  return { ...outcome, ...(await load.stop()) };
}

async function isReplaced(gateway: URL, before: string): Promise<boolean> {
  const until = performance.now() + servedMsMax;
  while (performance.now() < until) {
    if ((await servedHash(gateway)) !== before) return true;
    await sleep(lookMs);
  }
  return false;
}

async function servedHash(gateway: URL): Promise<string> {
  const { body } = await request(new URL('/readyz', gateway));
  const { supergraph } = (await body.json()) as { supergraph: { hash: string } | null };
  return supergraph?.hash ?? '';
}

/** Sends operations of other clients until it is stopped: 20 a second, with 40 different texts. */
function startLoad(gateway: URL): { stop: () => Promise<Outcome> } {
  const outcome: Outcome = {};
  const asked: Promise<void>[] = [];
  const ask = async (index: number): Promise<void> => {
    const query = `query Load${index % texts} { topProducts { upc name price${index % texts}: price reviews { body author { name } } } }`;
    const { statusCode, body } = await request(gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'graphql-client-name': 'load' },
      body: JSON.stringify({ query }),
    });
    await body.dump();
    outcome[`${statusCode}`] = (outcome[`${statusCode}`] ?? 0) + 1;
  };
  const timer = setInterval(
    () =>
      void asked.push(
        ask(asked.length).catch((error: Error) => {
          outcome[error.name] = (outcome[error.name] ?? 0) + 1;
        }),
      ),
    loadPauseMs,
  );
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(asked);
      return outcome;
    },
  };
}

const rounds = 10;
const pauseMs = 500;
const lookMs = 50;
const servedMsMax = 20_000;
const loadPauseMs = 50;
const texts = 40;
