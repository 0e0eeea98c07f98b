import { AwardCampaignOpened, AwardDecided, type NewEvent } from '@kexie/events';
import {
  contains,
  DomainError,
  optionalText,
  requireCount,
  requireText,
  workingDaysBetween,
  type Message,
} from '@kexie/kernel';
import { say } from '../messages.ts';

/** The steps of an award in their order, as in Hangzhou in 2022. A campaign may omit those in `optionalSteps`. */
export const allSteps = [
  'OPEN',
  'QUALIFICATION_CHECK',
  'EXPERT_REVIEW',
  'COMMITTEE_REVIEW',
  'JOINT_REVIEW',
  'PUBLIC_NOTICE',
  'DECIDED',
  'COMMENDED',
  'ARCHIVED',
] as const;
export type Step = (typeof allSteps)[number];
const optionalSteps: readonly Step[] = ['EXPERT_REVIEW', 'JOINT_REVIEW', 'PUBLIC_NOTICE'];
/** A DRAFT has the steps of its campaign before it and has taken none of them. */
export type CampaignStatus = 'DRAFT' | Step | 'CANCELLED';

/** One edition of an award (评选). */
export type CampaignRecord = {
  _id: string;
  version: number;
  importKey: string | null;
  title: string;
  year: number;
  regionCode: string;
  edition: number;
  conferredBy: string[];
  quota: number;
  nominationQuotaPerUnit: number | null;
  opensOn: string | null;
  closesOn: string | null;
  publicNoticeFrom: string | null;
  publicNoticeTo: string | null;
  status: CampaignStatus;
  steps: Step[];
  documentNo: string | null;
  /** persons awarded; empty until DECIDED */
  awardeeIds: string[];
  synthetic: boolean;
  /** counts the changes of nominations, so that such a change conflicts with a simultaneous step of the campaign */
  nominationChanges: number;
  /** the day of the last step, and the user who took it; null when that is not recorded */
  steppedOn: string | null;
  steppedBy: string | null;
};

export type NominationStatus =
  | 'SUBMITTED'
  | 'QUALIFIED'
  | 'DISQUALIFIED'
  | 'SHORTLISTED'
  | 'PROPOSED'
  | 'OBJECTED'
  | 'AWARDED'
  | 'NOT_AWARDED'
  | 'WITHDRAWN';
export type NominationDecision =
  'QUALIFY' | 'DISQUALIFY' | 'SHORTLIST' | 'PROPOSE' | 'OBJECT' | 'DISMISS_OBJECTION' | 'UPHOLD_OBJECTION' | 'WITHDRAW';

export type NominationRecord = {
  _id: string;
  version: number;
  campaignId: string;
  nomineeId: string;
  nominatedById: string | null;
  summary: string | null;
  status: NominationStatus;
  objections: number;
  reason: string | null;
  /** the users who proposed the nominee, who cannot take the award to DECIDED */
  proposedBy: string[];
};

/** The states of an award whose awardees are announced. */
export const decidedStatuses: readonly CampaignStatus[] = ['DECIDED', 'COMMENDED', 'ARCHIVED'];

const quotaMax = 1_000;
const editionMax = 1_000;
const years = { min: 1900, max: 2100 };
const bodiesMax = 10;
const noticeWorkingDaysMin = 5;
const noticeDaysMax = 366;
const dayMs = 24 * 60 * 60 * 1000;
const textMax = { title: 100, body: 100, documentNo: 100, summary: 2_000, reason: 500 };

type CampaignFacts = Pick<
  CampaignRecord,
  '_id' | 'title' | 'year' | 'regionCode' | 'edition' | 'conferredBy' | 'quota'
> &
  Partial<CampaignRecord>;

/** A new campaign. @throws VALIDATION_FAILED. */
export function newCampaign(facts: CampaignFacts): CampaignRecord {
  const campaign: CampaignRecord = {
    version: 1,
    importKey: null,
    nominationQuotaPerUnit: null,
    opensOn: null,
    closesOn: null,
    publicNoticeFrom: null,
    publicNoticeTo: null,
    status: 'OPEN',
    steps: [...allSteps],
    awardeeIds: [],
    synthetic: false,
    nominationChanges: 0,
    steppedOn: null,
    steppedBy: null,
    ...facts,
    ...campaignTexts(facts),
  };
  checkCampaign(campaign);
  return campaign;
}

