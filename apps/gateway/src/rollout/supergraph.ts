import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@kexie/kernel';
import type { Nats } from '@kexie/messaging/nats';
import {
  judgeAside,
  newPublications,
  readLastGood,
  readOperations,
  recordedSince,
  registryOf,
  watchLastGood,
  watchSubgraphs,
  writeLastGood,
  writeVerdict,
  type Judgement,
  type LastGood,
  type Publication,
  type RecordedOperation,
  type SubgraphWatch,
  type Trust,
  type Verdict,
} from '@kexie/registry';
import type { Graph } from '../graph.ts';
import { createRefusals, type Refusal } from './refusals.ts';
import { warm } from './warm.ts';

export type { Refusal } from './refusals.ts';
type Kept = { revision: number; kept?: LastGood };
type Judged = Judgement & { graph: Graph | undefined };
export type Supergraph = ReturnType<typeof createSupergraph>;
type Options = {
  start: (supergraph: { sdl: string; hash: string }) => Promise<Graph>;
  log: Logger;
  /** Decides which publications count; without it all do. */
  trust?: Trust | undefined;
  /** The name of this gateway in the verdicts that services read. */
  gateway?: string;
  now?: () => Date;
  /** Called with each verdict of this gateway. */
  onVerdict?: (verdict: Verdict) => void;
  /** Called when another supergraph is served. */
  onServed?: () => void;
};

/**
 * Keeps the supergraph that is served. All gateways serve the one in the registry: a gateway that finds a publication that composes and breaks no
 * recorded operation replaces it there, provided it is still the one that was judged, and the others follow. A refused publication does not hold
 * back the others; the log, `refusal` and the service's own log give the reason.
 */
