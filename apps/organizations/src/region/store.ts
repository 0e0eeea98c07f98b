import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import mongoose, { Schema, type QueryFilter } from 'mongoose';
import { z } from 'zod';
import { RegionsImported } from '@kexie/events';
import { ancestorsOf, codeRange, DomainError } from '@kexie/kernel';
import { inTransaction, type Mongo, type Outbox, type Session } from '@kexie/messaging';
import { requireRegionOn, type RecordDays } from '@kexie/service';
import { say } from '../messages.ts';

export type Region = {
  _id: string;
  name: string;
  level: RegionLevel;
  kind: string;
  parentCode: string | null;
  aliases: string[];
  validFrom: string | null;
  validTo: string | null;
  successors: string[];
};

export type RegionLevel = 'COUNTRY' | 'PROVINCE' | 'PREFECTURE' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE' | 'ZONE';

const schema = new Schema<Region>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    level: { type: String, required: true },
    kind: { type: String, required: true },
    parentCode: { type: String, default: null },
    aliases: [String],
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    successors: [String],
  },
  { collection: 'regions', versionKey: false },
);
schema.index({ parentCode: 1, _id: 1 });
schema.index({ level: 1, _id: 1 });
schema.index({ successors: 1 });

type Load = { _id: 'regions'; edition: string; digest: string };
const loadSchema = new Schema<Load>(
  { _id: String, edition: String, digest: String },
  { collection: 'reference_loads', versionKey: false },
);

const regionsMax = 5_000;
/** The steps and the regions of one history. */
const historyMax = 100;
/** The form of the published regions; another form publishes all of them again. */
const publishedForm = 2;