type Revision = {
  title?: string | null | undefined;
  year?: number | null | undefined;
  edition?: number | null | undefined;
  conferredBy?: readonly string[] | null | undefined;
  quota?: number | null | undefined;
  nominationQuotaPerUnit?: number | null | undefined;
  opensOn?: string | null | undefined;
  closesOn?: string | null | undefined;
  optionalSteps?: readonly CampaignStatus[] | null | undefined;
};

/**
 * The draft with other facts. A field that is undefined keeps its value; null removes the quota of units, and keeps every
 * other field. @throws INVALID_TRANSITION unless the award is a DRAFT, VALIDATION_FAILED.
 */
export function reviseDraft(campaign: CampaignRecord, { optionalSteps, ...revision }: Revision): CampaignRecord {
  if (campaign.status !== 'DRAFT')
    throw new DomainError('INVALID_TRANSITION', say`Only a DRAFT can be revised; this award is ${campaign.status}.`);
  const given = Object.entries(revision).filter(
    ([field, value]) => value !== undefined && (value !== null || field === 'nominationQuotaPerUnit'),
  );
  const facts: CampaignRecord = { ...campaign, ...Object.fromEntries(given) };
  return newCampaign({ ...facts, ...(optionalSteps && { steps: stepsWith(optionalSteps) }) });
}

/** The texts of an award as they are stored. @throws VALIDATION_FAILED. */
export function campaignTexts({
  title,
  conferredBy,
  documentNo,
}: {
  title: string;
  conferredBy: readonly string[];
  documentNo?: string | null | undefined;
}): Pick<CampaignRecord, 'title' | 'conferredBy' | 'documentNo'> {
  mustHold(
    conferredBy.length > 0 && conferredBy.length <= bodiesMax,
    say`An award must name 1 to ${bodiesMax} bodies that confer it.`,
    'conferredBy',
  );
  return {
    title: requireText(title, 'title', { max: textMax.title }),
    conferredBy: conferredBy.map((body) => requireText(body, 'conferredBy', { max: textMax.body })),
    documentNo: optionalText(documentNo, 'documentNo', { max: textMax.documentNo }),
  };
}

/** @throws VALIDATION_FAILED, QUOTA_EXCEEDED. */
function checkCampaign(campaign: CampaignRecord): void {
  const { year, quota, edition, opensOn, closesOn, nominationQuotaPerUnit } = campaign;
  requireCount(year, 'year', years);
  requireCount(edition, 'edition', { min: 1, max: editionMax });
  requireCount(quota, 'quota', { min: 1, max: quotaMax });
  mustHold(!opensOn || !closesOn || closesOn > opensOn, say`An award must close after it opens.`, 'closesOn');
  if (nominationQuotaPerUnit !== null)
    requireCount(nominationQuotaPerUnit, 'nominationQuotaPerUnit', { min: 1, max: quotaMax });
  mustHold(
    new Set(campaign.awardeeIds).size === campaign.awardeeIds.length,
    say`A person is named twice.`,
    'awardeeIds',
  );
  if (campaign.awardeeIds.length > quota)
    throw new DomainError('QUOTA_EXCEEDED', say`At most ${quota} persons can be awarded.`, ['awardeeIds']);
}

/**
 * Checks an award of an import by the rules of the commands.
 * @throws VALIDATION_FAILED, QUOTA_EXCEEDED, INVALID_TRANSITION for an award that is archived.
 */
export function checkImportedCampaign(next: CampaignRecord, before: CampaignRecord | null, today: string): void {
  if (before && before.status !== 'COMMENDED')
    throw new DomainError('INVALID_TRANSITION', say`An award that is ${before.status} does not change.`, ['key']);
  checkCampaign(next);
  mustHold(next.year <= Number(today.slice(0, 4)), say`A decided award cannot be of a future year.`, 'year');
  mustHold((next.opensOn ?? '') <= today, say`The day must not lie in the future.`, 'opensOn');
  mustHold((next.closesOn ?? '') <= today, say`The day must not lie in the future.`, 'closesOn');
  mustHold(
    before?.awardeeIds.every((id) => next.awardeeIds.includes(id)) ?? true,
    say`An import cannot remove an awardee.`,
    'awardeeIds',
  );
}

/**
 * The steps of a campaign with the chosen optional steps (by default all), in their order. @throws VALIDATION_FAILED
 * for a step that is not optional.
 */
