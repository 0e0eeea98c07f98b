import { RuralFacilityRegistered, RuralFacilityUpgraded, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireText } from '@kexie/kernel';
import { requirePast } from '../domain.ts';
import { say } from '../messages.ts';

type FacilityKind =
  | 'RURAL_TECH_ASSOCIATION_SITE'
  | 'SCIENCE_DEMONSTRATION_BASE'
  | 'SCIENCE_DEMONSTRATION_VILLAGE'
  | 'SCIENCE_TECH_BACKYARD';
type Change = 'NEW' | 'UPGRADED';
type StatedPeriod = { label: string; from: string; to: string; assumed: boolean };

export type Facility = {
  kind: FacilityKind;
  name: string;
  operatorId: string | null;
  regionCode: string;
  industryCode: string | null;
  establishedOn: string | null;
  upgradedOn: string | null;
  change: Change | null;
  changedWithin: StatedPeriod | null;
  /** The last change lies between these days. They are derived, so that a range of years is one indexed condition. */
  changedFrom: string | null;
  changedTo: string | null;
  level: string | null;
  supportingInstitutionId: string | null;
  active: boolean;
  synthetic: boolean;
};

export type FacilityFacts = {
  kind: FacilityKind;
  name: string;
  operatorId?: string | null | undefined;
  regionCode: string;
  industryCode?: string | null | undefined;
  establishedOn?: string | null | undefined;
  upgradedOn?: string | null | undefined;
  change?: Change | null | undefined;
  changedWithin?: StatedPeriod | null | undefined;
  level?: string | null | undefined;
  supportingInstitutionId?: string | null | undefined;
  synthetic?: boolean | null | undefined;
};

/** Creates a facility. Facts that are not stated stay null: neither a day nor the kind of change is derived from a period. @throws VALIDATION_FAILED. */
export function facilityOf(input: FacilityFacts, today: string): Facility {
  return checkFacility({ ...factsOfInput(input), changedFrom: null, changedTo: null, active: true }, today);
}

/** The facts of a facility that an input states. @throws VALIDATION_FAILED. */
export function factsOfInput(input: FacilityFacts) {
  const { changedWithin = null } = input;
  return {
    kind: input.kind,
    name: requireText(input.name, 'name', { max: 200 }),
    operatorId: input.operatorId ?? null,
    regionCode: input.regionCode,
    industryCode: input.industryCode ?? null,
    establishedOn: input.establishedOn ?? null,
    upgradedOn: input.upgradedOn ?? null,
    change: input.change ?? null,
    changedWithin: changedWithin && {
      ...changedWithin,
      label: requireText(changedWithin.label, 'changedWithin', { max: 100 }),
    },
    level: optionalText(input.level, 'level', { max: 100 }),
    supportingInstitutionId: input.supportingInstitutionId ?? null,
    synthetic: input.synthetic ?? false,
  };
}

/** Checks the days and the institution of a facility, and derives the kind and the days of its last change. @throws VALIDATION_FAILED. */
export function checkFacility<F extends Facility>(facility: F, today: string): F {
  const { establishedOn, upgradedOn, changedWithin } = facility;
  requirePast(establishedOn, today, 'establishedOn');
  requirePast(upgradedOn, today, 'upgradedOn');
  if (establishedOn && upgradedOn && upgradedOn < establishedOn)
    throw new DomainError('VALIDATION_FAILED', say`A facility cannot be upgraded before it was established.`, [
      'upgradedOn',
    ]);
  if (changedWithin && changedWithin.from > changedWithin.to)
    throw new DomainError('VALIDATION_FAILED', say`The period ends before it begins.`, ['changedWithin']);
  if (changedWithin && (changedWithin.from > today || changedWithin.to > `${today.slice(0, 4)}-12-31`))
    throw new DomainError('VALIDATION_FAILED', say`The period ends no later than this year.`, ['changedWithin']);
  if (changedWithin && (establishedOn || upgradedOn))
    throw new DomainError('VALIDATION_FAILED', say`A period is only for a change whose day is not known.`, [
      'changedWithin',
    ]);
  if (facility.supportingInstitutionId && facility.kind !== 'SCIENCE_TECH_BACKYARD')
    throw new DomainError('VALIDATION_FAILED', say`Only a backyard (科技小院) has a supporting institution.`, [
      'supportingInstitutionId',
    ]);
  const change = upgradedOn ? 'UPGRADED' : establishedOn ? 'NEW' : facility.change;
  return withChangeDays({ ...facility, change });
}

/** The facility after the acceptance of a funded project. Undefined if the project did not build or upgrade it, or if a later change is known. */
export function afterProject<F extends Facility>(facility: F, purpose: string, on: string): F | undefined {
  if (facility.changedFrom !== null && facility.changedFrom > on) return undefined;
  if (purpose === 'NEW_BUILD' && facility.establishedOn === null)
    return withChangeDays({ ...facility, establishedOn: on, change: 'NEW', changedWithin: null });
  if (purpose === 'UPGRADE')
    return withChangeDays({ ...facility, upgradedOn: on, change: 'UPGRADED', changedWithin: null });
  return undefined;
}

export function registeredEvent(facilityId: string, facility: Facility): NewEvent {
  return RuralFacilityRegistered(factsOf(facilityId, facility));
}

export function upgradedEvent(facilityId: string, facility: Facility): NewEvent {
  return RuralFacilityUpgraded({
    ...factsOf(facilityId, facility),
    change: facility.change as Change,
    changedOn: facility.changedTo as string,
  });
}

function withChangeDays<F extends Facility>(facility: F): F {
  const day = facility.upgradedOn ?? facility.establishedOn;
  return {
    ...facility,
    changedFrom: day ?? facility.changedWithin?.from ?? null,
    changedTo: day ?? facility.changedWithin?.to ?? null,
  };
}

function factsOf(facilityId: string, { kind, operatorId, regionCode, industryCode }: Facility) {
  return { facilityId, kind, operatorId, regionCode, industryCode };
}
