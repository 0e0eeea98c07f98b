import { OrganizationApplied } from '@kexie/events';
import { DomainError, requireCount, requireText } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { say } from '../messages.ts';
import {
  activated,
  documentNoOf,
  facts,
  partnerKinds,
  reasonOf,
  requireStatus,
  type Organization,
  type Relatives,
  type Term,
} from '../organization/domain.ts';
import { checkHost, checkParent, checkUnit } from '../place/domain.ts';
import { elected } from '../post/domain.ts';
import { checkTerm, termOf } from '../term/domain.ts';

const rosterMin = 10;
const householdsMin = 10;

const rosterMax = 1_000;

/** The papers of an application as they are stored. @throws VALIDATION_FAILED. */
export function papersOf({ charter, rosterPersonIds, households }: StatedPapers) {
  return {
    charter: requireText(charter, 'charter', { max: charterMax }),
    rosterPersonIds: [...rosterPersonIds],
    ...(households !== undefined && { households }),
  };
}

type StatedPapers = {
  charter: string;
  rosterPersonIds: readonly string[];
  /** absent: those of the application stay */
  households?: number | null | undefined;
};

/** Characters of a charter (章程). */
const charterMax = 50_000;

/** Persons at a founding assembly. */
const attendanceMax = 100_000;

/** The records that an application is checked against. */
type Surroundings = Relatives & {
  region: { kind: string };
  unknownPersonIds: string[];
};

/** An application to found an association. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE. */
export function apply(
  draft: Organization,
  { parent, host, region, unknownPersonIds }: Surroundings,
): Decision<Organization> {
  if (partnerKinds.includes(draft.kind))
    throw new DomainError('VALIDATION_FAILED', say`A partner is not founded: register it.`, ['kind']);
  checkParent(draft, parent);
  checkHost(draft, host);
  checkUnit(draft, region);
  if (draft.kind === 'SOCIETY' && draft.subjectCodes.length === 0)
    throw new DomainError('VALIDATION_FAILED', say`A society must name at least one discipline.`, ['subjectCodes']);
  checkPapers(draft, unknownPersonIds);
  return { next: draft, events: [applied(draft)] };
}

function checkPapers({ kind, rosterPersonIds, households }: Organization, unknownPersonIds: readonly string[]): void {
  const isByHouseholds = households !== null && households !== undefined;
  if (isByHouseholds) checkHouseholds(kind, households);
  const personsMin = isByHouseholds ? 1 : rosterMin;
  if (new Set(rosterPersonIds).size !== rosterPersonIds.length)
    throw new DomainError('VALIDATION_FAILED', say`A person is on the roster twice.`, ['rosterPersonIds']);
  if (rosterPersonIds.length < personsMin || rosterPersonIds.length > rosterMax)
    throw new DomainError('VALIDATION_FAILED', say`The roster must have ${personsMin} to ${rosterMax} persons.`, [
      'rosterPersonIds',
    ]);
  if (unknownPersonIds.length > 0)
    throw new DomainError(
      'REFERENCE_UNKNOWN',
      say`These persons are not known, or not yet: ${unknownPersonIds.slice(0, 5).join(', ')}.`,
      ['rosterPersonIds'],
    );
}

/** A 农技协 is founded by farming households (户) and not by sci-tech workers: at least ten of them. @throws VALIDATION_FAILED. */
function checkHouseholds(kind: Organization['kind'], households: number): void {
  if (kind !== 'RURAL_TECH_ASSOCIATION')
    throw new DomainError('VALIDATION_FAILED', say`Only a 农技协 is founded by households.`, ['households']);
  requireCount(households, 'households', { max: attendanceMax });
  if (households < householdsMin)
    throw new DomainError('VALIDATION_FAILED', say`A 农技协 is founded by at least ${householdsMin} households.`, [
      'households',
    ]);
}

