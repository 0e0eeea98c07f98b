import { DomainError, measure, optionalText, type Measure, type Period, type Qualifier } from '@kexie/kernel';
import { isIndustry, isSubject, levelOfSubject, type SubjectWeight } from '@kexie/matchmaker';
import { say } from './messages.ts';

/** An amount as integer fen, with the qualifier of its source. */
export type Money = { fen: number; qualifier: Qualifier };

const subjectsMax = 5;
const weightTolerance = 0.001;
/** A plan for a later day is a typing error. */
const yearsAheadMax = 10;
/** A hundred billion yuan: more than any contract, and still an exact number in fen. */
const yuanMax = 100_000_000_000n;

/** The list without repetitions. @throws VALIDATION_FAILED if it then has too few or too many entries. */
export function requireList<T>(
  values: readonly T[],
  path: string,
  { min = 0, max }: { min?: number; max: number },
): T[] {
  const distinct = [...new Set(values)];
  if (distinct.length < min || distinct.length > max)
    throw new DomainError('VALIDATION_FAILED', say`This list must have ${min} to ${max} entries.`, [path]);
  return distinct;
}

/** Checks subjects: codes of the taxonomy without repetition, with weights greater than 0 and at most 1. @throws VALIDATION_FAILED. */
export function requireSubjects(subjects: readonly { code: string; weight: string }[], path: string): SubjectWeight[] {
  if (subjects.length < 1 || subjects.length > subjectsMax)
    throw new DomainError('VALIDATION_FAILED', say`Name 1 to ${subjectsMax} subjects.`, [path]);
  if (new Set(subjects.map(({ code }) => code)).size < subjects.length)
    throw new DomainError('VALIDATION_FAILED', say`A subject is named twice.`, [path]);
  return subjects.map(({ code, weight }) => {
    if (!isSubject(code))
      throw new DomainError('VALIDATION_FAILED', say`${code} is not in the list of subjects (GB/T 13745).`, [path]);
    const value = Number(weight);
    if (!(value > 0 && value <= 1))
      throw new DomainError('VALIDATION_FAILED', say`A weight is more than 0 and at most 1.`, [path]);
    return { code, weight: value };
  });
}

