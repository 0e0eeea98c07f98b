import { setTimeout as pause } from 'node:timers/promises';

export type Balancer = { add(gateway: string): void; next(): string; ready(): readonly string[]; stop(): Promise<void> };

const everyMs = 100;
const probeTimeoutMs = 1_000;

/**
 * What a load balancer does, and nothing more: asks the gateways again and again whether they are ready, and gives the ready ones in turn. It
 * does not repeat what fails.
 */
export function startBalancer(): Balancer {
  const ready = new Set<string>();
  const stopping = new AbortController();
  let turn = 0;
  const watch = async (gateway: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (await isReady(gateway)) ready.add(gateway);
      else ready.delete(gateway);
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const watches: Promise<void>[] = [];
  return {
    add: (gateway) => void watches.push(watch(gateway)),
    ready: () => [...ready],
    next() {
      const ones = [...ready];
      const one = ones[(turn += 1) % ones.length];
      if (one === undefined) throw new Error('No gateway is ready.');
      return one;
    },
    async stop() {
      stopping.abort();
      await Promise.all(watches);
    },
  };
}

async function isReady(gateway: string): Promise<boolean> {
  return fetch(`${gateway}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs) }).then(async (response) => {
    await response.body?.cancel();
    return response.ok;
  }, () => false);
}
