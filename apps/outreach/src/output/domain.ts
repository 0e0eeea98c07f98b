import { OutputCorrected, OutputLogged } from '@kexie/events';
import {
  DomainError,
  firstVersion,
  requireText,
  type ImportableRecord,
  type Measure,
  type Qualifier,
  type Unit,
} from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requireOpenForOutput, requireWithinCampaign, type Campaign } from '../campaign/domain.ts';
import { requireInService, type Channel, type ChannelKind } from '../channel/domain.ts';
import { requireOrder, statedAmount } from '../domain.ts';
import { say } from '../messages.ts';

export type OutputMetric = 'PUSHES' | 'HOURS_ON' | 'HOURS_PLAYED' | 'VIDEOS' | 'BROADCAST_DAYS' | 'READS';

/**
 * A record of output. For the statistics it keeps kind, region and operator kind of its channel, which never change. A record with `correctedBy` counts in
 * no statistics.
 */
export type OutputRecord = ImportableRecord & {
  channelId: string;
  channelKind: ChannelKind;
  operatorKind: string;
  regionCode: string;
  campaignId: string | null;
  metric: OutputMetric;
  measure: Measure;
  periodFrom: string;
  periodTo: string;
  recordedAt: Date;
  correctionOf: string | null;
  correctedBy: string | null;
  reason: string | null;
};

export type OutputFacts = {
  metric: OutputMetric;
  value?: string | null | undefined;
  qualifier?: Qualifier | null | undefined;
  periodFrom: string;
  periodTo: string;
};
type Circumstances = { id: string; channel: Channel; campaign: Campaign | null; today: string; now: Date };

/** The unit of each metric. The graph has no unit for days, so they have the unit COUNT. */
export const unitOf: Record<OutputMetric, Unit> = {
  PUSHES: 'TIME',
  HOURS_ON: 'HOUR',
  HOURS_PLAYED: 'HOUR',
  VIDEOS: 'ITEM',
  BROADCAST_DAYS: 'COUNT',
  READS: 'TIME',
};

const kindsWith: Record<OutputMetric, readonly ChannelKind[]> = {
  PUSHES: ['WECHAT_GROUP', 'QQ_GROUP', 'WECHAT_OFFICIAL_ACCOUNT', 'WEBSITE', 'APP'],
  HOURS_ON: ['E_STATION', 'TV', 'RADIO'],
  HOURS_PLAYED: ['LED_SCREEN', 'TV'],
  VIDEOS: ['LED_SCREEN', 'TV'],
  BROADCAST_DAYS: ['WEATHER_LOUDSPEAKER'],
  READS: ['WECHAT_OFFICIAL_ACCOUNT', 'WEBSITE', 'APP'],
};

/** Hours on and hours played are both hours of transmission. Pushes and reads share the unit TIME, but they measure different things. */
const addable: readonly (readonly OutputMetric[])[] = [['HOURS_ON', 'HOURS_PLAYED']];

/** The unit in which outputs of these metrics are added. @throws VALIDATION_FAILED if they cannot be added. */
export function unitOfSum(metrics: readonly OutputMetric[]): Unit {
  const kinds = [...new Set(metrics)];
  const together = kinds.length <= 1 || addable.some((group) => kinds.every((metric) => group.includes(metric)));
  if (!together)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`${kinds.join(', ')} cannot be added: group by METRIC, or choose one of them.`,
      ['groupBy'],
    );
  return kinds[0] === undefined ? 'COUNT' : unitOf[kinds[0]];
}

/** Creates a record. @throws VALIDATION_FAILED, REFERENCE_INACTIVE (channel not in service on these days), INVALID_TRANSITION (campaign not open). */
export function logOutput(
  facts: OutputFacts,
  { id, channel, campaign, today, now }: Circumstances,
): Decision<OutputRecord> {
  requireInService(channel, facts.periodFrom, facts.periodTo);
  if (campaign) requireOpenForOutput(campaign, today);
  const next: OutputRecord = {
    _id: id,
    ...firstVersion,
    ...checkedOutput(facts, { channel, campaign, today }),
    recordedAt: now,
    correctionOf: null,
    correctedBy: null,
    reason: null,
  };
  return { next, events: [OutputLogged(eventDataOf(next, channel))] };
}

/**
 * Creates the record of the past that a row of an import describes. Its campaign may be over and its channel retired.
 * @throws VALIDATION_FAILED; INVALID_TRANSITION for a campaign that is PLANNED or CANCELLED.
 */
export function importedOutput(
  importKey: string,
  facts: OutputFacts & { synthetic?: boolean | null | undefined },
  { id, channel, campaign, today, now }: Circumstances,
): Decision<OutputRecord> {
  if (campaign?.status === 'PLANNED' || campaign?.status === 'CANCELLED')
    throw new DomainError('INVALID_TRANSITION', say`The campaign is ${campaign.status}.`, ['campaignId']);
  const next: OutputRecord = {
    _id: id,
    version: 1,
    importKey,
    synthetic: facts.synthetic ?? false,
    ...checkedOutput(facts, { channel, campaign, today }),
    recordedAt: now,
    correctionOf: null,
    correctedBy: null,
    reason: null,
  };
  return { next, events: [OutputLogged(eventDataOf(next, channel))] };
}

