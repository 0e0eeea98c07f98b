import type { NewEvent } from '@kexie/events';
import {
  OrganizationActivated,
  OrganizationApplied,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationRegistered,
  OrganizationResumed,
  OrganizationSuspended,
  OrganizationTermOverdue,
  OrganizationTermRenewed,
} from '@kexie/events';
import {
  contains,
  DomainError,
  optionalText,
  requireCount,
  requireCreditCode,
  requireIndustryCodes,
  requireSubjectCodes,
  requireText,
  type Message,
} from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { OrganizationKind, OrganizationStatus, PartyOrganizationKind, RegionLevel } from '../generated/graphql.ts';
import { say } from '../messages.ts';

export type Term = { number: number; startedOn: string; endsOn: string };
export type Staffing = { authorizedPosts: number | null; fullTimeStaff: number; partTimeStaff: number; asOf: string };
export type Party = { kind: PartyOrganizationKind; name: string; establishedOn: string | null };

/**
 * A period in which an organization may not act (暂停), from the day `from` until the day before `to`. `to` is null while
 * it lasts. A suspension that ends with the organization has no reason and document of a resumption.
 */
export type Suspension = {
  from: string;
  to: string | null;
  reason: string;
  documentNo: string;
  resumeReason: string | null;
  resumeDocumentNo: string | null;
};

/** A name of the past, which was in use until the day before `until`. `documentNo` is that of the renaming (更名). */
export type PastName = { name: string; shortName: string | null; until: string; documentNo: string };

/** A place of the past: where an organization lay until the day before `until`. `documentNo` is that of the move (迁移). */
export type PastPlace = Place & { until: string; documentNo: string };

/** Where an organization lies: its region, the association above it and its host (依托单位). */
type Place = { regionCode: string; parentId: string | null; hostId: string | null };

/** An association or one of its partners. Days are civil days in Asia/Shanghai. */
export type Organization = {
  _id: string;
  version: number;
  importKey: string | null;
  name: string;
  shortName: string | null;
  aliases: string[];
  creditCode: string | null;
  kind: OrganizationKind;
  level: RegionLevel;
  status: OrganizationStatus;
  regionCode: string;
  parentId: string | null;
  hostId: string | null;
  subjectCodes: string[];
  industryCodes: string[];
  charter: string | null;
  preparatoryLead: string | null;
  rosterPersonIds: string[];
  chairPersonId: string | null;
  secretaryPersonId: string | null;
  decisionReason: string | null;
  approvalDocumentNo: string | null;
  approvedOn: string | null;
  foundedOn: string | null;
  filedOn: string | null;
  knownFrom: string | null;
  dissolvedOn: string | null;
  successorId: string | null;
  term: Term | null;
  party: Party | null;
  /** the Party organizations and staff before the present ones, oldest first; absent in records of earlier versions */
  partyHistory?: Party[];
  staffingHistory?: Staffing[];
  /** the suspensions, oldest first; absent when there was none */
  suspensions?: Suspension[];
  /** the names and places of the past, oldest first; absent when there was none */
  nameHistory?: PastName[];
  placeHistory?: PastPlace[];
  eligibleForLeadingPartyGroup: boolean;
  staffing: Staffing | null;
  individualMemberCount: number;
  /** the latest day on which an act of the organization was counted (see `src/vitality`); absent or null before the first */
  lastActedOn?: string | null;
  synthetic: boolean;
  createdAt: Date;
  updatedAt: Date;
};

export const partnerKinds: readonly OrganizationKind[] = [
  'ENTERPRISE',
  'UNIVERSITY',
  'RESEARCH_INSTITUTE',
  'GOVERNMENT_BODY',
  'PARK',
  'OTHER_PARTNER',
];

/** The kind of partner in which an association of this kind is set up (依托单位). */
export const hostKinds: Partial<Record<OrganizationKind, OrganizationKind>> = {
  ENTERPRISE_ASSOCIATION: 'ENTERPRISE',
  PARK_ASSOCIATION: 'PARK',
  UNIVERSITY_ASSOCIATION: 'UNIVERSITY',
  SCHOOL_ASSOCIATION: 'OTHER_PARTNER',
};

