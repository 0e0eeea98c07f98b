import { DomainError, measure, requireText, type Measure, type Period, type Qualifier, type Unit } from '@kexie/kernel';
import { say } from './messages.ts';

const statedQualifiers: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];
const amountPattern = /^\d{1,15}(\.\d{1,4})?$/;

/**
 * The measure of a stated amount, which is more than 0 and a whole number unless its unit is hours. An amount without a value needs the qualifier
 * SEVERAL: more than 0, but of unknown size.
 * @throws VALIDATION_FAILED.
 */
export function statedAmount(
  stated: { value?: string | null | undefined; qualifier?: Qualifier | null | undefined },
  unit: Unit,
  path = 'value',
): Measure {
  const { value } = stated;
  const qualifier = stated.qualifier ?? 'EXACT';
  if (value === null || value === undefined) {
    if (qualifier !== 'SEVERAL')
      throw new DomainError('VALIDATION_FAILED', say`An amount without a value needs the qualifier SEVERAL.`, [path]);
    return measure(null, unit, qualifier);
  }
  if (!statedQualifiers.includes(qualifier))
    throw new DomainError('VALIDATION_FAILED', say`An amount with a value cannot be ${qualifier}.`, [path]);
  if (!amountPattern.test(value) || Number(value) <= 0)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The amount must be more than 0, with at most 15 digits and 4 decimals.`,
      [path],
    );
  if (unit !== 'HOUR' && value.includes('.'))
    throw new DomainError('VALIDATION_FAILED', say`This amount is counted in whole numbers.`, [path]);
  return measure(value, unit, qualifier);
}

/** @throws VALIDATION_FAILED if the second day is before the first; null is an open end. */
export function requireOrder(from: string | null | undefined, to: string | null | undefined, path: string): void {
  if (from && to && to < from)
    throw new DomainError('VALIDATION_FAILED', say`"${path}" is before the beginning.`, [path]);
}

/** @throws VALIDATION_FAILED for a day after today. */
export function requirePast(day: string | null | undefined, today: string, path: string): void {
  if (day && day > today) throw new DomainError('VALIDATION_FAILED', say`This day is in the future.`, [path]);
}

/** A period in the input of a client. */
export type PeriodFacts = {
  label: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  assumed?: boolean | null | undefined;
};

/** Checks a period that a source states. @throws VALIDATION_FAILED. */
export function statedPeriod(period: PeriodFacts): Period {
  requireOrder(period.from, period.to, 'period');
  return {
    label: requireText(period.label, 'period', { max: 100 }),
    from: period.from ?? null,
    to: period.to ?? null,
    assumed: period.assumed ?? false,
  };
}
