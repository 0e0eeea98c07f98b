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

/** Records a celebration. Staff of the region, or the organizer's secretary. */
export async function recordCelebration(
  { store: { celebrations }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCelebrationInput,
): Promise<CelebrationRecord> {
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
  const id = await celebrations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCelebration', input }, async (session) => {
      await directory.knownRegion(celebration.regionCode, 'regionCode', session);
      await directory.activeOrganization(input.organizerId, 'organizerId', session);
      await celebrations.requireNew(celebration, session);
      return celebrations.create({ next: celebration, events: [celebrationHeld(celebration)] }, session);
    }),
  );
  return celebrations.require(id);
}

/** Records a care visit to a worker. Staff of the worker's region. */
export async function recordCareVisit(
  { store: { careVisits, persons }, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCareVisitInput,
): Promise<CareVisitRecord> {
  requireRole(viewer, 'staff');
  checkVisit(input, toDay(now()));
  const newVisitId = newId('vis');
  const id = await careVisits.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCareVisit', input }, async (session) => {
      const { personId, visitedOn, visitors, occasion } = input;
      const { regionCode } = await persons.known(personId, 'personId', session);
      requireRegion(viewer, regionCode, 'staff');
      await careVisits.requireNew(personId, visitedOn, session);
      const visit = { _id: newVisitId, version: 1, personId, regionCode, visitedOn, visitors, occasion };
      return careVisits.create(
        { next: visit, events: [CareVisitRecorded({ visitId: newVisitId, regionCode, visitedOn })] },
        session,
      );
    }),
  );
  return careVisits.require(id);
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
  { store: { celebrations }, directory, now }: Deps,
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
  await celebrations.requireNew(wanted, session, key);
  return celebrations.import(
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
