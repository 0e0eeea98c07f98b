import mongoose from 'mongoose';
import { codeRange, DomainError } from '@kexie/kernel';
import { statistics } from '@kexie/service';
import type { OrganizationKind } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { existsOn } from '../organization/as-of.ts';
import { unitKinds, type Organization } from '../organization/domain.ts';
import type { Region, RegionLevel } from '../region/store.ts';
import type { Store } from '../store.ts';
import { isSuspendedOn, regionCoveredOn } from './domain.ts';

export type Coverage = {
  region: Region;
  units: number;
  covered: number;
  ratio: string | null;
  missing: Region[];
  suspended: Region[];
};

/**
 * Lists which units of a region have an association of a kind, and for which of them it is suspended: one row for each region of
 * a level. @throws VALIDATION_FAILED, NOT_FOUND.
 */
export async function coverage(
  { organizations, regions }: Store,
  { region, kind, groupBy, asOf }: { region: string; kind: OrganizationKind; groupBy?: RegionLevel; asOf: string },
): Promise<Coverage[]> {
  const kinds = kindsOf(kind);
  const whole = await regions.require(region);
  const units = await regions.within(region, { kinds }, asOf);
  const { from, to } = codeRange(region);
  const inside = mongoose.trusted({ $gte: from, $lt: to });
  const lies = {
    $or: [
      { regionCode: inside },
      { placeHistory: mongoose.trusted({ $elemMatch: { regionCode: { $gte: from, $lt: to } } }) },
    ],
  };
  const covering = await statistics.run((maxTimeMS) =>
    organizations.model
      .find({ $and: [{ kind }, lies, existsOn(asOf)] } as never, coveringFields)
      .limit(units.length + 10_000)
      .maxTimeMS(maxTimeMS)
      .lean<Organization[]>()
      .exec(),
  );
  const acting = new Set<string>();
  const covered = new Set<string>();
  for (const association of covering) {
    const unit = regionCoveredOn(association, asOf);
    if (unit === undefined) continue;
    covered.add(unit);
    if (!isSuspendedOn(association, asOf)) acting.add(unit);
  }
  const groups =
    groupBy && groupBy !== whole.level
      ? await regions.within(
          region,
          groupBy === 'COUNTY' ? { kinds: unitKinds.TERRITORIAL_ASSOCIATION ?? [] } : { level: groupBy },
          asOf,
        )
      : [whole];
  return groups.map((group) => {
    const range = codeRange(group._id);
    const own = units.filter(({ _id }) => _id >= range.from && _id < range.to);
    const missing = own.filter(({ _id }) => !covered.has(_id));
    return {
      region: group,
      units: own.length,
      covered: own.length - missing.length,
      ratio: own.length === 0 ? null : ratio(own.length - missing.length, own.length),
      missing,
      suspended: own.filter(({ _id }) => covered.has(_id) && !acting.has(_id)),
    };
  });
}

const coveringFields = {
  status: 1,
  regionCode: 1,
  placeHistory: 1,
  foundedOn: 1,
  knownFrom: 1,
  dissolvedOn: 1,
  suspensions: 1,
} as const;

/** The kinds of regions that should each have an association of a kind. @throws VALIDATION_FAILED for a kind without units. */
export function kindsOf(kind: OrganizationKind): readonly string[] {
  const kinds = unitKinds[kind];
  if (!kinds)
    throw new DomainError('VALIDATION_FAILED', say`Coverage is defined for ${Object.keys(unitKinds).join(', ')}.`, [
      'kind',
    ]);
  return kinds;
}

/** Four decimals at most, without trailing zeros: 1, 0.5, 0.6667. */
function ratio(part: number, whole: number): string {
  return String(Math.round((part / whole) * 10_000) / 10_000);
}
