import { PersonMerged, type NewEvent } from '@kexie/events';
import { DomainError, requireText } from '@kexie/kernel';
import {
  endMembership,
  membershipEnded,
  withdrawApplication,
  applicationEvents,
  roleSinceOf,
  type ApplicationRecord,
  type MembershipRecord,
} from '../membership/domain.ts';
import { say } from '../messages.ts';
import {
  changePerson,
  registeredStatuses,
  workerChanged,
  type PersonHonour,
  type PersonRecord,
} from '../person/domain.ts';

type MergeStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED';

/** An offer to merge two records of one person (合并申请). */
export type MergeOfferRecord = {
  _id: string;
  version: number;
  /** the record that stays; for a number that two records claim, the one that holds it */
  survivorId: string;
  mergedId: string;
  /** how the offer arose: from a refused registration, a refused change of a number, or staff */
  origin: 'REGISTRATION' | 'PROFILE' | 'STAFF';
  /** the facts of a refused registration, which is not in the register; null after the decision, and for other origins */
  candidate: PersonRecord | null;
  /** the regions of both records, whose staff see the offer */
  regionCodes: string[];
  status: MergeStatus;
  openedAt: Date;
  /** the user who stated the number or opened the offer, and who does not decide about it */
  openedBy: string;
  /** the reason of staff who opened the offer */
  reason: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionReason: string | null;
  /** what may have one open offer only; null after the decision */
  openKey: string | null;
};

const reasonMax = 500;

/** A new offer. A user has one open offer for a person whose number they have stated, and a pair of persons has one. @throws VALIDATION_FAILED. */
export function openMerge(
  facts: Pick<MergeOfferRecord, '_id' | 'origin' | 'openedBy' | 'reason'>,
  { survivor, merged }: { survivor: PersonRecord; merged: PersonRecord },
  now: Date,
): MergeOfferRecord {
  if (survivor._id === merged._id)
    throw new DomainError('VALIDATION_FAILED', say`These are the same record.`, ['mergedId']);
  const isRegistration = facts.origin === 'REGISTRATION';
  return {
    ...facts,
    version: 1,
    survivorId: survivor._id,
    mergedId: merged._id,
    candidate: isRegistration ? merged : null,
    regionCodes: [...new Set([survivor.regionCode, merged.regionCode])],
    status: 'OPEN',
    openedAt: now,
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    openKey: `${survivor._id} ${isRegistration ? facts.openedBy : merged._id}`,
  };
}

/** The reason of a merge or of a decision as it is stored. @throws VALIDATION_FAILED. */
export const mergeReason = (reason: string): string => requireText(reason, 'reason', { max: reasonMax });

/**
 * The decided offer, without the facts of a refused registration. @throws INVALID_TRANSITION when it is decided,
 * FORBIDDEN for the user who opened it, VALIDATION_FAILED without a reason.
 */
export function decideMerge(
  offer: MergeOfferRecord,
  { accept, reason, by, now }: { accept: boolean; reason: string; by: string; now: Date },
): MergeOfferRecord {
  if (by === offer.openedBy)
    throw new DomainError('FORBIDDEN', say`A second person must decide about an offer that you have opened.`, ['id']);
  if (offer.status !== 'OPEN')
    throw new DomainError('INVALID_TRANSITION', say`This offer is ${offer.status} already.`, ['id']);
  return {
    ...offer,
    status: accept ? 'ACCEPTED' : 'DECLINED',
    decisionReason: mergeReason(reason),
    decidedBy: by,
    decidedAt: now,
    candidate: null,
    openKey: null,
  };
}

/** @throws INVALID_TRANSITION for a person who was merged into another one. */
export function requireNotMerged({ mergedInto }: PersonRecord, path = 'id'): void {
  if (mergedInto)
    throw new DomainError('INVALID_TRANSITION', say`This record was merged into ${mergedInto}. Use that one.`, [path]);
}

/** Facts that the survivor takes from the merged person when it has none. */
const filledFacts = ['gender', 'birthYear', 'titleName', 'position', 'degree', 'employerId', 'isPartyMember'] as const;

/**
 * The two records after the merge. The survivor keeps its facts, and takes from the merged record what it lacks: single
 * facts, the level of the title, subjects, directions, the number, and the state on the Home if it is not registered. Honours of both stay, one for each
 * title and year. The merged record becomes a reference: CLOSED, without number and honours.
 */
