import type { ExpertFacts, NeedFacts } from '../facts.ts';
import { levelRank } from './experts.ts';
import type { Constraint } from './score.ts';

/**
 * The constraints that a pair violates on a civil day, from the facts alone. The pool computes the same from its columns; a
 * recent decline is known to neither.
 */
export function failuresOf(need: NeedFacts, expert: ExpertFacts, today: string): Constraint[] {
  const employer = expert.institutionId;
  const checks: [Constraint, boolean][] = [
    ['NEED_OPEN', need.isOpen && (need.deadline === null || need.deadline >= today)],
    ['EXPERT_ACTIVE', expert.isActive],
    ['CONSENT', expert.hasConsented],
    ['SERVICE_MODE', need.serviceModes.some((mode) => expert.serviceModes.includes(mode))],
    [
      'CAPACITY',
      expert.activeLoad < expert.capacity && (expert.availableFrom === null || expert.availableFrom <= today),
    ],
    ['TITLE_LEVEL', need.minTitleLevel === null || levelRank(expert.titleLevel) >= levelRank(need.minTitleLevel)],
    ['ON_SITE', !need.onsiteRequired || expert.onsiteOk],
    ['CONFLICT_OF_INTEREST', employer === null || ![need.enterpriseId, ...need.competitorIds].includes(employer)],
  ];
  return checks.filter(([, holds]) => !holds).map(([constraint]) => constraint);
}
