import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  actsFor,
  importAsStaff,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type { PersonRow, RegisterWorkerInput, VerifyWorkerInput } from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  changePerson,
  newPerson,
  requireConsent,
  verifyPerson,
  workerChanged,
  workerRegistered,
  type PersonRecord,
} from './domain.ts';

/** Registers a worker on the Home (入驻). Workers and secretaries may do this in any region, staff in their own. */
export async function registerWorker(
  { store: { persons, phones }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: RegisterWorkerInput,
): Promise<PersonRecord> {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (!['worker', 'secretary'].some((role) => viewer.roles.includes(role)))
    requireRegion(viewer, input.regionCode, 'staff');
  requireConsent(input.consentVersion);
  const { phone, channel, consentVersion, clientMutationId: _, titleName, employerId, ...facts } = input;
  const protectedPhone = await phones.protect(phone);
  const person = newPerson(
    newId('per'),
    {
      ...facts,
      ...protectedPhone,
      consentVersion,
      titleName: titleName ?? null,
      employerId: employerId ?? null,
      titleLevel: facts.titleLevel ?? 'NONE',
      researchDirections: facts.researchDirections ?? [],
      home: { status: 'REGISTERED', registeredOn: toDay(now()), verifiedOn: null, verifiedBy: null, channel },
    },
    now(),
  );
  const id = await persons.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'registerWorker', input }, async (session) => {
      await directory.knownRegion(person.regionCode, 'regionCode', session);
      if (person.employerId) await directory.activeOrganization(person.employerId, 'employerId', session);
      await persons.requireFreePhone(protectedPhone.phoneHash, session);
      return persons.create({ next: person, events: [workerRegistered(person)] }, session);
    }),
  );
  return persons.require(id);
}

/**
 * Confirms the identity of a worker. For staff of the region, or the secretary of an organization that the worker
 * belongs to.
 */
export async function verifyWorker(
  { store: { persons }, now }: Deps,
  viewer: Viewer,
  input: VerifyWorkerInput,
): Promise<PersonRecord> {
  requireRole(viewer, 'secretary', 'staff');
  return persons.update(input, {
    authorize: ({ organizationIds, regionCode }) => {
      if (!organizationIds.some((id) => actsFor(viewer, id))) requireRegion(viewer, regionCode, 'staff');
    },
    decide: (person) => {
      const next = verifyPerson(person, input.method, toDay(now()), now());
      return { next, events: workerChanged(person, next) };
    },
  });
}

/** Imports persons; staff in their region. */
export async function importPersons(deps: Deps, viewer: Viewer, input: ImportInput<PersonRow>): Promise<ImportReport> {
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importAsStaff(deps.mongo, viewer, input, (row, session) => importPerson(deps, viewer, row, session));
}

async function importPerson(
  { store: { persons }, directory, now }: Deps,
  viewer: Viewer,
  row: PersonRow,
  session: Session,
): Promise<Imported> {
  await directory.knownRegion(row.regionCode, 'regionCode', session);
  if (row.employerId) await directory.activeOrganization(row.employerId, 'employerId', session);
  const { key, homeStatus, registeredOn, channel, ...given } = row;
  const facts = {
    ...given,
    importKey: key,
    gender: given.gender ?? null,
    titleName: given.titleName ?? null,
    position: given.position ?? null,
    degree: given.degree ?? null,
    employerId: given.employerId ?? null,
    titleLevel: given.titleLevel ?? 'NONE',
    subjectCodes: given.subjectCodes ?? [],
    researchDirections: given.researchDirections ?? [],
    synthetic: given.synthetic ?? false,
  };
  const home = { status: homeStatus ?? 'NOT_REGISTERED', registeredOn: registeredOn ?? null, channel: channel ?? null };
  return persons.import(
    key,
    {
      next: (present) => {
        requireRegionOfPresent(viewer, present);
        // Facts that the platform itself recorded (verification, honours, memberships, phone number) stay.
        return present
          ? changePerson(present, { ...facts, home: { ...present.home, ...home } }, now())
          : newPerson(newId('per'), { ...facts, home: { ...home, verifiedOn: null, verifiedBy: null } }, now());
      },
      events: (before, after) => (before ? workerChanged(before, after) : [workerRegistered(after)]),
    },
    session,
  );
}