/** For each kind of association, the kinds of regions that should each have one: the units of coverage (覆盖). */
export const unitKinds: Partial<Record<OrganizationKind, readonly string[]>> = {
  TERRITORIAL_ASSOCIATION: ['DISTRICT', 'COUNTY', 'COUNTY_CITY'],
  TOWNSHIP_ASSOCIATION: ['SUBDISTRICT', 'TOWN', 'TOWNSHIP', 'ETHNIC_TOWNSHIP'],
  COMMUNITY_ASSOCIATION: ['COMMUNITY'],
  VILLAGE_ASSOCIATION: ['ADMINISTRATIVE_VILLAGE'],
};

const rosterMin = 10;
const rosterMax = 1_000;
const termYearsMax = 5;
/** The statuses of an organization that has ended. */
export const ended: readonly OrganizationStatus[] = ['DISSOLVED', 'MERGED', 'REJECTED'];
/** The statuses of an organization in use: it was filed or registered, and has not ended. */
export const inUse: readonly OrganizationStatus[] = ['ACTIVE', 'TERM_OVERDUE', 'SUSPENDED'];

/** An organization that has only an id. */
export function blank(id: string, now: Date): Organization {
  return {
    _id: id,
    version: 1,
    importKey: null,
    name: '',
    shortName: null,
    aliases: [],
    creditCode: null,
    kind: 'OTHER_PARTNER',
    level: 'COUNTY',
    status: 'ACTIVE',
    regionCode: '',
    parentId: null,
    hostId: null,
    subjectCodes: [],
    industryCodes: [],
    charter: null,
    preparatoryLead: null,
    rosterPersonIds: [],
    chairPersonId: null,
    secretaryPersonId: null,
    decisionReason: null,
    approvalDocumentNo: null,
    approvedOn: null,
    foundedOn: null,
    filedOn: null,
    knownFrom: null,
    dissolvedOn: null,
    successorId: null,
    term: null,
    party: null,
    eligibleForLeadingPartyGroup: false,
    staffing: null,
    individualMemberCount: 0,
    synthetic: false,
    createdAt: now,
    updatedAt: now,
  };
}

/** True unless the organization has ended. */
export const isAlive = ({ status }: Pick<Organization, 'status'>): boolean => !ended.includes(status);

/** True for an organization that may act: it is filed and not suspended. An overdue election does not matter. */
const isActive = ({ status }: Pick<Organization, 'status'>): boolean =>
  status === 'ACTIVE' || status === 'TERM_OVERDUE';

/**
 * The region of the association that decides about an organization: that of its parent. A partner without a parent lies
 * under the association of its own region. Undefined for an association without a parent, about which only
 * administrators decide.
 */
export function superiorRegionOf(
  { kind, regionCode }: Pick<Organization, 'kind' | 'regionCode'>,
  parent: Pick<Organization, 'regionCode'> | null,
): string | undefined {
  return parent?.regionCode ?? (partnerKinds.includes(kind) ? regionCode : undefined);
}

/**
 * The form in which names are compared: NFKC, lower case, without white space and punctuation, so that E站 = e站 and “ ”
 * = ".
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
}

/** The name as it is stored. @throws VALIDATION_FAILED for a name that is too short or too long. */
function requireName(name: string): string {
  const cleaned = requireText(name, 'name', { min: 2, max: 100 });
  if (nameKey(cleaned).length < 2)
    throw new DomainError('VALIDATION_FAILED', say`A name must have at least 2 letters or digits.`, ['name']);
  return cleaned;
}

/** The facts that an application, a registration or a row of an import states. A fact that it does not state is absent. */
type StatedFacts = {
  name: string;
  shortName?: string | null | undefined;
  aliases?: readonly string[] | null | undefined;
  creditCode?: string | null | undefined;
  subjectCodes?: readonly string[] | null | undefined;
  industryCodes?: readonly string[] | null | undefined;
  foundedOn?: string | null | undefined;
  knownFrom?: string | null | undefined;
};

