import { AwardDecided, type NewEvent } from '@kexie/events';
import { DomainError } from '@kexie/kernel';

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
export type CampaignStatus = Step | 'CANCELLED';

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
};

/** The states of an award whose awardees are announced. */
export const decidedStatuses: readonly CampaignStatus[] = ['DECIDED', 'COMMENDED', 'ARCHIVED'];

const quotaMax = 1_000;
const noticeWorkingDaysMin = 5;
const textMax = { title: 100, summary: 2_000, reason: 500 };

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
    documentNo: null,
    awardeeIds: [],
    synthetic: false,
    nominationChanges: 0,
    ...facts,
  };
  const { title, quota, edition, conferredBy, opensOn, closesOn, nominationQuotaPerUnit } = campaign;
  mustHold(
    title.trim().length > 0 && title.length <= textMax.title,
    `A title must have 1 to ${textMax.title} characters.`,
    'title',
  );
  mustHold(quota >= 1 && quota <= quotaMax, `The quota must be between 1 and ${quotaMax}.`, 'quota');
  mustHold(edition >= 1, 'The number of an edition must be at least 1.', 'edition');
  mustHold(
    conferredBy.length > 0 && conferredBy.length <= 10,
    'An award must name 1 to 10 bodies that confer it.',
    'conferredBy',
  );
  mustHold(!opensOn || !closesOn || closesOn > opensOn, 'An award must close after it opens.', 'closesOn');
  mustHold(
    nominationQuotaPerUnit === null || nominationQuotaPerUnit >= 1,
    'The quota of a unit must be at least 1.',
    'nominationQuotaPerUnit',
  );
  mustHold(new Set(campaign.awardeeIds).size === campaign.awardeeIds.length, 'A person is named twice.', 'awardeeIds');
  if (campaign.awardeeIds.length > quota)
    throw new DomainError('QUOTA_EXCEEDED', `At most ${quota} persons can be awarded.`, ['awardeeIds']);
  return campaign;
}

/**
 * The steps of a campaign with the chosen optional steps (by default all), in their order. @throws VALIDATION_FAILED
 * for a step that is not optional.
 */
export function stepsWith(chosen: readonly CampaignStatus[] | null | undefined): Step[] {
  const wrong = chosen?.find((step) => !(optionalSteps as readonly CampaignStatus[]).includes(step));
  mustHold(
    wrong === undefined,
    `${wrong} is not an optional step; choose from ${optionalSteps.join(', ')}.`,
    'optionalSteps',
  );
  return allSteps.filter((step) => !optionalSteps.includes(step) || !chosen || chosen.includes(step));
}

/**
 * A nomination for an award. `fromUnit` is the number of nominations that the organization has already made. @throws
 * INVALID_TRANSITION, VALIDATION_FAILED, QUOTA_EXCEEDED.
 */
