import { HomeStatusChanged, WorkerProfileChanged, WorkerRegistered, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireCount, requireText, toDay } from '@kexie/kernel';
import { say } from '../messages.ts';
import { historyOf, type HomeState, type HomeStatus } from './home-history.ts';
import { isSameNumber } from './phone-keys.ts';

const titleLevels = ['NONE', 'JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR', 'ACADEMICIAN'] as const;
type TitleLevel = (typeof titleLevels)[number];
export type EntryChannel = 'ONLINE' | 'PAPER';
export type VerificationMethod = 'ORGANIZATION_CONFIRMED' | 'REAL_NAME' | 'CERTIFICATE';

/** The copy of an honour in force (荣誉) in the record of its person, for the filter by title. */
export type PersonHonour = {
  id: string;
  title: string;
  year: number;
  conferredBy: string;
  campaignId: string | null;
  documentNo: string | null;
};

/** A sci-tech worker (科技工作者). */
export type PersonRecord = {
  _id: string;
  version: number;
  importKey: string | null;
  name: string;
  gender: 'MALE' | 'FEMALE' | null;
  birthYear: number | null;
  titleLevel: TitleLevel;
  /** position of the level in `titleLevels`, for sorting */
  titleRank: number;
  titleName: string | null;
  position: string | null;
  degree: string | null;
  employerId: string | null;
  regionCode: string;
  subjectCodes: string[];
  researchDirections: string[];
  isPartyMember: boolean | null;
  home: {
    status: HomeStatus;
    registeredOn: string | null;
    verifiedOn: string | null;
    verifiedBy: VerificationMethod | null;
    channel: EntryChannel | null;
    /** the day of the last act of the worker's own account; null or undefined when none is recorded */
    lastActiveOn?: string | null;
  };
  /** copies of the honours in force, which the transaction of the honour writes */
  honours: PersonHonour[];
  /** the states of the Home, the earliest first; derived from `home` at each change */
  homeHistory?: HomeState[];
  /** for an ACTIVE worker, the day of the last act or, when that is later, since which they are ACTIVE; null for others */
  homeIdleSince?: string | null;
  /** organizations of which the person is an ACTIVE member; written in the transaction of the membership */
  organizationIds: string[];
  /** the hashes of the number, one for each key that knew it when it was given, as "version:hash" */
  phoneHashes: string[];
  phoneMasked: string | null;
  consentVersion: string | null;
  /** the user who registered or imported the worker, who cannot verify them; null when that is not recorded */
  registeredBy: string | null;
  /**
   * the users who have changed what a verification confirms since the last verification, and who cannot verify it;
   * undefined in records of earlier versions
   */
  restatedBy?: string[];
  /** the person who stands for this one since a merge; null or undefined for all others */
  mergedInto?: string | null;
  synthetic: boolean;
  updatedAt: Date;
};

/** The facts that `updateMyProfile` and `correctPerson` change, with their names in the history. */
const changeableFields = {
  name: 'NAME',
  gender: 'GENDER',
  birthYear: 'BIRTH_YEAR',
  phoneHashes: 'PHONE',
  titleLevel: 'TITLE_LEVEL',
  titleName: 'TITLE_NAME',
  position: 'POSITION',
  degree: 'DEGREE',
  employerId: 'EMPLOYER',
  regionCode: 'REGION',
  subjectCodes: 'SUBJECTS',
  researchDirections: 'RESEARCH_DIRECTIONS',
  isPartyMember: 'PARTY_MEMBERSHIP',
} as const satisfies Partial<Record<keyof PersonRecord, string>>;
type ChangeableField = keyof typeof changeableFields;
type PersonField = (typeof changeableFields)[ChangeableField];

/** A change of a person by themselves or by staff. It names the fields and has no values, which may be personal data. */
export type PersonChangeRecord = {
  _id: string;
  /** the version of the person that the change made */
  version: number;
  personId: string;
  fields: (PersonField | 'HOME')[];
  changedByRole: 'PERSON' | 'STAFF' | 'ADMINISTRATOR';
  /** the user, for an audit; the schema shows the role only */
  changedBy: string;
  /** null for a change by the person */
  reason: string | null;
  /** whether the worker was verified before, and is REGISTERED since */
  endedVerification: boolean;
  changedAt: Date;
};

