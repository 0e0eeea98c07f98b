import { OrganizationPartyEnded, OrganizationPartyEstablished } from '@kexie/events';
import { DomainError, requireText } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type { PartyOrganizationKind } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import {
  checkDay,
  documentNoOf,
  historyMax,
  isActive,
  laterOf,
  partnerKinds,
  reasonOf,
  requireStatus,
  type Organization,
  type Party,
  type PartyInstruction,
} from '../organization/domain.ts';

/** Organizations that share a joint branch (联合党支部), without the one that keeps its record. */
const partnersMax = 20;

/** The kinds of Party organizations; an organization that has several is described by the first of them. */
const byRank: readonly PartyOrganizationKind[] = [
  'LEADING_PARTY_GROUP',
  'PARTY_COMMITTEE',
  'GENERAL_BRANCH',
  'BRANCH',
  'JOINT_BRANCH',
  'FUNCTIONAL_GROUP',
];

type HasParties = Pick<Organization, 'parties'>;

/** The Party organizations that an organization has on a day; without a day, those that were not ended. */
export function partiesOn({ parties }: HasParties, day?: string): Party[] {
  return parties.filter(({ establishedOn, endedOn }) =>
    day === undefined ? endedOn === null : (establishedOn ?? '') <= day && (endedOn === null || endedOn > day),
  );
}

/** The kinds of the present Party organizations; `NONE` alone when there is none. Lists and statistics read them. */
export function partyKindsOf(organization: HasParties): PartyOrganizationKind[] {
  const kinds = partiesOn(organization).map(({ kind }) => kind);
  return kinds.length === 0 ? ['NONE'] : kinds;
}

/** The present Party organization of the highest rank (党组, 党委 … 功能型党组织), or undefined. */
export function principalParty(organization: HasParties): Party | undefined {
  const present = partiesOn(organization);
  return byRank.map((kind) => present.find((each) => each.kind === kind)).find((each) => each !== undefined);
}

/** The assignment of a Party-building instructor (党建指导员) on a day; without a day, the one that was not ended. */
export function instructionOn(
  { partyInstructions }: Pick<Organization, 'partyInstructions'>,
  day?: string,
): PartyInstruction | undefined {
  return partyInstructions.findLast(({ from, until }) =>
    day === undefined ? until === null : from <= day && (until === null || until > day),
  );
}

type StatedParty = Pick<Party, 'kind' | 'name' | 'partnerIds'> & {
  establishedOn: string;
  documentNo: string | null;
};

/**
 * Establishes a Party organization. An organization may have several, but no two of the same kind at once. A joint branch
 * (联合党支部) names its partners, in the order of `partners`, which are the records that were found. The assignment of an
 * instructor ends with it.
 * @throws VALIDATION_FAILED, DUPLICATE, INVALID_TRANSITION, REFERENCE_UNKNOWN, REFERENCE_INACTIVE.
 */
export function establishParty(
  current: Organization,
  { documentNo, ...stated }: StatedParty,
  { partners, today }: { partners: readonly (Organization | null)[]; today: string },
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`given a Party organization`);
  const { kind, establishedOn } = stated;
  checkKind(current, kind);
  checkDay(establishedOn, 'establishedOn', { from: current.foundedOn ?? '', today });
  checkPartners(current, stated, partners);
  checkFree(current, stated, 'kind');
  const party: Party = {
    ...stated,
    name: requireText(stated.name, 'name', { max: 100 }),
    documentNo: documentNo === null ? null : documentNoOf(documentNo),
    leadId: null,
    endedOn: null,
    endReason: null,
    endDocumentNo: null,
  };
  return { next: withParty(current, party), events: [established(current._id, party)] };
}

/** @throws VALIDATION_FAILED for a kind that the organization may not have. */
function checkKind(current: Organization, kind: PartyOrganizationKind): void {
  if (kind === 'NONE')
    throw new DomainError('VALIDATION_FAILED', say`The kind of the Party organization is missing.`, ['kind']);
  const mayLead = current.kind === 'TERRITORIAL_ASSOCIATION' && current.eligibleForLeadingPartyGroup;
  if (kind === 'LEADING_PARTY_GROUP' && !mayLead)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`Only a territorial association that meets the conditions has a leading Party members' group (党组).`,
      ['kind'],
    );
}

