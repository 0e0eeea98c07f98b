import { CareVisitRecorded, CelebrationHeld, type NewEvent } from '@kexie/events';
import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRole,
  saveImported,
  type ImportInput,
  type ImportReport,
  type Imported,
  type Viewer,
} from '@kexie/service';
import type { CelebrationRow, RecordCareVisitInput, RecordCelebrationInput } from '../generated/graphql.ts';
import { fold } from '../person/domain.ts';
import type { Deps } from '../store.ts';
import { checkCelebration, checkVisit, type CareVisitRecord, type CelebrationRecord } from './domain.ts';

/** Records a celebration. Staff of the region, or the organizer's secretary. @returns its id. */
export async function recordCelebration(
  { store, directory, outbox, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCelebrationInput,
): Promise<string> {
  requireRole(viewer, 'secretary', 'staff');
  if (!(viewer.roles.includes('secretary') && viewer.organizations.includes(input.organizerId)))
    requireRegion(viewer, input.regionCode, 'staff');
  const { clientMutationId: _, attendance, ...facts } = input;
  const celebration: CelebrationRecord = {
    ...facts,
    _id: newId('cel'),
    version: 1,
    importKey: null,
    titleFolded: fold(facts.title),
    period: null,
    attendance: attendance ?? null,
    synthetic: false,
  };
  checkCelebration(celebration, toDay(now()));
  return requests.once({ viewerId: viewer.id, mutation: 'recordCelebration', input }, async (session) => {
    await directory.knownRegion(celebration.regionCode, 'regionCode', session);
    await directory.activeOrganization(input.organizerId, 'organizerId', session);
    if (await store.recognition.sameCelebration(celebration, session))
      throw new DomainError('DUPLICATE', 'This organizer recorded a celebration of this title on this day.', ['title']);
    await store.recognition.celebrations.insertMany([celebration], { session });
    await outbox.append([celebrationHeld(celebration)], { aggregateId: celebration._id, version: 1 }, session);
    return celebration._id;
  });
}

/** Records a visit of care to a worker. Staff of the worker's region. @returns its id. */
export async function recordCareVisit(
  { store, outbox, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCareVisitInput,
): Promise<string> {
  requireRole(viewer, 'staff');
  checkVisit(input, toDay(now()));
  const id = newId('vis');
  return requests.once({ viewerId: viewer.id, mutation: 'recordCareVisit', input }, async (session) => {
    const { personId, visitedOn, visitors, occasion } = input;
    const { regionCode } = await store.persons.known(personId, 'personId', session);
    requireRegion(viewer, regionCode, 'staff');
    if (await store.recognition.visited(personId, visitedOn, session))
      throw new DomainError('DUPLICATE', 'A visit to this person on this day is recorded already.', ['visitedOn']);
    const visit: CareVisitRecord = { _id: id, version: 1, personId, regionCode, visitedOn, visitors, occasion };
    await store.recognition.visits.insertMany([visit], { session });
    await outbox.append(
      [CareVisitRecorded({ visitId: id, regionCode, visitedOn })],
      { aggregateId: id, version: 1 },
      session,
    );
    return id;
  });
}

/** Loads celebrations; staff in their region. */
export async function importCelebrations(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<CelebrationRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importRows(deps.mongo, input, (row, session) => importCelebration(deps, viewer, row, session));
}

async function importCelebration(
  { store, directory, outbox, now }: Deps,
  viewer: Viewer,
  row: CelebrationRow,
  session: Session,
): Promise<Imported> {
  const {
    key,
    periodLabel,
    periodFrom,
    periodTo,
    periodAssumed,
    heldOn,
    organizerId,
    attendance,
    synthetic,
    ...facts
  } = row;
  const wanted: CelebrationRecord = {
    ...facts,
    _id: newId('cel'),
    version: 1,
    importKey: key,
    titleFolded: fold(facts.title),
    heldOn: heldOn ?? null,
    organizerId: organizerId ?? null,
    attendance: attendance ?? null,
    synthetic: synthetic ?? false,
    period: periodLabel
      ? { label: periodLabel, from: periodFrom ?? null, to: periodTo ?? null, assumed: periodAssumed ?? false }
      : null,
  };
  checkCelebration(wanted, toDay(now()));
  await directory.knownRegion(wanted.regionCode, 'regionCode', session);
  if (wanted.organizerId) await directory.activeOrganization(wanted.organizerId, 'organizerId', session);
  const same = wanted.organizerId && wanted.heldOn ? await store.recognition.sameCelebration(wanted, session) : null;
  if (same && same.importKey !== key)
    throw new DomainError('DUPLICATE', 'This organizer recorded a celebration of this title on this day.', ['title']);
  const { id, outcome, record } = await saveImported(
    store.recognition.celebrations,
    key,
    (present) => {
      if (present) requireRegion(viewer, present.regionCode, 'staff');
      return present ? { ...wanted, _id: present._id, version: present.version } : wanted;
    },
    session,
  );
  if (outcome === 'CREATED')
    await outbox.append([celebrationHeld(record)], { aggregateId: id, version: record.version }, session);
  return { id, outcome };
}

const celebrationHeld = ({ _id, regionCode, heldOn }: CelebrationRecord): NewEvent =>
  CelebrationHeld({ celebrationId: _id, regionCode, heldOn });
