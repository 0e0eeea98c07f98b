import { DomainError, measure, requireCount, requireText, type Measure, type Qualifier } from '@kexie/kernel';
import { say } from '../messages.ts';

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
    throw new DomainError('VALIDATION_FAILED', say`A period needs the label that its source states.`, ['periodLabel']);
  if ((heldOn === null) === (period === null))
    throw new DomainError('VALIDATION_FAILED', say`A celebration must have either a day or a period.`, ['heldOn']);
  requirePast(heldOn, today, 'heldOn');
  requirePast(period?.from ?? null, today, 'periodFrom');
  requirePast(period?.to ?? null, today, 'periodTo');
  if (period?.from && period.to && period.from > period.to)
    throw new DomainError('VALIDATION_FAILED', say`The period must not end before it begins.`, ['periodTo']);
  if (attendance !== null) requireCount(attendance, 'attendance', { max: attendanceMax });
}

/** The occasion of a visit as it is stored. @throws VALIDATION_FAILED. */
export const visitOccasion = (occasion: string): string => requireText(occasion, 'occasion', { max: titleMax });

/** The texts of a visit as they are stored. @throws VALIDATION_FAILED, also for a day in the future. */
export function checkedVisit(
  { visitedOn, visitors, occasion }: { visitedOn: string; visitors: readonly string[]; occasion: string },
  today: string,
): Pick<CareVisitRecord, 'visitedOn' | 'visitors' | 'occasion'> {
  requirePast(visitedOn, today, 'visitedOn');
  if (visitors.length === 0 || visitors.length > visitorsMax)
    throw new DomainError('VALIDATION_FAILED', say`A visit must name 1 to ${visitorsMax} visitors.`, ['visitors']);
  return {
    visitedOn,
    visitors: visitors.map((visitor) => requireText(visitor, 'visitors', { max: visitorMax })),
    occasion: visitOccasion(occasion),
  };
}

/** A figure about care visits in the region and the days of a question, or in a part of them. */
export type ReportedVisits = { measure: Measure; isWhole: boolean };

/**
 * The number of visited workers: the count of the records, or the greatest lower bound that a report states, whichever
 * is greater. Nothing is added, because a report may count the recorded visits, and two reports the same ones. A figure
 * of a part of the region or of the days is a lower bound of the whole, so EXACT becomes AT_LEAST. NEARLY and ABOUT are
 * no lower bounds. Of equal numbers, the one that says more is taken: OVER, then AT_LEAST, then EXACT.
 */
export function visitsOf(counted: Measure, reported: readonly ReportedVisits[]): Measure {
  const bounds = reported.flatMap(({ measure: { value, unit, qualifier }, isWhole }): Measure[] => {
    if (value === null || unit !== counted.unit) return [];
    if (qualifier === 'EXACT') return [measure(value, unit, isWhole ? 'EXACT' : 'AT_LEAST')];
    return qualifier === 'OVER' || qualifier === 'AT_LEAST' ? [measure(value, unit, qualifier)] : [];
  });
  return bounds.reduce((greatest, bound) => (saysMore(bound, greatest) ? bound : greatest), counted);
}

/** The qualifiers of equal numbers, the weakest first. ABOUT is that of a rounded count. */
const strengths: readonly Qualifier[] = ['ABOUT', 'EXACT', 'AT_LEAST', 'OVER'];

function saysMore(bound: Measure, than: Measure): boolean {
  const [value, other] = [Number(bound.value), Number(than.value)];
  if (value !== other) return value > other;
  return strengths.indexOf(bound.qualifier) > strengths.indexOf(than.qualifier);
}

function requirePast(day: string | null, today: string, path: string): void {
  if (day !== null && day > today)
    throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, [path]);
}
