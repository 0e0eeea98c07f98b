import { DomainError } from '@kexie/kernel';
import { say } from '../messages.ts';
import type { Market, Pair, Places } from './market.ts';
import { createTieBreak, type TieBreak } from './ties.ts';

export type ProposingSide = 'NEED' | 'EXPERT';

export type SolveOptions = {
  /** the seed of the tie-break; the market must have sorted its lists with the same seed */
  seed: string;
  /** the side that proposes, and for which the result is the best of all stable ones; NEED by default */
  proposing?: ProposingSide;
  /** the number of candidates by which a list is extended, 1 to 10,000; 50 by default. It does not change the pairs. */
  step?: number;
  /** Pairs that are kept. Each uses a place of both agents, whether the market lists the pair or not. */
  frozen?: readonly Pair[];
  /** Pairs that are not made although the market lists them, for example after a decline. */
  forbidden?: readonly Pair[];
};

export type Solution = {
  /** all pairs, the frozen ones included, by need id and then expert id */
  pairs: Pair[];
  proposals: number;
  /** how often a list was extended after its first `step` candidates */
  extensions: number;
};

/**
 * Computes the stable many-to-many matching that is best for the proposing side.
 *
 * The algorithm is deferred acceptance (Gale and Shapley 1962) with quotas on both sides and responsive preferences
 * (Roth 1984, "The evolution of the labor market for medical interns and residents"). An agent with a free place
 * proposes to the best partner to whom it has not proposed. The receiver holds the best proposals for which it has places.
 * Lists are extended until a proposer has no free place or no acceptable partner is left, so the result is stable over
 * all acceptable pairs, not only over the first `step` candidates.
 *
 * No pair of an agent's frozen places is given up. An agent with more frozen pairs than places gets no further pairs.
 * The time is O(P log c) for P proposals and c places of a receiver, and P is at most the number of acceptable pairs.
 * The work is synchronous: a service calls it in a worker thread.
 * @throws VALIDATION_FAILED for arrays whose length is not the stated count, ids that occur twice, a step outside its
 * bounds, frozen and forbidden pairs that overlap or occur twice, and markets with too many places; REFERENCE_UNKNOWN
 * for a frozen or forbidden pair of unknown ids. An `Error` is thrown if the market's lists are not in strictly
 * descending order, because the result would silently be unstable.
 */
export function solve(
  market: Market,
  { seed, proposing = 'NEED', step = 50, frozen = [], forbidden = [] }: SolveOptions,
): Solution {
  if (!Number.isInteger(step) || step < 1 || step > stepMax)
    throw new DomainError('VALIDATION_FAILED', say`The step is a whole number from 1 to ${stepMax}.`, ['step']);
  requireComplete(market);
  const needs = indexIds(market.needIds, 'needIds');
  const experts = indexIds(market.expertIds, 'expertIds');
  const kept = frozen.map((pair) => indicesOf(pair, needs, experts, 'frozen'));
  const closed = new Set<number>();
  const close = (need: number, expert: number, path: string): void => {
    const key = need * market.expertCount + expert;
    if (closed.has(key)) throw new DomainError('VALIDATION_FAILED', say`A pair is frozen or forbidden twice.`, [path]);
    closed.add(key);
  };
  for (const { need, expert } of kept) close(need, expert, 'frozen');
  for (const pair of forbidden) {
    const { need, expert } = indicesOf(pair, needs, experts, 'forbidden');
    close(need, expert, 'forbidden');
  }

  const quotas = freePlaces(
    market.quotas,
    kept.map(({ need }) => need),
    market.expertCount,
  );
  const capacities = freePlaces(
    market.capacities,
    kept.map(({ expert }) => expert),
    market.needCount,
  );
  const tieBreak = createTieBreak(seed, market.needIds, market.expertIds);
  const sides =
    proposing === 'NEED'
      ? needsPropose(market, tieBreak, quotas, capacities)
      : expertsPropose(market, tieBreak, quotas, capacities);
  const isClosed =
    closed.size === 0
      ? () => false
      : (proposer: number, receiver: number) =>
          closed.has(
            proposing === 'NEED' ? proposer * market.expertCount + receiver : receiver * market.expertCount + proposer,
          );

  const { held, proposals, extensions } = propose(sides, step, isClosed);
  const made = held.map(([proposer, receiver]) =>
    proposing === 'NEED' ? { need: proposer, expert: receiver } : { need: receiver, expert: proposer },
  );
  const pairs = [...kept, ...made].map(({ need, expert }) => ({
    needId: market.needIds[need] as string,
    expertId: market.expertIds[expert] as string,
  }));
  return { pairs: pairs.sort(byIds), proposals, extensions };
}