export function stepsWith(chosen: readonly CampaignStatus[] | null | undefined): Step[] {
  const wrong = chosen?.find((step) => !(optionalSteps as readonly CampaignStatus[]).includes(step));
  mustHold(
    wrong === undefined,
    say`${String(wrong)} is not an optional step; choose from ${optionalSteps.join(', ')}.`,
    'optionalSteps',
  );
  return allSteps.filter((step) => !optionalSteps.includes(step) || !chosen || chosen.includes(step));
}

type NominationCircumstances = { today: string; fromUnit: number; unitRegion: string; nomineeRegion: string };

/**
 * A nomination for an award. `fromUnit` is the number of nominations that the organization has already made; the regions
 * are those of the organization and of the nominee. @throws INVALID_TRANSITION, VALIDATION_FAILED, QUOTA_EXCEEDED.
 */
export function nominate(
  campaign: CampaignRecord,
  facts: { _id: string; nomineeId: string; nominatedById: string; summary: string },
  { today, fromUnit, unitRegion, nomineeRegion }: NominationCircumstances,
): NominationRecord {
  if (campaign.status !== 'OPEN')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Nominations are accepted only while an award is OPEN; this award is ${campaign.status}.`,
    );
  const inTime = (!campaign.opensOn || today >= campaign.opensOn) && (!campaign.closesOn || today <= campaign.closesOn);
  mustHold(
    inTime,
    say`Nominations are accepted from ${String(campaign.opensOn)} to ${String(campaign.closesOn)}.`,
    'campaignId',
  );
  mustHold(
    contains(unitRegion, nomineeRegion),
    say`An organization nominates persons of its own region; this person is recorded in ${nomineeRegion}.`,
    'nomineeId',
  );
  const summary = requireText(facts.summary, 'summary', { max: textMax.summary });
  const limit = campaign.nominationQuotaPerUnit;
  if (limit !== null && fromUnit >= limit)
    throw new DomainError('QUOTA_EXCEEDED', say`An organization may make at most ${limit} nominations.`, [
      'nominatedById',
    ]);
  return {
    ...facts,
    summary,
    version: 1,
    campaignId: campaign._id,
    status: 'SUBMITTED',
    objections: 0,
    reason: null,
    proposedBy: [],
  };
}

/**
 * The warning for a nominee who has the title of the award already, of these years. By custom (原则上不再推荐), such a
 * person is not nominated again; the decision is with the nominating organization.
 */
export function titleWarnings(title: string, years: readonly number[]): string[] {
  if (years.length === 0) return [];
  return [`The nominee has the title ${title} already (${years.join(', ')}). 原则上不再推荐.`];
}

type Review = {
  steps: readonly CampaignStatus[];
  from: readonly NominationStatus[];
  to: NominationStatus;
  reasonRequired?: true;
};
const openNominations: readonly NominationStatus[] = ['SUBMITTED', 'QUALIFIED', 'SHORTLISTED', 'PROPOSED', 'OBJECTED'];
const reviews: Record<NominationDecision, Review> = {
  QUALIFY: { steps: ['QUALIFICATION_CHECK'], from: ['SUBMITTED'], to: 'QUALIFIED' },
  DISQUALIFY: { steps: ['QUALIFICATION_CHECK'], from: ['SUBMITTED'], to: 'DISQUALIFIED', reasonRequired: true },
  SHORTLIST: { steps: ['EXPERT_REVIEW'], from: ['QUALIFIED'], to: 'SHORTLISTED' },
  PROPOSE: { steps: ['COMMITTEE_REVIEW', 'JOINT_REVIEW'], from: ['QUALIFIED', 'SHORTLISTED'], to: 'PROPOSED' },
  OBJECT: { steps: ['PUBLIC_NOTICE'], from: ['PROPOSED'], to: 'OBJECTED', reasonRequired: true },
  DISMISS_OBJECTION: { steps: ['PUBLIC_NOTICE'], from: ['OBJECTED'], to: 'PROPOSED' },
  UPHOLD_OBJECTION: { steps: ['PUBLIC_NOTICE'], from: ['OBJECTED'], to: 'NOT_AWARDED', reasonRequired: true },
  WITHDRAW: { steps: allSteps.slice(0, allSteps.indexOf('DECIDED')), from: openNominations, to: 'WITHDRAWN' },
};

/**
 * The nomination after a decision in the current step of the campaign. @throws INVALID_TRANSITION, VALIDATION_FAILED
 * when a reason is missing.
 */
export function reviewNomination(
  campaign: CampaignRecord,
  nomination: NominationRecord,
  decision: NominationDecision,
  { reason: given, by }: { reason: string | null; by: string },
): NominationRecord {
  const { steps, from, to, reasonRequired } = reviews[decision];
  if (!steps.includes(campaign.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${decision} is possible in ${steps.join(', ')}; this award is in ${campaign.status}.`,
    );
  if (!from.includes(nomination.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`${decision} is possible from ${from.join(', ')}; this nomination is ${nomination.status}.`,
    );
  const reason = optionalText(given, 'reason', { max: textMax.reason });
  mustHold(!reasonRequired || reason !== null, say`${decision} needs a reason.`, 'reason');
  if (decision === 'OBJECT') return objectedNomination(nomination);
  return {
    ...nomination,
    status: to,
    // why an objection was dismissed is with the objection, which fewer viewers may read
    reason: decision === 'DISMISS_OBJECTION' ? nomination.reason : (reason ?? nomination.reason),
    proposedBy: to === 'PROPOSED' ? [...new Set([...proposersOf(nomination), by])] : proposersOf(nomination),
  };
}

