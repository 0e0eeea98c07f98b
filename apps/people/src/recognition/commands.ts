import { CareVisitRecorded, CelebrationHeld, type NewEvent } from '@kexie/events';
import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type { CelebrationRow, RecordCareVisitInput, RecordCelebrationInput } from '../generated/graphql.ts';
import { fold } from '../person/domain.ts';
import type { Deps } from '../store.ts';
import { checkCelebration, checkVisit, type CareVisitRecord, type CelebrationRecord } from './domain.ts';

/** Records a celebration. Staff of the region, or the organizer's secretary. @returns its id. */
export async function recordCelebration(
  { store, directory, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCelebrationInput,
): Promise<string> {
  requireActingFor(viewer, { id: input.organizerId, regionCode: input.regionCode });
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
  return store.recognition.celebrations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCelebration', input }, async (session) => {
      await directory.knownRegion(celebration.regionCode, 'regionCode', session);
      await directory.activeOrganization(input.organizerId, 'organizerId', session);
      await store.recognition.requireNewCelebration(celebration, session);
      return store.recognition.celebrations.create(
        { next: celebration, events: [celebrationHeld(celebration)] },
        session,
      );
    }),
  );
}

/** Records a care visit to a worker. Staff of the worker's region. @returns its id. */
export async function recordCareVisit(
  { store, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCareVisitInput,
): Promise<string> {
  requireRole(viewer, 'staff');
  checkVisit(input, toDay(now()));
  const id = newId('vis');
  return store.recognition.visits.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCareVisit', input }, async (session) => {
      const { personId, visitedOn, visitors, occasion } = input;
      const { regionCode } = await store.persons.known(personId, 'personId', session);
      requireRegion(viewer, regionCode, 'staff');
      await store.recognition.requireNotVisited(personId, visitedOn, session);
      const visit: CareVisitRecord = { _id: id, version: 1, personId, regionCode, visitedOn, visitors, occasion };
      return store.recognition.visits.create(
        { next: visit, events: [CareVisitRecorded({ visitId: id, regionCode, visitedOn })] },
        session,
      );
    }),
  );
}

/** Imports celebrations; staff in their region. */
export async function importCelebrations(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<CelebrationRow>,
): Promise<ImportReport> {
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importAsStaff(deps.mongo, viewer, input, (row, session) => importCelebration(deps, viewer, row, session));
}

async function importCelebration(
  { store, directory, now }: Deps,
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
  await store.recognition.requireNewCelebration(wanted, session, key);
  return store.recognition.celebrations.import(
    key,
    {
      next: (present) => {
        requireRegionOfPresent(viewer, present);
        return present ? { ...wanted, _id: present._id } : wanted;
      },
      events: (before, after) => (before ? [] : [celebrationHeld(after)]),
    },
    session,
  );
}

const celebrationHeld = ({ _id, regionCode, heldOn }: CelebrationRecord): NewEvent =>
  CelebrationHeld({ celebrationId: _id, regionCode, heldOn });
