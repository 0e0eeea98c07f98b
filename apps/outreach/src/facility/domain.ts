import { FacilityDesignated, type NewEvent } from '@kexie/events';
import { DomainError, firstVersion, requireText, type ImportableRecord } from '@kexie/kernel';
import type { Decision } from '@kexie/service';

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
  themes?: readonly string[] | undefined;
};

const themesMax = 20;

/** Creates a facility. @throws VALIDATION_FAILED. */
export function registerFacility(_id: string, facts: FacilityFacts): Decision<Facility> {
  const next: Facility = { _id, ...firstVersion, ...checkedFacts(facts), active: true };
  return { next, events: facilityEvents(null, next) };
}

/** Creates the facility that a row of an import describes. @throws VALIDATION_FAILED. */
export function importedFacility(
  _id: string,
  importKey: string,
  row: FacilityFacts & { active?: boolean | undefined; synthetic?: boolean | undefined },
  present: Facility | null,
): Facility {
  return {
    _id,
    version: present?.version ?? 1,
    importKey,
    synthetic: row.synthetic ?? false,
    ...checkedFacts(row),
    active: row.active ?? true,
  };
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
  if (!active) throw new DomainError('REFERENCE_INACTIVE', `${name} is not open any more.`, ['facilityId']);
}

function checkedFacts({ kind, name, operatorId, regionCode, level, designatedOn, themes = [] }: FacilityFacts) {
  if (designatedOn && !level) throw new DomainError('VALIDATION_FAILED', 'A designation needs a level.', ['level']);
  if (themes.length > themesMax)
    throw new DomainError('VALIDATION_FAILED', `A facility has at most ${themesMax} themes.`, ['themes']);
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