const aliasesMax = 20;
/** Characters of a short name. */
const shortNameMax = 100;

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function factsOf(stated: StatedFacts, today: string) {
  const { creditCode, foundedOn = null, knownFrom = null } = stated;
  const aliases = [...new Set((stated.aliases ?? []).map((alias) => requireText(alias, 'aliases', { max: 100 })))];
  if (aliases.length > aliasesMax)
    throw new DomainError('VALIDATION_FAILED', say`An organization has at most ${aliasesMax} aliases.`, ['aliases']);
  for (const [path, day] of Object.entries({ foundedOn, knownFrom }))
    if (day && day > today)
      throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, [path]);
  return {
    name: requireName(stated.name),
    shortName: optionalText(stated.shortName, 'shortName', { max: shortNameMax }),
    aliases,
    creditCode: creditCode === null || creditCode === undefined ? null : requireCreditCode(creditCode, 'creditCode'),
    subjectCodes: requireSubjectCodes(stated.subjectCodes, 'subjectCodes'),
    industryCodes: requireIndustryCodes(stated.industryCodes, 'industryCodes'),
    foundedOn,
    knownFrom,
  };
}

/** The papers of an application as they are stored. @throws VALIDATION_FAILED. */
export function papersOf({ charter, rosterPersonIds }: { charter: string; rosterPersonIds: readonly string[] }) {
  return { charter: requireText(charter, 'charter', { max: charterMax }), rosterPersonIds: [...rosterPersonIds] };
}

/** Characters of a charter (章程). */
const charterMax = 50_000;

/** The organizations that one names: its parent and its host (依托单位). */
export type Relatives = { parent: Organization | null; host: Organization | null };

/** The records that an application is checked against. */
type Surroundings = Relatives & {
  region: { kind: string };
  unknownPersonIds: string[];
};

/** An application to found an association. @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE. */
export function apply(
  draft: Organization,
  { parent, host, region, unknownPersonIds }: Surroundings,
): Decision<Organization> {
  if (partnerKinds.includes(draft.kind))
    throw new DomainError('VALIDATION_FAILED', say`A partner is not founded: register it.`, ['kind']);
  checkParent(draft, parent);
  checkHost(draft, host);
  checkUnit(draft, region);
  if (draft.kind === 'SOCIETY' && draft.subjectCodes.length === 0)
    throw new DomainError('VALIDATION_FAILED', say`A society must name at least one discipline.`, ['subjectCodes']);
  checkPapers(draft, unknownPersonIds);
  return { next: draft, events: [OrganizationApplied(facts(draft))] };
}

/** @throws VALIDATION_FAILED for an association of a unit, such as a township, in a region of another kind. */
function checkUnit({ kind }: Organization, region: { kind: string }): void {
  const units = unitKinds[kind];
  if (units && kind !== 'TERRITORIAL_ASSOCIATION' && !units.includes(region.kind))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`An association of this kind cannot be founded in a region of this kind, or move there.`,
      ['regionCode'],
    );
}

