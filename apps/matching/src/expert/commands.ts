import { DomainError, newId, requireText } from '@kexie/kernel';
import { inTransaction, type Session } from '@kexie/messaging';
import {
  importRows,
  requireRole,
  requireVersion,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { isPerson, requireExpertOrStaff, requireStaffForExpert } from '../authorization.ts';
import type { Deps } from '../store.ts';
import {
  activation,
  checkStatements,
  newExpert,
  requireQualified,
  restate,
  setCapacity,
  standingOf,
  suspend,
  type Expert,
  type ExpertStatements,
  type PersonFacts,
} from './domain.ts';

export type UpsertExpert = ExpertStatements & { personId: string; expectedVersion?: number | null | undefined };

/**
 * Enters or changes the profile of a person. Repeated statements change nothing.
 * @throws UNAUTHENTICATED, FORBIDDEN, REFERENCE_UNKNOWN, CONSENT_MISSING, VALIDATION_FAILED, VERSION_CONFLICT if the
 * profile has another version than expected.
 */
export async function upsertExpertProfile(deps: Deps, viewer: Viewer, input: UpsertExpert): Promise<Expert | null> {
  requireRole(viewer, 'worker', 'staff');
  const id = newId('exp');
  const expertId = await deps.store.experts.refusingDuplicates(() =>
    inTransaction(deps.mongo, async (session) => {
      const person = await deps.store.persons.known(input.personId, 'personId', session);
      authorize(viewer, person, input.isInvited);
      if (!input.consentVersion?.trim())
        throw new DomainError('CONSENT_MISSING', 'A profile needs the consent of the person.', ['consentVersion']);
      return (await write(deps, viewer, person, input, id, session))._id;
    }),
  );
  return deps.store.experts.find(expertId);
}

async function write(
  deps: Deps,
  viewer: Viewer,
  person: PersonFacts,
  input: UpsertExpert,
  id: string,
  session: Session,
): Promise<Expert> {
  requireQualified(person, input.isInvited);
  const facts = checkStatements(input, person);
  const present = await deps.store.experts.ofPerson(person._id, session);
  // otherwise staff of another region could change this profile with an input that sets isInvited
  if (present) requireExpertOrStaff(viewer, present);
  const created = present ? null : newExpert(facts, person, id);
  if (created) {
    await deps.store.experts.create(created, session);
    await refreshStanding(deps, created.next._id, session);
    return created.next;
  }
  const current = present as Expert;
  const decision = restate(current, facts);
  if (JSON.stringify(decision.next) === JSON.stringify(current)) return current;
  requireVersion(current, input.expectedVersion ?? 0);
  const written = await deps.store.experts.replace(current, decision, session);
  await refreshStanding(deps, written._id, session);
  return written;
}

/**
 * Changes the number of simultaneous engagements that the expert accepts.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION.
 */
export async function setExpertCapacity(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; capacity: number; availableFrom?: string | null | undefined; expectedVersion: number },
): Promise<Expert> {
  requireRole(viewer, 'worker', 'staff');
  return deps.store.experts.update(input, {
    authorize: (expert) => requireExpertOrStaff(viewer, expert),
    decide: (expert) => setCapacity(expert, input.capacity, input.availableFrom ?? null),
  });
}

/** Takes an expert out of the pool. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION. */
export async function suspendExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Expert> {
  requireRole(viewer, 'staff');
  const reason = requireText(input.reason, 'reason');
  return deps.store.experts.update(input, {
    authorize: (expert) => requireStaffForExpert(viewer, expert),
    decide: (expert) => suspend(expert, reason),
  });
}

export type ExpertRow = ExpertStatements & { key: string; personId: string; synthetic: boolean };

/** Imports profiles by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importExperts(deps: Deps, viewer: Viewer, input: ImportInput<ExpertRow>): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importExpert(deps, viewer, row, session));
}

async function importExpert(deps: Deps, viewer: Viewer, row: ExpertRow, session: Session): Promise<Imported> {
  const importKey = requireText(row.key, 'key', { max: 100 });
  const person = await deps.store.persons.known(row.personId, 'personId', session);
  requireStaffForExpert(viewer, { regionCode: person.regionCode, isInvited: row.isInvited });
  requireQualified(person, row.isInvited);
  const facts = checkStatements(row, person);
  const owner = await deps.store.experts.ofPerson(person._id, session);
  if (owner && owner.importKey !== importKey)
    throw new DomainError('DUPLICATE', `${person.name} already has a profile.`, ['personId']);
  const fresh: Expert = { ...newExpert(facts, person, newId('exp')).next, importKey, synthetic: row.synthetic };
  const next = (before: Expert | null): Expert => {
    if (!before) return fresh;
    if (before.personId !== person._id)
      throw new DomainError('VALIDATION_FAILED', 'The person of a profile cannot change.', ['personId']);
    // otherwise staff of another region could change this profile with a row that sets isInvited
    requireStaffForExpert(viewer, before);
    return { ...restate(before, facts).next, synthetic: row.synthetic };
  };
  const events = (before: Expert | null, expert: Expert) => (before ? [] : activation(expert));
  const imported = await deps.store.experts.import(importKey, { next, events }, session);
  if (imported.outcome !== 'UNCHANGED') await refreshStanding(deps, imported.id, session);
  return imported;
}

/** Updates the standing of an expert, in the transaction that changed a record on which it depends. */
export async function refreshStanding(
  { store: { experts, engagements, persons }, directory }: Deps,
  expertId: string,
  session: Session,
): Promise<void> {
  const expert = await experts.find(expertId, session);
  const person = expert && (await persons.find(expert.personId, session));
  if (!expert || !person) return;
  const past = await engagements.recordOfExpert(expertId, session);
  const institution = person.employerId
    ? ((await directory.organization(person.employerId, session))?.name ?? null)
    : null;
  await experts.setStanding(expertId, standingOf(expert, person, { institution, engagements: past }), session);
}

/** Requires the person, or staff of the region. Only staff may set isInvited. @throws UNAUTHENTICATED, FORBIDDEN. */
function authorize(viewer: Viewer, person: PersonFacts, isInvited: boolean): void {
  if (isPerson(viewer, person._id) && !isInvited) return;
  requireStaffForExpert(viewer, { regionCode: person.regionCode, isInvited });
}
