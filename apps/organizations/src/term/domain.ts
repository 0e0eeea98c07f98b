import { OrganizationTermOverdue, OrganizationTermRenewed, type NewEvent } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requireStatus, type Organization, type Term } from '../organization/domain.ts';

const termsMax = 100;

const termYearsMax = 5;

/** @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function renewTerm(current: Organization, term: Term, today: string): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], 'given a new committee');
  checkTerm(term);
  if (term.startedOn > today || term.startedOn < (current.foundedOn ?? ''))
    throw new DomainError(
      'VALIDATION_FAILED',
      'A term must not start before the founding of the association or in the future.',
      ['term', 'startedOn'],
    );
  if (current.term && term.number !== current.term.number + 1)
    throw new DomainError('VALIDATION_FAILED', `The next term must have the number ${current.term.number + 1}.`, [
      'term',
      'number',
    ]);
  if (current.term && term.startedOn < addMonths(current.term.endsOn, -6))
    throw new DomainError(
      'VALIDATION_FAILED',
      'A committee can be elected at most six months before the end of the term.',
      ['term', 'startedOn'],
    );
  return {
    next: { ...current, status: 'ACTIVE', term },
    events: [OrganizationTermRenewed({ organizationId: current._id, ...term })],
  };
}

/**
 * Marks an active association as overdue when its term has ended. Returns undefined when the term has not ended. A
 * suspended association is not marked: when it is resumed, `resume` looks at its term.
 */
export function checkTermOf(current: Organization, today: string): Decision<Organization> | undefined {
  if (current.status !== 'ACTIVE' || !current.term || current.term.endsOn >= today) return undefined;
  return { next: { ...current, status: 'TERM_OVERDUE' }, events: [termOverdue(current._id, current.term)] };
}

export function termOverdue(organizationId: string, { endsOn }: Term): NewEvent {
  return OrganizationTermOverdue({ organizationId, endsOn });
}

export function checkTerm({ number, startedOn, endsOn }: Term): void {
  if (number < 1 || number > termsMax)
    throw new DomainError('VALIDATION_FAILED', `The number of a term must be between 1 and ${termsMax}.`, [
      'term',
      'number',
    ]);
  if (endsOn <= startedOn || endsOn > addMonths(startedOn, 12 * termYearsMax))
    throw new DomainError(
      'VALIDATION_FAILED',
      `A term must end after it starts and last at most ${termYearsMax} years.`,
      ['term', 'endsOn'],
    );
}

/** The same day some months later; the last day of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