/** A list of a proposer: the receivers with the scores of both sides. */
type Chunk = { receivers: Uint32Array; ownScores: Uint32Array; receiverScores: Uint32Array };

/** A market from the point of view of proposers and receivers. */
type Sides = {
  proposerPlaces: Uint32Array;
  receiverPlaces: Uint32Array;
  chunk(proposer: number, from: number, count: number): Chunk;
  tieOf(proposer: number, receiver: number): number;
  proposerIds: readonly string[];
  receiverIds: readonly string[];
};

const needsPropose = (market: Market, tieBreak: TieBreak, quotas: Uint32Array, capacities: Uint32Array): Sides => ({
  proposerPlaces: quotas,
  receiverPlaces: capacities,
  chunk: (need, from, count) => {
    const { experts, needScores, expertScores } = market.candidates(need, from, count);
    return { receivers: experts, ownScores: needScores, receiverScores: expertScores };
  },
  tieOf: tieBreak,
  proposerIds: market.needIds,
  receiverIds: market.expertIds,
});

function expertsPropose(market: Market, tieBreak: TieBreak, quotas: Uint32Array, capacities: Uint32Array): Sides {
  if (!market.candidatesOfExpert)
    throw new DomainError('VALIDATION_FAILED', say`This market does not list the needs of an expert.`, ['proposing']);
  const candidatesOfExpert = market.candidatesOfExpert.bind(market);
  return {
    proposerPlaces: capacities,
    receiverPlaces: quotas,
    chunk: (expert, from, count) => {
      const { needs, needScores, expertScores } = candidatesOfExpert(expert, from, count);
      return { receivers: needs, ownScores: expertScores, receiverScores: needScores };
    },
    tieOf: (expert, need) => tieBreak(need, expert),
    proposerIds: market.expertIds,
    receiverIds: market.needIds,
  };
}

/** Deferred acceptance over indices. The held pairs are [proposer, receiver], in no particular order. */
function propose(
  sides: Sides,
  step: number,
  isClosed: (proposer: number, receiver: number) => boolean,
): { held: [number, number][]; proposals: number; extensions: number } {
  const { proposerPlaces, tieOf, proposerIds } = sides;
  const receiverCount = sides.receiverPlaces.length;
  const heaps = createHeaps(sides.receiverPlaces, tieOf, proposerIds);
  const lists = createLists(sides, step);
  const free = proposerPlaces.slice();
  /** Proposers that may have a free place. A rejected proposer is pushed again, so one proposer can be in it several times. */
  const waiting = Array.from(free.keys()).filter((proposer) => (free[proposer] as number) > 0);
  let proposals = 0;
  for (let proposer = waiting.pop(); proposer !== undefined; proposer = waiting.pop()) {
    while ((free[proposer] as number) > 0 && lists.next(proposer)) {
      const { receiver, receiverScore } = lists.current;
      if (receiver >= receiverCount) throw new Error(`The market lists the unknown partner ${receiver}.`);
      if (isClosed(proposer, receiver)) continue;
      proposals += 1;
      const rejected = heaps.offer(receiver, proposer, receiverScore);
      if (rejected === proposer) continue;
      free[proposer] = (free[proposer] as number) - 1;
      if (rejected === none) continue;
      free[rejected] = (free[rejected] as number) + 1;
      waiting.push(rejected);
    }
  }
  return { held: heaps.held(), proposals, extensions: lists.extensions() };
}

