import { countyOf, quotient, toDay, yearOf, type Frequency } from '@kexie/kernel';
import { isOfBayArea } from '@kexie/matchmaker';
import { every } from '@kexie/service';
import type { MatchingDimension } from '../generated/graphql.ts';
import type { Need } from '../need/domain.ts';
import { openStatuses, type Proposal } from '../proposal/domain.ts';
import type { Store } from '../store.ts';
import { isShown, shownCount, shownMedian, shownRatio, type Precision } from './domain.ts';
import { eachProposal, madeBetween, type CountedExpert, type CountedNeed, type CountedProposal } from './joined.ts';
import { joinedKey, labelled, type Common, type Figures, type Part } from './table.ts';

const hoursPerDay = 24;
const hourMs = 60 * 60 * 1_000;
const dayMs = hoursPerDay * hourMs;
/** As many as the groups of other statistics. */
const groupsMax = 5_000;
const unknown = 'UNKNOWN';

type Facts = { proposal: CountedProposal; need: CountedNeed; expert: CountedExpert };

/** The codes of a proposal in each dimension. */
const codes: Record<MatchingDimension, (facts: Facts) => readonly (string | null | undefined)[]> = {
  REGION_COUNTY: ({ proposal }) => [countyOf(proposal.regionCode)],
  SUBJECT_L1: ({ proposal }) => [proposal.mainSubject.slice(0, 3)],
  INDUSTRY_SECTION: ({ need }) => [need.industryCode?.slice(0, 1)],
  SERVICE_MODE: ({ need }) => need.serviceModes,
  YEAR: ({ proposal }) => [String(yearOf(proposal.createdAt))],
  NEED_STATUS: ({ need }) => [need.status],
  EXPERT_REGION: ({ expert }) => [`${expert.regionCode.slice(0, 2)}0000`],
  ENTERPRISE: ({ proposal }) => [proposal.enterpriseId],
  ORIGIN: ({ proposal }) => [proposal.origin],
};

/** `days` are those from the publication to the match, `hours` those to the second answer; by value. */
type Totals = {
  total: number;
  over: number;
  mutual: number;
  bayArea: number;
  days: Map<number, number>;
  hours: Map<number, number>;
};

/** `place` is the condition on the region of the need; `from` and `to` are civil days in China. */
type Scope = {
  place: object;
  from: string | null | undefined;
  to: string | null | undefined;
  visible: object;
  precision: Precision;
  now: Date;
};

/** The figures about proposals for visible needs. @throws STATISTICS_BUSY, STATISTICS_TOO_SLOW. */
export async function proposalPart(store: Store, common: Common, scope: Scope): Promise<Part> {
  const { place, from, to, visible, precision, now } = scope;
  const groups = new Map<string, { codes: string[]; totals: Totals }>();
  const where = { proposals: every<Proposal>(place, madeBetween({ from, to })), needs: every<Need>(visible) };
  await eachProposal(store, where, (proposal, need, expert) => {
    for (const group of combinations(common.groupBy.map((dimension) => codes[dimension]({ proposal, need, expert })))) {
      const key = joinedKey(group);
      const present = groups.get(key);
      if (!present && groups.size >= groupsMax) continue;
      const { totals } = present ?? { totals: noTotals() };
      if (!present) groups.set(key, { codes: group, totals });
      add(totals, { proposal, need, expert }, now);
    }
  });
  const shown = [...groups.values()].filter(({ totals }) => isShown(totals.total, precision));
  const keys = await labelled(
    common,
    shown.map((group) => group.codes),
  );
  return {
    rows: shown.map(({ totals }, index) => ({ keys: keys[index] ?? [], figures: figuresOf(totals, precision) })),
    none: precision === 'EXACT' ? { proposals: 0, mutuallyAccepted: 0 } : { suppressed: true },
  };
}

/** Each choice of one code for each dimension; one empty choice without dimensions. */
function combinations(lists: readonly (readonly (string | null | undefined)[])[]): string[][] {
  return lists.reduce<string[][]>(
    (heads, list) => heads.flatMap((head) => list.map((code) => [...head, code ?? unknown])),
    [[]],
  );
}

function noTotals(): Totals {
  return { total: 0, over: 0, mutual: 0, bayArea: 0, days: new Map(), hours: new Map() };
}

function add(totals: Totals, { proposal, need, expert }: Facts, now: Date): void {
  const { status, createdAt, expiresAt, closedAt, answers } = proposal;
  const isOpen = openStatuses.some((open) => open === status) && expiresAt > now;
  const isMutual = status === 'MUTUALLY_ACCEPTED' || status === 'CONVERTED';
  totals.total += 1;
  if (!isOpen) totals.over += 1;
  if (isMutual) totals.mutual += 1;
  if (isOfBayArea(expert.regionCode)) totals.bayArea += 1;
  if (isMutual && closedAt && need.publishedOn) {
    const days = (Date.parse(toDay(closedAt)) - Date.parse(need.publishedOn)) / dayMs;
    if (days >= 0) increase(totals.days, days);
  }
  const second = answers[1];
  if (second) increase(totals.hours, Math.floor((second.at.getTime() - createdAt.getTime()) / hourMs));
}

function increase(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function figuresOf({ total, over, mutual, bayArea, days, hours }: Totals, precision: Precision): Partial<Figures> {
  const [daysToMatch, hoursToAnswer] = [
    shownMedian(frequencies(days), precision),
    shownMedian(frequencies(hours), precision),
  ];
  return {
    proposals: shownCount(total, precision),
    mutuallyAccepted: shownCount(mutual, precision),
    acceptanceRate: shownRatio(mutual, over, precision),
    medianDaysToMatch: daysToMatch === null ? null : daysToMatch.toFixed(1),
    medianDaysToAnswer: hoursToAnswer === null ? null : quotient(hoursToAnswer, hoursPerDay, 2),
    bayAreaShare: shownRatio(bayArea, total, precision),
    suppressed: false,
  };
}

function frequencies(counts: ReadonlyMap<number, number>): Frequency[] {
  return [...counts].map(([value, count]) => ({ value, count }));
}