export function nominate(
  campaign: CampaignRecord,
  facts: { _id: string; nomineeId: string; nominatedById: string; summary: string },
  { today, fromUnit }: { today: string; fromUnit: number },
): NominationRecord {
  if (campaign.status !== 'OPEN')
    throw new DomainError(
      'INVALID_TRANSITION',
      `Nominations are accepted only while an award is OPEN; this award is ${campaign.status}.`,
    );
  const inTime = (!campaign.opensOn || today >= campaign.opensOn) && (!campaign.closesOn || today <= campaign.closesOn);
  mustHold(inTime, `Nominations are accepted from ${campaign.opensOn} to ${campaign.closesOn}.`, 'campaignId');
  mustHold(
    facts.summary.trim().length > 0 && facts.summary.length <= textMax.summary,
    `A summary must have 1 to ${textMax.summary} characters.`,
    'summary',
  );
  const limit = campaign.nominationQuotaPerUnit;
  if (limit !== null && fromUnit >= limit)
    throw new DomainError('QUOTA_EXCEEDED', `An organization may make at most ${limit} nominations.`, [
      'nominatedById',
    ]);
  return { ...facts, version: 1, campaignId: campaign._id, status: 'SUBMITTED', objections: 0, reason: null };
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
  reason: string | null,
): NominationRecord {
  const { steps, from, to, reasonRequired } = reviews[decision];
  if (!steps.includes(campaign.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      `${decision} is possible in ${steps.join(', ')}; this award is in ${campaign.status}.`,
    );
  if (!from.includes(nomination.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      `${decision} is possible from ${from.join(', ')}; this nomination is ${nomination.status}.`,
    );
  mustHold(!reasonRequired || Boolean(reason?.trim()), `${decision} needs a reason.`, 'reason');
  mustHold(
    (reason ?? '').length <= textMax.reason,
    `A reason must have at most ${textMax.reason} characters.`,
    'reason',
  );
  return {
    ...nomination,
    status: to,
    reason: reason ?? nomination.reason,
    objections: nomination.objections + (decision === 'OBJECT' ? 1 : 0),
  };
}

export type Advance = {
  to: CampaignStatus;
  publicNoticeFrom?: string | null | undefined;
  publicNoticeTo?: string | null | undefined;
  documentNo?: string | null | undefined;
};

/**
 * The campaign in its next step, or cancelled. `nominations` are the numbers of its nominations by status.
 * `proposedIds` are the nominees that DECIDED will award.
 * @throws INVALID_TRANSITION for any other step or when the conditions of the step are not met, QUOTA_EXCEEDED,
 * VALIDATION_FAILED.
 */
export function advanceCampaign(
  campaign: CampaignRecord,
  advance: Advance,
  facts: { nominations: Partial<Record<NominationStatus, number>>; proposedIds: readonly string[]; today: string },
): CampaignRecord {
  const { to } = advance;
  if (to === 'CANCELLED') {
    if (decidedStatuses.includes(campaign.status) || campaign.status === 'CANCELLED')
      throw new DomainError('INVALID_TRANSITION', `An award that is ${campaign.status} cannot be cancelled.`);
    return { ...campaign, status: 'CANCELLED' };
  }
  const next =
    campaign.status === 'CANCELLED' ? undefined : campaign.steps[campaign.steps.indexOf(campaign.status) + 1];
  if (to !== next)
    throw new DomainError(
      'INVALID_TRANSITION',
      next
        ? `The step after ${campaign.status} is ${next}.`
        : `An award that is ${campaign.status} has no further step.`,
    );
  if (to === 'EXPERT_REVIEW') requireChoice(campaign, facts.nominations);
  if (to === 'PUBLIC_NOTICE') return { ...campaign, status: to, ...publicNotice(advance) };
  if (to === 'DECIDED') return { ...campaign, status: to, awardeeIds: decide(campaign, facts) };
  if (to === 'COMMENDED') {
    mustHold(Boolean(advance.documentNo?.trim()), 'A commendation by circular needs a document number.', 'documentNo');
    return { ...campaign, status: to, documentNo: advance.documentNo ?? null };
  }
  return { ...campaign, status: to };
}

/** 差额评审: experts choose from more candidates than can be awarded. */
function requireChoice(campaign: CampaignRecord, nominations: Partial<Record<NominationStatus, number>>): void {
  const candidates = nominations.QUALIFIED ?? 0;
  if (candidates <= campaign.quota)
    throw new DomainError(
      'INVALID_TRANSITION',
      `The experts need more than ${campaign.quota} candidates to choose from; there are ${candidates}.`,
    );
}

function publicNotice({ publicNoticeFrom: from, publicNoticeTo: to }: Advance) {
  if (!from || !to)
    throw new DomainError('VALIDATION_FAILED', 'A public notice needs a first and a last day.', ['publicNoticeFrom']);
  mustHold(
    workingDays(from, to) >= noticeWorkingDaysMin,
    `A public notice must last at least ${noticeWorkingDaysMin} working days.`,
    'publicNoticeTo',
  );
  return { publicNoticeFrom: from, publicNoticeTo: to };
}

function decide(
  campaign: CampaignRecord,
  {
    nominations,
    proposedIds,
    today,
  }: { nominations: Partial<Record<NominationStatus, number>>; proposedIds: readonly string[]; today: string },
): string[] {
  if ((nominations.OBJECTED ?? 0) > 0) throw new DomainError('INVALID_TRANSITION', 'An objection is still open.');
  if (campaign.publicNoticeTo && today <= campaign.publicNoticeTo)
    throw new DomainError('INVALID_TRANSITION', `The public notice lasts until ${campaign.publicNoticeTo}.`);
  if (proposedIds.length === 0) throw new DomainError('INVALID_TRANSITION', 'No nominee is proposed.');
  if (proposedIds.length > campaign.quota)
    throw new DomainError(
      'QUOTA_EXCEEDED',
      `At most ${campaign.quota} persons can be awarded; ${proposedIds.length} are proposed.`,
    );
  return [...proposedIds].sort();
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The number of days from Monday to Friday in [from, to], both included. Public holidays are not considered. Counts at
 * most one year.
 */
export function workingDays(from: string, to: string): number {
  const days = Math.min(366, Math.floor((Date.parse(to) - Date.parse(from)) / dayMs) + 1);
  return Array.from({ length: Math.max(0, days) }, (_, day) =>
    new Date(Date.parse(from) + day * dayMs).getUTCDay(),
  ).filter((day) => day > 0 && day < 6).length;
}

/** The event that the awardees were announced. */
export const awardDecided = ({ _id, title, year, regionCode, awardeeIds, documentNo }: CampaignRecord): NewEvent =>
  AwardDecided({ campaignId: _id, title, year, regionCode, awardeeIds, documentNo });

function mustHold(holds: boolean, message: string, path: string): void {
  if (!holds) throw new DomainError('VALIDATION_FAILED', message, [path]);
}