/** The lists of the proposers, each with a position that only moves forward. */
function createLists({ chunk, tieOf, proposerPlaces, receiverIds }: Sides, step: number) {
  const chunks: (Chunk | undefined)[] = Array.from(proposerPlaces, () => undefined);
  /** the position within the chunk, and the length of the chunks before it */
  const positions = new Uint32Array(proposerPlaces.length);
  const before = new Uint32Array(proposerPlaces.length);
  const current = { receiver: 0, receiverScore: 0 };
  let extensions = 0;

  const extend = (proposer: number, last: Chunk | undefined): Chunk => {
    const from = (before[proposer] as number) + (last?.receivers.length ?? 0);
    const next = chunk(proposer, from, step);
    requireDescending(proposer, last, next);
    if (last) extensions += 1;
    before[proposer] = from;
    positions[proposer] = 0;
    chunks[proposer] = next;
    return next;
  };
  const requireDescending = (proposer: number, last: Chunk | undefined, next: Chunk): void => {
    let score = last?.ownScores.at(-1) ?? Infinity;
    let receiver = last?.receivers.at(-1) ?? none;
    for (let at = 0; at < next.receivers.length; at += 1) {
      const [nextScore, nextReceiver] = [next.ownScores[at] as number, next.receivers[at] as number];
      const descends = nextScore < score || (nextScore === score && comesBefore(proposer, receiver, nextReceiver));
      if (!descends) throw new Error('The lists of the market are not in strictly descending order of preference.');
      score = nextScore;
      receiver = nextReceiver;
    }
  };
  const comesBefore = (proposer: number, a: number, b: number): boolean => {
    const [tieA, tieB] = [tieOf(proposer, a), tieOf(proposer, b)];
    return tieA < tieB || (tieA === tieB && (receiverIds[a] ?? '') < (receiverIds[b] ?? ''));
  };

  return {
    current,
    extensions: () => extensions,
    /** Reads the next entry of a proposer's list into `current`; false at the end of the list. */
    next(proposer: number): boolean {
      let list = chunks[proposer];
      let position = positions[proposer] as number;
      if (!list || position === list.receivers.length) {
        if (list && list.receivers.length < step) return false;
        list = extend(proposer, list);
        position = 0;
        if (list.receivers.length === 0) return false;
      }
      current.receiver = list.receivers[position] as number;
      current.receiverScore = list.receiverScores[position] as number;
      positions[proposer] = position + 1;
      return true;
    },
  };
}

