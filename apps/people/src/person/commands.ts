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
  AddPhoneKeyInput,
  CloseHomeInput,
  CorrectPersonInput,
  PersonRow,
  RegisterWorkerInput,
  RetirePhoneKeyInput,
  UpdateMyProfileInput,
  VerifyWorkerInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
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
import { closeHome as close, wake } from './home.ts';
import { openOfferForPhone } from '../merge/commands.ts';
import { requireNotMerged } from '../merge/domain.ts';
import { normalizePhone, type PhoneKeyRecord } from './phone-keys.ts';

/** Registers a worker on the Home (入驻). Workers may do this in any region, the others in their own. */
export async function registerWorker(deps: Deps, viewer: Viewer, input: RegisterWorkerInput): Promise<PersonRecord> {
  const { store, directory, requests, now } = deps;
  const { persons, phones } = store;
  const permit = rights.registerWorker(viewer);
  const { phone, channel, consentVersion, clientMutationId: _, employerId, ...facts } = input;
  permit({ regionCode: await placeAmongOrganizations(directory, viewer, input), employerId: null });
  requireConsent(consentVersion);
  const number = normalizePhone(phone);
  const stated = newPerson(
    newId('per'),
    {
      ...facts,
      ...workerTexts(facts),
      titleLevel: facts.titleLevel ?? 'NONE',
      consentVersion,
      registeredBy: viewer.id,
      employerId: employerId ?? null,
      home: { status: 'REGISTERED', registeredOn: toDay(now()), verifiedOn: null, verifiedBy: null, channel },
    },
    now(),
  );
  const create = (): Promise<string> =>
    requests.once({ viewerId: viewer.id, mutation: 'registerWorker', input }, async (session) => {
      await directory.knownRegion(stated.regionCode, 'regionCode', session, toDay(now()));
      if (stated.employerId) await directory.activeOrganization(stated.employerId, 'employerId', session);
      const person = { ...stated, ...(await phones.protect(number, session)) };
      await persons.requireFreePhone(person, session);
      return persons.create({ next: person, events: [workerRegistered(person)] }, session);
    });
  const claim = { phone: number, claimant: stated, origin: 'REGISTRATION' } as const;
  return persons.require(await offeringMerge(deps, viewer, claim, () => persons.refusingDuplicates(create)));
}

/**
 * Runs `write`, and opens an offer to merge two records when it is refused because another worker has the number. The
 * error stays the same.
 */