function checkParent({ regionCode }: Pick<Organization, 'regionCode'>, parent: Organization | null): void {
  if (!parent) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such parent.`, ['parentId']);
  if (parent.kind !== 'TERRITORIAL_ASSOCIATION')
    throw new DomainError('VALIDATION_FAILED', say`Only a territorial association can approve.`, ['parentId']);
  if (!isActive(parent)) throw new DomainError('REFERENCE_INACTIVE', say`${parent.name} is not active.`, ['parentId']);
  checkResponsible(parent, regionCode);
}

function checkResponsible(parent: Organization, regionCode: string): void {
  if (!contains(parent.regionCode, regionCode))
    throw new DomainError('VALIDATION_FAILED', say`${parent.name} is not responsible for this region.`, ['regionCode']);
}

function checkHost({ kind }: Organization, host: Organization | null): void {
  const wanted = hostKinds[kind];
  if (!wanted && host)
    throw new DomainError('VALIDATION_FAILED', say`This kind of association has no host.`, ['hostId']);
  if (!wanted) return;
  if (!host)
    throw new DomainError('REFERENCE_UNKNOWN', say`This kind of association needs a host (依托单位).`, ['hostId']);
  if (host.kind !== wanted)
    throw new DomainError('VALIDATION_FAILED', say`The host must be of the kind ${wanted}.`, ['hostId']);
  if (!isActive(host)) throw new DomainError('REFERENCE_INACTIVE', say`${host.name} is not active.`, ['hostId']);
}

/**
 * Checks an organization of an import by the rules of the commands. A partner may have a parent.
 * @throws VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE, INVALID_TRANSITION.
 */
export function checkImported(next: Organization, before: Organization | null, { parent, host }: Relatives): void {
  if (before && !isAlive(before))
    throw new DomainError('INVALID_TRANSITION', say`An organization that is ${before.status} does not change.`, [
      'key',
    ]);
  if (before && before.kind !== next.kind)
    throw new DomainError('VALIDATION_FAILED', say`An import does not change the kind of an organization.`, ['kind']);
  if (before && before.hostId !== next.hostId)
    throw new DomainError('VALIDATION_FAILED', say`An import does not change the host (依托单位) of an association.`, [
      'hostId',
    ]);
  if (next.parentId === next._id)
    throw new DomainError('VALIDATION_FAILED', say`An organization cannot be its own parent.`, ['parentId']);
  if (next.parentId && (!before || before.parentId !== next.parentId)) checkParent(next, parent);
  if (!before) checkHost(next, host);
}

function checkPapers({ rosterPersonIds }: Organization, unknownPersonIds: readonly string[]): void {
  if (new Set(rosterPersonIds).size !== rosterPersonIds.length)
    throw new DomainError('VALIDATION_FAILED', say`A person is on the roster twice.`, ['rosterPersonIds']);
  if (rosterPersonIds.length < rosterMin || rosterPersonIds.length > rosterMax)
    throw new DomainError('VALIDATION_FAILED', say`The roster must have ${rosterMin} to ${rosterMax} persons.`, [
      'rosterPersonIds',
    ]);
  if (unknownPersonIds.length > 0)
    throw new DomainError(
      'REFERENCE_UNKNOWN',
      say`These persons are not known, or not yet: ${unknownPersonIds.slice(0, 5).join(', ')}.`,
      ['rosterPersonIds'],
    );
}

/** Submits a returned application again. @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN. */
export function resubmit(
  current: Organization,
  papers: { charter: string; rosterPersonIds: string[] },
  unknownPersonIds: readonly string[],
): Decision<Organization> {
  expect(current, ['RETURNED'], say`submitted again`);
  const next: Organization = { ...current, ...papers, status: 'APPLIED', decisionReason: null };
  checkPapers(next, unknownPersonIds);
  return { next, events: [OrganizationApplied(facts(next))] };
}

/** @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function approve(
  current: Organization,
  { documentNo, approvedOn }: { documentNo: string; approvedOn: string },
  today: string,
): Decision<Organization> {
  expect(current, ['APPLIED'], say`approved`);
  const approvalDocumentNo = documentNoOf(documentNo);
  if (approvedOn > today)
    throw new DomainError('VALIDATION_FAILED', say`The day of approval must not lie in the future.`, ['approvedOn']);
  return { next: { ...current, status: 'APPROVED', approvalDocumentNo, approvedOn }, events: [] };
}

/** Returns or rejects an application, with the reason. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function returnOrReject(
  current: Organization,
  to: 'RETURNED' | 'REJECTED',
  reason: string,
): Decision<Organization> {
  expect(current, ['APPLIED'], to === 'RETURNED' ? say`returned` : say`rejected`);
  return { next: { ...current, status: to, decisionReason: reasonOf(reason) }, events: [] };
}

/** The founding assembly. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function holdAssembly(
  current: Organization,
  assembly: {
    heldOn: string;
    attendance: number;
    charterAdopted: boolean;
    chairPersonId: string;
    secretaryPersonId: string | null;
    term: Term;
  },
  today: string,
): Decision<Organization> {
  expect(current, ['APPROVED'], say`founded`);
  const { heldOn, attendance, chairPersonId, secretaryPersonId, term } = assembly;
  requireCount(attendance, 'attendance', { max: attendanceMax });
  if (heldOn > today || heldOn < (current.approvedOn ?? ''))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The assembly must not be held before the approval or in the future.`,
      ['heldOn'],
    );
  if (!assembly.charterAdopted)
    throw new DomainError('VALIDATION_FAILED', say`An association cannot be founded without an adopted charter.`, [
      'charterAdopted',
    ]);
  if (attendance * 2 <= current.rosterPersonIds.length)
    throw new DomainError('VALIDATION_FAILED', say`More than half of the roster must attend.`, ['attendance']);
  if (!current.rosterPersonIds.includes(chairPersonId))
    throw new DomainError('VALIDATION_FAILED', say`The chair must be on the roster.`, ['chairPersonId']);
  if (secretaryPersonId && !current.rosterPersonIds.includes(secretaryPersonId))
    throw new DomainError('VALIDATION_FAILED', say`The secretary must be on the roster.`, ['secretaryPersonId']);
  checkTerm(term);
  if (term.startedOn < heldOn)
    throw new DomainError('VALIDATION_FAILED', say`The first term must not start before the assembly.`, [
      'term',
      'startedOn',
    ]);
  return {
    next: { ...current, status: 'FOUNDED', foundedOn: heldOn, chairPersonId, secretaryPersonId, term },
    events: [],
  };
}

