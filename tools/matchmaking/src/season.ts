import { titleLevels, type ExpertFacts, type NeedFacts } from '@kexie/matchmaker';
import { marketDay, type QualitySet } from './generator.ts';
import type { Label } from './lexicon.ts';
import { gini, topShare } from './measures.ts';
import { createRandom } from './random.ts';
import type { Ranker } from './rankers.ts';

/** The market of the report. It was fixed before any ranker was measured on it. */
export const seasonSize = { experts: 1_000, needs: 1_000 } as const;

const proposalsOfNeed = 5;
const openProposalsMax = 5;
/** Working days from a proposal to the answer of both sides, and from an engagement to its end. */
const answerDays = { min: 1, max: 5 };
const engagementDays = { min: 20, max: 120 };
/** The chance that both sides accept. It is an assumption of ours: no platform publishes it. */
const acceptance: Readonly<Record<Label, number>> = { 2: 0.7, 1: 0.35, 0: 0.05 };

/** How the proposals of a season are spread over the experts who can receive any. */
export type Exposure = {
  proposals: number;
  accepted: number;
  /** the share of all proposals that the 1 % of experts with most proposals receive, 0 to 1 */
  topPercentShare: number;
  gini: number;
};

/**
 * Simulates a season: needs arrive in order, `needsOfDay` on a working day, and each is proposed to its five best experts who are eligible, have free capacity and less than
 * five open proposals. After 1 to 5 working days both sides accept with a probability that depends on the label. A match occupies a place of the need, and a place of the
 * expert for 20 to 120 working days. A proposal lapses if a place is missing when it is answered. Answers depend on the seed and the pair, so that all rankers meet the same answers.
 *
 * The counts include every expert who is active, has consented, is available and has a capacity above 0, also those without any proposal.
 */
export function simulateSeason(market: QualitySet, ranker: Ranker, seed: number, { needsOfDay = 4 } = {}): Exposure {
  const season = new Season(market, ranker, seed);
  market.needs.forEach((need, index) => {
    season.advanceTo(Math.floor(index / needsOfDay));
    season.propose(need);
  });
  season.advanceTo(Infinity);
  const counts = market.experts.filter(canBeAsked).map(({ id }) => season.received.get(id) ?? 0);
  return {
    proposals: counts.reduce((sum, count) => sum + count, 0),
    accepted: season.accepted,
    topPercentShare: topShare(counts, 0.01),
    gini: gini(counts),
  };
}

type Open = { need: NeedFacts; expertId: string; dueOn: number };

class Season {
  readonly received = new Map<string, number>();
  accepted = 0;
  private today = 0;
  private readonly experts: Map<string, ExpertFacts>;
  private readonly filled = new Map<string, number>();
  private readonly openOf = new Map<string, number>();
  private open: Open[] = [];
  private running: { expertId: string; endsOn: number }[] = [];

  private readonly market: QualitySet;
  private readonly ranker: Ranker;
  private readonly seed: number;

  constructor(market: QualitySet, ranker: Ranker, seed: number) {
    this.market = market;
    this.ranker = ranker;
    this.seed = seed;
    this.experts = new Map(market.experts.map((expert) => [expert.id, expert]));
  }

  /** Ends the engagements and answers the proposals that are due up to this working day, in the order in which they were made. */
  advanceTo(day: number): void {
    this.today = day;
    for (const { expertId } of this.running.filter(({ endsOn }) => endsOn <= day))
      this.change(expertId, { activeLoad: -1 });
    this.running = this.running.filter(({ endsOn }) => endsOn > day);
    const due = this.open.filter(({ dueOn }) => dueOn <= day);
    this.open = this.open.filter(({ dueOn }) => dueOn > day);
    for (const proposal of due) this.answer(proposal);
  }

  propose(need: NeedFacts): void {
    for (const expert of this.firstFree(need)) {
      const random = createRandom(this.seed, 'days to the answer', need.id, expert.id);
      this.open.push({ need, expertId: expert.id, dueOn: this.today + random.integer(answerDays.min, answerDays.max) });
      this.openOf.set(expert.id, (this.openOf.get(expert.id) ?? 0) + 1);
      this.received.set(expert.id, (this.received.get(expert.id) ?? 0) + 1);
      this.change(expert.id, { proposalCount: 1 });
    }
  }

  /** The first five experts of the list who can receive a proposal. The list is read further only if its beginning is not enough. */
  private firstFree(need: NeedFacts): ExpertFacts[] {
    for (let length = 50; ; length *= 4) {
      const ranked = this.ranker.rank(need, Math.min(length, this.experts.size));
      const free = ranked
        .map(({ expertId }) => this.experts.get(expertId) as ExpertFacts)
        .filter((expert) => isEligible(need, expert) && (this.openOf.get(expert.id) ?? 0) < openProposalsMax);
      if (free.length >= proposalsOfNeed || length >= this.experts.size) return free.slice(0, proposalsOfNeed);
    }
  }

  private answer({ need, expertId }: Open): void {
    this.openOf.set(expertId, (this.openOf.get(expertId) ?? 0) - 1);
    const expert = this.experts.get(expertId) as ExpertFacts;
    const filled = this.filled.get(need.id) ?? need.filledPlaces;
    if (filled >= need.quota || expert.activeLoad >= expert.capacity) return;
    const random = createRandom(this.seed, 'answer', need.id, expertId);
    if (!random.chance(acceptance[this.market.label(need.id, expertId)])) return;
    this.accepted += 1;
    this.filled.set(need.id, filled + 1);
    this.running.push({ expertId, endsOn: this.today + random.integer(engagementDays.min, engagementDays.max) });
    this.change(expertId, { activeLoad: 1 });
  }

  private change(expertId: string, by: { activeLoad?: number; proposalCount?: number }): void {
    const expert = this.experts.get(expertId) as ExpertFacts;
    const next = {
      ...expert,
      activeLoad: expert.activeLoad + (by.activeLoad ?? 0),
      proposalCount: expert.proposalCount + (by.proposalCount ?? 0),
    };
    this.experts.set(expertId, next);
    this.ranker.update?.(next);
  }
}

/** The constraints of §5.3 of the reference on the expert alone, without the present load. */
function canBeAsked(expert: ExpertFacts): boolean {
  return (
    expert.isActive &&
    expert.hasConsented &&
    expert.capacity > 0 &&
    (expert.availableFrom === null || expert.availableFrom <= marketDay)
  );
}

/** The constraints of §5.3 of the reference, written again so that the simulation does not trust the ranker. */
function isEligible(need: NeedFacts, expert: ExpertFacts): boolean {
  const levels = Object.keys(titleLevels);
  return (
    canBeAsked(expert) &&
    expert.activeLoad < expert.capacity &&
    need.isOpen &&
    (need.deadline === null || need.deadline >= marketDay) &&
    need.serviceModes.some((mode) => expert.serviceModes.includes(mode)) &&
    (need.minTitleLevel === null || levels.indexOf(expert.titleLevel) >= levels.indexOf(need.minTitleLevel)) &&
    expert.institutionId !== need.enterpriseId
  );
}