export function createSupergraph({
  start,
  log,
  trust,
  gateway = `${hostname()}-${process.pid}`,
  now = () => new Date(),
  onVerdict,
  onServed,
}: Options) {
  let current: Graph | undefined;
  let published: readonly Publication[] = [];
  let following = false;
  let subgraphs: SubgraphWatch | undefined;
  /** The last state read from or written to the registry, in case the broker loses it. */
  let remembered: LastGood | undefined;
  let judged = '';
  const refusals = createRefusals(now);
  const stopping = new AbortController();
  const watches: { stop(): void }[] = [];
  /** Changes are applied one after another; each reads the newest state, so a burst of publications is one change. */
  let work: Promise<void> = Promise.resolve();
  let waiting: NodeJS.Timeout | undefined;

  const prepare = async (
    supergraph: { sdl: string; hash: string },
    operations: readonly RecordedOperation[],
  ): Promise<Graph> => {
    const graph = await start(supergraph);
    await warm(graph, operations, { previous: current });
    return graph;
  };

  const swap = (next: Graph): void => {
    const previous = current;
    current = next;
    onServed?.();
    log.info({ hash: next.hash, subgraphs: next.subgraphs }, 'a supergraph is served');
    previous
      ?.retire()
      .catch((error: unknown) =>
        log.error({ err: error, hash: previous.hash }, 'the previous graph could not be released'),
      );
  };

  /** Serves the schemas of the current graph at other addresses, which keeps its plans; false if the schemas differ. */
  const move = (next: { sdl: string; hash: string }): boolean => {
    if (!current?.hasSchemasOf(next.sdl)) return false;
    current.moveTo(next);
    log.info({ hash: next.hash, subgraphs: current.subgraphs }, 'services have moved to other addresses');
    return true;
  };

  const recorded = (nats: Nats): Promise<RecordedOperation[]> => readOperations(nats, { since: recordedSince(now()) });

  /** Serves a supergraph that another gateway, or this one before a restart, has accepted. */
  const adopt = async (nats: Nats, kept: LastGood): Promise<void> => {
    if (kept.hash === current?.hash || move(kept)) return;
    try {
      swap(await prepare(kept, await recorded(nats).catch(() => [])));
    } catch (error) {
      log.error(
        { err: error, hash: kept.hash, served: current?.hash },
        'the supergraph of the registry cannot be executed here',
      );
    }
  };

  /** Judges new publications; false if another gateway changed the supergraph in the meantime or if more remain to be judged. */
  const decide = async (nats: Nats, { revision, kept }: Kept): Promise<boolean> => {
    const seen = published;
    const fresh = newPublications(kept?.accepted ?? [], seen).filter((publication) => !isReplay(publication, kept));
    refusals.keepOnly(fresh);
    const candidates = refusals.candidates(fresh);
    if (candidates.length === 0 || judgementKey(revision, candidates) === judged) return true;
    const answer = await judge(nats, candidates, kept);
    if (!answer) return false;
    const at = await replace(nats, answer, { revision, ...(kept ? { kept } : {}) });
    if (at === undefined) return false;
    await sendVerdicts(nats, answer.verdicts);
    if (refusals.suspects()) return false;
    judged = judgementKey(at, refusals.candidates(newPublications(answer.accepted, seen)));
    return true;
  };

  /** The judgement and, if it changes the schemas, the new graph, ready to answer. Undefined if the composition failed and the candidates were refused or suspected. */
  const judge = async (
    nats: Nats,
    publications: readonly Publication[],
    kept: LastGood | undefined,
  ): Promise<Judged | undefined> => {
    const operations = await recorded(nats);
    try {
      const judgement = await judgeAside(
        { ...(kept ? { served: kept.sdl } : {}), accepted: kept?.accepted ?? [], publications, operations },
        { signal: stopping.signal },
      );
      const { supergraph } = judgement;
      return {
        ...judgement,
        graph: supergraph && !current?.hasSchemasOf(supergraph.sdl) ? await prepare(supergraph, operations) : undefined,
      };
    } catch (error) {
      stopping.signal.throwIfAborted();
      log.error(
        { err: error, services: publications.map(({ name }) => name) },
        'published schemas cannot be composed or executed',
      );
      const verdict = refusals.refuseOrSuspect(publications);
      if (verdict) await sendVerdicts(nats, [verdict]);
      return undefined;
    }
  };

  const keep = async (
    nats: Nats,
    next: Omit<LastGood, 'composedAt'>,
    revision: number,
  ): Promise<number | undefined> => {
    const at = await writeLastGood(nats, next, revision);
    if (at !== undefined) remembered = { ...next, composedAt: now().toISOString() };
    return at;
  };

  /**
   * The state of the registry. A lost or unreadable state is written again from memory. Revisions of another registry are meaningless,
   * so they count as 0. Undefined if the state must be read again.
   */
  const stateOf = async (nats: Nats): Promise<Kept | undefined> => {
    const registry = await registryOf(nats);
    if (registry !== subgraphs?.registry) return void (await followNewRegistry(nats));
    const { revision, kept = remembered, isLost } = await readKept(nats);
    if (!kept) return { revision };
    const isOther = kept.registry !== undefined && kept.registry !== registry;
    const state = {
      ...kept,
      registry,
      accepted: isOther ? kept.accepted.map((each) => ({ ...each, revision: 0 })) : kept.accepted,
    };
    if (!isLost) return { revision, kept: state };
    const at = await keep(nats, state, revision);
    if (at === undefined) return undefined;
    log.warn({ hash: kept.hash, services: kept.services }, 'the registry has lost the supergraph; it is written again');
    return { revision: at, kept: state };
  };

  const readKept = async (nats: Nats): Promise<Kept & { isLost: boolean }> => {
    const state = await readLastGood(nats);
    // A record from before 2026-12 does not name its registry; it belongs to the one followed until now.
    if (state.kept) remembered = { ...state.kept, registry: state.kept.registry ?? subgraphs?.registry };
    return { ...state, isLost: !state.kept && remembered !== undefined };
  };

  /** Replaces the supergraph of the registry, then our own. Returns its revision; undefined if another gateway replaced it first. */
  const replace = async (
    nats: Nats,
    { accepted, supergraph, verdicts, graph }: Judged,
    { revision, kept }: Kept,
  ): Promise<number | undefined> => {
    const next = supergraph ?? kept;
    if (!next || !verdicts.some((verdict) => verdict.accepted)) return revision;
    const services = accepted.map(({ name }) => name);
    try {
      const at = await keep(
        nats,
        { sdl: next.sdl, hash: next.hash, services, accepted, registry: subgraphs?.registry },
        revision,
      );
      if (at === undefined) await graph?.retire();
      else if (graph) swap(graph);
      else if (supergraph && supergraph.hash !== current?.hash) move(supergraph);
      return at;
    } catch (error) {
      await graph?.retire();
      throw error;
    }
  };

  /** Sends verdicts to the services. With `judged: false` they are not recorded here, because `distrust` keeps them. */
  const sendVerdicts = async (
    nats: Nats,
    verdicts: readonly Verdict[],
    { judged: noted = true } = {},
  ): Promise<void> => {
    for (const verdict of verdicts) {
      const { service, version, revision, accepted, reasons } = verdict;
      if (noted) refusals.note(verdict);
      onVerdict?.(verdict);
      if (!accepted)
        log.error(
          { service, version, revision, reasons: reasons.slice(0, reasonsLoggedMax), served: current?.hash },
          'a published schema is refused; the previous one stays',
        );
      await writeVerdict(nats, verdict, { gateway, now: now() }).catch((error: unknown) =>
        log.warn({ err: error, service }, 'a verdict could not be sent to the service'),
      );
    }
  };

  const update = async (nats: Nats): Promise<void> => {
    for (let attempt = 0; attempt < attemptsMax && !stopping.signal.aborted; attempt += 1) {
      const state = await stateOf(nats);
      if (state?.kept) await adopt(nats, state.kept);
      if (state && (await decide(nats, state))) return;
    }
  };

  const schedule = (nats: Nats, afterMs = burstMs): void => {
    if (stopping.signal.aborted || waiting) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      work = work
        .then(() => update(nats))
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          log.warn({ err: error }, 'the registry cannot be read at the moment; trying again');
          schedule(nats, retryMs);
        });
    }, afterMs);
  };

  const startFollowing = async (nats: Nats): Promise<void> => {
    const { kept } = await readKept(nats);
    if (kept && !current) await adopt(nats, kept);
    subgraphs = await watchSubgraphs(nats, {
      log,
      trust,
      onChange: (publications, distrusted) => {
        published = publications;
        void sendVerdicts(nats, refusals.distrust(distrusted), { judged: false });
        refusals.retryFailed();
        schedule(nats);
      },
    });
    watches.push(subgraphs);
    watches.push(await watchLastGood(nats, () => schedule(nats)));
    // A bucket that the broker lost and recreated may not report its changes.
    const polling = setInterval(() => schedule(nats), pollMs).unref();
    watches.push({ stop: () => clearInterval(polling) });
    following = true;
  };

  const stopWatching = (): void => watches.splice(0).forEach((watch) => watch.stop());

  const followNewRegistry = async (nats: Nats): Promise<void> => {
    log.warn({ registry: subgraphs?.registry }, 'the broker has lost the registry; the gateway follows the new one');
    stopWatching();
    published = [];
    await startFollowing(nats);
  };

  return {
    current: (): Graph | undefined => current,
    refusal: (): Refusal | undefined => refusals.current(),
    /** Checks the publications again after the trusted teams or keys have changed. */
    recheck: (): void => subgraphs?.recheck(),
    /** Starts to follow the registry, and retries until that succeeds. */
    async follow(nats: Nats): Promise<void> {
      const isDone = (): boolean => following || stopping.signal.aborted;
      while (!isDone()) {
        await startFollowing(nats).catch((error: unknown) => {
          stopWatching();
          log.warn({ err: error }, 'the registry cannot be followed yet; trying again');
        });
        if (!isDone()) await sleep(retryMs);
      }
      if (stopping.signal.aborted) stopWatching();
    },
    async stop(): Promise<void> {
      stopping.abort();
      clearTimeout(waiting);
      stopWatching();
      await work;
      await current?.retire();
    },
  };
}

/** Whether a publication is older than the served one, so that a writer to the registry has restored an old schema. */
function isReplay({ name, subgraph }: Publication, kept: LastGood | undefined): boolean {
  const served = kept?.accepted.find((accepted) => accepted.name === name);
  return (
    subgraph !== undefined && served !== undefined && Date.parse(subgraph.publishedAt) < Date.parse(served.publishedAt)
  );
}

/** Identifies a judgement by its inputs, so that the same inputs are not judged again. */
const judgementKey = (revision: number, publications: readonly Publication[]): string =>
  JSON.stringify([revision, publications.map((publication) => publication.revision)]);

const burstMs = 100;
const retryMs = 1_000;
/** How often a gateway checks whether the registry is still the same one. */
const pollMs = 5_000;
const attemptsMax = 50;
const reasonsLoggedMax = 20;