/** Files a founded association, which is ACTIVE from then on. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function file(current: Organization, filedOn: string, today: string): Decision<Organization> {
  expect(current, ['FOUNDED'], say`filed`);
  if (filedOn < (current.foundedOn ?? '') || filedOn > today)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The day of filing must not lie before the assembly or in the future.`,
      ['filedOn'],
    );
  const next: Organization = { ...current, status: 'ACTIVE', filedOn };
  return { next, events: [activated(next)] };
}

/** @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function renewTerm(current: Organization, term: Term, today: string): Decision<Organization> {
  expect(current, ['ACTIVE', 'TERM_OVERDUE'], say`given a new committee`);
  checkTerm(term);
  if (term.startedOn > today || term.startedOn < (current.foundedOn ?? ''))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A term must not start before the founding of the association or in the future.`,
      ['term', 'startedOn'],
    );
  if (current.term && term.number !== current.term.number + 1)
    throw new DomainError('VALIDATION_FAILED', say`The next term must have the number ${current.term.number + 1}.`, [
      'term',
      'number',
    ]);
  if (current.term && term.startedOn < addMonths(current.term.endsOn, -6))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A committee can be elected at most six months before the end of the term.`,
      ['term', 'startedOn'],
    );
  return {
    next: { ...current, status: 'ACTIVE', term },
    events: [OrganizationTermRenewed({ organizationId: current._id, ...term })],
  };
}

/**
 * Marks an active association as overdue when its term has ended. Returns undefined when the term has not ended. A
 * suspended association is not marked: when it is resumed, `resume` looks at its term.
 */
export function checkTermOf(current: Organization, today: string): Decision<Organization> | undefined {
  if (current.status !== 'ACTIVE' || !current.term || current.term.endsOn >= today) return undefined;
  return { next: { ...current, status: 'TERM_OVERDUE' }, events: [termOverdue(current._id, current.term)] };
}

function termOverdue(organizationId: string, { endsOn }: Term): NewEvent {
  return OrganizationTermOverdue({ organizationId, endsOn });
}

/**
 * Suspends an organization (暂停): until it is resumed it may not act, here and in the other services.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function suspend(
  current: Organization,
  stated: { reason: string; documentNo: string; suspendedOn: string },
  today: string,
): Decision<Organization> {
  expect(current, ['ACTIVE', 'TERM_OVERDUE'], say`suspended`);
  const { suspendedOn } = stated;
  const [reason, documentNo] = [reasonOf(stated.reason), documentNoOf(stated.documentNo)];
  const earlier = current.suspensions ?? [];
  checkDay(suspendedOn, 'suspendedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.to), today });
  const suspension: Suspension = {
    from: suspendedOn,
    to: null,
    reason,
    documentNo,
    resumeReason: null,
    resumeDocumentNo: null,
  };
  return {
    next: { ...current, status: 'SUSPENDED', suspensions: [...earlier, suspension].slice(-historyMax) },
    events: [OrganizationSuspended({ organizationId: current._id, suspendedOn, reason, documentNo })],
  };
}

/**
 * Ends a suspension. The organization is ACTIVE again, or TERM_OVERDUE when its term has ended in the meantime.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function resume(
  current: Organization,
  stated: { reason: string; documentNo: string; resumedOn: string },
  today: string,
): Decision<Organization> {
  expect(current, ['SUSPENDED'], say`resumed`);
  const { resumedOn } = stated;
  const [reason, documentNo] = [reasonOf(stated.reason), documentNoOf(stated.documentNo)];
  checkDay(resumedOn, 'resumedOn', { from: current.suspensions?.at(-1)?.from ?? '', today });
  const endedTerm = current.term && current.term.endsOn < today ? current.term : null;
  const status = endedTerm ? 'TERM_OVERDUE' : 'ACTIVE';
  const suspensions = endSuspension(current, {
    to: resumedOn,
    resumeReason: reason,
    resumeDocumentNo: documentNo,
  });
  return {
    next: { ...current, status, ...suspensions },
    events: [
      OrganizationResumed({ organizationId: current._id, status, resumedOn, reason, documentNo }),
      ...(endedTerm ? [termOverdue(current._id, endedTerm)] : []),
    ],
  };
}

/** The suspensions of an organization after the one that lasts has ended; nothing when none lasts. */
function endSuspension(
  { suspensions }: Organization,
  end: Pick<Suspension, 'to' | 'resumeReason' | 'resumeDocumentNo'>,
): Pick<Organization, 'suspensions'> {
  if (!suspensions) return {};
  return { suspensions: suspensions.map((each) => (each.to === null ? { ...each, ...end } : each)) };
}

