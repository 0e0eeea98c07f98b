import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, replaceGuarded, type Session } from '@kexie/messaging';
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
import { requireVersion } from '../authorise.ts';
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

/** Registers a worker on the Home (入驻). Workers and secretaries may anywhere, staff in their region. @returns the person's id. */
export async function registerWorker(deps: Deps, viewer: Viewer, input: RegisterWorkerInput): Promise<string> {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (!['worker', 'secretary'].some((role) => viewer.roles.includes(role)))
    requireRegion(viewer, input.regionCode, 'staff');
  requireConsent(input.consentVersion);
  const { store, directory, now } = deps;
  const { phone, channel, consentVersion, clientMutationId: _, titleName, employerId, ...facts } = input;
  const protectedPhone = await store.phones.protect(phone);
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
  const taken = () => new DomainError('DUPLICATE', 'A worker with this phone number is registered already.', ['phone']);
  try {
    return await deps.requests.once({ viewerId: viewer.id, mutation: 'registerWorker', input }, async (session) => {
      await directory.knownRegion(person.regionCode, 'regionCode', session);
      if (person.employerId) await directory.activeOrganization(person.employerId, 'employerId', session);
      if (await store.persons.phoneTaken(protectedPhone.phoneHash, session)) throw taken();
      await store.persons.model.insertMany([person], { session });
      await deps.outbox.append([workerRegistered(person)], { aggregateId: person._id, version: 1 }, session);
      return person._id;
    });
  } catch (error) {
    throw isDuplicateKey(error) ? taken() : error; // somebody else registered the number in the same moment
  }
}

/** Confirms who a worker is. Staff of the region, or the secretary of an organization that the worker belongs to. */
export async function verifyWorker(
  { mongo, store, outbox, now }: Deps,
  viewer: Viewer,
  { id, method, expectedVersion }: VerifyWorkerInput,
): Promise<PersonRecord> {
  requireRole(viewer, 'secretary', 'staff');
  return inTransaction(mongo, async (session) => {
    const person = await store.persons.require(id, session);
    const colleagues =
      viewer.roles.includes('secretary') &&
      person.organizationIds.some((organization) => viewer.organizations.includes(organization));
    if (!colleagues) requireRegion(viewer, person.regionCode, 'staff');
    requireVersion(person, expectedVersion);
    const verified = await replaceGuarded(
      store.persons.model,
      person,
      verifyPerson(person, method, toDay(now()), now()),
      session,
    );
    await outbox.append(workerChanged(person, verified), { aggregateId: id, version: verified.version }, session);
    return verified;
  });
}

/** Loads persons from a list; staff in their region. */
export async function importPersons(deps: Deps, viewer: Viewer, input: ImportInput<PersonRow>): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  input.rows.forEach(({ regionCode }) => requireRegion(viewer, regionCode, 'staff'));
  return importRows(deps.mongo, input, (row, session) => importPerson(deps, viewer, row, session));
}

async function importPerson(
  { store, directory, outbox, now }: Deps,
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
  let before: PersonRecord | null = null;
  const { id, outcome, record } = await saveImported(
    store.persons.model,
    key,
    (present) => {
      if (present) requireRegion(viewer, present.regionCode, 'staff'); // a key is no way to somebody of another region
      before = present;
      // what the platform found out by itself (a verification, honours, memberships, a phone) stays
      return present
        ? changePerson(present, { ...facts, home: { ...present.home, ...home } }, now())
        : newPerson(newId('per'), { ...facts, home: { ...home, verifiedOn: null, verifiedBy: null } }, now());
    },
    session,
  );
  if (outcome === 'CREATED')
    await outbox.append([workerRegistered(record)], { aggregateId: id, version: record.version }, session);
  if (outcome === 'UPDATED' && before)
    await outbox.append(workerChanged(before, record), { aggregateId: id, version: record.version }, session);
  return { id, outcome };
}
