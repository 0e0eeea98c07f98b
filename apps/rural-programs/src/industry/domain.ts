import { IndustryObserved, type NewEvent } from '@kexie/events';
import { contains, DomainError, optionalText, type Qualifier, type Unit } from '@kexie/kernel';
import { requirePastYear } from '../domain.ts';
import { say } from '../messages.ts';
import { industries, type Industry } from './reference.ts';

export type Metric = 'HOUSEHOLDS' | 'INCOME_GROWTH' | 'OUTPUT_VALUE' | 'WORKERS';

/** A number that was observed about an industry. `year` is null when the source states none. */
export type Observation = {
  industryCode: string;
  regionCode: string;
  year: number | null;
  periodLabel: string | null;
  metric: Metric;
  value: { toString(): string };
  unit: Unit;
  qualifier: Qualifier;
  synthetic: boolean;
};

export type ObservationFacts = {
  industryCode: string;
  regionCode: string;
  year?: number | null | undefined;
  periodLabel?: string | null | undefined;
  metric: Metric;
  value: string;
  unit: Unit;
  qualifier: Qualifier;
  synthetic?: boolean | null | undefined;
};

const units: Record<Metric, Unit> = {
  HOUSEHOLDS: 'HOUSEHOLD',
  INCOME_GROWTH: 'PERCENT',
  OUTPUT_VALUE: 'CNY',
  WORKERS: 'PERSON',
};
const wholeUnits: readonly Unit[] = ['HOUSEHOLD', 'PERSON'];
const valueForm = /^-?\d{1,15}(\.\d{1,4})?$/;
/** The largest growth in percent. */
const growthMax = 100_000;
const withoutValue: readonly Qualifier[] = ['SEVERAL', 'MOST', 'ALL'];

/** The industry with this code, or null. */
export function industryOf(code: string): Industry | null {
  return industries.find((industry) => industry.code === code) ?? null;
}

/** The industries of a region and of the regions below it; without a region, all industries. */
export function industriesIn(region: string | null | undefined): Industry[] {
  return industries.filter((industry) => !region || contains(region, industry.regionCode));
}

/** The code, if the list contains it; null stays null. @throws REFERENCE_UNKNOWN. */
export function knownIndustry(code: string | null | undefined, path: string): string | null {
  if (code === null || code === undefined) return null;
  if (industryOf(code)) return code;
  throw new DomainError(
    'REFERENCE_UNKNOWN',
    say`${code} is not one of ${industries.map((industry) => industry.code).join(', ')}.`,
    [path],
  );
}

/** Creates an observation. @throws VALIDATION_FAILED, for example if the unit does not fit the metric; REFERENCE_UNKNOWN. */
export function observe(input: ObservationFacts, today: string): Observation {
  const observation = factsOfInput(input);
  checkObservation(observation, today);
  return observation;
}

/** The facts of an observation that an input states. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN. */
export function factsOfInput(input: ObservationFacts): Observation {
  return {
    industryCode: knownIndustry(input.industryCode, 'industryCode') as string,
    regionCode: input.regionCode,
    year: input.year ?? null,
    periodLabel: optionalText(input.periodLabel, 'periodLabel', { max: 100 }),
    metric: input.metric,
    value: input.value,
    unit: input.unit,
    qualifier: input.qualifier,
    synthetic: input.synthetic ?? false,
  };
}

/** Checks that the parts of an observation fit each other. @throws VALIDATION_FAILED. */
export function checkObservation({ year, metric, unit, value: stated, qualifier }: Observation, today: string): void {
  const value = stated.toString();
  if (year !== null) requirePastYear(year, today);
  if (units[metric] !== unit)
    throw new DomainError('VALIDATION_FAILED', say`${metric} is measured in ${units[metric]}.`, ['unit']);
  if (withoutValue.includes(qualifier))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`An observation has a number, so its qualifier cannot be ${qualifier}.`,
      ['qualifier'],
    );
  if (metric !== 'INCOME_GROWTH' && value.startsWith('-'))
    throw new DomainError('VALIDATION_FAILED', say`${metric} cannot be negative.`, ['value']);
  if (wholeUnits.includes(unit) && !/^-?\d+$/.test(value))
    throw new DomainError('VALIDATION_FAILED', say`${metric} is a whole number.`, ['value']);
  if (!valueForm.test(value))
    throw new DomainError('VALIDATION_FAILED', say`A value has at most 15 digits before the point and 4 after it.`, [
      'value',
    ]);
  if (metric === 'INCOME_GROWTH' && (Number(value) < -100 || Number(value) > growthMax))
    throw new DomainError('VALIDATION_FAILED', say`${metric} lies between -100 and ${growthMax}.`, ['value']);
}

/** The latest observation of a metric for the industry's own region. `observations` must be in the order newest first, undated last. */
export function latest<O extends Observation>(
  industry: Industry,
  metric: Metric,
  observations: readonly O[],
): O | undefined {
  return observations.find(
    (observation) => observation.metric === metric && observation.regionCode === industry.regionCode,
  );
}

export function observedEvent(
  observationId: string,
  { industryCode, regionCode, year, metric, value, unit, qualifier }: Observation,
): NewEvent {
  return IndustryObserved({
    observationId,
    industryCode,
    regionCode,
    year,
    metric,
    value: value.toString(),
    unit,
    qualifier,
  });
}