const termsMax = 100;
/** The number of earlier figures of staff, and of earlier Party organizations, that a record keeps. */
const historyMax = 100;
/** Posts and staff of one organization. */
const staffMax = 10_000;
/** Persons at a founding assembly. */
const attendanceMax = 100_000;

/** @throws VALIDATION_FAILED, INVALID_TRANSITION. */
export function setStaffing(current: Organization, staffing: Staffing, today: string): Decision<Organization> {
  expect(current, ['ACTIVE', 'TERM_OVERDUE'], say`given staff`);
  for (const field of ['authorizedPosts', 'fullTimeStaff', 'partTimeStaff'] as const)
    requireCount(staffing[field] ?? 0, field, { max: staffMax });
  if (staffing.asOf > today)
    throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, ['asOf']);
  if (current.staffing && staffing.asOf < current.staffing.asOf)
    throw new DomainError('VALIDATION_FAILED', say`Newer figures are already recorded.`, ['asOf']);
  const staffingHistory = [...(current.staffingHistory ?? []), ...(current.staffing ? [current.staffing] : [])];
  return { next: { ...current, staffing, staffingHistory: staffingHistory.slice(-historyMax) }, events: [] };
}

/** @throws VALIDATION_FAILED, DUPLICATE, INVALID_TRANSITION. */
export function establishParty(current: Organization, stated: Party, today: string): Decision<Organization> {
  expect(current, ['ACTIVE', 'TERM_OVERDUE'], say`given a Party organization`);
  const party = { ...stated, name: requireText(stated.name, 'name', { max: 100 }) };
  if (party.establishedOn && (party.establishedOn > today || party.establishedOn < (current.foundedOn ?? '')))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The day must not lie before the founding of the organization or in the future.`,
      ['establishedOn'],
    );
  if (party.kind === 'NONE')
    throw new DomainError('VALIDATION_FAILED', say`The kind of the Party organization is missing.`, ['kind']);
  const mayLead = current.kind === 'TERRITORIAL_ASSOCIATION' && current.eligibleForLeadingPartyGroup;
  if (party.kind === 'LEADING_PARTY_GROUP' && !mayLead)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`Only a territorial association that meets the conditions has a leading Party members' group (党组).`,
      ['kind'],
    );
  if (current.party?.kind === party.kind)
    throw new DomainError('DUPLICATE', say`The organization already has a Party organization of this kind.`, ['kind']);
  const partyHistory = [...(current.partyHistory ?? []), ...(current.party ? [current.party] : [])];
  return { next: { ...current, party, partyHistory: partyHistory.slice(-historyMax) }, events: [] };
}