/**
 * Creates the record that replaces a wrong record.
 * @throws INVALID_TRANSITION for a record that was corrected before or belongs to a cancelled campaign, VALIDATION_FAILED.
 */
export function correctOutput(
  original: OutputRecord,
  correction: {
    value: string;
    qualifier?: Qualifier | undefined;
    periodFrom?: string | null | undefined;
    periodTo?: string | null | undefined;
    reason: string;
  },
  { id, channel, campaign, today, now }: Circumstances,
): Decision<OutputRecord> {
  if (original.correctedBy !== null)
    throw new DomainError(
      'INVALID_TRANSITION',
      say`This record was corrected already; correct ${original.correctedBy}.`,
      ['originalId'],
    );
  if (campaign?.status === 'CANCELLED')
    throw new DomainError('INVALID_TRANSITION', say`The campaign was cancelled.`, ['originalId']);
  const facts = {
    metric: original.metric,
    value: correction.value,
    qualifier: correction.qualifier,
    periodFrom: correction.periodFrom ?? original.periodFrom,
    periodTo: correction.periodTo ?? original.periodTo,
  };
  const reason = requireText(correction.reason, 'reason', { max: 500 });
  const next: OutputRecord = {
    _id: id,
    ...firstVersion,
    synthetic: original.synthetic,
    ...checkedOutput(facts, { channel, campaign, today }),
    recordedAt: now,
    correctionOf: original._id,
    correctedBy: null,
    reason,
  };
  return { next, events: [OutputCorrected({ ...eventDataOf(next, channel), correctionOf: original._id, reason })] };
}

/** Whether a row states the content of a record. A column that it leaves out changes nothing. */
export function repeats(
  { channelId, campaignId, metric, measure, periodFrom, periodTo, synthetic }: OutputRecord,
  row: OutputFacts & {
    channelId: string;
    campaignId?: string | null | undefined;
    synthetic?: boolean | null | undefined;
  },
): boolean {
  const isStated = (value: unknown, stored: unknown) => value === undefined || (value ?? null) === stored;
  return (
    row.channelId === channelId &&
    row.metric === metric &&
    row.periodFrom === periodFrom &&
    row.periodTo === periodTo &&
    isStated(row.campaignId, campaignId) &&
    isStated(row.value, measure.value) &&
    isStated(row.qualifier, measure.qualifier) &&
    isStated(row.synthetic, synthetic)
  );
}

function checkedOutput(
  facts: OutputFacts,
  { channel, campaign, today }: Pick<Circumstances, 'channel' | 'campaign' | 'today'>,
) {
  const { metric, periodFrom, periodTo } = facts;
  if (!kindsWith[metric].includes(channel.kind))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`${metric} is not measured for ${channel.kind}, but for ${kindsWith[metric].join(', ')}.`,
      ['metric'],
    );
  requireOrder(periodFrom, periodTo, 'periodTo');
  if (periodTo > today)
    throw new DomainError('VALIDATION_FAILED', say`A period that is not over yet cannot be logged.`, ['periodTo']);
  if (campaign) requireWithinCampaign(campaign, periodFrom, periodTo, 'periodFrom');
  const measure = statedAmount(facts, unitOf[metric]);
  requirePossible(metric, measure, { channel, days: daysOf(periodFrom, periodTo) });
  return {
    channelId: channel._id,
    channelKind: channel.kind,
    operatorKind: channel.operatorKind,
    regionCode: channel.regionCode,
    campaignId: campaign?._id ?? null,
    metric,
    measure,
    periodFrom,
    periodTo,
  };
}

/** The most that one unit can have in a day, for metrics of time. */
const dailyMax: Partial<Record<OutputMetric, number>> = { HOURS_ON: 24, HOURS_PLAYED: 24, BROADCAST_DAYS: 1 };
/** A number of units that is not exact ("30多个") may be at most this many times the stated number. */
const inexactFactor = 2;

/** @throws VALIDATION_FAILED for more hours, or days, than the units of the channel can have in the period. */
function requirePossible(
  metric: OutputMetric,
  { value }: Measure,
  { channel: { unitCount, unitQualifier }, days }: { channel: Channel; days: number },
): void {
  const daily = dailyMax[metric];
  const most = (daily ?? Infinity) * days * unitCount * (unitQualifier === 'EXACT' ? 1 : inexactFactor);
  if (value !== null && Number(value) > most)
    throw new DomainError('VALIDATION_FAILED', say`${unitCount} units cannot have more than ${most} in ${days} days.`, [
      'value',
    ]);
}

/** The number of days of a period, both ends included. */
function daysOf(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000)) + 1;
}

function eventDataOf(record: OutputRecord, { operatorId }: Channel) {
  const { _id: outputId, channelId, campaignId, metric, measure, periodFrom, periodTo } = record;
  return { outputId, channelId, campaignId, metric, ...measure, periodFrom, periodTo, operatorId };
}
