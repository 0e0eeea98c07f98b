import {
  ActivityVerified,
  CampaignJoined,
  CelebrationHeld,
  FundedProjectAccepted,
  MatchConfirmed,
  MembershipApplicationDecided,
  NeedPublished,
  OrganizationActivated,
  OrganizationTermRenewed,
  OutputLogged,
  ServiceTeamChanged,
  ServiceTeamCreated,
  TrainingVerified,
  type EventDefinition,
  type ReceivedEvent,
} from '@kexie/events';
import { toDay } from '@kexie/kernel';

/** Something that an organization did, on a civil day in Asia/Shanghai. */
export type Act = { organizationId: string; day: string };

/** What an event states about an act. A null or absent day or organization: the event states none. */
type Stated = { organizationId: string | null | undefined; day: string | null | undefined };

/** An event that is an act of an organization. `actOf` is undefined for an event that does not count. */
export type CountedEvent = {
  definition: EventDefinition<unknown>;
  actOf(event: ReceivedEvent<unknown>): Act | undefined;
};

/**
 * The events that count as acts of organizations. The README and the description of `Vitality` list them, too.
 *
 * The time of an event is the time of its entry. A record of an import may be years older, and must not wake an organization
 * that has been silent since. So an act counts on the day that its event states, and an event that states none counts only when no
 * import can have caused it. Events of earlier versions do not have all days: `platformSteps` is the smallest version that
 * a record has when it took all steps on the platform, so that its event is as old as its entry.
 */
export const countedEvents: readonly CountedEvent[] = [
  counted(OrganizationActivated, ({ organizationId, foundedOn }) => ({ organizationId, day: foundedOn })),
  counted(OrganizationTermRenewed, ({ organizationId, startedOn }) => ({ organizationId, day: startedOn })),

  counted(CelebrationHeld, ({ organizerId, heldOn }) => ({ organizationId: organizerId, day: heldOn })),
  counted(MembershipApplicationDecided, ({ organizationId, status, decidedOn }, event) => ({
    organizationId: decidedByOrganization.has(status) ? organizationId : null,
    day: decidedOn ?? dayOf(event),
  })),

  counted(ActivityVerified, ({ organizerId, heldFrom, heldTo }, event) => ({
    organizationId: organizerId,
    day: heldTo === undefined ? dayOfEntry(event, { platformSteps: 3 }) : dayWithinMonth(heldFrom, heldTo),
  })),
  counted(OutputLogged, ({ operatorId, periodTo }) => ({ organizationId: operatorId, day: periodTo })),
  counted(CampaignJoined, ({ organizationId, joinedOn }) => ({ organizationId, day: joinedOn })),

  counted(NeedPublished, ({ enterpriseId, publishedOn }, event) => ({
    organizationId: enterpriseId,
    day: publishedOn === undefined ? dayOfEntry(event, { platformSteps: 3 }) : publishedOn,
  })),
  counted(MatchConfirmed, ({ enterpriseId }, event) => ({ organizationId: enterpriseId, day: dayOf(event) })),
  counted(ServiceTeamCreated, ({ organizationId }, event) => ({ organizationId, day: dayOf(event) })),
  counted(ServiceTeamChanged, ({ organizationId }, event) => ({ organizationId, day: dayOf(event) })),

  counted(TrainingVerified, ({ organizerId, heldOn, year }, event) => ({
    organizationId: organizerId,
    day: heldOn === undefined ? dayOfEntry(event, { platformSteps: 4, year }) : heldOn,
  })),
  counted(FundedProjectAccepted, ({ recipientId, acceptedOn }) => ({ organizationId: recipientId, day: acceptedOn })),
];

/** The statuses of an application that the organization decides, and not the applicant. */
const decidedByOrganization: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'RETURNED']);

function counted<Data>(
  definition: EventDefinition<Data>,
  read: (data: Data, event: ReceivedEvent<Data>) => Stated,
): CountedEvent {
  return {
    definition: definition as EventDefinition<unknown>,
    actOf: (event) => {
      const { organizationId, day } = read(event.data as Data, event as ReceivedEvent<Data>);
      if (!organizationId || !day) return undefined;
      const entered = dayOf(event);
      return { organizationId, day: day < entered ? day : entered };
    },
  };
}

function dayOf({ occurredAt }: ReceivedEvent<unknown>): string {
  return toDay(occurredAt);
}

/** The day of an act that was entered step by step on the platform: at most the day of its event. Undefined for an import. */
function dayOfEntry(
  event: ReceivedEvent<unknown>,
  { platformSteps, year }: { platformSteps: number; year?: number },
): string | undefined {
  if (event.aggregateVersion < platformSteps) return undefined;
  const [entered, yearEnd] = [dayOf(event), `${year ?? 9999}-12-31`];
  return entered < yearEnd ? entered : yearEnd;
}

/** The last day of an act that lies within one month. A longer period does not tell when the act took place. */
function dayWithinMonth(from: string | null | undefined, to: string | null): string | undefined {
  return from && to && from.slice(0, 7) === to.slice(0, 7) ? to : undefined;
}

/**
 * The last day before the twelve months that end with a day: acts after it are acts in these twelve months, and an
 * organization that was founded after it is too young to be dormant.
 */
export function yearBefore(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)) - 1, day.slice(4)];
  return `${String(year).padStart(4, '0')}${rest === '-02-29' ? '-02-28' : rest}`;
}

/** The thirteen months that the twelve months up to a day touch, the earliest first: 2020-05 … 2021-05. */
export function monthsUpTo(day: string): string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: 13 }, (_, index) => {
    const month = last - 12 + index;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** The acts of an organization in the twelve months up to a day. */
export type Vitality = {
  lastActedOn: string | null;
  actsInTwelveMonths: number;
  byMonth: { month: string; acts: number }[];
};

/** Counts the acts of one organization. `days` are those within the twelve months, `lastActedOn` the last day of all up to `asOf`. */
export function vitalityOf(
  days: readonly { day: string; acts: number }[],
  lastActedOn: string | null,
  asOf: string,
): Vitality {
  const acts = new Map(monthsUpTo(asOf).map((month) => [month, 0]));
  for (const { day, acts: more } of days) acts.set(day.slice(0, 7), (acts.get(day.slice(0, 7)) ?? 0) + more);
  return {
    lastActedOn,
    actsInTwelveMonths: [...acts.values()].reduce((sum, each) => sum + each, 0),
    byMonth: [...acts].map(([month, count]) => ({ month, acts: count })),
  };
}
