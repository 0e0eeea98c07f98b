import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { bits, constraints } from '../pool/constraints.ts';
import { failureBits } from '../pool/failures.ts';
import type { FrozenRound } from './frozen-round.ts';
import type { FailureCounts } from './unmatched.ts';

/**
 * Counts for an agent without an acceptable partner how many agents of the other side violate which constraint with it. SCORE
 * counts those that violate none: they share no field with it, or a score is below its threshold.
 *
 * Agents with equal facts are counted together, so that 100,000 experts need no more time than their few hundred kinds. Only
 * the employer is not among these facts: conflicts of interest are found by the organization.
 */
export function createFailureCounts(
  needs: FrozenRound['needs'],
  experts: FrozenRound['experts'],
  today: string,
): FailureCounts {
  const ofNeed = createSide<NeedFacts, ExpertFacts>(
    experts.map(({ facts }) => facts),
    {
      kindOf: (expert) => kindOfExpert(expert, today),
      ownKindOf: (need) => kindOfNeed(need, today),
      organizationsOf: ({ institutionId }) => (institutionId === null ? [] : [institutionId]),
      ownOrganizationsOf: ({ enterpriseId, competitorIds }) => [enterpriseId, ...competitorIds],
      failures: (need, expert) => failureBits(need, expert, today),
    },
  );
  const ofExpert = createSide<ExpertFacts, NeedFacts>(
    needs.map(({ facts }) => facts),
    {
      kindOf: (need) => kindOfNeed(need, today),
      ownKindOf: (expert) => kindOfExpert(expert, today),
      organizationsOf: ({ enterpriseId, competitorIds }) => [enterpriseId, ...competitorIds],
      ownOrganizationsOf: ({ institutionId }) => (institutionId === null ? [] : [institutionId]),
      failures: (expert, need) => failureBits(need, expert, today),
    },
  );
  return (side, agent) =>
    side === 'NEED'
      ? ofNeed((needs[agent] as FrozenRound['needs'][number]).facts)
      : ofExpert((experts[agent] as FrozenRound['experts'][number]).facts);
}

type SideOptions<Own, Other> = {
  kindOf(other: Other): string;
  ownKindOf(own: Own): string;
  organizationsOf(other: Other): readonly string[];
  ownOrganizationsOf(own: Own): readonly string[];
  /** the violated constraints as bits */
  failures(own: Own, other: Other): number;
};

/** The counts for agents of one side. The kinds of the other side are found at the first use. */
function createSide<Own, Other>(
  others: readonly Other[],
  { kindOf, ownKindOf, organizationsOf, ownOrganizationsOf, failures }: SideOptions<Own, Other>,
): (own: Own) => Record<string, number> {
  let kinds: Other[][] | undefined;
  let byOrganization: Map<string, Other[]> | undefined;
  const counted = new Map<string, Record<string, number>>();

  /** The bits without conflicts of interest, which are the same for all agents of a kind. */
  const failuresOfKind = (own: Own, other: Other): number => failures(own, other) & ~bits.CONFLICT_OF_INTEREST;
  const countKinds = (own: Own): Record<string, number> => {
    kinds ??= [...Map.groupBy(others, kindOf).values()];
    const byBits = new Map<number, number>();
    for (const kind of kinds) {
      const failed = failuresOfKind(own, kind[0] as Other);
      byBits.set(failed, (byBits.get(failed) ?? 0) + kind.length);
    }
    const counts: Record<string, number> = { SCORE: byBits.get(0) ?? 0 };
    for (const constraint of constraints)
      for (const [failed, count] of byBits)
        if (failed & bits[constraint]) counts[constraint] = (counts[constraint] ?? 0) + count;
    return counts;
  };
  const conflictsOf = (own: Own): Set<Other> => {
    if (!byOrganization) {
      byOrganization = new Map();
      for (const other of others)
        for (const id of organizationsOf(other)) {
          const known = byOrganization.get(id);
          if (known) known.push(other);
          else byOrganization.set(id, [other]);
        }
    }
    const found = byOrganization;
    return new Set(ownOrganizationsOf(own).flatMap((id) => found.get(id) ?? []));
  };

  return (own) => {
    const kind = ownKindOf(own);
    const known = counted.get(kind) ?? countKinds(own);
    counted.set(kind, known);
    const conflicts = conflictsOf(own);
    const onlyConflicts = [...conflicts].filter((other) => failuresOfKind(own, other) === 0).length;
    const counts = {
      ...known,
      SCORE: (known['SCORE'] as number) - onlyConflicts,
      CONFLICT_OF_INTEREST: conflicts.size,
    };
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  };
}

/** The facts of a need on which its constraints depend, apart from organizations. */
const kindOfNeed = (need: NeedFacts, today: string): string =>
  JSON.stringify([
    need.isOpen && (need.deadline === null || need.deadline >= today),
    need.serviceModes.toSorted(),
    need.minTitleLevel,
    need.onsiteRequired,
  ]);

const kindOfExpert = (expert: ExpertFacts, today: string): string =>
  JSON.stringify([
    expert.isActive,
    expert.hasConsented,
    expert.serviceModes.toSorted(),
    expert.activeLoad < expert.capacity && (expert.availableFrom === null || expert.availableFrom <= today),
    expert.titleLevel,
    expert.onsiteOk,
  ]);