/**
 * The current version of the privacy notice (个人信息处理告知书). Consent to an older version does not cover the current
 * processing.
 */
export const currentConsentVersion = '2021-11';

/** All states but NOT_REGISTERED and CLOSED. */
export const registeredStatuses: readonly HomeStatus[] = ['REGISTERED', 'VERIFIED', 'ACTIVE', 'DORMANT'];

const nameLength = { min: 2, max: 50 };
export const subjectsMax = 5;
const directionsMax = 10;
const directionMax = 100;
const titleMax = 100;
const reasonMax = 500;
const birthYearMin = 1900;
/** The age from which the law permits work. */
const ageMin = 16;

/**
 * What a verification confirms: the real name and the unit, to which a registration is bound (入驻), and the level of the
 * title, to which a certificate testifies.
 */
const confirmedFields: readonly ChangeableField[] = ['name', 'employerId', 'titleLevel'];
const verifiedStatuses: readonly HomeStatus[] = ['VERIFIED', 'ACTIVE', 'DORMANT'];

type WorkerTexts = Pick<
  PersonRecord,
  'name' | 'titleName' | 'position' | 'degree' | 'subjectCodes' | 'researchDirections'
>;
type Optional<T> = {
  [Field in keyof T]?: T[Field] extends string[] ? readonly string[] | null | undefined : T[Field] | undefined;
};

/** The texts of a worker as they are stored. @throws VALIDATION_FAILED. */
export function workerTexts({ name, ...given }: { name: string } & Optional<Omit<WorkerTexts, 'name'>>): WorkerTexts {
  const short = (field: 'titleName' | 'position' | 'degree') => optionalText(given[field], field, { max: titleMax });
  checkSubjects(given.subjectCodes ?? []);
  checkDirections(given.researchDirections ?? []);
  return {
    name: requireText(name, 'name', nameLength),
    titleName: short('titleName'),
    position: short('position'),
    degree: short('degree'),
    subjectCodes: [...(given.subjectCodes ?? [])],
    researchDirections: (given.researchDirections ?? []).map((direction) =>
      requireText(direction, 'researchDirections', { max: directionMax }),
    ),
  };
}

/** The facts from which a new record is made. */
export type WorkerFacts = Pick<
  PersonRecord,
  'name' | 'regionCode' | 'titleLevel' | 'subjectCodes' | 'researchDirections'
> &
  Partial<PersonRecord>;

/** A new record from these facts; all other fields are null, empty, or NOT_REGISTERED. @throws VALIDATION_FAILED. */
export function newPerson(id: string, facts: WorkerFacts, now: Date): PersonRecord {
  const person = withDerived({
    _id: id,
    version: 1,
    importKey: null,
    gender: null,
    birthYear: null,
    titleRank: 0,
    titleName: null,
    position: null,
    degree: null,
    employerId: null,
    isPartyMember: null,
    home: { status: 'NOT_REGISTERED', registeredOn: null, verifiedOn: null, verifiedBy: null, channel: null },
    honours: [],
    organizationIds: [],
    phoneHashes: [],
    phoneMasked: null,
    consentVersion: null,
    registeredBy: null,
    restatedBy: [],
    synthetic: false,
    updatedAt: now,
    ...facts,
  });
  return withHistory(person, now);
}

/** The person with changed facts. @throws VALIDATION_FAILED. */
export function changePerson(person: PersonRecord, facts: Partial<PersonRecord>, now: Date): PersonRecord {
  return withHistory(withDerived({ ...person, ...facts, updatedAt: now }), now);
}

/** Brings the history of the Home up to its present state. */
function withHistory(person: PersonRecord, now: Date): PersonRecord {
  const { home } = person;
  const homeHistory = historyOf(person.homeHistory ?? [], home, toDay(now));
  const activeSince = home.status === 'ACTIVE' ? (homeHistory.at(-1) as HomeState).on : null;
  const lastActiveOn = home.lastActiveOn ?? '';
  return {
    ...person,
    homeHistory,
    homeIdleSince: activeSince !== null && lastActiveOn > activeSince ? lastActiveOn : activeSince,
  };
}

