import { RegionIndicatorRecorded, type NewEvent } from '@kexie/events';
import { DomainError, requireText, yearOf, type Qualifier, type Unit, type Message } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { RecordRegionIndicatorInput, RegionIndicatorCode } from '../generated/graphql.ts';
import { say } from '../messages.ts';

/** A decimal number: a string, or the type of the database. */
type Decimal = { toString(): string };

/** A statistical indicator of a region for a year, with its earlier values. */
export type RegionIndicator = {
  _id: string;
  version: number;
  importKey: string | null;
  regionCode: string;
  year: number;
  code: RegionIndicatorCode;
  value: Decimal;
  unit: Unit;
  qualifier: Qualifier;
  source: string;
  history: EarlierValue[];
};

/** A value that was replaced at `replacedAt`; `reason` is null when an import replaced it. */
export type EarlierValue = {
  value: Decimal;
  qualifier: Qualifier;
  source: string;
  reason: string | null;
  replacedAt: Date;
};

/** An earlier value with the unit of its indicator. */
export type EarlierMeasure = EarlierValue & { unit: Unit };

/** The facts of an indicator that an input states. */
export type Stated = Pick<RegionIndicator, 'regionCode' | 'year' | 'code' | 'unit' | 'qualifier' | 'source'> & {
  value: string;
};

/** A value that replaces another one. */
type NewValue = { value: string; qualifier: Qualifier; source: string; reason: string };

/** The unit of each indicator. */
const units: Readonly<Record<RegionIndicatorCode, Unit>> = {
  GDP: 'CNY',
  GDP_PER_CAPITA: 'CNY',
  POPULATION: 'PERSON',
  RD_EXPENDITURE: 'CNY',
  RD_INTENSITY: 'PERCENT',
  RD_SUBSIDY: 'CNY',
  HIGH_TECH_ENTERPRISES: 'COUNT',
  TECH_SMES: 'COUNT',
};
const wholeUnits: readonly Unit[] = ['COUNT', 'PERSON'];
const valueForm = /^\d{1,20}(\.\d{1,6})?$/;
const withoutValue: readonly Qualifier[] = ['SEVERAL', 'MOST', 'ALL'];
const firstYear = 1949;
const historyMax = 50;

/** The facts of an input, without the relations between them. @throws VALIDATION_FAILED. */
export function factsOf({
  regionCode,
  year,
  code,
  value,
  unit,
  qualifier,
  source,
}: Omit<RecordRegionIndicatorInput, 'clientMutationId' | 'qualifier'> & {
  qualifier?: Qualifier | null | undefined;
}): Stated {
  return {
    regionCode,
    year,
    code,
    value,
    unit,
    qualifier: qualifier ?? 'EXACT',
    source: sourceOf(source),
  };
}

/** Checks that the facts of an indicator are possible, and fit each other. @throws VALIDATION_FAILED. */
function check(
  {
    year,
    code,
    value: stated,
    unit,
    qualifier,
  }: Pick<RegionIndicator, 'year' | 'code' | 'value' | 'unit' | 'qualifier'>,
  now: Date,
): void {
  const value = stated.toString();
  const refuse = (message: Message, path: string): never => {
    throw new DomainError('VALIDATION_FAILED', message, [path]);
  };
  if (year < firstYear || year > yearOf(now))
    refuse(say`The year must lie between ${firstYear} and the current year.`, 'year');
  if (unit !== units[code]) refuse(say`${code} is measured in ${units[code]}.`, 'unit');
  if (!valueForm.test(value)) refuse(say`A value is not negative, and has at most 20 digits and 6 decimals.`, 'value');
  if (wholeUnits.includes(unit) && !/^\d+$/.test(value)) refuse(say`${code} is a whole number.`, 'value');
  if (unit === 'PERCENT' && Number(value) > 100) refuse(say`${code} is at most 100 percent.`, 'value');
  if (withoutValue.includes(qualifier))
    refuse(say`An indicator has a number, so its qualifier cannot be ${qualifier}.`, 'qualifier');
}

/** A new indicator. @throws VALIDATION_FAILED. */
export function record(_id: string, stated: Stated, now: Date): Decision<RegionIndicator> {
  check(stated, now);
  const next = { ...stated, _id, version: 1, importKey: null, history: [] };
  return { next, events: [recordedEvent(next)] };
}

/** Replaces the value, and keeps the present one in the history. Undefined when nothing differs. @throws VALIDATION_FAILED. */
export function correct(
  current: RegionIndicator,
  { value, qualifier, source, reason }: NewValue,
  now: Date,
): Decision<RegionIndicator> | undefined {
  const next = replaced(
    current,
    { ...current, value, qualifier, source: sourceOf(source) },
    { reason: requireText(reason, 'reason', { max: 500 }), replacedAt: now },
  );
  check(next, now);
  return next.history === current.history ? undefined : { next, events: [recordedEvent(next)] };
}

/**
 * The indicator after a row of an import, which keeps the present value in the history. @throws VALIDATION_FAILED for a row
 * that turns an indicator into one of another region or year, or into another indicator.
 */
export function restate(next: RegionIndicator, before: RegionIndicator | null, now: Date): RegionIndicator {
  check(next, now);
  if (!before) return next;
  if (before.regionCode !== next.regionCode || before.year !== next.year || before.code !== next.code)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The record of this key is about another region, year or indicator. Use another key.`,
      ['key'],
    );
  return replaced(before, next, { reason: null, replacedAt: now });
}

/** The event of an indicator that is new or corrected. */
export function recordedEvent({ _id, regionCode, year, code, value, unit, qualifier }: RegionIndicator): NewEvent {
  return RegionIndicatorRecorded({
    indicatorId: _id,
    regionCode,
    year,
    code,
    value: value.toString(),
    unit,
    qualifier,
  });
}

/** The next state with the present value added to its history, unless nothing differs. */
function replaced(
  { value, qualifier, source, history }: RegionIndicator,
  next: RegionIndicator,
  change: Pick<EarlierValue, 'reason' | 'replacedAt'>,
): RegionIndicator {
  if (value.toString() === next.value.toString() && qualifier === next.qualifier && source === next.source) return next;
  return { ...next, history: [...history, { value, qualifier, source, ...change }].slice(-historyMax) };
}

function sourceOf(source: string): string {
  return requireText(source, 'source', { max: 200 });
}
