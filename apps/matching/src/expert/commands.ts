import { DomainError, newId } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, type Session } from '@kexie/messaging';
import { importRows, requireRegion, requireRole, type Imported, type ImportReport, type Viewer } from '@kexie/service';
import { requireText, type Import } from '../domain.ts';
import type { Engagement } from '../engagement/domain.ts';
import type { Deps } from '../store.ts';
import { change, importRecord, insert, replace } from '../stored.ts';
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

/** Whoever has more engagements than this is judged by the latest of them. */
const engagementsMax = 1_000;

export type UpsertExpert = ExpertStatements & { personId: string; expectedVersion?: number | null | undefined };

/**
 * Enters or changes a person's profile; the same statements again change nothing. @throws UNAUTHENTICATED, FORBIDDEN, REFERENCE_UNKNOWN, CONSENT_MISSING, VALIDATION_FAILED,
 * VERSION_CONFLICT when there is a profile of another version than expected.
 */
export async function upsertExpertProfile(deps: Deps, viewer: Viewer, input: UpsertExpert): Promise<Expert | null> {
  requireRole(viewer, 'worker', 'staff');
  const id = newId('exp');
  try {
    const expertId = await inTransaction(deps.mongo, async (session) => {
      const person = await deps.persons.known(input.personId, 'personId', session);
      authorise(viewer, person, input.isInvited);
      if (!input.consentVersion?.trim())
        throw new DomainError('CONSENT_MISSING', 'Without consent nobody enters the expert pool.', ['consentVersion']);
      return (await write(deps, viewer, person, input, id, session))._id;
    });
    return await deps.experts.model.findById(expertId).lean<Expert>().exec();
  } catch (error) {
    if (isDuplicateKey(error)) throw new DomainError('DUPLICATE', 'This person has a profile already.', ['personId']);
    throw error;
  }
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
  const present = await deps.experts.model.findOne({ personId: person._id }, null, { session }).lean<Expert>();
  // whoever calls somebody invited has no way to a profile that is the business of its region
  if (present && !isOwn(viewer, person._id)) requireStaffFor(viewer, present.regionCode, present.isInvited);
  const created = present ? null : newExpert(facts, person, id);
  if (created) {
    const written = await insert(deps, deps.experts.model, created, session);
    await refreshStanding(deps, written._id, session);
    return written;
  }
  const current = present as Expert;
  const decision = restate(current, facts);
  if (JSON.stringify(decision.next) === JSON.stringify(current)) return current;
  if (current.version !== input.expectedVersion)
    throw new DomainError('VERSION_CONFLICT', 'There is a profile already. Load it and send its version.', [
      'expectedVersion',
    ]);
  const written = await replace(deps, deps.experts.model, current, decision, session);
  await refreshStanding(deps, written._id, session);
  return written;
}

/** Changes what the expert takes at once. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION. */
export async function setExpertCapacity(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; capacity: number; availableFrom?: string | null | undefined; expectedVersion: number },
): Promise<Expert> {
  requireRole(viewer, 'worker', 'staff');
  return change(deps, deps.experts.model, input, async (expert) => {
    if (!isOwn(viewer, expert.personId)) requireStaffFor(viewer, expert.regionCode, expert.isInvited);
    return setCapacity(expert, input.capacity, input.availableFrom ?? null);
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
  return change(deps, deps.experts.model, input, async (expert) => {
    requireStaffFor(viewer, expert.regionCode, expert.isInvited);
    return suspend(expert, reason);
  });
}

export type ExpertRow = ExpertStatements & { key: string; personId: string; synthetic: boolean };

/** Imports profiles by key. @throws UNAUTHENTICATED, FORBIDDEN; what is wrong with a row is in the report. */
export async function importExperts(deps: Deps, viewer: Viewer, input: Import<ExpertRow>): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importExpert(deps, viewer, row, session));
}

async function importExpert(deps: Deps, viewer: Viewer, row: ExpertRow, session: Session): Promise<Imported> {
  const importKey = requireText(row.key, 'key', { max: 100 });
  const person = await deps.persons.known(row.personId, 'personId', session);
  requireStaffFor(viewer, person.regionCode, row.isInvited);
  requireQualified(person, row.isInvited);
  const facts = checkStatements(row, person);
  const owner = await deps.experts.model.findOne({ personId: person._id }, null, { session }).lean<Expert>();
  if (owner && owner.importKey !== importKey)
    throw new DomainError('DUPLICATE', `${person.name} has a profile already.`, ['personId']);
  const present = owner ?? (await deps.experts.model.findOne({ importKey }, null, { session }).lean<Expert>());
  if (present && present.personId !== person._id)
    throw new DomainError('VALIDATION_FAILED', 'A profile stays with its person.', ['personId']);
  // whoever calls somebody invited has no way to a profile that is the business of its region
  if (present) requireStaffFor(viewer, present.regionCode, present.isInvited);
  const fresh: Expert = { ...newExpert(facts, person, newId('exp')).next, importKey, synthetic: row.synthetic };
  const next = (before: Expert | null) =>
    before ? { ...restate(before, facts).next, synthetic: row.synthetic } : fresh;
  const imported = await importRecord(deps, deps.experts.model, importKey, next, activation, session);
  if (imported.outcome !== 'UNCHANGED') await refreshStanding(deps, imported.id, session);
  return imported;
}

/** Brings up to date what follows for an expert from other records, in the transaction that changed one of them. */
export async function refreshStanding(
  { experts, engagements, persons, directory }: Deps,
  expertId: string,
  session: Session,
): Promise<void> {
  const expert = await experts.model.findById(expertId, null, { session }).lean<Expert>();
  const person = expert && (await persons.find(expert.personId, session));
  if (!expert || !person) return;
  const past = await engagements.model
    .find({ expertId }, { title: 1, status: 1, outcome: 1 }, { session })
    .sort({ _id: -1 })
    .limit(engagementsMax)
    .lean<Engagement[]>();
  const institution = person.employerId
    ? ((await directory.organization(person.employerId, session))?.name ?? null)
    : null;
  await experts.model.updateOne(
    { _id: expertId },
    { $set: standingOf(expert, person, { institution, engagements: past }) },
    { session },
  );
}

function authorise(viewer: Viewer, person: PersonFacts, isInvited: boolean): void {
  if (isOwn(viewer, person._id) && !isInvited) return;
  requireStaffFor(viewer, person.regionCode, isInvited);
}

/** A worker signs in under the id of the own person. */
function isOwn(viewer: Viewer, personId: string): boolean {
  return viewer.roles.includes('worker') && viewer.id === personId;
}

/** Staff of the region; experts invited from anywhere are the business of all staff. @throws UNAUTHENTICATED, FORBIDDEN. */
function requireStaffFor(viewer: Viewer, regionCode: string, isInvited: boolean): void {
  if (isInvited) requireRole(viewer, 'staff');
  else requireRegion(viewer, regionCode, 'staff');
}
