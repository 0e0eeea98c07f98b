import { CampaignClosed, CampaignStarted, type NewEvent } from '@kexie/events';
import { DomainError, firstVersion, requireText, type ImportableRecord } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requireOrder, requirePast } from '../domain.ts';
import { say } from '../messages.ts';

export type CampaignStatus = 'PLANNED' | 'ACTIVE' | 'CLOSED' | 'REPORTED' | 'CANCELLED';
type CampaignTheme =
  | 'EMERGENCY'
  | 'PANDEMIC'
  | 'WORKERS_DAY'
  | 'SCIENCE_DAY'
  | 'SCIENCE_WEEK'
  | 'RURAL_REVITALIZATION'
  | 'YOUTH'
  | 'HEALTH'
  | 'OTHER';

/** A campaign (专项活动). `closedOn` is the day on which it became CLOSED; the period for late outputs starts on that day. */
export type Campaign = ImportableRecord & {
  slug: string;
  title: string;
  theme: CampaignTheme;
  regionCode: string;
  status: CampaignStatus;
  startsOn: string;
  endsOn: string | null;
  closedOn: string | null;
  leadOrganizationId: string;
  parentId: string | null;
};

export type CampaignPlan = {
  slug: string;
  title: string;
  theme: CampaignTheme;
  regionCode: string;
  startsOn: string;
  endsOn?: string | null | undefined;
  leadOrganizationId: string;
  parentId?: string | null | undefined;
};

const lateOutputDays = 60;

const slugPattern = /^[a-z0-9-]{3,60}$/;
const following: Record<CampaignStatus, readonly CampaignStatus[]> = {
  PLANNED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['CLOSED', 'CANCELLED'],
  CLOSED: ['REPORTED'],
  REPORTED: [],
  CANCELLED: [],
};

/** Creates a PLANNED campaign. @throws VALIDATION_FAILED. */
export function planCampaign(_id: string, plan: CampaignPlan, today: string): Decision<Campaign> {
  const next: Campaign = { _id, ...firstVersion, ...campaignFacts(plan), status: 'PLANNED', closedOn: null };
  return { next: completeCampaign(next, { before: null, today }), events: [] };
}

/**
 * Checks the facts of a campaign with each other, and with those before an import. An imported campaign that is over
 * closed on its last day. @throws VALIDATION_FAILED; INVALID_TRANSITION if the import turns the campaign back.
 */
export function completeCampaign(
  next: Campaign,
  { before, today }: { before: Campaign | null; today: string },
): Campaign {
  requireOrder(next.startsOn, next.endsOn, 'endsOn');
  const over = hasClosed(next);
  if (over && next.endsOn === null)
    throw new DomainError('VALIDATION_FAILED', say`A campaign that is over has an end.`, ['endsOn']);
  if (over) requirePast(next.endsOn, today, 'endsOn');
  if (before && next.status !== before.status && !isReachable(before.status, next.status))
    throw new DomainError(
      'INVALID_TRANSITION',
      say`A campaign that is ${before.status} cannot become ${next.status}.`,
      ['status'],
    );
  if (next.parentId === next._id)
    throw new DomainError('VALIDATION_FAILED', say`A campaign cannot be part of itself.`, ['parentId']);
  return { ...next, closedOn: over ? (next.closedOn ?? next.endsOn) : null };
}

function isReachable(from: CampaignStatus, to: CampaignStatus): boolean {
  return following[from].some((next) => next === to || isReachable(next, to));
}

/** Changes the status of a campaign. @throws INVALID_TRANSITION; VALIDATION_FAILED if it would end before its start. */
export function transitionCampaign(campaign: Campaign, to: CampaignStatus, today: string): Decision<Campaign> {
  if (!following[campaign.status].includes(to))
    throw new DomainError('INVALID_TRANSITION', say`A campaign that is ${campaign.status} cannot become ${to}.`, [
      'to',
    ]);
  const next = to === 'CLOSED' ? closed(campaign, today) : { ...campaign, status: to };
  return { next, events: campaignEvents(campaign, next) };
}

function closed(campaign: Campaign, today: string): Campaign {
  if (today < campaign.startsOn)
    throw new DomainError('VALIDATION_FAILED', say`A campaign cannot close before it starts.`, ['to']);
  const endsOn = campaign.endsOn !== null && campaign.endsOn < today ? campaign.endsOn : today;
  return { ...campaign, status: 'CLOSED', endsOn, closedOn: today };
}

/** The events of the step from one state to the next: the campaign started, or closed, or neither. */
export function campaignEvents(before: Campaign | null, after: Campaign): NewEvent[] {
  const { _id: campaignId, slug, title, theme, regionCode, startsOn, endsOn } = after;
  const facts = { campaignId, slug, title, theme, regionCode, startsOn, endsOn };
  return [
    ...(hasStarted(after) && !(before && hasStarted(before)) ? [CampaignStarted(facts)] : []),
    ...(hasClosed(after) && !(before && hasClosed(before)) ? [CampaignClosed(facts)] : []),
  ];
}

const hasStarted = ({ status }: Campaign) => status === 'ACTIVE' || hasClosed({ status });
const hasClosed = ({ status }: Pick<Campaign, 'status'>) => status === 'CLOSED' || status === 'REPORTED';

/** @throws INVALID_TRANSITION unless outputs may be logged today: while the campaign is ACTIVE, and until 60 days after it closed. */
export function requireOpenForOutput({ status, closedOn }: Campaign, today: string): void {
  const late = status === 'CLOSED' && closedOn !== null && today <= addDays(closedOn, lateOutputDays);
  if (status !== 'ACTIVE' && !late)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`The campaign is ${status}; outputs are logged while it is ACTIVE and until ${lateOutputDays} days after it closed.`,
      ['campaignId'],
    );
}

/** @throws VALIDATION_FAILED unless the days lie within the campaign. */
export function requireWithinCampaign(campaign: Campaign, from: string, to: string, path: string): void {
  if (from < campaign.startsOn || (campaign.endsOn !== null && to > campaign.endsOn)) {
    throw new DomainError(
      'VALIDATION_FAILED',
      say`This lies outside the campaign (${campaign.startsOn} to ${campaign.endsOn ?? say`an open end`}).`,
      [path],
    );
  }
}

/** @throws INVALID_TRANSITION unless the campaign still takes participants. */
export function requireOpenForParticipants({ status }: Campaign): void {
  if (status !== 'PLANNED' && status !== 'ACTIVE')
    throw new DomainError('INVALID_TRANSITION', say`The campaign is ${status} and takes no participants.`, [
      'campaignId',
    ]);
}

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function campaignFacts({
  slug,
  title,
  theme,
  regionCode,
  startsOn,
  endsOn,
  leadOrganizationId,
  parentId,
}: CampaignPlan) {
  if (!slugPattern.test(slug))
    throw new DomainError('VALIDATION_FAILED', say`A slug has 3 to 60 characters, which are a-z, 0-9 or -.`, ['slug']);
  return {
    slug,
    title: requireText(title, 'title', { max: 200 }),
    theme,
    regionCode,
    startsOn,
    endsOn: endsOn ?? null,
    leadOrganizationId,
    parentId: parentId ?? null,
  };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
