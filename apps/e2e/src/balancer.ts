import { setTimeout as pause } from 'node:timers/promises';

export type Balancer = {
  add(gateway: string): void;
  next(): string;
  ready(): readonly string[];
  stop(): Promise<void>;
};

const everyMs = 100;
const probeTimeoutMs = 1_000;
/** A gateway is removed after this many timeouts in a row: on a busy machine a single late answer does not mean that it stops. */
const silentMax = 3;

/**
 * A minimal load balancer: it polls the gateways for readiness and returns the ready ones in turn. It does not repeat
 * failed requests.
 */
export function startBalancer(): Balancer {
  const ready = new Set<string>();
  const states = new Map<string, string>();
  const stopping = new AbortController();
  let turn = 0;
  const watch = async (gateway: string): Promise<void> => {
    let silent = 0;
    while (!stopping.signal.aborted) {
      const state = await probe(gateway);
      states.set(gateway, state);
      silent = state === 'silent' ? silent + 1 : 0;
      if (state === 'ready') ready.add(gateway);
      else if (state === 'not ready' || silent >= silentMax) ready.delete(gateway);
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
      if (one === undefined)
        throw new Error(
          `No gateway is ready.${[...states].map(([gateway, state]) => ` ${gateway}: ${state}.`).join('')}`,
        );
      return one;
    },
    async stop() {
      stopping.abort();
      await Promise.all(watches);
    },
  };
}

/** `silent` means a timeout. A refused connection means that no program listens there. */
async function probe(gateway: string): Promise<'ready' | 'not ready' | 'silent'> {
  return fetch(`${gateway}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok ? 'ready' : 'not ready';
    },
    (error: unknown) => (error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'not ready'),
  );
}