/**
 * Renames an organization (更名). The earlier name and short name go to the history, and searches still find them. A short
 * name that is not stated stays, and null removes it.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function rename(
  current: Organization,
  stated: { name: string; shortName?: string | null | undefined; documentNo: string; renamedOn: string },
  today: string,
): Decision<Organization> {
  expect(current, inUse, say`renamed`);
  const [name, documentNo, until] = [requireName(stated.name), documentNoOf(stated.documentNo), stated.renamedOn];
  if (name === current.name)
    throw new DomainError('VALIDATION_FAILED', say`The organization already has this name.`, ['name']);
  const shortName =
    stated.shortName === undefined
      ? current.shortName
      : optionalText(stated.shortName, 'shortName', { max: shortNameMax });
  const earlier = current.nameHistory ?? [];
  checkDay(until, 'renamedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.until), today });
  const past: PastName = { name: current.name, shortName: current.shortName, until, documentNo };
  const next = { ...current, name, shortName, nameHistory: [...earlier, past].slice(-historyMax) };
  return { next, events: [changed(next, current)] };
}

/** The other names of an organization: its aliases, and its names and short names of the past. */
export function aliasesOf({
  name,
  shortName,
  aliases,
  nameHistory = [],
}: Pick<Organization, 'name' | 'shortName' | 'aliases' | 'nameHistory'>): string[] {
  const past = nameHistory
    .flatMap((each) => [each.name, each.shortName])
    .filter((each) => each !== null && each !== name && each !== shortName);
  return [...new Set([...aliases, ...past])] as string[];
}

/**
 * The usual abbreviations of the name of an association: 梧州市科学技术协会 is called 梧州市科协 and 梧州科协. A place whose name
 * has one character keeps its level: 藤县科协.
 */
export function abbreviationsOf(name: string): string[] {
  const short = name.replace('科学技术协会', '科协');
  const withoutLevel = short.replace(/(?<=\p{Script=Han}{2})[市县区镇乡]科协$/u, '科协');
  return [...new Set([short, withoutLevel])].filter((each) => each !== name);
}

/**
 * Moves an organization (迁移): to another region, under another parent, or to another host. A part of the place that is
 * not stated stays. The level becomes that of the new region, and the earlier place goes to the history.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN, REFERENCE_INACTIVE.
 */
export function move(
  current: Organization,
  stated: Partial<Nullish<Place>> & { documentNo: string; movedOn: string },
  { parent, host, region, childrenOutside }: Destination,
  today: string,
): Decision<Organization> {
  expect(current, inUse, say`moved`);
  const { _id, regionCode, parentId, hostId } = current;
  const [documentNo, until] = [documentNoOf(stated.documentNo), stated.movedOn];
  const place: Place = {
    regionCode: stated.regionCode ?? regionCode,
    parentId: stated.parentId ?? parentId,
    hostId: stated.hostId ?? hostId,
  };
  const isElsewhere = place.regionCode !== regionCode;
  if (!isElsewhere && place.parentId === parentId && place.hostId === hostId)
    throw new DomainError('VALIDATION_FAILED', say`A move needs another region, parent or host.`, ['regionCode']);
  if (place.parentId === _id)
    throw new DomainError('VALIDATION_FAILED', say`An organization cannot be its own parent.`, ['parentId']);
  const earlier = current.placeHistory ?? [];
  checkDay(until, 'movedOn', { from: laterOf(current.foundedOn, earlier.at(-1)?.until), today });
  const next: Organization = {
    ...current,
    ...place,
    level: isElsewhere ? region.level : current.level,
    placeHistory: [...earlier, { regionCode, parentId, hostId, until, documentNo }].slice(-historyMax),
  };
  if (isElsewhere) checkUnit(next, region);
  if (place.parentId !== parentId) checkParent(next, parent);
  else if (parent) checkResponsible(parent, next.regionCode);
  if (place.hostId !== hostId) checkHost(next, host);
  if (isElsewhere && childrenOutside > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${childrenOutside} organizations below this one lie outside the new region; move them first.`,
      ['regionCode'],
    );
  return { next, events: [changed(next, current)] };
}

/** The records that a move is checked against: the parent, the host and the region after the move. */
type Destination = Relatives & {
  region: { kind: string; level: RegionLevel };
  /** the organizations directly below that have not ended and do not lie in the new region */
  childrenOutside: number;
};
type Nullish<T> = { [K in keyof T]: T[K] | null | undefined };

/** Dissolves, or merges into a successor. @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN. */
export function dissolve(
  current: Organization,
  {
    reason,
    dissolvedOn,
    successor,
    wantsSuccessor,
    childrenInUse,
    hostedInUse,
  }: {
    reason: string;
    dissolvedOn: string;
    successor: Organization | null;
    wantsSuccessor: boolean;
    childrenInUse: number;
    hostedInUse: number;
  },
  today: string,
): Decision<Organization> {
  expect(current, inUse, say`dissolved`);
  const decisionReason = reasonOf(reason);
  checkDay(dissolvedOn, 'dissolvedOn', {
    from: laterOf(current.foundedOn, current.suspensions?.findLast(({ to }) => to === null)?.from),
    today,
  });
  if (wantsSuccessor && (!successor || successor._id === current._id))
    throw new DomainError('REFERENCE_UNKNOWN', say`There is no such successor.`, ['successorId']);
  if (successor && (successor.kind !== current.kind || !isActive(successor)))
    throw new DomainError('VALIDATION_FAILED', say`The successor must be an active organization of the same kind.`, [
      'successorId',
    ]);
  if (childrenInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${childrenInUse} active or suspended organizations are below this one; dissolve or move them first.`,
      ['id'],
    );
  if (hostedInUse > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`This organization hosts ${hostedInUse} active or suspended associations (依托单位); dissolve or move them first.`,
      ['id'],
    );
  const next: Organization = {
    ...current,
    ...endSuspension(current, { to: dissolvedOn, resumeReason: null, resumeDocumentNo: null }),
    status: successor ? 'MERGED' : 'DISSOLVED',
    dissolvedOn,
    successorId: successor?._id ?? null,
    decisionReason,
  };
  return {
    next,
    events: [
      OrganizationDissolved({
        organizationId: current._id,
        hostId: current.hostId,
        successorId: next.successorId,
        dissolvedOn,
        reason: decisionReason,
      }),
    ],
  };
}

