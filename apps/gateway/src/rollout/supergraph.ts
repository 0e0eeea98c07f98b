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
type Answer = Judgement & { graph: Graph | undefined };
export type Supergraph = ReturnType<typeof createSupergraph>;
type Options = {
  start: (supergraph: { sdl: string; hash: string }) => Promise<Graph>;
  log: Logger;
  /** Decides which publications count; without it all do. */
  trust?: Trust | undefined;
  /** How this gateway is called in the verdicts that services read. */
  gateway?: string;
  now?: () => Date;
  /** Told each verdict of this gateway, for who counts them. */
  onVerdict?: (verdict: Verdict) => void;
};

/**
 * Keeps the supergraph that is served. All gateways serve the one in the registry: who finds a publication that composes and breaks no
 * recorded operation replaces it there, provided it is still the one that was judged, and the others follow. What is refused is refused
 * alone; the log, `refusal` and the service's own log say why.
 */
export function createSupergraph({
  start,
  log,
  trust,
  gateway = `${hostname()}-${process.pid}`,
  now = () => new Date(),
  onVerdict,
}: Options) {
  let current: Graph | undefined;
  let published: readonly Publication[] = [];
  let following = false;
  let subgraphs: SubgraphWatch | undefined;
  /** What the registry had last, for the case that the broker loses it. */
  let remembered: LastGood | undefined;
  let judged = '';
  const refusals = createRefusals(now);
  const stopping = new AbortController();
  const watches: { stop(): void }[] = [];
  /** One change after the other; each looks at the newest state, so a burst of publications is one change. */
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
    log.info({ hash: next.hash, subgraphs: next.subgraphs }, 'a supergraph is served');
    previous
      ?.retire()
      .catch((error: unknown) =>
        log.error({ err: error, hash: previous.hash }, 'the graph before could not be let go of'),
      );
  };

  /** Serves the schemas of the current graph at other addresses, which needs no plans; false when the schemas are others. */
  const move = (next: { sdl: string; hash: string }): boolean => {
    if (!current?.hasSchemasOf(next.sdl)) return false;
    current.moveTo(next);
    log.info({ hash: next.hash, subgraphs: current.subgraphs }, 'services have other addresses');
    return true;
  };

  const recorded = (nats: Nats): Promise<RecordedOperation[]> => readOperations(nats, { since: recordedSince(now()) });

  /** Serves what another gateway, or this one before it was restarted, has found good. */
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

  /** Judges what is new; false when another gateway changed the supergraph meanwhile or when the rest must be looked at again. */
  const decide = async (nats: Nats, { revision, kept }: Kept): Promise<boolean> => {
    const seen = published;
    const fresh = newPublications(kept?.accepted ?? [], seen).filter((publication) => !isReplay(publication, kept));
    refusals.keepOnly(fresh);
    const candidates = refusals.candidates(fresh);
    if (candidates.length === 0 || questionOf(revision, candidates) === judged) return true;
    const answer = await answerTo(nats, candidates, kept);
    if (!answer) return false;
    const at = await replace(nats, answer, { revision, ...(kept ? { kept } : {}) });
    if (at === undefined) return false;
    await pass(nats, answer.verdicts);
    if (refusals.suspects()) return false;
    judged = questionOf(at, refusals.candidates(newPublications(answer.accepted, seen)));
    return true;
  };

  /** The judgement and, when it changes what is served, the graph of it, ready to answer. Undefined when that failed, with somebody to blame. */
  const answerTo = async (
    nats: Nats,
    publications: readonly Publication[],
    kept: LastGood | undefined,
  ): Promise<Answer | undefined> => {
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
      const verdict = refusals.blame(publications);
      if (verdict) await pass(nats, [verdict]);
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
   * What the registry has. What it has lost, or what cannot be read, is written again from memory. Revisions of another registry than the present one say
   * nothing, so they count as 0. Undefined when it must be looked at again.
   */
  const stateOf = async (nats: Nats): Promise<Kept | undefined> => {
    const registry = await registryOf(nats);
    if (registry !== subgraphs?.registry) return void (await watchAnew(nats));
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
    // a record of before 2026-12 does not say to which registry it belongs: to the one that was there until now
    if (state.kept) remembered = { ...state.kept, registry: state.kept.registry ?? subgraphs?.registry };
    return { ...state, isLost: !state.kept && remembered !== undefined };
  };

  /** Replaces the supergraph of the registry, then our own. Returns its revision; undefined when another gateway was faster. */
  const replace = async (
    nats: Nats,
    { accepted, supergraph, verdicts, graph }: Answer,
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

  /** Passes verdicts on to the services. Those that were not judged are kept elsewhere. */
  const pass = async (nats: Nats, verdicts: readonly Verdict[], { judged: noted = true } = {}): Promise<void> => {
    for (const verdict of verdicts) {
      const { service, version, revision, accepted, reasons } = verdict;
      if (noted) refusals.note(verdict);
      onVerdict?.(verdict);
      if (!accepted)
        log.error(
          { service, version, revision, reasons: reasons.slice(0, reasonsLoggedMax), served: current?.hash },
          'a published schema is refused; the one before stays',
        );
      await writeVerdict(nats, verdict, { gateway, now: now() }).catch((error: unknown) =>
        log.warn({ err: error, service }, 'a verdict could not be told to the service'),
      );
    }
  };

  const lookAgain = async (nats: Nats): Promise<void> => {
    for (let turn = 0; turn < turnsMax && !stopping.signal.aborted; turn += 1) {
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
        .then(() => lookAgain(nats))
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          log.warn({ err: error }, 'the registry cannot be read at the moment; trying again');
          schedule(nats, retryMs);
        });
    }, afterMs);
  };

  const begin = async (nats: Nats): Promise<void> => {
    const { kept } = await readKept(nats);
    if (kept && !current) await adopt(nats, kept);
    subgraphs = await watchSubgraphs(nats, {
      log,
      trust,
      onChange: (publications, distrusted) => {
        published = publications;
        void pass(nats, refusals.distrust(distrusted), { judged: false });
        refusals.forgive();
        schedule(nats);
      },
    });
    watches.push(subgraphs);
    watches.push(await watchLastGood(nats, () => schedule(nats)));
    // a bucket that the broker has lost and made again may not report its changes
    const looking = setInterval(() => schedule(nats), lookMs).unref();
    watches.push({ stop: () => clearInterval(looking) });
    following = true;
  };

  const stopWatching = (): void => watches.splice(0).forEach((watch) => watch.stop());

  const watchAnew = async (nats: Nats): Promise<void> => {
    log.warn({ registry: subgraphs?.registry }, 'the broker has lost the registry; the gateway follows the new one');
    stopWatching();
    published = [];
    await begin(nats);
  };

  return {
    current: (): Graph | undefined => current,
    refusal: (): Refusal | undefined => refusals.current(),
    /** Looks again at what is published, because other teams or keys are trusted now. */
    recheck: (): void => subgraphs?.recheck(),
    /** Begins to follow the registry, and tries again for as long as that fails. */
    async follow(nats: Nats): Promise<void> {
      while (!following && !stopping.signal.aborted) {
        await begin(nats).catch((error: unknown) => {
          stopWatching();
          log.warn({ err: error }, 'the registry cannot be followed yet; trying again');
        });
        if (!following) await sleep(retryMs);
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

/** Whether a publication is older than the one that is served: somebody who may write to the registry put it back. */
function isReplay({ name, subgraph }: Publication, kept: LastGood | undefined): boolean {
  const served = kept?.accepted.find((accepted) => accepted.name === name);
  return (
    subgraph !== undefined && served !== undefined && Date.parse(subgraph.publishedAt) < Date.parse(served.publishedAt)
  );
}

/** What a judgement answers: the same question need not be asked again. */
const questionOf = (revision: number, publications: readonly Publication[]): string =>
  JSON.stringify([revision, publications.map((publication) => publication.revision)]);

const burstMs = 100;
const retryMs = 1_000;
/** How often a gateway looks whether the registry is still the same one. */
const lookMs = 5_000;
const turnsMax = 50;
const reasonsLoggedMax = 20;