/** The nomination with one more objection, which is open. The text of the objection is with its record. */
export const objectedNomination = (nomination: NominationRecord): NominationRecord => ({
  ...nomination,
  status: 'OBJECTED',
  objections: nomination.objections + 1,
});

/**
 * The nomination after a decision about an objection: not awarded when it is upheld, for this reason, and proposed again,
 * by the user who decides, when it is dismissed and no other is open. @throws INVALID_TRANSITION outside of the public notice.
 */
export function settledNomination(
  { status }: Pick<CampaignRecord, 'status'>,
  nomination: NominationRecord,
  { upheld, stillOpen, by }: { upheld: string | null; stillOpen: number; by: string },
): NominationRecord {
  if (status !== 'PUBLIC_NOTICE')
    throw new DomainError(
      'INVALID_TRANSITION',
      say`Objections are decided in PUBLIC_NOTICE; this award is in ${status}.`,
    );
  if (nomination.status !== 'OBJECTED')
    throw new DomainError('INVALID_TRANSITION', say`This nomination is ${nomination.status}.`);
  if (upheld !== null) return { ...nomination, status: 'NOT_AWARDED', reason: upheld };
  if (stillOpen > 0) return nomination;
  return { ...nomination, status: 'PROPOSED', proposedBy: [...new Set([...proposersOf(nomination), by])] };
}

/** The users who proposed the nominee. Records of earlier versions have none. */
const proposersOf = ({ proposedBy }: { proposedBy?: string[] }): string[] => proposedBy ?? [];

export type Advance = {
  to: CampaignStatus;
  publicNoticeFrom?: string | null | undefined;
  publicNoticeTo?: string | null | undefined;
  documentNo?: string | null | undefined;
};

/** What a step depends on: the nominations of the award, the open objections to them, the user who takes it, and the day. */
type Circumstances = {
  nominations: readonly Pick<NominationRecord, 'nomineeId' | 'status' | 'proposedBy'>[];
  openObjections: number;
  by: string;
  today: string;
};

/**
 * The campaign in its next step, or cancelled.
 * @throws INVALID_TRANSITION for any other step or when the conditions of the step are not met, QUOTA_EXCEEDED,
 * VALIDATION_FAILED, FORBIDDEN for a decision by a user who proposed a nominee or took the step before.
 */
export function advanceCampaign(
  campaign: CampaignRecord,
  advance: Advance,
  circumstances: Circumstances,
): CampaignRecord {
  const { to } = advance;
  const { by, today } = circumstances;
  const documentNo = optionalText(advance.documentNo, 'documentNo', { max: textMax.documentNo });
  const stepped = { ...campaign, steppedOn: today, steppedBy: by };
  if (to === 'CANCELLED') {
    if (decidedStatuses.includes(campaign.status) || campaign.status === 'CANCELLED')
      throw new DomainError('INVALID_TRANSITION', say`An award that is ${campaign.status} cannot be cancelled.`);
    return { ...stepped, status: 'CANCELLED' };
  }
  const next = nextStep(campaign);
  if (to !== next)
    throw new DomainError(
      'INVALID_TRANSITION',
      next
        ? say`The step after ${campaign.status} is ${next}.`
        : say`An award that is ${campaign.status} has no further step.`,
    );
  if (to === 'EXPERT_REVIEW') requireChoice(campaign, circumstances);
  if (to === 'PUBLIC_NOTICE') return { ...stepped, status: to, ...publicNotice(campaign, advance, today) };
  if (to === 'DECIDED') return { ...stepped, status: to, awardeeIds: decide(campaign, circumstances) };
  if (to === 'COMMENDED') {
    mustHold(documentNo !== null, say`A commendation by circular needs a document number.`, 'documentNo');
    return { ...stepped, status: to, documentNo };
  }
  return { ...stepped, status: to };
}

