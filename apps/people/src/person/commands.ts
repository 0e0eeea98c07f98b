import { newId, toDay } from '@kexie/kernel';
import {
  importKeyOf,
  importRows,
  statedBy,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type { PersonRow, RegisterWorkerInput, VerifyWorkerInput } from '../generated/graphql.ts';
import { placeAmongOrganizations } from '../places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  importedPerson,
  newPerson,
  requireConsent,
  verifyPerson,
  workerChanged,
  workerRegistered,
  workerTexts,
  type PersonRecord,
} from './domain.ts';

/** Registers a worker on the Home (入驻). Workers may do this in any region, the others in their own. */
export async function registerWorker(
  { store: { persons, phones }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: RegisterWorkerInput,
): Promise<PersonRecord> {
  const permit = rights.registerWorker(viewer);
  const { phone, channel, consentVersion, clientMutationId: _, employerId, ...facts } = input;
  permit({ regionCode: await placeAmongOrganizations(directory, viewer, input), employerId: null });
  requireConsent(consentVersion);
  const protectedPhone = await phones.protect(phone);
  const person = newPerson(
    newId('per'),
    {
      ...facts,
      ...workerTexts(facts),
      ...protectedPhone,
      titleLevel: facts.titleLevel ?? 'NONE',
      consentVersion,
      registeredBy: viewer.id,
      employerId: employerId ?? null,
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

/** Confirms the identity of a worker. */
export async function verifyWorker(
  { store: { persons }, directory, now }: Deps,
  viewer: Viewer,
  input: VerifyWorkerInput,
): Promise<PersonRecord> {
  const permit = rights.verifyWorker(viewer);
  return persons.update(input, {
    authorize: async ({ organizationIds, regionCode }, session) => {
      const person = { regionCode, among: organizationIds };
      permit({ id: await placeAmongOrganizations(directory, viewer, person, session) });
    },
    decide: (person) => {
      const next = verifyPerson(person, { method: input.method, by: viewer.id, now: now() });
      return { next, events: workerChanged(person, next) };
    },
  });
}

/**
 * Imports persons. Facts that the platform itself recorded (verification, honours, memberships, phone number) stay.
 */
export async function importPersons(
  { mongo, store: { persons }, directory, now }: Deps,
  viewer: Viewer,
  input: ImportInput<PersonRow>,
): Promise<ImportReport> {
  const permit = rights.importPersons(viewer);
  return importRows(mongo, input, async (row: PersonRow, session): Promise<Imported> => {
    permit({ regionCode: row, employerId: null });
    const { key, homeStatus, registeredOn, channel, ...given } = row;
    const facts = {
      ...given,
      ...workerTexts(given),
      gender: given.gender ?? null,
      employerId: given.employerId ?? null,
      titleLevel: given.titleLevel ?? 'NONE',
      synthetic: given.synthetic ?? false,
    };
    const home = {
      status: homeStatus ?? 'NOT_REGISTERED',
      registeredOn: registeredOn ?? null,
      channel: channel ?? null,
    } as const;
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    return persons.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: present, employerId: null }),
        stated: {
          ...statedBy(row, facts),
          ...(homeStatus !== undefined && { 'home.status': home.status }),
          ...(registeredOn !== undefined && { 'home.registeredOn': home.registeredOn }),
          ...(channel !== undefined && { 'home.channel': home.channel }),
        },
        create: () =>
          newPerson(newId('per'), { ...facts, home: { ...home, verifiedOn: null, verifiedBy: null } }, now()),
        complete: async (next, before) => {
          if (next.employerId && next.employerId !== before?.employerId)
            await directory.activeOrganization(next.employerId, 'employerId', session);
          return importedPerson(next, before, { by: viewer.id, now: now() });
        },
        events: (before, after) => (before ? workerChanged(before, after) : [workerRegistered(after)]),
      },
      session,
    );
  });
}
