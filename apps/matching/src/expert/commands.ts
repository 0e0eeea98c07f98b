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
import { say } from '../messages.ts';
import { supersede, supersedeIfFull } from '../proposal/consequences.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import { leaveForeignTeams, refreshTeams } from '../team/membership.ts';
import {
  arrival,
  changes,
  checkStatements,
  invitedBy,
  newExpert,
  pauseExpert as pause,
  placeOfExpert,
  reinstate,
  requireQualified,
  restate,
  resume,
  setCapacity,
  standingOf,
  suspend,
  withCapacity,
  withdraw,
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
        throw new DomainError('FORBIDDEN', say`Only staff invite an expert.`, ['isInvited']);
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
    throw new DomainError('CONSENT_MISSING', say`A profile needs the consent of the person.`, ['consentVersion']);
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
  if (hasOtherSubjects(present, next)) await refreshTeams(deps, present.teamIds, session);
  return written;
}

function hasOtherSubjects(before: Expert, next: Expert): boolean {
  return JSON.stringify(before.subjects) !== JSON.stringify(next.subjects);
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

/**
 * Returns a suspended expert to the pool.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION.
 */
export async function reinstateExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Expert> {
  const permit = rights.reinstateExpert(viewer);
  return deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: (expert) => reinstate(expert, requireText(input.reason, 'reason'), toDay(deps.now())),
  });
}

/**
 * Pauses an expert, who keeps the capacity.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION.
 */
export async function pauseExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; until?: string | null | undefined; reason: string; expectedVersion: number },
): Promise<Expert> {
  const permit = rights.pauseExpert(viewer);
  return deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: (expert) => {
      const stated = { until: input.until ?? null, reason: requireText(input.reason, 'reason') };
      return pause(expert, stated, toDay(deps.now()));
    },
  });
}

/** Ends the pause of an expert. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION. */
export async function resumeExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; expectedVersion: number },
): Promise<Expert> {
  const permit = rights.resumeExpert(viewer);
  return deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: resume,
  });
}

/**
 * Withdraws a profile and the consent. The expert leaves all service teams, and open proposals are superseded.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, VALIDATION_FAILED, INVALID_TRANSITION.
 */
export async function withdrawExpert(
  deps: Deps,
  viewer: Viewer,
  input: { id: string; reason: string; expectedVersion: number },
): Promise<Expert | null> {
  const permit = rights.withdrawExpert(viewer);
  const { _id } = await deps.store.experts.update(input, {
    authorize: (expert) => void permit({ id: placeOfExpert(expert, viewer) }),
    decide: (expert) => withdraw(expert, requireText(input.reason, 'reason')),
    follow: async (written, session) => {
      await leaveForeignTeams(deps, written, session);
      await supersede(deps, { expertId: written._id }, 'EXPERT_UNAVAILABLE', session);
    },
  });
  return deps.store.experts.find(_id);
}

type Defaulted = 'capacity' | 'remoteOk' | 'onsiteOk' | 'isInvited';

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
      throw new DomainError('DUPLICATE', say`${person.name} already has a profile.`, ['personId']);
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
          if (before?.status === 'WITHDRAWN')
            throw new DomainError('INVALID_TRANSITION', say`${person.name} has withdrawn this profile.`, ['personId']);
          const expert = { ...next, mainSubject: mainSubjectOf(next.subjects) };
          return invited(before ? withCapacity(expert, expert.capacity) : expert, before, viewer);
        },
        events: (before, expert) => (before ? changes(before, expert) : arrival(expert)),
      },
      session,
    );
    if (imported.outcome === 'UNCHANGED') return imported;
    await refreshStanding(deps, imported.id, session);
    const { before, record } = imported;
    if (before && hasOtherSubjects(before, record)) await refreshTeams(deps, before.teamIds, session);
    return imported;
  });
}

/** The statements of a row, with those of a new profile for columns that it leaves out. */
function completed(row: ExpertRow): ExpertStatements {
  return {
    ...row,
    capacity: row.capacity ?? 2,
    remoteOk: row.remoteOk ?? true,
    onsiteOk: row.onsiteOk ?? true,
    isInvited: row.isInvited ?? false,
  };
}

/**
 * The key under which an imported profile is stored. It belongs to the person and not to a region, because the region of
 * a profile follows the person, and two counties may use the same key for experts from the same place.
 */
function expertKeyOf(personId: string, key: string): string {
  return `${personId}/${key}`;
}

/**
 * Updates the standing of an expert, in the transaction that changed a record on which it depends. The expert leaves
 * service teams to which the standing gives no right any more.
 */
export async function refreshStanding(deps: Deps, expertId: string, session: Session): Promise<void> {
  const { experts, engagements, needs, persons, evidence } = deps.store;
  const expert = await experts.find(expertId, session);
  const person = expert && (await persons.find(expert.personId, session));
  if (!expert || !person) return;
  const past = await engagements.recordOfExpert(expertId, session);
  const needIds = past.flatMap(({ needId, industryCode }) => (industryCode === null ? [] : (needId ?? [])));
  const standing = standingOf(expert, person, {
    institution: person.employerId
      ? ((await deps.directory.organization(person.employerId, session))?.name ?? null)
      : null,
    engagements: past,
    publicNeedIds: await needs.publicAmong(needIds, session),
    evidence: await evidence.read(person._id, session),
  });
  await experts.setStanding(expertId, standing, session);
  await leaveForeignTeams(deps, { ...expert, ...standing }, session);
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