export function mergePersons(
  survivor: PersonRecord,
  merged: PersonRecord,
  now: Date,
): { survivor: PersonRecord; merged: PersonRecord } {
  const filled = filledFacts.filter((fact) => survivor[fact] === null && merged[fact] !== null);
  const takesHome =
    !registeredStatuses.includes(survivor.home.status) && registeredStatuses.includes(merged.home.status);
  const next = changePerson(
    survivor,
    {
      ...Object.fromEntries(filled.map((fact) => [fact, merged[fact]])),
      ...(survivor.titleLevel === 'NONE' && { titleLevel: merged.titleLevel }),
      ...(survivor.subjectCodes.length === 0 && { subjectCodes: merged.subjectCodes }),
      ...(survivor.researchDirections.length === 0 && { researchDirections: merged.researchDirections }),
      ...(survivor.phoneMasked === null && { phoneHashes: merged.phoneHashes, phoneMasked: merged.phoneMasked }),
      ...(takesHome && { home: merged.home, consentVersion: merged.consentVersion }),
      honours: unionOf(survivor.honours, merged.honours),
      organizationIds: [...new Set([...survivor.organizationIds, ...merged.organizationIds])],
    },
    now,
  );
  const gone = changePerson(
    merged,
    {
      mergedInto: survivor._id,
      ...{ phoneHashes: [], phoneMasked: null, honours: [], organizationIds: [] },
      home: { ...merged.home, status: 'CLOSED' },
    },
    now,
  );
  return { survivor: next, merged: gone };
}

function unionOf(own: readonly PersonHonour[], others: readonly PersonHonour[]): PersonHonour[] {
  const same = (a: PersonHonour) => (b: PersonHonour) => a.title === b.title && a.year === b.year;
  return [...own, ...others.filter((honour) => !own.some(same(honour)))];
}

/** The events of the merged record: it is another one now, and its state on the Home ended. */
export function personMerged(before: PersonRecord, after: PersonRecord): NewEvent[] {
  const ended = workerChanged(before, after).filter(({ type }) => type === 'people.home.status-changed.v1');
  return [PersonMerged({ mergedId: after._id, survivorId: after.mergedInto as string }), ...ended];
}

type Repointed<T> = { current: T; next: T; events: NewEvent[] };

/**
 * The memberships after the merge, those that end first: of two ACTIVE memberships of one organization the older stays,
 * and the other ends as TRANSFERRED.
 */
export function mergeMemberships(
  {
    own,
    others,
    survivorId,
  }: { own: readonly MembershipRecord[]; others: readonly MembershipRecord[]; survivorId: string },
  today: string,
): Repointed<MembershipRecord>[] {
  const active = ({ status }: MembershipRecord) => status === 'ACTIVE';
  const pairs = others.filter(active).flatMap((other) => {
    const twin = own.find((each) => active(each) && each.organizationId === other.organizationId);
    return twin ? [[twin, other] as const] : [];
  });
  const younger = pairs.map(([twin, other]) => (isOlder(twin, other) ? other : twin));
  const ended = younger.map((current) => {
    const from = roleSinceOf(current);
    const closed = endMembership(current, {
      reason: 'TRANSFERRED',
      endedOn: today < from ? from : today,
      today: from > today ? from : today,
    });
    const next = { ...closed, personId: survivorId };
    return { current, next, events: [membershipEnded(next)] };
  });
  const moved = others
    .filter((current) => !younger.includes(current))
    .map((current) => ({ current, next: { ...current, personId: survivorId }, events: [] }));
  return [...ended, ...moved];
}

/** A DRAFT gives way to an application that was submitted. */
function isEarlier(a: ApplicationRecord, b: ApplicationRecord): boolean {
  if ((a.status === 'DRAFT') !== (b.status === 'DRAFT')) return b.status === 'DRAFT';
  const [first, second] = [a.submittedAt.getTime(), b.submittedAt.getTime()];
  return first === second ? a._id <= b._id : first < second;
}

function isOlder(a: MembershipRecord, b: MembershipRecord): boolean {
  return a.joinedOn === b.joinedOn ? a._id <= b._id : a.joinedOn < b.joinedOn;
}

/** The applications after the merge: of two open ones to one organization the older stays, and the other is withdrawn. */
export function mergeApplications(
  {
    own,
    others,
    survivorId,
  }: { own: readonly ApplicationRecord[]; others: readonly ApplicationRecord[]; survivorId: string },
  now: Date,
): Repointed<ApplicationRecord>[] {
  const pairs = others
    .filter(({ open }) => open)
    .flatMap((other) => {
      const twin = own.find((each) => each.open && each.organizationId === other.organizationId);
      return twin ? [[twin, other] as const] : [];
    });
  const younger = pairs.map(([twin, other]) => (isEarlier(twin, other) ? other : twin));
  const withdrawn = younger.map((current) => {
    const next = {
      ...withdrawApplication(current, now),
      applicantId: survivorId,
      decisionReason: 'The person has another open application.',
    };
    return { current, next, events: applicationEvents(current, next) };
  });
  const moved = others
    .filter((current) => !younger.includes(current))
    .map((current) => ({ current, next: { ...current, applicantId: survivorId }, events: [] }));
  return [...withdrawn, ...moved];
}
