import mongoose, { type Model, type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, type Mongo, type Outbox, type Session } from '@kexie/messaging';
import { equals, every, findPage, inRegions, part, text, textOrNull, versionedSchema } from '@kexie/service';
import type { OrganizationKind, OrganizationStatus } from '../generated/graphql.ts';
import { inUse, unitKinds, type Organization } from '../organization/domain.ts';
import type { createRegionStore, Region } from '../region/store.ts';
import { changesOf, eventsOf, gapsOf, newUnit, type Covering, type CoverageUnit, type Gap } from './domain.ts';

const schema = versionedSchema<CoverageUnit>('coverage_units', {
  kind: text,
  regionCode: text,
  gaps: [part<Gap>({ openedOn: textOrNull, closedOn: textOrNull })],
});
schema.index({ regionCode: 1, kind: 1 });

/** The statuses of associations that cover their unit, or once did. */
const everInUse: readonly OrganizationStatus[] = [...inUse, 'DISSOLVED', 'MERGED'];

const coveringFields = {
  kind: 1,
  status: 1,
  regionCode: 1,
  placeHistory: 1,
  foundedOn: 1,
  knownFrom: 1,
  dissolvedOn: 1,
} as const;

/** Associations of one unit, also those that ended, and units of one batch with those between them; and the regions of one batch. */
const [perUnitMax, batchMax] = [1_000, 200];
const attemptsMax = 5;