/** Checks the facts and updates the fields that are derived from them. */
function withDerived(person: PersonRecord): PersonRecord {
  const { name, ...texts } = workerTexts(person);
  if (registeredStatuses.includes(person.home.status) && !person.home.registeredOn)
    throw new DomainError('VALIDATION_FAILED', say`A registered worker must have a day of registration.`, [
      'registeredOn',
    ]);
  return {
    ...person,
    ...texts,
    name,
    titleRank: titleLevels.indexOf(person.titleLevel),
  };
}

function checkSubjects(codes: readonly string[]): void {
  if (codes.length > subjectsMax)
    throw new DomainError('VALIDATION_FAILED', say`A person can have at most ${subjectsMax} subjects.`, [
      'subjectCodes',
    ]);
  const wrong = codes.find((code) => !/^\d{3}(\d{2}(\d{2})?)?$/.test(code));
  if (wrong !== undefined)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`"${wrong.slice(0, 20)}" is not a GB/T 13745 code of 3, 5 or 7 digits.`,
      ['subjectCodes'],
    );
  if (new Set(codes).size < codes.length)
    throw new DomainError('VALIDATION_FAILED', say`A subject is listed twice.`, ['subjectCodes']);
}

function checkDirections(directions: readonly string[]): void {
  if (directions.length > directionsMax)
    throw new DomainError('VALIDATION_FAILED', say`A person can have at most ${directionsMax} research directions.`, [
      'researchDirections',
    ]);
}

/** The form in which titles are compared: lower case, with full-width characters as half-width ones. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** @throws CONSENT_MISSING unless the worker agreed to the current notice. */
export function requireConsent(version: string): void {
  if (version !== currentConsentVersion)
    throw new DomainError(
      'CONSENT_MISSING',
      say`The worker must agree to the privacy notice of ${currentConsentVersion}.`,
      ['consentVersion'],
    );
}

/**
 * The worker with a confirmed identity. @throws INVALID_TRANSITION unless the worker's status is REGISTERED, FORBIDDEN
 * for the user who registered the worker or has restated what the verification confirms, and for the worker.
 */
