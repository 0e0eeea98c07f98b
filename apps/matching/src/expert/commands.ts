import { DomainError, newId, requireText, toDay } from '@kexie/kernel';
import { inTransaction, type Session } from '@kexie/messaging';
import {
  importRows,
  requireVersion,
  statedBy,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Place,
  type Viewer,
} from '@kexie/service';
import { mainSubjectOf } from '../domain.ts';
import { supersede, supersedeIfFull } from '../proposal/consequences.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  activation,
  changes,
  checkStatements,
  invitedBy,
  newExpert,
  placeOfExpert,
  requireQualified,
  restate,
  setCapacity,
  standingOf,
  suspend,
  withCapacity,
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
  const permit = rights.upsertExpertProfile(viewer);
  const id = newId('exp');
  const expertId = await deps.store.experts.refusingDuplicates(() =>
    inTransaction(deps.mongo, async (session) => {
      const person = await deps.store.persons.known(input.personId, 'personId', session);
      const present = await deps.store.experts.ofPerson(person._id, session);
      permit({ personId: placeFor(viewer, person, present, input), code: null, industryCodes: null });
      if (input.isInvited && !present?.isInvited && !isStaff(viewer))
        throw new DomainError('FORBIDDEN', 'Only staff invite an expert.', ['isInvited']);
      // the input of a worker has no say in the invitation
      const isInvited = isStaff(viewer) ? input.isInvited : (present?.isInvited ?? false);
      return (await write(deps, viewer, { person, present, input: { ...input, isInvited }, id }, session))._id;
    }),
  );
  return deps.store.experts.find(expertId);
}

async function write(
  deps: Deps,
  viewer: Viewer,
  { person, present, input, id }: { person: PersonFacts; present: Expert | null; input: UpsertExpert; id: string },
  session: Session,
): Promise<Expert> {
  const facts = checkStatements(input, person);
  if (facts.consentVersion === null)
    throw new DomainError('CONSENT_MISSING', 'A profile needs the consent of the person.', ['consentVersion']);
  requireQualified(person, input.isInvited);
  if (!present) {
    const created = newExpert(facts, person, id);
    await deps.store.experts.create({ ...created, next: invited(created.next, null, viewer) }, session);
    await refreshStanding(deps, id, session);
    return created.next;
  }
  const { next, events } = restate(present, facts);
  if (JSON.stringify(next) === JSON.stringify(present)) return present;
  requireVersion(present, input.expectedVersion ?? 0);
  const written = await deps.store.experts.replace(present, { next: invited(next, present, viewer), events }, session);
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
  const permit = rights.setExpertCapacity(viewer);
  return deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: (expert) => setCapacity(expert, input.capacity, input.availableFrom ?? null, toDay(deps.now())),
    follow: (expert, session) => supersedeIfFull(deps, expert._id, session),
  });
}

/** Takes an expert out of the pool. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION. */
export async function suspendExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Expert> {
  const permit = rights.suspendExpert(viewer);
  return deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: (expert) => suspend(expert, requireText(input.reason, 'reason')),
    follow: (expert, session) => supersede(deps, { expertId: expert._id }, 'EXPERT_UNAVAILABLE', session),
  });
}

type Defaulted = 'capacity' | 'remoteOk' | 'isInvited';

export type ExpertRow = Omit<ExpertStatements, Defaulted> & {
  [Column in Defaulted]?: ExpertStatements[Column] | null | undefined;
} & { key: string; personId: string; synthetic?: boolean | null | undefined };

/** Imports profiles by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importExperts(deps: Deps, viewer: Viewer, input: ImportInput<ExpertRow>): Promise<ImportReport> {
  const permit = rights.importExperts(viewer);
  return importRows(deps.mongo, input, async (row, session): Promise<Imported> => {
    const person = await deps.store.persons.known(row.personId, 'personId', session);
    const owner = await deps.store.experts.ofPerson(person._id, session);
    permit({ personId: placeFor(viewer, person, owner, row), code: null, industryCodes: null });
    const importKey = expertKeyOf(person._id, row.key);
    if (owner && owner.importKey !== importKey)
      throw new DomainError('DUPLICATE', `${person.name} already has a profile.`, ['personId']);
    const facts = { ...checkStatements(completed(row), person), synthetic: row.synthetic ?? false };
    const imported = await deps.store.experts.importRow(
      {
        importKey,
        authorize: () => undefined,
        // the default title follows from the person, so it is no statement of the row
        stated: statedBy(row.displayTitle?.trim() ? row : { ...row, displayTitle: undefined }, facts),
        create: () => ({ ...newExpert(facts, person, newId('exp')).next, ...facts }),
        complete: (next, before) => {
          requireQualified(person, next.isInvited);
          const expert = { ...next, mainSubject: mainSubjectOf(next.subjects) };
          return invited(before ? withCapacity(expert, expert.capacity) : expert, before, viewer);
        },
        events: (before, expert) => (before ? changes(before, expert) : activation(expert)),
      },
      session,
    );
    if (imported.outcome !== 'UNCHANGED') await refreshStanding(deps, imported.id, session);
    return imported;
  });
}

/** The statements of a row, with those of a new profile for columns that it leaves out. */
function completed(row: ExpertRow): ExpertStatements {
  return { ...row, capacity: row.capacity ?? 2, remoteOk: row.remoteOk ?? true, isInvited: row.isInvited ?? false };
}

/**
 * The key under which an imported profile is stored. It belongs to the person and not to a region, because the region of
 * a profile follows the person, and two counties may use the same key for experts from the same place.
 */
function expertKeyOf(personId: string, key: string): string {
  return `${personId}/${key}`;
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

/** Where the person lies whose profile is written. Staff may invite a person of any region who has no profile yet. */
function placeFor(
  viewer: Viewer,
  { _id, regionCode }: PersonFacts,
  present: Expert | null,
  { isInvited }: { isInvited?: boolean | null | undefined },
): Place | null {
  if (present) return placeOfExpert(present, viewer);
  return isInvited && isStaff(viewer) ? null : { personId: _id, regionCode };
}

function isStaff({ roles }: Viewer): boolean {
  return roles.includes('staff') || roles.includes('administrator');
}

/** The profile with the region whose staff invited the expert. */
function invited(next: Expert, before: Expert | null, viewer: Viewer): Expert {
  return next.isInvited && !before?.isInvited ? { ...next, invitedBy: invitedBy(viewer) } : next;
}