function checkPartners(
  { _id }: Organization,
  { kind, partnerIds }: Pick<Party, 'kind' | 'partnerIds'>,
  partners: readonly (Organization | null)[],
): void {
  if (kind !== 'JOINT_BRANCH' && partnerIds.length > 0)
    throw new DomainError('VALIDATION_FAILED', say`Only a joint branch (联合党支部) has partners.`, ['partnerIds']);
  if (kind === 'JOINT_BRANCH' && (partnerIds.length === 0 || partnerIds.length > partnersMax))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A joint branch (联合党支部) names 1 to ${partnersMax} partner organizations.`,
      ['partnerIds'],
    );
  if (new Set([_id, ...partnerIds]).size !== partnerIds.length + 1)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The partners are different from each other and from the organization.`,
      ['partnerIds'],
    );
  if (partners.some((partner) => partner === null))
    throw new DomainError('REFERENCE_UNKNOWN', say`There is no such partner organization.`, ['partnerIds']);
  for (const partner of partners)
    if (partner && !isActive(partner))
      throw new DomainError('REFERENCE_INACTIVE', say`${partner.name} is not active.`, ['partnerIds']);
}

/** @throws DUPLICATE when the organization has, or had after that day, a Party organization of this kind. */
function checkFree(
  { name, parties }: Organization,
  { kind, establishedOn }: { kind: PartyOrganizationKind; establishedOn: string | null },
  path: string,
): void {
  const overlaps = parties.some(
    (each) => each.kind === kind && (each.endedOn === null || each.endedOn > (establishedOn ?? '')),
  );
  if (overlaps)
    throw new DomainError('DUPLICATE', say`${name} already has a Party organization of this kind at that time.`, [
      path,
    ]);
}

/**
 * The record of a partner of a joint branch that another organization keeps. @throws DUPLICATE when the partner has a joint
 * branch already, VALIDATION_FAILED for a day before its founding.
 */
export function joinBranch(partner: Organization, lead: { _id: string }, branch: Party): Decision<Organization> {
  checkFree(partner, branch, 'partnerIds');
  if (branch.establishedOn !== null && branch.establishedOn < (partner.foundedOn ?? ''))
    throw new DomainError('VALIDATION_FAILED', say`${partner.name} was not founded on that day.`, ['establishedOn']);
  const party: Party = { ...branch, partnerIds: [], leadId: lead._id };
  return { next: withParty(partner, party), events: [established(partner._id, party)] };
}

function withParty(current: Organization, party: Party): Organization {
  const day = party.establishedOn as string;
  return {
    ...current,
    parties: bounded([...current.parties, party], ({ endedOn }) => endedOn === null),
    partyInstructions: current.partyInstructions.map((each) =>
      each.until === null
        ? { ...each, until: laterOf(each.from, day), endReason: 'A Party organization was established.' }
        : each,
    ),
  };
}

/** The newest 100 of a history, and those that last. */
function bounded<T>(history: readonly T[], lasts: (each: T) => boolean): T[] {
  return history.filter((each, index) => lasts(each) || index >= history.length - historyMax);
}

/**
 * Ends the Party organization of a kind. A joint branch ends at the organization that keeps its record.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED.
 */
