import { DomainError, requireCount, requireText } from '@kexie/kernel';

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
const labelMax = 100;
const attendanceMax = 1_000_000;

/** The title of a celebration as it is stored. @throws VALIDATION_FAILED. */
export const celebrationTitle = (title: string): string => requireText(title, 'title', { max: titleMax });

/** The label of a period as it is stored. @throws VALIDATION_FAILED. */
export const periodLabel = (label: string): string => requireText(label, 'periodLabel', { max: labelMax });

/** @throws VALIDATION_FAILED when the facts of the celebration are invalid. */
export function checkCelebration(
  { heldOn, period, attendance }: Pick<CelebrationRecord, 'heldOn' | 'period' | 'attendance'>,
  today: string,
): void {
  if (period && !period.label)
    throw new DomainError('VALIDATION_FAILED', 'A period needs the label that its source states.', ['periodLabel']);
  if ((heldOn === null) === (period === null))
    throw new DomainError('VALIDATION_FAILED', 'A celebration must have either a day or a period.', ['heldOn']);
  requirePast(heldOn, today, 'heldOn');
  requirePast(period?.from ?? null, today, 'periodFrom');
  requirePast(period?.to ?? null, today, 'periodTo');
  if (period?.from && period.to && period.from > period.to)
    throw new DomainError('VALIDATION_FAILED', 'The period must not end before it begins.', ['periodTo']);
  if (attendance !== null) requireCount(attendance, 'attendance', { max: attendanceMax });
}

/** The texts of a visit as they are stored. @throws VALIDATION_FAILED, also for a day in the future. */
export function checkedVisit(
  { visitedOn, visitors, occasion }: { visitedOn: string; visitors: readonly string[]; occasion: string },
  today: string,
): Pick<CareVisitRecord, 'visitedOn' | 'visitors' | 'occasion'> {
  requirePast(visitedOn, today, 'visitedOn');
  if (visitors.length === 0 || visitors.length > visitorsMax)
    throw new DomainError('VALIDATION_FAILED', `A visit must name 1 to ${visitorsMax} visitors.`, ['visitors']);
  return {
    visitedOn,
    visitors: visitors.map((visitor) => requireText(visitor, 'visitors', { max: visitorMax })),
    occasion: requireText(occasion, 'occasion', { max: titleMax }),
  };
}

function requirePast(day: string | null, today: string, path: string): void {
  if (day !== null && day > today)
    throw new DomainError('VALIDATION_FAILED', 'The day must not lie in the future.', [path]);
}
