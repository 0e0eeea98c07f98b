import { FacilityDesignated, type NewEvent } from '@kexie/events';
import { DomainError, firstVersion, requireText, type ImportableRecord } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requirePast } from '../domain.ts';
import { say } from '../messages.ts';

type FacilityKind =
  'SCIENCE_EDUCATION_BASE' | 'SCIENCE_SCHOOL' | 'SCIENCE_MUSEUM' | 'E_STATION' | 'COMMUNITY_SCIENCE_ROOM';
type FacilityLevel = 'NATIONAL' | 'AUTONOMOUS_REGION' | 'CITY' | 'COUNTY';

/** A place of popularization. Without a level it is not designated. */
export type Facility = ImportableRecord & {
  kind: FacilityKind;
  name: string;
  operatorId: string;
  regionCode: string;
  level: FacilityLevel | null;
  designatedOn: string | null;
  themes: string[];
  active: boolean;
};

export type FacilityFacts = {
  kind: FacilityKind;
  name: string;
  operatorId: string;
  regionCode: string;
  level?: FacilityLevel | null | undefined;
  designatedOn?: string | null | undefined;
  themes?: readonly string[] | null | undefined;
};

const themesMax = 20;

/** Creates a facility. @throws VALIDATION_FAILED. */
export function registerFacility(_id: string, facts: FacilityFacts, today: string): Decision<Facility> {
  const next = completeFacility({ _id, ...firstVersion, ...facilityFacts(facts), active: true }, today);
  return { next, events: facilityEvents(null, next) };
}

/** Checks the facts of a facility with each other. @throws VALIDATION_FAILED. */
export function completeFacility(facility: Facility, today: string): Facility {
  const { designatedOn, level } = facility;
  if (designatedOn && !level) throw new DomainError('VALIDATION_FAILED', say`A designation needs a level.`, ['level']);
  requirePast(designatedOn, today, 'designatedOn');
  return facility;
}

/** The events of the step from one state to the next: one event when the facility got a level, or a different level. */
export function facilityEvents(
  before: Facility | null,
  { _id, kind, level, regionCode, operatorId }: Facility,
): NewEvent[] {
  if (level === null || before?.level === level) return [];
  return [FacilityDesignated({ facilityId: _id, kind, level, regionCode, operatorId })];
}

/** @throws REFERENCE_INACTIVE if the facility is closed. */
export function requireActiveFacility({ name, active }: Facility): void {
  if (!active) throw new DomainError('REFERENCE_INACTIVE', say`${name} is not open any more.`, ['facilityId']);
}

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function facilityFacts({ kind, name, operatorId, regionCode, level, designatedOn, ...row }: FacilityFacts) {
  const themes = row.themes ?? [];
  if (themes.length > themesMax)
    throw new DomainError('VALIDATION_FAILED', say`A facility has at most ${themesMax} themes.`, ['themes']);
  return {
    kind,
    name: requireText(name, 'name', { max: 200 }),
    operatorId,
    regionCode,
    level: level ?? null,
    designatedOn: designatedOn ?? null,
    themes: themes.map((theme) => requireText(theme, 'themes', { max: 50 })),
  };
}
