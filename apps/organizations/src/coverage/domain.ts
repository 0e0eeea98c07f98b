import { CoverageGapClosed, CoverageGapOpened, type NewEvent } from '@kexie/events';
import { daysAfter } from '@kexie/kernel';
import type { OrganizationKind } from '../generated/graphql.ts';
import type { Organization } from '../organization/domain.ts';

/**
 * A time in which a unit has no association of a kind: from the day `openedOn` until the day before `closedOn`. Null for
 * `openedOn`: since before all records. Null for `closedOn`: the gap is open.
 */
export type Gap = { openedOn: string | null; closedOn: string | null };

/** A region that should have an association of a kind, with its gaps, the earliest first. The version grows with each change. */
export type CoverageUnit = {
  _id: string;
  version: number;
  kind: OrganizationKind;
  regionCode: string;
  gaps: Gap[];
};

/** A gap with its unit. */
export type UnitGap = Pick<CoverageUnit, 'kind' | 'regionCode'> & Gap;

/** The facts of an association that decide which unit it covers on which day. */
export type Covering = Pick<
  Organization,
  'status' | 'regionCode' | 'placeHistory' | 'foundedOn' | 'knownFrom' | 'dissolvedOn' | 'suspensions'
>;

/** The days of a region, both included; null is open. */
type Validity = { validFrom: string | null; validTo: string | null };
/** Days from the first until the one before the second. */
type Interval = { from: string; until: string };

/** Texts before and after every day. */
const [begin, end] = ['', '9999-99-99'];

/**
 * The days on which an association lies in a region and exists. A suspended association still covers its unit. One
 * without any stated day exists until it is dissolved.
 */
function intervalsIn(regionCode: string, association: Covering): Interval[] {
  const exists = {
    from: association.foundedOn ?? association.knownFrom ?? begin,
    until: association.dissolvedOn ?? end,
  };
  return placesOf(association)
    .filter((place) => place.regionCode === regionCode)
    .map(({ from, until }) => ({
      from: from > exists.from ? from : exists.from,
      until: until < exists.until ? until : exists.until,
    }))
    .filter(({ from, until }) => from < until);
}

/** The regions in which an association has lain, each with its days. */
function placesOf({ regionCode, placeHistory = [] }: Covering): (Interval & { regionCode: string })[] {
  const places = [...placeHistory, { regionCode, until: end }];
  return places.map((place, index) => ({
    regionCode: place.regionCode,
    from: places[index - 1]?.until ?? begin,
    until: place.until,
  }));
}

/** The region that an association covers on a day. Undefined on a day on which it does not exist. */
export function regionCoveredOn(association: Covering, day: string): string | undefined {
  const place = placesOf(association).find(({ from, until }) => from <= day && day < until);
  const lies =
    place && intervalsIn(place.regionCode, association).some(({ from, until }) => from <= day && day < until);
  return lies ? place.regionCode : undefined;
}

/** Whether a suspension lasts on a day. */
export function isSuspendedOn({ suspensions = [] }: Pick<Covering, 'suspensions'>, day: string): boolean {
  return suspensions.some(({ from, to }) => from <= day && (to === null || day < to));
}

/** The gaps of a region: its days without those on which one of the associations covers it. */
export function gapsOf(regionCode: string, validity: Validity, associations: readonly Covering[]): Gap[] {
  const unitUntil = validity.validTo ? daysAfter(validity.validTo, 1) : end;
  const covered = associations
    .flatMap((association) => intervalsIn(regionCode, association))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const gaps: Interval[] = [];
  let open = validity.validFrom ?? begin;
  for (const { from, until } of [...covered, { from: unitUntil, until: unitUntil }]) {
    const closes = from < unitUntil ? from : unitUntil;
    if (open < closes) gaps.push({ from: open, until: closes });
    if (until > open) open = until;
  }
  return gaps.map(({ from, until }) => ({
    openedOn: from === begin ? null : from,
    closedOn: until === end ? null : until,
  }));
}

/** The gap that is open now; undefined when the unit is covered. */
const openGap = ({ gaps }: Pick<CoverageUnit, 'gaps'>): Gap | undefined =>
  gaps.find(({ closedOn }) => closedOn === null);

/** Whether the unit has no association on a day. */
export function isGapOn({ gaps }: Pick<CoverageUnit, 'gaps'>, day: string): Gap | undefined {
  return gaps.find(
    ({ openedOn, closedOn }) => (openedOn === null || openedOn <= day) && (closedOn === null || closedOn > day),
  );
}

/** The unit of a region and kind, before anything is known about it: covered. */
export function newUnit(kind: OrganizationKind, regionCode: string): CoverageUnit {
  return { _id: `${kind}|${regionCode}`, version: 0, kind, regionCode, gaps: [] };
}

export type Opened = { kind: string; regionCode: string; openedOn: string | null; version: number };
export type Closed = Opened & { closedOn: string | null };

/** What the change of a unit opens and closes now. A correction of a gap of the past does neither. */
export function changesOf(before: CoverageUnit, after: CoverageUnit): { opened?: Opened; closed?: Closed } {
  const [was, is] = [openGap(before), openGap(after)];
  const { kind, regionCode, version } = after;
  if (is && is.openedOn !== was?.openedOn) return { opened: { kind, regionCode, version, openedOn: is.openedOn } };
  if (!was || is) return {};
  const past = after.gaps.find(({ openedOn }) => openedOn === was.openedOn);
  return {
    closed: { kind, regionCode, version, openedOn: was.openedOn, closedOn: past?.closedOn ?? null },
  };
}

/** The events of the changes of units. */
export function eventsOf(changes: readonly ReturnType<typeof changesOf>[]): NewEvent[] {
  const opened = changes.flatMap((change) => change.opened ?? []);
  const closed = changes.flatMap((change) => change.closed ?? []);
  return [
    ...(opened.length > 0 ? [CoverageGapOpened({ gaps: opened })] : []),
    ...(closed.length > 0 ? [CoverageGapClosed({ gaps: closed })] : []),
  ];
}
