import { WorkerProfileChanged, WorkerRegistered, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireText, toDay } from '@kexie/kernel';

const titleLevels = ['NONE', 'JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR', 'ACADEMICIAN'] as const;
type TitleLevel = (typeof titleLevels)[number];
export type HomeStatus = 'NOT_REGISTERED' | 'REGISTERED' | 'VERIFIED' | 'ACTIVE' | 'DORMANT' | 'CLOSED';
export type EntryChannel = 'ONLINE' | 'PAPER';
export type VerificationMethod = 'ORGANIZATION_CONFIRMED' | 'REAL_NAME' | 'CERTIFICATE';

/** An honour (荣誉), granted by an award. */
export type HonourRecord = {
  id: string;
  title: string;
  year: number;
  conferredBy: string;
  campaignId: string;
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
  };
  honours: HonourRecord[];
  /** organizations of which the person is an ACTIVE member; written in the transaction of the membership */
  organizationIds: string[];
  phoneHash: string | null;
  phoneMasked: string | null;
  consentVersion: string | null;
  /** the user who registered or imported the worker, who cannot verify them; null when that is not recorded */
  registeredBy: string | null;
  synthetic: boolean;
  updatedAt: Date;
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
  return withDerived({
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
    phoneHash: null,
    phoneMasked: null,
    consentVersion: null,
    registeredBy: null,
    synthetic: false,
    updatedAt: now,
    ...facts,
  });
}

/** The person with changed facts. @throws VALIDATION_FAILED. */
export function changePerson(person: PersonRecord, facts: Partial<PersonRecord>, now: Date): PersonRecord {
  return withDerived({ ...person, ...facts, updatedAt: now });
}

/** Checks the facts and updates the fields that are derived from them. */
function withDerived(person: PersonRecord): PersonRecord {
  const { name, ...texts } = workerTexts(person);
  if (registeredStatuses.includes(person.home.status) && !person.home.registeredOn)
    throw new DomainError('VALIDATION_FAILED', 'A registered worker must have a day of registration.', [
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
    throw new DomainError('VALIDATION_FAILED', `A person can have at most ${subjectsMax} subjects.`, ['subjectCodes']);
  const wrong = codes.find((code) => !/^\d{3}(\d{2}(\d{2})?)?$/.test(code));
  if (wrong !== undefined)
    throw new DomainError(
      'VALIDATION_FAILED',
      `"${wrong.slice(0, 20)}" is not a GB/T 13745 code of 3, 5 or 7 digits.`,
      ['subjectCodes'],
    );
  if (new Set(codes).size < codes.length)
    throw new DomainError('VALIDATION_FAILED', 'A subject is listed twice.', ['subjectCodes']);
}

function checkDirections(directions: readonly string[]): void {
  if (directions.length > directionsMax)
    throw new DomainError('VALIDATION_FAILED', `A person can have at most ${directionsMax} research directions.`, [
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
      `The worker must agree to the privacy notice of ${currentConsentVersion}.`,
      ['consentVersion'],
    );
}

/** A phone number in E.164; eleven digits from 1 are a Chinese mobile number. @throws VALIDATION_FAILED. */
export function normalizePhone(text: string): string {
  const compact = text.normalize('NFKC').replace(/[\s()-]/g, '');
  const number = /^1\d{10}$/.test(compact) ? `+86${compact}` : compact;
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw new DomainError('VALIDATION_FAILED', 'A phone number must have the form +8613800001234 or 13800001234.', [
      'phone',
    ]);
  return number;
}

/** The masked form of a number in E.164: three digits, four stars, four digits. */
export function maskPhone(number: string): string {
  const national = number.startsWith('+86') ? number.slice(3) : number.slice(1);
  return `${national.slice(0, national.length > 8 ? 3 : 1)}****${national.slice(-4)}`;
}

/**
 * The worker with a confirmed identity. @throws INVALID_TRANSITION unless the worker's status is REGISTERED, FORBIDDEN
 * for the user who registered the worker, and for the worker.
 */
export function verifyPerson(
  person: PersonRecord,
  { method, by, now }: { method: VerificationMethod; by: string; now: Date },
): PersonRecord {
  if (by === person.registeredBy || by === person._id)
    throw new DomainError('FORBIDDEN', 'A second person must verify a worker whom you have registered.', ['id']);
  if (person.home.status !== 'REGISTERED')
    throw new DomainError(
      'INVALID_TRANSITION',
      `Only a REGISTERED worker can be verified; this worker is ${person.home.status}.`,
    );
  return changePerson(
    person,
    { home: { ...person.home, status: 'VERIFIED', verifiedOn: toDay(now), verifiedBy: method } },
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
    throw new DomainError('VALIDATION_FAILED', 'The day of registration must not lie in the future.', ['registeredOn']);
  const changesStatus = before?.home.status !== next.home.status;
  if (before && changesStatus && next.home.status === 'VERIFIED')
    throw new DomainError(
      'INVALID_TRANSITION',
      'An import does not verify a worker. Verify the worker by verifyWorker.',
      ['homeStatus'],
    );
  return changePerson(next, changesStatus ? { registeredBy: by } : {}, now);
}

/** The event of a new person. */
export const workerRegistered = (person: PersonRecord): NewEvent => WorkerRegistered(workerFacts(person));

/** The events of a changed person: none when only private facts changed. */
export function workerChanged(before: PersonRecord, after: PersonRecord): NewEvent[] {
  const [was, is] = [workerFacts(before), workerFacts(after)];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [WorkerProfileChanged(is)];
}

function workerFacts({ _id, name, regionCode, titleLevel, subjectCodes, employerId, home, synthetic }: PersonRecord) {
  return { personId: _id, name, regionCode, titleLevel, subjectCodes, employerId, homeStatus: home.status, synthetic };
}