export function endParty(
  current: Organization,
  stated: { kind: PartyOrganizationKind; endedOn: string; reason: string; documentNo: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE', 'SUSPENDED'], say`changed in its Party organizations`);
  const party = partiesOn(current).find(({ kind }) => kind === stated.kind);
  if (!party)
    throw new DomainError('INVALID_TRANSITION', say`The organization has no Party organization of this kind.`, [
      'kind',
    ]);
  if (party.leadId !== null)
    throw new DomainError('INVALID_TRANSITION', say`The joint branch is kept by ${party.leadId}: end it there.`, [
      'kind',
    ]);
  const { endedOn } = stated;
  checkDay(endedOn, 'endedOn', { from: party.establishedOn ?? '', today });
  return ended(current, party, {
    endedOn,
    endReason: reasonOf(stated.reason),
    endDocumentNo: documentNoOf(stated.documentNo),
  });
}

type PartyEnd = { endedOn: string; endReason: string; endDocumentNo: string | null };

function ended(current: Organization, party: Party, end: PartyEnd): Decision<Organization> {
  const { kind, leadId } = party;
  return {
    next: { ...current, parties: current.parties.map((each) => (each === party ? { ...each, ...end } : each)) },
    events: [
      OrganizationPartyEnded({
        organizationId: current._id,
        kind,
        leadId,
        endedOn: end.endedOn,
        reason: end.endReason,
      }),
    ],
  };
}

/** The end of a joint branch at one of its partners; undefined when the partner is not part of it, or no more. */
export function leaveBranch(partner: Organization, leadId: string, branch: Party): Decision<Organization> | undefined {
  const own = partiesOn(partner).find((each) => each.leadId === leadId);
  if (!own || branch.endedOn === null) return undefined;
  const { endedOn, endReason, endDocumentNo } = branch;
  return ended(partner, own, { endedOn, endReason: endReason ?? '', endDocumentNo });
}

/** The joint branches of which an organization keeps the record and that were ended. */
export function endedBranches({ parties }: HasParties): Party[] {
  return parties.filter(({ partnerIds, endedOn }) => partnerIds.length > 0 && endedOn !== null);
}

/**
 * Assigns a Party-building instructor (党建指导员) to an association without a Party organization.
 * @throws INVALID_TRANSITION, VALIDATION_FAILED, REFERENCE_UNKNOWN.
 */
export function assignInstructor(
  current: Organization,
  { personId, from, documentNo }: { personId: string; from: string; documentNo: string },
  { isKnown, today }: { isKnown: boolean; today: string },
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE'], say`given an instructor`);
  if (partnerKinds.includes(current.kind))
    throw new DomainError('VALIDATION_FAILED', say`Only an association has a Party-building instructor.`, ['id']);
  if (partiesOn(current).length > 0)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`The association has a Party organization of its own and needs no instructor.`,
      ['id'],
    );
  if (instructionOn(current))
    throw new DomainError('INVALID_TRANSITION', say`The association has an instructor; end that assignment first.`, [
      'id',
    ]);
  if (!isKnown) throw new DomainError('REFERENCE_UNKNOWN', say`This person is not known, or not yet.`, ['personId']);
  const earliest = laterOf(
    current.foundedOn,
    ...current.parties.map(({ endedOn }) => endedOn),
    ...current.partyInstructions.map(({ until }) => until),
  );
  checkDay(from, 'from', { from: earliest, today });
  const instruction: PartyInstruction = {
    personId,
    from,
    until: null,
    documentNo: documentNoOf(documentNo),
    endReason: null,
  };
  const partyInstructions = [...current.partyInstructions, instruction].slice(-historyMax);
  return { next: { ...current, partyInstructions }, events: [] };
}

/** Ends the assignment of the instructor. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function endInstruction(
  current: Organization,
  { until, reason }: { until: string; reason: string },
  today: string,
): Decision<Organization> {
  requireStatus(current, ['ACTIVE', 'TERM_OVERDUE', 'SUSPENDED'], say`changed in its instructor`);
  const lasting = instructionOn(current);
  if (!lasting) throw new DomainError('INVALID_TRANSITION', say`The association has no instructor.`, ['id']);
  checkDay(until, 'until', { from: lasting.from, today });
  const end = { until, endReason: reasonOf(reason) };
  const partyInstructions = current.partyInstructions.map((each) => (each === lasting ? { ...each, ...end } : each));
  return { next: { ...current, partyInstructions }, events: [] };
}

/** The Party organizations and the instructor of an organization that ends on a day: they end with it. */
export function endWithOrganization(
  { parties, partyInstructions }: Organization,
  day: string,
): Pick<Organization, 'parties' | 'partyInstructions'> {
  const endReason = 'The organization has ended.';
  return {
    parties: parties.map((each) =>
      each.endedOn === null ? { ...each, endedOn: laterOf(each.establishedOn, day), endReason } : each,
    ),
    partyInstructions: partyInstructions.map((each) =>
      each.until === null ? { ...each, until: laterOf(each.from, day), endReason } : each,
    ),
  };
}

function established(organizationId: string, { kind, name, establishedOn, partnerIds, leadId }: Party) {
  return OrganizationPartyEstablished({ organizationId, kind, name, establishedOn, partnerIds, leadId });
}
