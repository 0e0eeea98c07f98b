import type { SubgraphDataSource } from './data-source.ts';

type Place = { name: string; url: string };
export type MovableSource = SubgraphDataSource & {
  /** Asks the service at another address from now on, and lets go of the one before when `idle` is settled. Nothing happens when it is the same. */
  moveTo(url: string, idle: Promise<unknown>): void;
};

/** A service that may be asked at another address later, while plans go on to name the same source. */
export function createMovableSource({ name, url }: Place, open: (place: Place) => SubgraphDataSource): MovableSource {
  let current = { url, source: open({ name, url }) };
  const left = new Set<Promise<void>>();
  return {
    name,
    ask: (request, context) => current.source.ask(request, context),
    moveTo(next, idle) {
      if (next === current.url) return;
      const { source } = current;
      current = { url: next, source: open({ name, url: next }) };
      const closed = idle.then(source.close).finally(() => left.delete(closed));
      left.add(closed);
    },
    close: async () => void (await Promise.all([current.source.close(), ...left])),
  };
}
