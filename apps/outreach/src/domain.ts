import type { NewEvent } from '@kexie/events';
import { DomainError, measure, type Measure, type Qualifier, type Unit } from '@kexie/kernel';

/** What a command decided: the record as it will be, and what happened. */
export type Decision<T> = { next: T; events: NewEvent[] };

/** What every record carries. `importKey` is the caller's own name of an imported record. */
export type Stored = { _id: string; version: number; importKey: string | null; synthetic: boolean };

/** A period in the words of a source; open ends are null. */
export type Period = { label: string; from: string | null; to: string | null; assumed: boolean };

/** The bookkeeping of a record that nobody imported. */
export const firstVersion = { version: 1, importKey: null, synthetic: false } as const;

const statedQualifiers: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];
const amountPattern = /^\d{1,15}(\.\d{1,4})?$/;

/**
 * An amount as somebody stated it: more than 0, whole unless it is in hours. Without a value it is SEVERAL: there was some, and nobody said how much.
 * @throws VALIDATION_FAILED.
 */
export function statedAmount(
  { value, qualifier = 'EXACT' }: { value?: string | null | undefined; qualifier?: Qualifier | undefined },
  unit: Unit,
  path = 'value',
): Measure {
  if (value === null || value === undefined) {
    if (qualifier !== 'SEVERAL')
      throw new DomainError('VALIDATION_FAILED', 'An amount that is not stated is SEVERAL.', [path]);
    return measure(null, unit, qualifier);
  }
  if (!statedQualifiers.includes(qualifier))
    throw new DomainError('VALIDATION_FAILED', `A stated amount cannot be ${qualifier}.`, [path]);
  if (!amountPattern.test(value) || Number(value) <= 0)
    throw new DomainError(
      'VALIDATION_FAILED',
      'The amount must be more than 0, with at most 15 digits and 4 decimals.',
      [path],
    );
  if (unit !== 'HOUR' && value.includes('.'))
    throw new DomainError('VALIDATION_FAILED', 'This is counted in whole numbers.', [path]);
  return measure(value, unit, qualifier);
}

/** Text of 1 to `max` characters, trimmed and in NFC. @throws VALIDATION_FAILED. */
export function requireText(text: string, path: string, max: number): string {
  const clean = text.trim().normalize('NFC');
  if (clean.length === 0 || clean.length > max)
    throw new DomainError('VALIDATION_FAILED', `"${path}" must have 1 to ${max} characters.`, [path]);
  return clean;
}

/** Optional text: null when it is left out. */
export function optionalText(text: string | null | undefined, path: string, max: number): string | null {
  return text === null || text === undefined ? null : requireText(text, path, max);
}

/** @throws VALIDATION_FAILED when the second day is before the first; a day that is null is open. */
export function requireOrder(from: string | null | undefined, to: string | null | undefined, path: string): void {
  if (from && to && to < from) throw new DomainError('VALIDATION_FAILED', `"${path}" is before the beginning.`, [path]);
}

/** A period as a client sends it. */
export type PeriodFacts = {
  label: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  assumed?: boolean | undefined;
};

/** A period of a source, checked. @throws VALIDATION_FAILED. */
export function statedPeriod(period: PeriodFacts): Period {
  requireOrder(period.from, period.to, 'period');
  return {
    label: requireText(period.label, 'period', 100),
    from: period.from ?? null,
    to: period.to ?? null,
    assumed: period.assumed ?? false,
  };
}