/** @throws VALIDATION_FAILED unless the weights add up to 1 (± 0.001). */
export function requireWholeShare(subjects: readonly SubjectWeight[], path: string): void {
  const sum = subjects.reduce((total, { weight }) => total + weight, 0);
  // sums of decimal fractions have a rounding error of about 1e-16
  if (Math.abs(sum - 1) > weightTolerance + 1e-9)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The weights must add up to 1; they add up to ${Number(sum.toFixed(4))}.`,
      [path],
    );
}

/** @throws VALIDATION_FAILED unless a subject is of the second level or finer, because a discipline is too broad for a match. */
export function requireFineSubject(subjects: readonly SubjectWeight[], path: string): void {
  if (!subjects.some(({ code }) => levelOfSubject(code) >= 2))
    throw new DomainError('VALIDATION_FAILED', say`Name at least one subject of the second level.`, [path]);
}

/** The subject with the greatest weight, or the first of several. */
export function mainSubjectOf(subjects: readonly SubjectWeight[]): string {
  return subjects.reduce((best, subject) => (subject.weight > best.weight ? subject : best)).code;
}

/** @throws VALIDATION_FAILED for a code that is not in the taxonomy. */
export function requireIndustry(code: string, path: string): string {
  if (!isIndustry(code))
    throw new DomainError('VALIDATION_FAILED', say`${code} is not in the list of industries (GB/T 4754).`, [path]);
  return code;
}

/**
 * Converts an amount in yuan to fen without loss; null stays null.
 * @throws VALIDATION_FAILED unless it has at most two decimals and is between 0 and a hundred billion yuan.
 */
export function moneyOf(
  amount: { value: string; qualifier: Qualifier } | null | undefined,
  path: string,
): Money | null {
  if (!amount) return null;
  const parts = /^(\d{1,30})(?:\.(\d{1,2})0*)?$/.exec(amount.value);
  const fen = parts ? BigInt(parts[1] as string) * 100n + BigInt((parts[2] ?? '').padEnd(2, '0')) : -1n;
  if (fen < 0n || fen > yuanMax * 100n)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`An amount is between 0 and a hundred billion yuan, with at most two decimals.`,
      [path],
    );
  return { fen: Number(fen), qualifier: amount.qualifier };
}

/** The amount as a measure in yuan; null stays null. */
export function toYuan(money: Money | null): Measure | null {
  if (!money) return null;
  const yuan = (money.fen / 100).toFixed(2).replace(/\.?0+$/, '');
  return measure(yuan, 'CNY', money.qualifier);
}

/** The subjects with their weights as Decimals of the schema. */
export function toDecimals(subjects: readonly SubjectWeight[]): { code: string; weight: string }[] {
  return subjects.map(({ code, weight }) => ({ code, weight: String(weight) }));
}

/** The period of a record whose day is known. */
export function onDay(day: string): Period {
  return { label: day, from: day, to: day, assumed: false };
}

/** The columns of a row that state a period in the words of its source. */
export type PeriodColumns = {
  periodLabel?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  periodAssumed?: boolean | null | undefined;
};

/**
 * The period of an imported record: its day if it is stated, or else the words of the source, or else null.
 * @throws VALIDATION_FAILED if the period ends before it begins.
 */
export function periodOf(day: string | null, row: PeriodColumns): Period | null {
  const label = optionalText(row.periodLabel, 'periodLabel', { max: 100 });
  if (day) return onDay(day);
  return checkPeriod({
    label,
    from: row.periodFrom ?? null,
    to: row.periodTo ?? null,
    assumed: row.periodAssumed ?? false,
  });
}

/** A period of which a row of an import may have stated only some parts. */
type PartialPeriod = { [Part in keyof Period]?: Period[Part] | null };

/** The complete period, or null if it has neither a label nor a day. @throws VALIDATION_FAILED. */
function checkPeriod({ label = null, from = null, to = null, assumed }: PartialPeriod): Period | null {
  if (!label && (from || to))
    throw new DomainError('VALIDATION_FAILED', say`A period needs a label in the words of its source.`, [
      'periodLabel',
    ]);
  if (from && to && from > to)
    throw new DomainError('VALIDATION_FAILED', say`The period ends before it begins.`, ['periodTo']);
  return label ? { label, from, to, assumed: assumed ?? false } : null;
}

/** The days of the period that a row states. An end that it leaves out is open, because the record may have it already. */
export function statedDays({ periodFrom = null, periodTo = null }: PeriodColumns): {
  from: string | null;
  to: string | null;
} {
  return { from: periodFrom, to: periodTo };
}

/**
 * The parts of the field `period` that a row states. A stated day is the whole period, and `periodAssumed` belongs to a
 * label, so that a row without them states nothing.
 */
export function statedPeriod(day: string | null | undefined, row: PeriodColumns): Record<string, unknown> {
  if (day) return { period: onDay(day) };
  const label = row.periodLabel === undefined ? undefined : optionalText(row.periodLabel, 'periodLabel', { max: 100 });
  return {
    'period.label': label,
    'period.from': row.periodFrom,
    'period.to': row.periodTo,
    ...(label && { 'period.assumed': row.periodAssumed ?? undefined }),
  };
}

/**
 * The period of a record after a row: the day if there is one, or else the words of the source. The period of a day that
 * the row empties is empty, too.
 */
export function periodAfter(
  day: string | null,
  next: Period | null,
  before: { day: string | null; period: Period | null } | null,
): Period | null {
  if (day) return onDay(day);
  const emptied = before?.day ? onDay(before.day) : null;
  if (!next || !emptied) return next && checkPeriod(next);
  return checkPeriod({
    ...next,
    label: next.label === emptied.label ? null : next.label,
    from: next.from === emptied.from ? null : next.from,
    to: next.to === emptied.to ? null : next.to,
  });
}

/** @throws VALIDATION_FAILED if the day lies after today. */
export function requirePast(day: string | null | undefined, path: string, today: string): void {
  if (day && day > today) throw new DomainError('VALIDATION_FAILED', say`This day lies in the future.`, [path]);
}

/** @throws VALIDATION_FAILED if the day is more than ten years ahead. */
export function requireNear(day: string | null | undefined, path: string, today: string): void {
  const last = `${Number(today.slice(0, 4)) + yearsAheadMax}${today.slice(4)}`;
  if (day && day > last)
    throw new DomainError('VALIDATION_FAILED', say`This day is more than ${yearsAheadMax} years ahead.`, [path]);
}
