import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { levelRank } from './experts.ts';
import { bits, constraints, type Constraint } from './constraints.ts';

/**
 * The constraints that a pair violates on a civil day, from the facts alone. The pool computes the same from its columns; a
 * recent decline is known to neither.
 */
export function failuresOf(need: NeedFacts, expert: ExpertFacts, today: string): Constraint[] {
  const failed = failureBits(need, expert, today);
  return constraints.filter((constraint) => failed & bits[constraint]);
}

/** The same as the bits of the constraints. */
export function failureBits(need: NeedFacts, expert: ExpertFacts, today: string): number {
  const employer = expert.institutionId;
  const isOpen = need.isOpen && (need.deadline === null || need.deadline >= today);
  const isFree =
    expert.activeLoad < expert.capacity && (expert.availableFrom === null || expert.availableFrom <= today);
  return (
    (isOpen ? 0 : bits.NEED_OPEN) |
    (expert.isActive ? 0 : bits.EXPERT_ACTIVE) |
    (expert.hasConsented ? 0 : bits.CONSENT) |
    (need.serviceModes.some((mode) => expert.serviceModes.includes(mode)) ? 0 : bits.SERVICE_MODE) |
    (isFree ? 0 : bits.CAPACITY) |
    (need.minTitleLevel === null || levelRank(expert.titleLevel) >= levelRank(need.minTitleLevel)
      ? 0
      : bits.TITLE_LEVEL) |
    (!need.onsiteRequired || expert.onsiteOk ? 0 : bits.ON_SITE) |
    (employer !== null && (employer === need.enterpriseId || need.competitorIds.includes(employer))
      ? bits.CONFLICT_OF_INTEREST
      : 0)
  );
}