/** The step after the present one; undefined when there is none. That of a DRAFT is the first step. */
function nextStep({ status, steps }: CampaignRecord): Step | undefined {
  if (status === 'CANCELLED') return undefined;
  return status === 'DRAFT' ? steps[0] : steps[steps.indexOf(status) + 1];
}

function withStatus({ nominations }: Circumstances, status: NominationStatus) {
  return nominations.filter((nomination) => nomination.status === status);
}

/** 差额评审: experts choose from more candidates than can be awarded. */
function requireChoice(campaign: CampaignRecord, circumstances: Circumstances): void {
  const candidates = withStatus(circumstances, 'QUALIFIED').length;
  if (candidates <= campaign.quota)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`The experts need more than ${campaign.quota} candidates to choose from; there are ${candidates}.`,
    );
}

/** The first day of a notice lies between the day of the step before and today. */
function publicNotice(
  { steppedOn }: CampaignRecord,
  { publicNoticeFrom: from, publicNoticeTo: to }: Advance,
  today: string,
) {
  if (!from || !to)
    throw new DomainError('VALIDATION_FAILED', say`A public notice needs a first and a last day.`, [
      'publicNoticeFrom',
    ]);
  mustHold(from <= today, say`The first day must not lie in the future.`, 'publicNoticeFrom');
  mustHold(
    from >= (steppedOn ?? today),
    say`A public notice cannot begin before the step before it, on ${steppedOn ?? today}.`,
    'publicNoticeFrom',
  );
  mustHold(
    Date.parse(to) - Date.parse(from) < noticeDaysMax * dayMs,
    say`A public notice lasts at most ${noticeDaysMax} days.`,
    'publicNoticeTo',
  );
  mustHold(
    workingDaysBetween(from, to) >= noticeWorkingDaysMin,
    say`A public notice must last at least ${noticeWorkingDaysMin} working days.`,
    'publicNoticeTo',
  );
  return { publicNoticeFrom: from, publicNoticeTo: to };
}

function decide(campaign: CampaignRecord, circumstances: Circumstances): string[] {
  const { by, today } = circumstances;
  const proposed = withStatus(circumstances, 'PROPOSED');
  if (by === campaign.steppedBy || proposed.some((nomination) => proposersOf(nomination).includes(by)))
    throw new DomainError(
      'FORBIDDEN',
      say`A second person must decide an award whose nominee you have proposed, or whose last step you have taken.`,
      ['id'],
    );
  if (circumstances.openObjections > 0 || withStatus(circumstances, 'OBJECTED').length > 0)
    throw new DomainError('INVALID_TRANSITION', say`An objection is still open.`);
  if (campaign.publicNoticeTo && today <= campaign.publicNoticeTo)
    throw new DomainError('INVALID_TRANSITION', say`The public notice lasts until ${campaign.publicNoticeTo}.`);
  if (proposed.length === 0) throw new DomainError('INVALID_TRANSITION', say`No nominee is proposed.`);
  if (proposed.length > campaign.quota)
    throw new DomainError(
      'QUOTA_EXCEEDED',
      say`At most ${campaign.quota} persons can be awarded; ${proposed.length} are proposed.`,
    );
  return proposed.map(({ nomineeId }) => nomineeId).sort();
}

/** The event that the award accepts nominations. */
export const campaignOpened = ({
  _id,
  title,
  year,
  edition,
  regionCode,
  opensOn,
  closesOn,
}: CampaignRecord): NewEvent =>
  AwardCampaignOpened({ campaignId: _id, title, year, edition, regionCode, opensOn, closesOn });

/** The event that the awardees were announced. */
export const awardDecided = ({ _id, title, year, regionCode, awardeeIds, documentNo }: CampaignRecord): NewEvent =>
  AwardDecided({ campaignId: _id, title, year, regionCode, awardeeIds, documentNo });

function mustHold(holds: boolean, message: Message, path: string): void {
  if (!holds) throw new DomainError('VALIDATION_FAILED', message, [path]);
}
