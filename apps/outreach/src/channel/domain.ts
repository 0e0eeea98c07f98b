import { ChannelRegistered, ChannelRetired, ChannelTransferred, type NewEvent } from '@kexie/events';
import {
  DomainError,
  firstVersion,
  optionalText,
  requireText,
  type ImportableRecord,
  type Qualifier,
} from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import { requirePast } from '../domain.ts';
import { say } from '../messages.ts';

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
type ChannelStatus = 'REGISTERED' | 'ACTIVE' | 'MAINTENANCE' | 'RETIRED';

/**
 * A channel, or a set of devices that one record represents (699个气象大喇叭). `operatorKind` is the kind of its operator. `campaignIds` are the campaigns
 * for which it has output, and `lastOutputAt` is the time of the last log entry; each output updates both without a new version.
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
  unitCount?: number | null | undefined;
  unitQualifier?: Qualifier | null | undefined;
  facilityId?: string | null | undefined;
  installedOn?: string | null | undefined;
};

const unitsMax = 1_000_000;
const unitQualifiers: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];

/** Creates an ACTIVE channel. @throws VALIDATION_FAILED. */
export function registerChannel(
  _id: string,
  facts: ChannelFacts,
  { operatorKind, today }: { operatorKind: string; today: string },
): Decision<Channel> {
  const next = completeChannel({ ...blankChannel(_id, operatorKind), ...channelFacts(facts) }, { before: null, today });
  return { next, events: channelEvents(null, next) };
}

/** A channel without facts of its own. */
export function blankChannel(_id: string, operatorKind: string) {
  return {
    _id,
    ...firstVersion,
    operatorKind,
    status: 'ACTIVE' as ChannelStatus,
    retiredOn: null,
    campaignIds: [],
    lastOutputAt: null,
  };
}

/**
 * Checks the facts of a channel with each other, and with those before an import. @throws VALIDATION_FAILED if the
 * import turns the channel into a different one; INVALID_TRANSITION if it puts a retired channel back into service.
 */
export function completeChannel(next: Channel, { before, today }: { before: Channel | null; today: string }): Channel {
  if (next.facilityId && next.kind !== 'E_STATION')
    throw new DomainError('VALIDATION_FAILED', say`Only an e-station can also be a facility.`, ['facilityId']);
  requirePast(next.installedOn, today, 'installedOn');
  if (before) requireSameChannel(before, next);
  if (before?.status === 'RETIRED' && next.status !== 'RETIRED')
    throw new DomainError('INVALID_TRANSITION', say`A retired channel stays retired.`, ['status']);
  return { ...next, retiredOn: next.status === 'RETIRED' ? (next.retiredOn ?? today) : null };
}

/** Takes a channel out of service for good. @throws INVALID_TRANSITION if it is retired already, VALIDATION_FAILED without a reason. */
export function retireChannel(channel: Channel, reason: string, on: string): Decision<Channel> {
  if (channel.status === 'RETIRED') throw new DomainError('INVALID_TRANSITION', say`The channel is retired already.`);
  const why = requireText(reason, 'reason', { max: 500 });
  const next: Channel = { ...channel, status: 'RETIRED', retiredOn: on };
  return { next, events: channelEvents(channel, next, why) };
}

/**
 * Gives a channel to the successor of its operator, which was merged on a day. Outputs until then keep the earlier operator.
 * @throws INVALID_TRANSITION if it is retired.
 */
export function transferChannel(channel: Channel, operatorId: string, transferredOn: string): Decision<Channel> {
  if (channel.status === 'RETIRED') throw new DomainError('INVALID_TRANSITION', say`The channel is retired.`);
  const next: Channel = { ...channel, operatorId };
  const previousOperatorId = channel.operatorId;
  return { next, events: [ChannelTransferred({ ...factsOf(next), previousOperatorId, transferredOn })] };
}

/** The events of the step from one state to the next. */
export function channelEvents(before: Channel | null, after: Channel, reason = 'imported as retired'): NewEvent[] {
  const facts = factsOf(after);
  return [
    ...(before ? [] : [ChannelRegistered(facts)]),
    ...(after.status === 'RETIRED' && before?.status !== 'RETIRED' ? [ChannelRetired({ ...facts, reason })] : []),
  ];
}

function factsOf({ _id: channelId, kind, operatorId, regionCode, unitCount }: Channel) {
  return { channelId, kind, operatorId, regionCode, unitCount };
}

/** @throws REFERENCE_INACTIVE unless the channel was in service on all of these days. */
export function requireInService({ name, status, installedOn, retiredOn }: Channel, from: string, to: string): void {
  const retiredLater = status === 'RETIRED' && retiredOn !== null && to <= retiredOn;
  if (status !== 'ACTIVE' && !retiredLater)
    throw new DomainError('REFERENCE_INACTIVE', say`${name} is ${status}.`, ['channelId']);
  if (installedOn !== null && from < installedOn)
    throw new DomainError('REFERENCE_INACTIVE', say`${name} was not installed before ${installedOn}.`, ['periodFrom']);
}

/** Outputs copy kind, operator and region of their channel, so an import never changes them: a channel that differs in one of them is a new record. Only a merger of the operator changes it. */
function requireSameChannel(present: Channel, facts: Channel): void {
  for (const field of ['kind', 'operatorId', 'regionCode'] as const) {
    if (present[field] !== facts[field])
      throw new DomainError(
        'VALIDATION_FAILED',
        say`Kind, operator and region of a channel never change; retire it and register another.`,
        [field],
      );
  }
}

/** The stated facts as they are stored. @throws VALIDATION_FAILED. */
export function channelFacts({
  kind,
  name,
  operatorId,
  regionCode,
  location,
  facilityId,
  installedOn,
  ...row
}: ChannelFacts) {
  const [unitCount, unitQualifier] = [row.unitCount ?? 1, row.unitQualifier ?? 'EXACT'];
  if (!Number.isInteger(unitCount) || unitCount < 1 || unitCount > unitsMax)
    throw new DomainError('VALIDATION_FAILED', say`A channel has 1 to ${unitsMax} units.`, ['unitCount']);
  if (!unitQualifiers.includes(unitQualifier))
    throw new DomainError('VALIDATION_FAILED', say`A number of units cannot be ${unitQualifier}.`, ['unitQualifier']);
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