/** Submits a returned application again. @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN. */
export function resubmit(
  current: Organization,
  papers: ReturnType<typeof papersOf>,
  unknownPersonIds: readonly string[],
): Decision<Organization> {
  requireStatus(current, ['RETURNED'], say`submitted again`);
  const next: Organization = { ...current, ...papers, status: 'APPLIED', decisionReason: null };
  checkPapers(next, unknownPersonIds);
  return { next, events: [applied(next)] };
}

function applied(application: Organization) {
  return OrganizationApplied({ ...facts(application), rosterPersonIds: application.rosterPersonIds });
}

/** @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function approve(
  current: Organization,
  { documentNo, approvedOn }: { documentNo: string; approvedOn: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['APPLIED'], say`approved`);
  const approvalDocumentNo = documentNoOf(documentNo);
  if (approvedOn > today)
    throw new DomainError('VALIDATION_FAILED', say`The day of approval must not lie in the future.`, ['approvedOn']);
  return { next: { ...current, status: 'APPROVED', approvalDocumentNo, approvedOn }, events: [] };
}

/** Returns or rejects an application, with the reason. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function returnOrReject(
  current: Organization,
  to: 'RETURNED' | 'REJECTED',
  reason: string,
): Decision<Organization> {
  requireStatus(current, ['APPLIED'], to === 'RETURNED' ? say`returned` : say`rejected`);
  return { next: { ...current, status: to, decisionReason: reasonOf(reason) }, events: [] };
}

/** The founding assembly. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function holdAssembly(
  current: Organization,
  assembly: {
    heldOn: string;
    attendance: number;
    charterAdopted: boolean;
    chairPersonId: string;
    secretaryPersonId: string | null;
    term: Term;
  },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['APPROVED'], say`founded`);
  const { heldOn, attendance, chairPersonId, secretaryPersonId, term } = assembly;
  requireCount(attendance, 'attendance', { max: attendanceMax });
  if (heldOn > today || heldOn < (current.approvedOn ?? ''))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The assembly must not be held before the approval or in the future.`,
      ['heldOn'],
    );
  if (!assembly.charterAdopted)
    throw new DomainError('VALIDATION_FAILED', say`An association cannot be founded without an adopted charter.`, [
      'charterAdopted',
    ]);
  if (attendance * 2 <= Math.max(current.rosterPersonIds.length, current.households ?? 0))
    throw new DomainError('VALIDATION_FAILED', say`More than half of the roster, or of the households, must attend.`, [
      'attendance',
    ]);
  if (!current.rosterPersonIds.includes(chairPersonId))
    throw new DomainError('VALIDATION_FAILED', say`The chair must be on the roster.`, ['chairPersonId']);
  if (secretaryPersonId && !current.rosterPersonIds.includes(secretaryPersonId))
    throw new DomainError('VALIDATION_FAILED', say`The secretary must be on the roster.`, ['secretaryPersonId']);
  checkTerm(term);
  if (term.startedOn < heldOn)
    throw new DomainError('VALIDATION_FAILED', say`The first term must not start before the assembly.`, [
      'term',
      'startedOn',
    ]);
  return {
    next: {
      ...current,
      status: 'FOUNDED',
      foundedOn: heldOn,
      chairPersonId,
      secretaryPersonId,
      term: { ...termOf(term), chairPersonId, secretaryPersonId },
      posts: elected({ chairPersonId, secretaryPersonId }, heldOn),
    },
    events: [],
  };
}

/** Files a founded association, which is ACTIVE from then on. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function file(current: Organization, filedOn: string, today: string): Decision<Organization> {
  requireStatus(current, ['FOUNDED'], say`filed`);
  if (filedOn < (current.foundedOn ?? '') || filedOn > today)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The day of filing must not lie before the assembly or in the future.`,
      ['filedOn'],
    );
  const next: Organization = { ...current, status: 'ACTIVE', filedOn };
  return { next, events: [activated(next)] };
}
