import { OrganizationTermOverdue, OrganizationTermRenewed, type NewEvent } from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { say } from '../messages.ts';
import { historyMax, requireStatus, type Organization, type Term } from '../organization/domain.ts';
import { appointed, holderOf, withPosts } from '../post/domain.ts';

const termsMax = 100;

const termYearsMax = 5;

/** A term as the schema shows it. An earlier term is not overdue. */
export type TermView = Term & { isPast?: boolean };

type Elected = {
  chairPersonId: string | null;
  secretaryPersonId: string | null;
  /** those of the elected who are not in the register */
  unknownPersonIds: readonly string[];
};

/**
 * Records the election of a new committee (换届). The earlier term goes to the history. The elected take their posts on the
 * first day of the term; somebody whom the election does not name keeps the post.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN.
 */
export function renewTerm(
  current: Organization,
  stated: Term,
  elected: Elected,
  today: string,
): Decision<Organization> {
  const term = termOf(stated);
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`given a new committee`);
  checkTerm(term);
  if (term.startedOn > today || term.startedOn < (current.foundedOn ?? ''))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A term must not start before the founding of the association or in the future.`,
      ['term', 'startedOn'],
    );
  if (current.term && term.number !== current.term.number + 1)
    throw new DomainError('VALIDATION_FAILED', say`The next term must have the number ${current.term.number + 1}.`, [
      'term',
      'number',
    ]);
  if (current.term && term.startedOn < addMonths(current.term.endsOn, -6))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A committee can be elected at most six months before the end of the term.`,
      ['term', 'startedOn'],
    );
  if (current.term && term.startedOn <= current.term.startedOn)
    throw new DomainError('VALIDATION_FAILED', say`The present term began on ${current.term.startedOn}.`, [
      'term',
      'startedOn',
    ]);
  const renewed = withElected(current, elected, term.startedOn);
  const [chairPersonId, secretaryPersonId] = [holderOf(renewed, 'CHAIR'), holderOf(renewed, 'SECRETARY_GENERAL')];
  const termHistory = [...(current.termHistory ?? []), ...(current.term ? [current.term] : [])].slice(-historyMax);
  return {
    next: { ...renewed, status: 'ACTIVE', term: { ...term, chairPersonId, secretaryPersonId }, termHistory },
    events: [OrganizationTermRenewed({ organizationId: current._id, ...term, chairPersonId: elected.chairPersonId })],
  };
}

/** The facts of a term that an election states. */
export function termOf({ number, startedOn, endsOn }: Term): Term {
  return { number, startedOn, endsOn };
}

/** The organization after the elected have taken their posts. Who is elected again keeps the post. */
function withElected(current: Organization, elected: Elected, since: string): Organization {
  const { chairPersonId, secretaryPersonId, unknownPersonIds } = elected;
  const named = [
    { post: 'CHAIR', personId: chairPersonId, field: 'chairPersonId' },
    { post: 'SECRETARY_GENERAL', personId: secretaryPersonId, field: 'secretaryPersonId' },
  ] as const;
  let next = current;
  for (const { post, personId, field } of named) {
    if (personId === null || personId === holderOf(next, post)) continue;
    if (unknownPersonIds.includes(personId))
      throw new DomainError('REFERENCE_UNKNOWN', say`This person is not known, or not yet.`, [field]);
    next = withPosts(next, appointed(next, { post, personId, since, documentNo: null }, ['term', 'startedOn']));
  }
  return next;
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
    throw new DomainError('VALIDATION_FAILED', say`The number of a term must be between 1 and ${termsMax}.`, [
      'term',
      'number',
    ]);
  if (endsOn <= startedOn || endsOn > addMonths(startedOn, 12 * termYearsMax))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A term must end after it starts and last at most ${termYearsMax} years.`,
      ['term', 'endsOn'],
    );
}

/** The same day some months later; the last day of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