/** The proposals that receivers hold: one binary heap for each receiver, with the least preferred proposer at the root. */
function createHeaps(
  places: Uint32Array,
  tieOf: (proposer: number, receiver: number) => number,
  proposerIds: readonly string[],
) {
  const begins = new Uint32Array(places.length);
  let slots = 0;
  for (const [receiver, count] of places.entries()) {
    begins[receiver] = slots;
    slots += count;
  }
  if (slots > placesMax)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A market has at most ${placesMax} places on the side that receives.`,
    );
  const proposers = new Uint32Array(slots);
  const scores = new Uint32Array(slots);
  const sizes = new Uint32Array(places.length);

  /** Whether the receiver prefers the proposer b to a. */
  const isWorse = (receiver: number, a: number, scoreA: number, b: number, scoreB: number): boolean => {
    if (scoreA !== scoreB) return scoreA < scoreB;
    const [tieA, tieB] = [tieOf(a, receiver), tieOf(b, receiver)];
    if (tieA !== tieB) return tieA > tieB;
    return (proposerIds[a] ?? '') > (proposerIds[b] ?? '');
  };
  const set = (slot: number, proposer: number, score: number): void => {
    proposers[slot] = proposer;
    scores[slot] = score;
  };
  const rise = (receiver: number, proposer: number, score: number, from: number): void => {
    const begin = begins[receiver] as number;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const [above, aboveScore] = [proposers[begin + parent] as number, scores[begin + parent] as number];
      if (!isWorse(receiver, proposer, score, above, aboveScore)) break;
      set(begin + at, above, aboveScore);
      at = parent;
    }
    set(begin + at, proposer, score);
  };
  const sinkFromRoot = (receiver: number, proposer: number, score: number): void => {
    const begin = begins[receiver] as number;
    const size = sizes[receiver] as number;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      let [below, belowScore] = [proposers[begin + child] as number, scores[begin + child] as number];
      if (child + 1 < size) {
        const [right, rightScore] = [proposers[begin + child + 1] as number, scores[begin + child + 1] as number];
        if (isWorse(receiver, right, rightScore, below, belowScore)) {
          child += 1;
          below = right;
          belowScore = rightScore;
        }
      }
      if (!isWorse(receiver, below, belowScore, proposer, score)) break;
      set(begin + at, below, belowScore);
      at = child;
    }
    set(begin + at, proposer, score);
  };

  return {
    /** Offers a proposal to a receiver. Returns the proposer that the receiver rejects: the new one, one that it held, or `none`. */
    offer(receiver: number, proposer: number, score: number): number {
      const limit = places[receiver] as number;
      if (limit === 0) return proposer;
      const size = sizes[receiver] as number;
      if (size < limit) {
        sizes[receiver] = size + 1;
        rise(receiver, proposer, score, size);
        return none;
      }
      const begin = begins[receiver] as number;
      const worst = proposers[begin] as number;
      if (isWorse(receiver, proposer, score, worst, scores[begin] as number)) return proposer;
      sinkFromRoot(receiver, proposer, score);
      return worst;
    },
    held(): [number, number][] {
      const held: [number, number][] = [];
      for (const [receiver, begin] of begins.entries())
        for (let slot = begin; slot < begin + (sizes[receiver] as number); slot += 1)
          held.push([proposers[slot] as number, receiver]);
      return held;
    },
  };
}

function requireComplete({ needCount, expertCount, needIds, expertIds, quotas, capacities }: Market): void {
  const isComplete =
    needIds.length === needCount &&
    quotas.length === needCount &&
    expertIds.length === expertCount &&
    capacities.length === expertCount;
  if (!isComplete)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The market does not state an id and a number of places for each agent.`,
    );
}

function indexIds(ids: readonly string[], path: string): Map<string, number> {
  const indices = new Map<string, number>();
  for (const [index, id] of ids.entries()) indices.set(id, index);
  if (indices.size < ids.length)
    throw new DomainError('VALIDATION_FAILED', say`An id occurs twice in the market.`, [path]);
  return indices;
}

function indicesOf(
  { needId, expertId }: Pair,
  needs: ReadonlyMap<string, number>,
  experts: ReadonlyMap<string, number>,
  path: string,
): { need: number; expert: number } {
  const [need, expert] = [needs.get(needId), experts.get(expertId)];
  if (need === undefined || expert === undefined)
    throw new DomainError('REFERENCE_UNKNOWN', say`The market does not contain both sides of a pair.`, [path]);
  return { need, expert };
}

/** The places without those of the frozen pairs. An agent cannot fill more places than it has partners. */
function freePlaces(places: Places, taken: readonly number[], partnerCount: number): Uint32Array {
  const free = Uint32Array.from(places);
  for (const agent of taken) free[agent] = Math.max(0, (free[agent] as number) - 1);
  return free.map((count) => Math.min(count, partnerCount));
}

function byIds(a: Pair, b: Pair): number {
  if (a.needId !== b.needId) return a.needId < b.needId ? -1 : 1;
  return a.expertId < b.expertId ? -1 : 1;
}

/** Stands for no proposer; indices are smaller. */
const none = 2 ** 32 - 1;
const stepMax = 10_000;
/** The heaps of this many places take 128 MiB. */
const placesMax = 2 ** 24;
