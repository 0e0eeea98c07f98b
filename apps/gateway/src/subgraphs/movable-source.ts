import type { SubgraphDataSource } from './data-source.ts';

type Address = { name: string; url: string };
export type MovableSource = SubgraphDataSource & {
  /** Sends later requests to another address, and closes the source for the former one when `idle` has settled. Does nothing if the address is the same. */
  moveTo(url: string, idle: Promise<unknown>): void;
};

/** A data source whose address may change while plans keep referring to it. */
export function createMovableSource(
  { name, url }: Address,
  open: (address: Address) => SubgraphDataSource,
): MovableSource {
  let current = { url, source: open({ name, url }) };
  const closing = new Set<Promise<void>>();
  return {
    name,
    ask: (request, context) => current.source.ask(request, context),
    moveTo(next, idle) {
      if (next === current.url) return;
      const { source } = current;
      current = { url: next, source: open({ name, url: next }) };
      const closed = idle.then(source.close).finally(() => closing.delete(closed));
      closing.add(closed);
    },
    close: async () => void (await Promise.all([current.source.close(), ...closing])),
  };
}