export function verifyPerson(
  person: PersonRecord,
  { method, by, now }: { method: VerificationMethod; by: string; now: Date },
): PersonRecord {
  if (by === person.registeredBy || by === person._id || person.restatedBy?.includes(by))
    throw new DomainError(
      'FORBIDDEN',
      say`A second person must verify a worker whom you have registered or corrected.`,
      ['id'],
    );
  if (person.home.status !== 'REGISTERED')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Only a REGISTERED worker can be verified; this worker is ${person.home.status}.`,
    );
  return changePerson(
    person,
    { restatedBy: [], home: { ...person.home, status: 'VERIFIED', verifiedOn: toDay(now), verifiedBy: method } },
    now,
  );
}

/**
 * The person after a row of an import, checked and with the derived fields. `by` is the user who imports.
 * @throws VALIDATION_FAILED, INVALID_TRANSITION for a worker whom the row declares VERIFIED.
 */
export function importedPerson(
  next: PersonRecord,
  before: PersonRecord | null,
  { by, now }: { by: string; now: Date },
): PersonRecord {
  if (next.home.registeredOn && next.home.registeredOn > toDay(now))
    throw new DomainError('VALIDATION_FAILED', say`The day of registration must not lie in the future.`, [
      'registeredOn',
    ]);
  const changesStatus = before?.home.status !== next.home.status;
  if (before && changesStatus && next.home.status === 'VERIFIED')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`An import does not verify a worker. Verify the worker by verifyWorker.`,
      ['homeStatus'],
    );
  return changePerson(next, changesStatus ? { registeredBy: by } : {}, now);
}

type StatedValue = string | number | boolean | readonly string[] | null | undefined;
/** The facts of a profile as a client states them: undefined keeps a field, and null empties it. The phone number is protected before. */
type StatedProfile = Partial<Record<Exclude<ChangeableField, 'phoneHashes'>, StatedValue>>;

const emptyValues: Partial<PersonRecord> = { titleLevel: 'NONE', subjectCodes: [], researchDirections: [] };

/**
 * The facts that a client states, as they are stored. @throws VALIDATION_FAILED for an empty name or region, and an
 * impossible year of birth.
 */
export function profileFacts({ ...stated }: StatedProfile, now: Date): Partial<PersonRecord> {
  for (const field of ['name', 'regionCode'] as const) if (stated[field] === null) throw cannotBeEmpty(field);
  if (typeof stated.birthYear === 'number') {
    const max = Number(toDay(now).slice(0, 4)) - ageMin;
    requireCount(stated.birthYear, 'birthYear', { min: birthYearMin, max });
  }
  const given = Object.entries(stated).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([field, value]) => [field, value ?? emptyValues[field as keyof PersonRecord] ?? null]),
  );
}

/** The error for a fact that a person always has. */
export function cannotBeEmpty(field: string): DomainError {
  return new DomainError('VALIDATION_FAILED', say`"${field}" can be replaced, but not removed.`, [field]);
}

/** The reason of a correction as it is stored. @throws VALIDATION_FAILED. */
export const correctionReason = (reason: string): string => requireText(reason, 'reason', { max: reasonMax });

/** A restated person, with the fields that differ. */
export type Restatement = { next: PersonRecord; fields: PersonField[]; endedVerification: boolean };

/**
 * The person with these facts, and the fields that differ; undefined when no field does. When a fact changes that a
 * verification confirms, a verified worker is REGISTERED again, and the user who changed it does not verify it.
 * @throws VALIDATION_FAILED.
 */
export function restatePerson(
  person: PersonRecord,
  facts: Partial<PersonRecord>,
  { by, now }: { by: string; now: Date },
): Restatement | undefined {
  const changed = changePerson(person, facts, now);
  const fields = (Object.keys(changeableFields) as ChangeableField[]).filter((field) =>
    differs(field, person, changed),
  );
  if (fields.length === 0) return undefined;
  const next = withoutVerification(changed, person, by);
  return {
    next,
    fields: fields.map((field) => changeableFields[field]),
    endedVerification: next.home.status !== person.home.status,
  };
}

function differs(field: ChangeableField, a: PersonRecord, b: PersonRecord): boolean {
  if (field === 'phoneHashes' && isSameNumber(a.phoneHashes, b.phoneHashes)) return false;
  return JSON.stringify(a[field]) !== JSON.stringify(b[field]);
}

/** The changed person, whose verification ends when it no longer confirms their name, unit and level of title. */
function withoutVerification(changed: PersonRecord, before: PersonRecord, by: string): PersonRecord {
  if (!confirmedFields.some((field) => differs(field, before, changed))) return changed;
  const restatedBy = [...new Set([...(before.restatedBy ?? []), by])];
  if (!verifiedStatuses.includes(before.home.status)) return { ...changed, restatedBy };
  const home = { ...changed.home, status: 'REGISTERED', verifiedOn: null, verifiedBy: null } as const;
  return changePerson(changed, { restatedBy, home }, changed.updatedAt);
}

/** @throws INVALID_TRANSITION for a person whose account is closed. */
export function requireOpenAccount({ home }: PersonRecord): void {
  if (home.status === 'CLOSED')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`This account is closed. Staff of the region can correct the record.`,
    );
}

/** The event of a new person. */
export const workerRegistered = (person: PersonRecord): NewEvent => WorkerRegistered(workerFacts(person));

/** The events of a changed person: none when only private facts changed. */
export function workerChanged(before: PersonRecord, after: PersonRecord): NewEvent[] {
  const [was, is] = [workerFacts(before), workerFacts(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const { personId, regionCode, homeStatus } = is;
  const moved = { personId, regionCode, from: was.homeStatus, to: homeStatus, on: toDay(after.updatedAt) };
  return [WorkerProfileChanged(is), ...(was.homeStatus === homeStatus ? [] : [HomeStatusChanged(moved)])];
}

function workerFacts({ _id, name, regionCode, titleLevel, subjectCodes, employerId, home, synthetic }: PersonRecord) {
  return { personId: _id, name, regionCode, titleLevel, subjectCodes, employerId, homeStatus: home.status, synthetic };
}