/** The facts of an organization in use changed. */
export function changed(organization: Organization, before: Organization): NewEvent {
  const { name, regionCode, parentId, hostId } = before;
  return OrganizationChanged({ ...facts(organization), before: { name, regionCode, parentId, hostId } });
}

/** The event of an organization that becomes ACTIVE: a partner is registered, an association is activated. */
export function activated(organization: Organization): NewEvent {
  if (partnerKinds.includes(organization.kind)) return OrganizationRegistered(facts(organization));
  const { rosterPersonIds, chairPersonId, secretaryPersonId, foundedOn } = organization;
  return OrganizationActivated({
    ...facts(organization),
    rosterPersonIds,
    chairPersonId,
    secretaryPersonId,
    foundedOn,
  });
}

function facts({
  _id,
  name,
  kind,
  level,
  regionCode,
  parentId,
  hostId,
  creditCode,
  subjectCodes,
  industryCodes,
  synthetic,
}: Organization) {
  return {
    organizationId: _id,
    name,
    kind,
    level,
    regionCode,
    parentId,
    hostId,
    creditCode,
    subjectCodes,
    industryCodes,
    synthetic,
  };
}

function expect({ status }: Organization, from: readonly OrganizationStatus[], verb: Message): void {
  if (!from.includes(status))
    throw new DomainError('INVALID_TRANSITION', say`An organization that is ${status} cannot be ${verb}.`, ['id']);
}

function reasonOf(reason: string): string {
  return requireText(reason, 'reason', { min: 2, max: 500 });
}

function documentNoOf(documentNo: string): string {
  return requireText(documentNo, 'documentNo', { max: 60 });
}

/** @throws VALIDATION_FAILED for a day in the future, or before the founding and the changes that came before. */
function checkDay(day: string, path: string, { from, today }: { from: string; today: string }): void {
  if (day > today) throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, [path]);
  if (day < from) throw new DomainError('VALIDATION_FAILED', say`The day must not lie before ${from}.`, [path]);
}

/** The latest of the days that are known; the empty text when none is. */
function laterOf(...days: readonly (string | null | undefined)[]): string {
  return days.reduce<string>((latest, day) => (day && day > latest ? day : latest), '');
}

function checkTerm({ number, startedOn, endsOn }: Term): void {
  if (number < 1 || number > termsMax)
    throw new DomainError('VALIDATION_FAILED', say`The number of a term must be between 1 and ${termsMax}.`, [
      'term',
      'number',
    ]);
  if (endsOn <= startedOn || endsOn > addMonths(startedOn, 12 * termYearsMax))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A term must end after it starts and last at most ${termYearsMax} years.`,
      ['term', 'endsOn'],
    );
}

/** The same day some months later; the last day of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
