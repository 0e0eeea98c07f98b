import { ChannelRegistered, ChannelRetired, type NewEvent } from '@kexie/events';
import {
  DomainError,
  firstVersion,
  optionalText,
  requireText,
  type ImportableRecord,
  type Qualifier,
} from '@kexie/kernel';
import type { Decision } from '@kexie/service';

export type ChannelKind =
  | 'E_STATION'
  | 'WEATHER_LOUDSPEAKER'
  | 'LED_SCREEN'
  | 'WECHAT_GROUP'
  | 'QQ_GROUP'
  | 'WECHAT_OFFICIAL_ACCOUNT'
  | 'WEBSITE'
  | 'APP'
  | 'TV'
  | 'RADIO'
  | 'BULLETIN_BOARD';
export type ChannelStatus = 'REGISTERED' | 'ACTIVE' | 'MAINTENANCE' | 'RETIRED';

/**
 * A channel, or a set of devices that one record stands for (699个气象大喇叭). `operatorKind` is the kind of its operator; `campaignIds` are the campaigns
 * it put something out for, and `lastOutputAt` is when something was logged last: both change with each output and carry no version.
 */
export type Channel = ImportableRecord & {
  kind: ChannelKind;
  name: string;
  operatorId: string;
  operatorKind: string;
  regionCode: string;
  location: string | null;
  status: ChannelStatus;
  unitCount: number;
  unitQualifier: Qualifier;
  facilityId: string | null;
  installedOn: string | null;
  retiredOn: string | null;
  campaignIds: string[];
  lastOutputAt: Date | null;
};

export type ChannelFacts = {
  kind: ChannelKind;
  name: string;
  operatorId: string;
  regionCode: string;
  location?: string | null | undefined;
  unitCount?: number | undefined;
  unitQualifier?: Qualifier | undefined;
  facilityId?: string | null | undefined;
  installedOn?: string | null | undefined;
};

const unitsMax = 1_000_000;
const unitQualifiers: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];

/** A new channel, ACTIVE. @throws VALIDATION_FAILED. */
export function registerChannel(_id: string, facts: ChannelFacts, operatorKind: string): Decision<Channel> {
  const next: Channel = {
    _id,
    ...firstVersion,
    ...checkedFacts(facts),
    operatorKind,
    status: 'ACTIVE',
    retiredOn: null,
    campaignIds: [],
    lastOutputAt: null,
  };
  return { next, events: channelEvents(null, next) };
}

/** A channel as a row of an import states it. @throws VALIDATION_FAILED when the row makes another channel of one that is there. */
export function importedChannel(
  _id: string,
  importKey: string,
  row: ChannelFacts & { status?: ChannelStatus | undefined; synthetic?: boolean | undefined },
  { operatorKind, today, present }: { operatorKind: string; today: string; present: Channel | null },
): Channel {
  const facts = checkedFacts(row);
  // a repeated import does not put back into service what was retired here for good
  const status = present?.status === 'RETIRED' ? 'RETIRED' : (row.status ?? 'ACTIVE');
  if (present) requireSameChannel(present, facts);
  return {
    _id,
    version: present?.version ?? 1,
    importKey,
    synthetic: row.synthetic ?? false,
    ...facts,
    operatorKind: present?.operatorKind ?? operatorKind,
    status,
    retiredOn: status === 'RETIRED' ? (present?.retiredOn ?? today) : null,
    campaignIds: present?.campaignIds ?? [],
    lastOutputAt: present?.lastOutputAt ?? null,
  };
}

/** Takes a channel out of service for good. @throws INVALID_TRANSITION when it is out of service, VALIDATION_FAILED without a reason. */
export function retireChannel(channel: Channel, reason: string, on: string): Decision<Channel> {
  if (channel.status === 'RETIRED') throw new DomainError('INVALID_TRANSITION', 'The channel is retired already.');
  const why = requireText(reason, 'reason', { max: 500 });
  const next: Channel = { ...channel, status: 'RETIRED', retiredOn: on };
  return { next, events: channelEvents(channel, next, why) };
}

/** What others hear of the step from one state to the next. */
export function channelEvents(before: Channel | null, after: Channel, reason = 'imported as retired'): NewEvent[] {
  const facts = {
    channelId: after._id,
    kind: after.kind,
    operatorId: after.operatorId,
    regionCode: after.regionCode,
    unitCount: after.unitCount,
  };
  return [
    ...(before ? [] : [ChannelRegistered(facts)]),
    ...(after.status === 'RETIRED' && before?.status !== 'RETIRED' ? [ChannelRetired({ ...facts, reason })] : []),
  ];
}

/** @throws REFERENCE_INACTIVE unless the channel was in service in these days. */
export function requireInService({ name, status, installedOn, retiredOn }: Channel, from: string, to: string): void {
  const wasThen = status === 'RETIRED' && retiredOn !== null && to <= retiredOn;
  if (status !== 'ACTIVE' && !wasThen)
    throw new DomainError('REFERENCE_INACTIVE', `${name} is ${status}.`, ['channelId']);
  if (installedOn !== null && from < installedOn)
    throw new DomainError('REFERENCE_INACTIVE', `${name} was not there before ${installedOn}.`, ['periodFrom']);
}

/** Outputs keep the kind, operator and region that their channel had: these stay, and another channel is another record. */
function requireSameChannel(present: Channel, facts: ReturnType<typeof checkedFacts>): void {
  for (const field of ['kind', 'operatorId', 'regionCode'] as const) {
    if (present[field] !== facts[field])
      throw new DomainError(
        'VALIDATION_FAILED',
        'Kind, operator and region of a channel never change; retire it and register another.',
        [field],
      );
  }
}

function checkedFacts({
  kind,
  name,
  operatorId,
  regionCode,
  location,
  unitCount = 1,
  unitQualifier = 'EXACT',
  facilityId,
  installedOn,
}: ChannelFacts) {
  if (!Number.isInteger(unitCount) || unitCount < 1 || unitCount > unitsMax)
    throw new DomainError('VALIDATION_FAILED', `A channel has 1 to ${unitsMax} units.`, ['unitCount']);
  if (!unitQualifiers.includes(unitQualifier))
    throw new DomainError('VALIDATION_FAILED', `A number of units cannot be ${unitQualifier}.`, ['unitQualifier']);
  if (facilityId && kind !== 'E_STATION')
    throw new DomainError('VALIDATION_FAILED', 'Only an e-station is a facility too.', ['facilityId']);
  return {
    kind,
    name: requireText(name, 'name', { max: 200 }),
    operatorId,
    regionCode,
    location: optionalText(location, 'location', { max: 500 }),
    unitCount,
    unitQualifier,
    facilityId: facilityId ?? null,
    installedOn: installedOn ?? null,
  };
}