/** The units of coverage (覆盖) with their gaps, which follow from the associations and the regions. */
export function createCoverageStore(
  mongo: Mongo,
  outbox: Outbox,
  {
    organizations,
    regions,
  }: { organizations: () => Model<Organization>; regions: ReturnType<typeof createRegionStore> },
) {
  const units = mongo.model<CoverageUnit>('CoverageUnit', schema);
  return {
    /**
     * Follows the change of an association, in its transaction: computes the gaps of the units that it covers or has
     * covered. Two changes of the same unit cannot both commit, because each writes the unit.
     */
    async follow(before: Organization | null, after: Organization, session: Session): Promise<void> {
      if (!unitKinds[after.kind] || coveringKey(before) === coveringKey(after)) return;
      const codes = [before, after].flatMap((each) =>
        each ? [each.regionCode, ...(each.placeHistory ?? []).map(({ regionCode }) => regionCode)] : [],
      );
      for (const code of new Set(codes)) {
        const region = await regions.byCode(code, session);
        if (region && isUnitOf(after.kind, region)) await refresh(after.kind, [region], session, { touch: true });
      }
    },
    /**
     * Computes the gaps of all units, in batches, and writes those that differ: after a new edition of the regions, and
     * for data of a version that kept none. Returns the number of units that were written.
     */
    async rebuild(): Promise<number> {
      let written = 0;
      for (const kind of Object.keys(unitKinds) as OrganizationKind[])
        for (let last = ''; ;) {
          const batch = await regions.unitsAfter(last, unitKinds[kind] ?? [], batchMax);
          const next = batch.at(-1)?._id;
          if (next === undefined) break;
          written += await refreshed(kind, batch);
          last = next;
        }
      return written;
    },
    /** The units that have a gap on a day, sorted by region. */
    page: ({
      region,
      kind,
      asOf,
      ...request
    }: PageRequest & { region: string; kind?: OrganizationKind | null | undefined; asOf: string }) =>
      findPage(units, {
        ...request,
        filter: every<CoverageUnit>(inRegions('regionCode', [region]), equals('kind', kind), gapOn(asOf)),
        sort: [
          { field: 'regionCode', direction: 'ASC' },
          { field: 'kind', direction: 'ASC' },
        ],
      }),
    /** The units of these regions, each with all its gaps. */
    ofRegions: (codes: readonly string[]): Promise<CoverageUnit[]> =>
      units
        .find({ regionCode: mongoose.trusted({ $in: [...codes] }) })
        .sort({ kind: 1 })
        .limit(codes.length * Object.keys(unitKinds).length)
        .lean<CoverageUnit[]>()
        .exec(),
  };

  /** One batch in a transaction of its own. Another replica may do the same batch at the same time. */
  async function refreshed(kind: OrganizationKind, batch: readonly Region[]): Promise<number> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await inTransaction(mongo, (session) => refresh(kind, batch, session, { touch: false }));
      } catch (error) {
        if (!isDuplicateKey(error) || attempt === attemptsMax) throw error;
      }
  }

  /** Writes the units whose gaps differ, with one event for all of them. With `touch` also those that are the same. */
  async function refresh(
    kind: OrganizationKind,
    batch: readonly Region[],
    session: Session,
    { touch }: { touch: boolean },
  ): Promise<number> {
    const [first, last] = [batch[0]?._id ?? '', batch.at(-1)?._id ?? ''];
    const range = { $gte: first, $lte: last };
    const known = new Map((await knownUnits(kind, range, session)).map((unit) => [unit.regionCode, unit]));
    const associations = await associationsOf(kind, range, session);
    const changes: ReturnType<typeof changesOf>[] = [];
    let written = 0;
    for (const region of batch) {
      const before = known.get(region._id) ?? newUnit(kind, region._id);
      const gaps = gapsOf(region._id, region, associations);
      if (!touch && known.has(region._id) && JSON.stringify(gaps) === JSON.stringify(before.gaps)) continue;
      const after = { ...before, gaps, version: before.version + 1 };
      if (known.has(region._id)) await units.replaceOne({ _id: before._id }, after, { session });
      else await units.insertMany([after], { session });
      changes.push(changesOf(before, after));
      written += 1;
    }
    const aggregate = touch
      ? { aggregateId: `coverage-${kind}-${first}`, version: (known.get(first)?.version ?? 0) + 1 }
      : { aggregateId: `coverage-batch-${kind}-${first}`, version: Date.now() };
    await outbox.append(eventsOf(changes), aggregate, session);
    return written;
  }

  function knownUnits(kind: OrganizationKind, range: Range, session: Session): Promise<CoverageUnit[]> {
    return units
      .find({ kind, regionCode: mongoose.trusted(range) }, null, { session })
      .limit(perUnitMax)
      .lean<CoverageUnit[]>()
      .exec();
  }

  /** The associations of a kind that lie or lay in one of these regions. */
  function associationsOf(kind: OrganizationKind, range: Range, session: Session): Promise<Covering[]> {
    return organizations()
      .find(
        {
          kind,
          status: mongoose.trusted({ $in: [...everInUse] }),
          $or: [{ regionCode: mongoose.trusted(range) }, { 'placeHistory.regionCode': mongoose.trusted(range) }],
        } as QueryFilter<Organization>,
        coveringFields,
        { session },
      )
      .limit(batchMax * perUnitMax)
      .lean<Covering[]>()
      .exec();
  }
}

/** The codes from the first to the last of a batch; other codes between them do no harm. */
type Range = { $gte: string; $lte: string };

function isUnitOf(kind: OrganizationKind, region: Region): boolean {
  return unitKinds[kind]?.includes(region.kind) ?? false;
}

/** The facts of an association on which gaps depend, as one text. The same for all associations that never were in use. */
function coveringKey(organization: Organization | null): string {
  if (!organization || !everInUse.includes(organization.status)) return '';
  const { regionCode, placeHistory = [], foundedOn, knownFrom, dissolvedOn } = organization;
  return JSON.stringify([
    regionCode,
    placeHistory.map((place) => [place.regionCode, place.until]),
    foundedOn,
    knownFrom,
    dissolvedOn,
  ]);
}

/** The condition that a unit has a gap on a day. A null is neither after nor before a day. */
function gapOn(day: string): object {
  const lasts = { openedOn: { $not: { $gt: day } }, closedOn: { $not: { $lte: day } } };
  return { gaps: mongoose.trusted({ $elemMatch: lasts }) };
}