/** The administrative divisions: reference data, changed only by a new edition of the committed file. */
export function createRegionStore(mongo: Mongo, outbox: Outbox) {
  const regions = mongo.model<Region>('Region', schema);
  const loads = mongo.model<Load>('ReferenceLoad', loadSchema);
  const regionStore = {
    byCode: (code: string, session?: Session) =>
      regions
        .findById(code, null, session ? { session } : {})
        .lean<Region>()
        .exec(),
    byCodes: (codes: readonly string[]) =>
      regions
        .find({ _id: mongoose.trusted({ $in: [...codes] }) })
        .lean<Region[]>()
        .exec(),
    childrenOf: (parents: readonly string[], asOf: string) =>
      regions
        .find({ $and: [{ parentCode: mongoose.trusted({ $in: [...parents] }) }, validOn(asOf)] })
        .sort({ _id: 1 })
        .limit(regionsMax)
        .lean<Region[]>()
        .exec(),
    /** @throws NOT_FOUND */
    async require(code: string): Promise<Region> {
      const region = await regionStore.byCode(code);
      if (!region) throw new DomainError('NOT_FOUND', say`No region has the code ${code}.`, ['region']);
      return region;
    },
    /**
     * A region that a mutation refers to, which must exist on one of the days of the record. @throws REFERENCE_UNKNOWN;
     * REFERENCE_INACTIVE with a message that names the successor.
     */
    async knownRegion(code: string, path: string, session: Session | undefined, on: RecordDays): Promise<Region> {
      const region = await regionStore.byCode(code, session);
      if (!region) throw new DomainError('REFERENCE_UNKNOWN', say`No region has the code ${code}.`, [path]);
      await requireRegionOn(region, on, path, regionStore.byCodes);
      return region;
    },
    /** The regions that name one of these as a successor. */
    predecessorsOf: (codes: readonly string[]) =>
      regions
        .find({ successors: mongoose.trusted({ $in: [...codes] }) })
        .sort({ _id: 1 })
        .limit(regionsMax)
        .lean<Region[]>()
        .exec(),
    /** A region with all that it came from and all that took its place, over any number of changes, the earliest first. @throws NOT_FOUND */
    async history(code: string): Promise<Region[]> {
      const found = new Map([[code, await regionStore.require(code)]]);
      const follow = async (next: (regions: readonly Region[]) => Promise<Region[]>) => {
        for (let step = [await regionStore.require(code)]; step.length > 0 && found.size < historyMax;) {
          step = (await next(step)).filter(({ _id }) => !found.has(_id));
          for (const region of step) found.set(region._id, region);
        }
      };
      await follow((step) => regionStore.predecessorsOf(step.map(({ _id }) => _id)));
      await follow((step) => regionStore.byCodes(step.flatMap(({ successors }) => successors)));
      const lastDay = ({ validTo }: Region) => validTo ?? '9999-12-31';
      return [...found.values()].sort((a, b) =>
        lastDay(a) === lastDay(b) ? (a._id < b._id ? -1 : 1) : lastDay(a) < lastDay(b) ? -1 : 1,
      );
    },
    /** The regions of a level or of some kinds within a region that are valid on a day, sorted by code. */
    within(
      code: string,
      wanted: { level: RegionLevel } | { kinds: readonly string[] },
      asOf: string,
    ): Promise<Region[]> {
      const { from, to } = codeRange(code);
      const what = 'level' in wanted ? { level: wanted.level } : { kind: mongoose.trusted({ $in: [...wanted.kinds] }) };
      return regions
        .find({ $and: [{ _id: mongoose.trusted({ $gte: from, $lt: to }) }, what, validOn(asOf)] })
        .sort({ _id: 1 })
        .limit(regionsMax)
        .lean<Region[]>()
        .exec();
    },
    /** The next regions of some kinds after a code, also those that are not valid any more, sorted by code. */
    unitsAfter: (code: string, kinds: readonly string[], max: number): Promise<Region[]> =>
      regions
        .find({ _id: mongoose.trusted({ $gt: code }), kind: mongoose.trusted({ $in: [...kinds] }) })
        .sort({ _id: 1 })
        .limit(max)
        .lean<Region[]>()
        .exec(),
    list({
      parent,
      level,
      asOf,
    }: {
      parent?: string | null | undefined;
      level?: RegionLevel | null | undefined;
      asOf: string;
    }): Promise<Region[]> {
      if (!parent && !level)
        throw new DomainError('VALIDATION_FAILED', say`A parent or a level must be given.`, ['parent']);
      if (level && parent) return regionStore.within(parent, { level }, asOf);
      return level ? regionStore.within('100000', { level }, asOf) : regionStore.childrenOf([parent as string], asOf);
    },
    /** The names of the region and of the regions above it, from the province down: 广西壮族自治区梧州市藤县. */
    async fullName({ _id, name }: Region): Promise<string> {
      const above = await regionStore.byCodes(ancestorsOf(_id).filter((code) => code !== '100000'));
      return [
        ...above.sort((a, b) => a._id.length - b._id.length || (a._id < b._id ? -1 : 1)).map((region) => region.name),
        name,
      ].join('');
    },
    /**
     * Loads the committed reference file, unless this edition is already loaded, and publishes the regions to the other
     * services.
     */
    async loadReference(file: URL): Promise<number> {
      const reference = readReference(file);
      const published = JSON.stringify([publishedForm, reference.regions]);
      const digest = createHash('sha256').update(published).digest('hex');
      const present = await loads.findById('regions').lean<Load>();
      if (present?.edition === reference.edition && present.digest === digest) return 0;
      const version = Date.now();
      for (const batch of batchesOf(reference.regions)) {
        await inTransaction(mongo, async (session) => {
          await regions.bulkWrite(
            batch.map((region) => ({ replaceOne: { filter: { _id: region._id }, replacement: region, upsert: true } })),
            { session },
          );
          await outbox.append(
            [
              RegionsImported({
                edition: reference.edition,
                regions: batch.map(({ _id, aliases: _, ...region }) => ({ ...region, code: _id })),
              }),
            ],
            { aggregateId: `regions-${batch[0]?._id}`, version },
            session,
          );
        });
      }
      await loads.replaceOne(
        { _id: 'regions' },
        { _id: 'regions', edition: reference.edition, digest },
        { upsert: true },
      );
      return reference.regions.length;
    },
  };
  return regionStore;
}

/** The condition that a region is valid on a day, both bounds included. */
function validOn(day: string): QueryFilter<Region> {
  return {
    $and: [
      { $or: [{ validFrom: null }, { validFrom: mongoose.trusted({ $lte: day }) }] },
      { $or: [{ validTo: null }, { validTo: mongoose.trusted({ $gte: day }) }] },
    ],
  };
}

/** True when the region existed on the day. */
export function wasValid({ validFrom, validTo }: Region, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day);
}

const batchSize = 200;

function batchesOf(all: readonly Region[]): Region[][] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  );
}

const referenceSchema = z.object({
  edition: z.string(),
  regions: z
    .array(
      z.object({
        code: z.string(),
        name: z.string(),
        level: z.enum(['COUNTRY', 'PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'ZONE']),
        kind: z.string(),
        parent: z.string().nullable(),
        aliases: z.array(z.string()).default([]),
        validFrom: z.iso.date().nullable().default(null),
        validTo: z.iso.date().nullable().default(null),
        successors: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});

function readReference(file: URL): { edition: string; regions: Region[] } {
  const { edition, regions } = referenceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    edition,
    regions: regions.map(({ code, parent, ...region }) => ({ _id: code, parentCode: parent, ...region })),
  };
}
