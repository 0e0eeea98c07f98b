import { DomainError } from '@kexie/kernel';

/** A celebration or symposium (庆祝会、座谈会). It has either a day or the period that its source states. */
export type CelebrationRecord = {
  _id: string;
  version: number;
  importKey: string | null;
  title: string;
  /** folded title, to detect duplicates */
  titleFolded: string;
  kind: 'CELEBRATION' | 'SYMPOSIUM' | 'UNSPECIFIED';
  heldOn: string | null;
  period: { label: string; from: string | null; to: string | null; assumed: boolean } | null;
  organizerId: string | null;
  regionCode: string;
  attendance: number | null;
  synthetic: boolean;
};

/** A care visit to one worker (走访慰问). */
export type CareVisitRecord = {
  _id: string;
  version: number;
  personId: string;
  /** region of the person on that day */
  regionCode: string;
  visitedOn: string;
  visitors: string[];
  occasion: string;
};

const titleMax = 200;
const visitorsMax = 20;
const visitorMax = 50;

/** @throws VALIDATION_FAILED when the facts of the celebration are invalid. */
export function checkCelebration(
  { title, heldOn, period, attendance }: Pick<CelebrationRecord, 'title' | 'heldOn' | 'period' | 'attendance'>,
  today: string,
): void {
  if (!title.trim() || title.length > titleMax)
    throw new DomainError('VALIDATION_FAILED', `A title must have 1 to ${titleMax} characters.`, ['title']);
  if ((heldOn === null) === (period === null))
    throw new DomainError('VALIDATION_FAILED', 'A celebration must have either a day or a period.', ['heldOn']);
  requirePast(heldOn ?? period?.to ?? null, today, heldOn ? 'heldOn' : 'periodTo');
  if (period?.from && period.to && period.from > period.to)
    throw new DomainError('VALIDATION_FAILED', 'The period must not end before it begins.', ['periodTo']);
  if (attendance !== null && attendance < 0)
    throw new DomainError('VALIDATION_FAILED', 'The attendance must not be negative.', ['attendance']);
}

/** @throws VALIDATION_FAILED when the facts of the visit are invalid. */
export function checkVisit(
  { visitedOn, visitors, occasion }: Pick<CareVisitRecord, 'visitedOn' | 'visitors' | 'occasion'>,
  today: string,
): void {
  requirePast(visitedOn, today, 'visitedOn');
  const named =
    visitors.length > 0 &&
    visitors.length <= visitorsMax &&
    visitors.every((visitor) => visitor.trim().length > 0 && visitor.length <= visitorMax);
  if (!named)
    throw new DomainError(
      'VALIDATION_FAILED',
      `A visit must name 1 to ${visitorsMax} visitors, each with at most ${visitorMax} characters.`,
      ['visitors'],
    );
  if (!occasion.trim() || occasion.length > titleMax)
    throw new DomainError('VALIDATION_FAILED', `The occasion must have 1 to ${titleMax} characters.`, ['occasion']);
}

function requirePast(day: string | null, today: string, path: string): void {
  if (day !== null && day > today)
    throw new DomainError('VALIDATION_FAILED', 'The day must not lie in the future.', [path]);
}
