import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importKeyOf,
  importRows,
  statedBy,
  type Change,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type {
  CorrectPersonInput,
  PersonRow,
  RegisterWorkerInput,
  UpdateMyProfileInput,
  VerifyWorkerInput,
} from '../generated/graphql.ts';
import { placeAmongOrganizations } from '../places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  cannotBeEmpty,
  correctionReason,
  importedPerson,
  newPerson,
  profileFacts,
  requireConsent,
  requireOpenAccount,
  restatePerson,
  verifyPerson,
  workerChanged,
  workerRegistered,
  workerTexts,
  type PersonChangeRecord,
  type PersonRecord,
  type Restatement,
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
      await directory.knownRegion(person.regionCode, 'regionCode', session, toDay(now()));
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

/** Changes what workers state about themselves. The worker is the subject of the token. */
export async function updateMyProfile(
  deps: Deps,
  viewer: Viewer,
  { expectedVersion, ...stated }: UpdateMyProfileInput,
): Promise<PersonRecord> {
  rights.updateMyProfile(viewer)({ employerId: null });
  if (!(await deps.store.persons.find(viewer.id)))
    throw new DomainError('NOT_FOUND', 'Your account belongs to no person in the register.');
  return restate(deps, { id: viewer.id, expectedVersion }, stated, {
    changedByRole: 'PERSON',
    changedBy: viewer.id,
    reason: null,
    authorize: requireOpenAccount,
  });
}

/** Corrects the record of a worker. Staff of the worker's region. */
export async function correctPerson(
  deps: Deps,
  viewer: Viewer,
  { id, expectedVersion, reason: given, ...stated }: CorrectPersonInput,
): Promise<PersonRecord> {
  const permit = rights.correctPerson(viewer);
  const { regionCode } = stated;
  return restate(deps, { id, expectedVersion }, stated, {
    changedByRole: viewer.roles.includes('administrator') ? 'ADMINISTRATOR' : 'STAFF',
    changedBy: viewer.id,
    reason: correctionReason(given),
    authorize: (person) =>
      void permit({
        id: { personId: id, regionCode: person.regionCode },
        regionCode: regionCode ? { regionCode } : null,
        employerId: null,
      }),
  });
}

type Stated = Omit<UpdateMyProfileInput & CorrectPersonInput, 'id' | 'expectedVersion' | 'reason'>;

/** How a change is permitted, and what its history says of the author. */
type Authorship = Pick<PersonChangeRecord, 'changedByRole' | 'changedBy' | 'reason'> & {
  authorize: (person: PersonRecord) => void;
};

/**
 * Changes the facts that the input states, and adds the change to the history of the person, in one transaction. Without
 * a difference nothing is written.
 */
async function restate(
  { store: { persons, personChanges, phones }, directory, now }: Deps,
  change: Change,
  { phone, ...stated }: Stated,
  { authorize, ...author }: Authorship,
): Promise<PersonRecord> {
  if (phone === null) throw cannotBeEmpty('phone');
  const facts = { ...profileFacts(stated, now()), ...(phone !== undefined && (await phones.protect(phone))) };
  const changeId = newId('chg');
  let restated: Restatement | undefined;
  return persons.update(change, {
    authorize,
    decide: async (person, session) => {
      restated = restatePerson(person, facts, { by: author.changedBy, now: now() });
      if (!restated) return undefined;
      await requireKnown(restated, session);
      return { next: restated.next, events: workerChanged(person, restated.next) };
    },
    follow: async ({ _id: personId, version }, session) => {
      const { fields, endedVerification } = restated as Restatement;
      await personChanges.add(
        { _id: changeId, version, personId, fields, endedVerification, changedAt: now(), ...author },
        session,
      );
    },
  });

  async function requireKnown({ next, fields }: Restatement, session: Session): Promise<void> {
    if (fields.includes('REGION')) await directory.knownRegion(next.regionCode, 'regionCode', session, toDay(now()));
    if (fields.includes('EMPLOYER') && next.employerId)
      await directory.activeOrganization(next.employerId, 'employerId', session);
    if (fields.includes('PHONE') && next.phoneHash) await persons.requireFreePhone(next.phoneHash, session);
  }
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
    await directory.knownRegion(row.regionCode, 'regionCode', session, {
      from: registeredOn ?? null,
      to: toDay(now()),
    });
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