async function offeringMerge<T>(
  deps: Deps,
  viewer: Viewer,
  claim: Parameters<typeof openOfferForPhone>[2],
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const isTaken = error instanceof DomainError && error.code === 'DUPLICATE' && error.inputPath?.[0] === 'phone';
    if (isTaken) await openOfferForPhone(deps, viewer, claim);
    throw error;
  }
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
    throw new DomainError('NOT_FOUND', say`Your account belongs to no person in the register.`);
  return restate(deps, { id: viewer.id, expectedVersion }, stated, {
    changedByRole: 'PERSON',
    changedBy: viewer,
    reason: null,
    authorize: requireOpenAccount,
    complete: (person) => wake(person, toDay(deps.now()), deps.now()) ?? person,
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
    changedByRole: roleOf(viewer, ''),
    changedBy: viewer,
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
type Authorship = Pick<PersonChangeRecord, 'changedByRole' | 'reason'> & {
  changedBy: Viewer;
  authorize: (person: PersonRecord) => void;
  /** Adds what follows from a change that differs. */
  complete?: (person: PersonRecord) => PersonRecord;
};

/**
 * Changes the facts that the input states, and adds the change to the history of the person, in one transaction. Without
 * a difference nothing is written.
 */
async function restate(
  deps: Deps,
  change: Change,
  { phone, ...stated }: Stated,
  { authorize, complete = (person) => person, changedBy: viewer, ...author }: Authorship,
): Promise<PersonRecord> {
  const { store, directory, now } = deps;
  const { persons, personChanges, phones } = store;
  if (phone === null) throw cannotBeEmpty('phone');
  const number = phone === undefined ? undefined : normalizePhone(phone);
  const statedFacts = profileFacts(stated, now());
  const changeId = newId('chg');
  let restated: Restatement | undefined;
  const update = (): Promise<PersonRecord> =>
    persons.update(change, {
      authorize,
      decide: async (person, session) => {
        requireNotMerged(person);
        const phoneFacts = number === undefined ? {} : await phones.protect(number, session);
        const facts = { ...statedFacts, ...phoneFacts };
        restated = restatePerson(person, facts, { by: viewer.id, now: now() });
        if (!restated) {
          if (number !== undefined) await persons.hashAnew({ ...person, ...facts }, session);
          return undefined;
        }
        await requireKnown(restated, session);
        const next = complete(restated.next);
        return { next, events: workerChanged(person, next) };
      },
      follow: async ({ _id: personId, version }, session) => {
        const { fields, endedVerification } = restated as Restatement;
        await personChanges.add(
          {
            _id: changeId,
            version,
            personId,
            fields,
            endedVerification,
            changedAt: now(),
            changedBy: viewer.id,
            ...author,
          },
          session,
        );
      },
    });
  if (number === undefined) return update();
  const claimant = await persons.require(change.id);
  return offeringMerge(deps, viewer, { phone: number, claimant, origin: 'PROFILE' }, update);

  async function requireKnown({ next, fields }: Restatement, session: Session): Promise<void> {
    if (fields.includes('REGION')) await directory.knownRegion(next.regionCode, 'regionCode', session, toDay(now()));
    if (fields.includes('EMPLOYER') && next.employerId)
      await directory.activeOrganization(next.employerId, 'employerId', session);
    if (fields.includes('PHONE')) await persons.requireFreePhone(next, session);
  }
}

/** Closes the account of a worker on the Home (注销). By the worker, or with a reason by staff of the worker's region. */
export async function closeHome(
  { store: { persons, personChanges }, now }: Deps,
  viewer: Viewer,
  { id, expectedVersion, reason: given }: CloseHomeInput,
): Promise<PersonRecord> {
  const permit = rights.closeHome(viewer);
  const changeId = newId('chg');
  const isOwn = viewer.id === id;
  const reason = isOwn && (given ?? null) === null ? null : correctionReason(given ?? '');
  return persons.update(
    { id, expectedVersion },
    {
      authorize: ({ regionCode }) => void permit({ id: { personId: id, regionCode } }),
      decide: (person) => {
        const next = close(person, now());
        return { next, events: workerChanged(person, next) };
      },
      follow: async ({ version }, session) => {
        const author = { changedByRole: roleOf(viewer, id), changedBy: viewer.id, reason } as const;
        const fields: PersonChangeRecord['fields'] = ['HOME'];
        await personChanges.add(
          { _id: changeId, version, personId: id, fields, endedVerification: false, changedAt: now(), ...author },
          session,
        );
      },
    },
  );
}

function roleOf({ id, roles }: Viewer, personId: string): PersonChangeRecord['changedByRole'] {
  if (id === personId) return 'PERSON';
  return roles.includes('administrator') ? 'ADMINISTRATOR' : 'STAFF';
}

/**
 * Records an act of the worker's own account in the transaction of the act (see README); the act of another viewer is
 * none.
 */
export async function recordOwnAct(
  deps: Pick<Deps, 'store' | 'now'>,
  viewer: Viewer,
  personId: string,
  session: Session,
): Promise<void> {
  if (viewer.id === personId) await recordAct(deps, { personId, actedOn: toDay(deps.now()) }, session);
}

/** Records an act of a worker's own account on a day, in the transaction of the caller. */
export async function recordAct(
  { store: { persons }, now }: Pick<Deps, 'store' | 'now'>,
  { personId, actedOn }: { personId: string; actedOn: string },
  session: Session,
): Promise<void> {
  const person = await persons.find(personId, session);
  const next = person && wake(person, actedOn, now());
  if (!next) return;
  const events = workerChanged(person, next);
  if (events.length === 0) await persons.noteAct(next, session);
  else await persons.replace(person, { next, events }, session);
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
          requireNotMerged(next, 'key');
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

/** Makes the next version of the phone key. Administrators. @throws QUOTA_EXCEEDED. */
export async function addPhoneKey(
  { store: { phones }, requests, now }: Deps,
  viewer: Viewer,
  input: AddPhoneKeyInput,
): Promise<PhoneKeyRecord> {
  rights.addPhoneKey(viewer)({});
  const id = await requests.once(
    { viewerId: viewer.id, mutation: 'addPhoneKey', input },
    async (session) => (await phones.add(now(), session))._id,
  );
  return (await phones.all()).find(({ _id }) => _id === id) as PhoneKeyRecord;
}

/** Retires a version of the phone key. Administrators. @throws NOT_FOUND, INVALID_TRANSITION. */
export async function retirePhoneKey(
  { store: { phones }, now }: Deps,
  viewer: Viewer,
  { version }: RetirePhoneKeyInput,
): Promise<PhoneKeyRecord> {
  rights.retirePhoneKey(viewer)({});
  return phones.retire(version, now());
}
