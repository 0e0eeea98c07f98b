import { OrganizationActivated, OrganizationChanged, OrganizationRegistered, type NewEvent } from '@kexie/events';
import { DomainError, requireText, type Message } from '@kexie/kernel';
import type {
  OrganizationKind,
  OrganizationPost,
  OrganizationStatus,
  PartyOrganizationKind,
  RegionLevel,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';

/** The term of office of a committee (届). The chair and the secretary are those at its start; absent or null when not recorded. */
export type Term = {
  number: number;
  startedOn: string;
  endsOn: string;
  chairPersonId?: string | null;
  secretaryPersonId?: string | null;
};

/** The period in which a person held a post, until the day before `until`; null while it lasts. */
export type PostHolding = {
  post: OrganizationPost;
  personId: string;
  from: string;
  until: string | null;
  documentNo: string | null;
  leaveReason: string | null;
};

/** Posts and staff on a day. Figures that correct others of the same day have the reason. */
export type Staffing = {
  authorizedPosts: number | null;
  fullTimeStaff: number;
  partTimeStaff: number;
  asOf: string;
  correctionReason?: string | null;
};

/**
 * A Party organization (党组织) in an organization, from the day `establishedOn` until the day before `endedOn`; the first is
 * null when it is not known, the second while it lasts. A joint branch (联合党支部) is recorded at the organization that keeps
 * it, with its partners, and at each partner, with the `leadId` of that organization.
 */
export type Party = {
  kind: PartyOrganizationKind;
  name: string;
  establishedOn: string | null;
  documentNo: string | null;
  partnerIds: string[];
  leadId: string | null;
  endedOn: string | null;
  endReason: string | null;
  endDocumentNo: string | null;
};

/** The period in which a person was the Party-building instructor (党建指导员), until the day before `until`; null while it lasts. */
export type PartyInstruction = {
  personId: string;
  from: string;
  until: string | null;
  documentNo: string;
  endReason: string | null;
};

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
export type Place = { regionCode: string; parentId: string | null; hostId: string | null };

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
  /** the households (户) that found a 农技协; null or absent when they are not stated */
  households?: number | null;
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
  /** the document of the dissolution or merger; absent in records of earlier versions */
  endDocumentNo?: string | null;
  /** true for a merged organization while some may still be below it; then absent */
  childrenToMove?: boolean;
  term: Term | null;
  /** the terms before the present one, oldest first; absent when none is recorded */
  termHistory?: Term[];
  /** the present and earlier holders of posts; absent in records of earlier versions, see `holdingsOf` */
  posts?: PostHolding[];
  /** the present and earlier Party organizations, in the order of their records; at most one of a kind at a time */
  parties: Party[];
  /** the present and earlier Party-building instructors, oldest first; at most one at a time */
  partyInstructions: PartyInstruction[];
  /** the staff before the present one, oldest first; absent in records of earlier versions */
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
    parties: [],
    partyInstructions: [],
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
export const isActive = ({ status }: Pick<Organization, 'status'>): boolean =>
  status === 'ACTIVE' || status === 'TERM_OVERDUE';

/** The number of earlier figures of staff, and of earlier Party organizations, that a record keeps. */
export const historyMax = 100;

/** The organizations that one names: its parent and its host (依托单位). */
export type Relatives = { parent: Organization | null; host: Organization | null };

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

export function facts({
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

export function requireStatus({ status }: Organization, from: readonly OrganizationStatus[], verb: Message): void {
  if (!from.includes(status))
    throw new DomainError('INVALID_TRANSITION', say`An organization that is ${status} cannot be ${verb}.`, ['id']);
}

export function reasonOf(reason: string): string {
  return requireText(reason, 'reason', { min: 2, max: 500 });
}

export function documentNoOf(documentNo: string): string {
  return requireText(documentNo, 'documentNo', { max: 60 });
}

/** @throws VALIDATION_FAILED for a day in the future, or before the founding and the changes that came before. */
export function checkDay(day: string, path: string, { from, today }: { from: string; today: string }): void {
  if (day > today) throw new DomainError('VALIDATION_FAILED', say`The day must not lie in the future.`, [path]);
  if (day < from) throw new DomainError('VALIDATION_FAILED', say`The day must not lie before ${from}.`, [path]);
}

/** The latest of the days that are known; the empty text when none is. */
export function laterOf(...days: readonly (string | null | undefined)[]): string {
  return days.reduce<string>((latest, day) => (day && day > latest ? day : latest), '');
}
