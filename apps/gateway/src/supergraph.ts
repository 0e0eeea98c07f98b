import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import { composeSupergraph, readLastGood, watchSubgraphs, writeLastGood, type CompositionError, type PublishedSubgraph, type SubgraphWatch } from '@kexie/registry';
import type { Graph } from './graph.ts';

/** Why the newest published schemas are not served. */
export type Refusal = { since: string; errors: readonly CompositionError[] };
export type Supergraph = ReturnType<typeof createSupergraph>;
type Options = { start: (supergraph: { sdl: string; hash: string }) => Promise<Graph>; log: Logger };

/**
 * Keeps the supergraph that is served: the last good one at first, then whatever the services publish. Schemas that do not compose are
 * refused: the graph before them keeps serving, and the log and `refusal` say why.
 */
export function createSupergraph({ start, log }: Options) {
  let current: Graph | undefined;
  let refusal: Refusal | undefined;
  let watch: SubgraphWatch | undefined;
  let stopped = false;
  /** One change after the other; each looks at the newest schemas, so a burst of publications is one swap. */
  let work: Promise<void> = Promise.resolve();
  let newest: readonly PublishedSubgraph[] = [];
  let waiting: NodeJS.Timeout | undefined;

  const swap = async (supergraph: { sdl: string; hash: string }): Promise<void> => {
    if (stopped || supergraph.hash === current?.hash) return;
    const previous = current;
    current = await start(supergraph);
    log.info({ hash: current.hash, subgraphs: current.subgraphs }, 'a supergraph is served');
    previous?.retire().catch((error: unknown) => log.error({ err: error, hash: previous.hash }, 'the graph before could not be let go of'));
  };

  const refuse = (errors: readonly CompositionError[]): void => {
    refusal = { since: new Date().toISOString(), errors: errors.slice(0, errorsShownMax) };
    log.error({ errors: refusal.errors, served: current?.hash }, 'the published schemas are refused');
  };

  const recompose = async (nats: Nats): Promise<void> => {
    const composition = composeSupergraph(newest);
    if ('errors' in composition) return refuse(composition.errors);
    const { supergraphSdl: sdl, hash } = composition;
    try {
      await swap({ sdl, hash });
    } catch (error) {
      log.error({ err: error }, 'a supergraph composes but cannot be executed');
      return refuse([{ code: 'SUPERGRAPH_NOT_EXECUTABLE', message: 'The schemas compose, but the gateway cannot execute the result.' }]);
    }
    refusal = undefined;
    await writeLastGood(nats, { sdl, hash, services: newest.map(({ name }) => name) })
      .catch((error: unknown) => log.warn({ err: error, hash }, 'the supergraph is served but could not be kept for the next start'));
  };

  const schedule = (nats: Nats, subgraphs: readonly PublishedSubgraph[]): void => {
    newest = subgraphs;
    if (stopped) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void (work = work.then(() => recompose(nats))), burstMs);
  };

  const begin = async (nats: Nats): Promise<void> => {
    const lastGood = current ? undefined : await readLastGood(nats);
    if (lastGood) await swap(lastGood).catch((error: unknown) => log.error({ err: error, hash: lastGood.hash }, 'the last good supergraph cannot be executed any more'));
    watch = await watchSubgraphs(nats, { log, onChange: (subgraphs) => schedule(nats, subgraphs) });
    if (stopped) watch.stop();
  };

  return {
    current: (): Graph | undefined => current,
    refusal: (): Refusal | undefined => refusal,
    /** Begins to follow the registry, and tries again for as long as that fails. */
    async follow(nats: Nats): Promise<void> {
      while (!stopped && !watch) {
        await begin(nats).catch((error: unknown) => log.warn({ err: error }, 'the registry cannot be followed yet; trying again'));
        if (!watch) await sleep(retryMs);
      }
    },
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(waiting);
      watch?.stop();
      await work;
      await current?.retire();
    },
  };
}

const burstMs = 100;
const retryMs = 1_000;
const errorsShownMax = 20;
