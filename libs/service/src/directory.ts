import mongoose, { Schema } from 'mongoose';
import {
  OrganizationActivated,
  OrganizationApplied,
  OrganizationChanged,
  OrganizationDissolved,
  OrganizationRegistered,
  OrganizationResumed,
  OrganizationSuspended,
  OrganizationTermOverdue,
  OrganizationTermRenewed,
  RegionsImported,
} from '@kexie/events';
import { DomainError } from '@kexie/kernel';
import { applyIfNewer, react, when, type Mongo, type Reaction, type Session } from '@kexie/messaging';
import { say } from './messages.ts';
import { requireRegionOn, type RecordDays } from './region-days.ts';

/** The local copy of an organization: the facts that other services need. */
export type OrganizationView = {
  _id: string;
  version: number;
  /**
   * the version of the facts, which may be older than the status: an event that is retried late can still bring newer
   * facts
   */
  factsVersion?: number;
  name: string;
  kind: string;
  level: string;
  status: 'APPLIED' | 'ACTIVE' | 'TERM_OVERDUE' | 'SUSPENDED' | 'DISSOLVED';
  regionCode: string;
  parentId: string | null;
  hostId: string | null;
  creditCode: string | null;
  subjectCodes: string[];
  industryCodes: string[];
  synthetic: boolean;
};

/** The local copy of a region. */
export type RegionView = {
  _id: string;
  version: number;
  name: string;
  level: string;
  kind: string;
  parentCode: string | null;
  /** absent in copies of earlier versions, until the regions are published again */
  validFrom?: string | null;
  validTo: string | null;
  successors?: string[];
};

const organizationSchema = new Schema<OrganizationView>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    factsVersion: Number,
    name: { type: String, required: true },
    kind: { type: String, required: true },
    level: { type: String, required: true },
    status: { type: String, required: true },
    regionCode: { type: String, required: true },
    parentId: { type: String, default: null },
    hostId: { type: String, default: null },
    creditCode: { type: String, default: null },
    subjectCodes: [String],
    industryCodes: [String],
    synthetic: { type: Boolean, default: false },
  },
  { collection: 'organizations_view', versionKey: false },
);
organizationSchema.index({ hostId: 1 });

const regionSchema = new Schema<RegionView>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    level: { type: String, required: true },
    kind: { type: String, required: true },
    parentCode: { type: String, default: null },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    successors: { type: [String], default: undefined },
  },
  { collection: 'regions_view', versionKey: false },
);
regionSchema.index({ parentCode: 1, level: 1 });

type RegionsStated = ReturnType<typeof RegionsImported>['data']['regions'];

/** @throws REFERENCE_INACTIVE for an organization that may not act. */
export function requireActiveOrganization(
  { status, name }: Pick<OrganizationView, 'status' | 'name'>,
  path: string,
): void {
  if (status === 'SUSPENDED') throw new DomainError('REFERENCE_INACTIVE', say`${name} is suspended (暂停).`, [path]);
  if (status !== 'ACTIVE' && status !== 'TERM_OVERDUE')
    throw new DomainError('REFERENCE_INACTIVE', say`${name} is not active.`, [path]);
}

export type Directory = ReturnType<typeof createDirectory>;

/**
 * A service's own copies of organizations and regions, updated by the events of `organizations`. They may lag behind.
 */
export function createDirectory(mongo: Mongo) {
  const organizations = mongo.model<OrganizationView>('OrganizationView', organizationSchema);
  const regions = mongo.model<RegionView>('RegionView', regionSchema);

  const directory = {
    organization: (id: string, session?: Session) =>
      organizations
        .findById(id, null, session ? { session } : {})
        .lean<OrganizationView>()
        .exec(),
    /** The known organizations with these ids, by id. */
    async organizations(ids: readonly string[], session?: Session): Promise<Map<string, OrganizationView>> {
      const found = await organizations
        .find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }, null, session ? { session } : {})
        .lean<OrganizationView[]>();
      return new Map(found.map((organization) => [organization._id, organization]));
    },
    /** An organization, which may have ended. @throws REFERENCE_UNKNOWN (try again: the copy may lag). */
    async knownOrganization(id: string, path: string, session?: Session): Promise<OrganizationView> {
      const organization = await directory.organization(id, session);
      if (!organization)
        throw new DomainError('REFERENCE_UNKNOWN', say`This organization is not known, or not yet.`, [path]);
      return organization;
    },
    /** An organization that may act. @throws REFERENCE_UNKNOWN (try again: the copy may lag) or REFERENCE_INACTIVE. */
    async activeOrganization(id: string, path: string, session?: Session): Promise<OrganizationView> {
      const organization = await directory.knownOrganization(id, path, session);
      requireActiveOrganization(organization, path);
      return organization;
    },
    region: (code: string, session?: Session) =>
      regions
        .findById(code, null, session ? { session } : {})
        .lean<RegionView>()
        .exec(),
    /** A region that a query names. @throws NOT_FOUND. */
    async requireRegion(code: string): Promise<RegionView> {
      const region = await directory.region(code);
      if (!region) throw new DomainError('NOT_FOUND', say`No region has the code ${code}.`, ['region']);
      return region;
    },
    /**
     * A region that a mutation refers to, which must exist on one of the days of the record. @throws REFERENCE_UNKNOWN
     * (try again: the copy may lag), REFERENCE_INACTIVE with a message that names the successor.
     */
    async knownRegion(code: string, path: string, session: Session | undefined, on: RecordDays): Promise<RegionView> {
      const region = await directory.region(code, session);
      if (!region)
        throw new DomainError('REFERENCE_UNKNOWN', say`A region with the code ${code} is not known, or not yet.`, [
          path,
        ]);
      await requireRegionOn(region, on, path, (codes) =>
        regions
          .find({ _id: mongoose.trusted({ $in: [...codes] }) }, null, session ? { session } : {})
          .lean<RegionView[]>()
          .exec(),
      );
      return region;
    },
    /** Names by code, for the labels of statistics. */
    async regionNames(codes: readonly string[]): Promise<Map<string, string>> {
      const found = await regions
        .find({ _id: mongoose.trusted({ $in: [...new Set(codes)] }) }, { name: 1 })
        .lean<RegionView[]>();
      return new Map(found.map(({ _id, name }) => [_id, name]));
    },
    /** The reaction that updates the copies. `service` is the name of the consuming service. */
    reaction: (service: string): Reaction =>
      react(
        `${service}-directory`,
        when(RegionsImported, ({ data, aggregateVersion }, session) =>
          keepRegions(data.regions, aggregateVersion, session),
        ),
        when(OrganizationApplied, ({ data, aggregateVersion }, session) =>
          keep(data, 'APPLIED', aggregateVersion, session),
        ),
        when(OrganizationRegistered, ({ data, aggregateVersion }, session) =>
          keep(data, 'ACTIVE', aggregateVersion, session),
        ),
        when(OrganizationActivated, ({ data, aggregateVersion }, session) =>
          keep(data, 'ACTIVE', aggregateVersion, session),
        ),
        when(OrganizationChanged, ({ data, aggregateVersion }, session) =>
          keep(data, undefined, aggregateVersion, session),
        ),
        when(OrganizationTermOverdue, ({ data, aggregateVersion }, session) =>
          mark(data.organizationId, 'TERM_OVERDUE', aggregateVersion, session),
        ),
        when(OrganizationTermRenewed, ({ data, aggregateVersion }, session) =>
          mark(data.organizationId, 'ACTIVE', aggregateVersion, session),
        ),
        when(OrganizationSuspended, ({ data, aggregateVersion }, session) =>
          mark(data.organizationId, 'SUSPENDED', aggregateVersion, session),
        ),
        when(OrganizationResumed, ({ data, aggregateVersion }, session) =>
          mark(data.organizationId, data.status, aggregateVersion, session),
        ),
        when(OrganizationDissolved, ({ data, aggregateVersion }, session) =>
          mark(data.organizationId, 'DISSOLVED', aggregateVersion, session),
        ),
      ),
  };
  return directory;

  /** Writes the copies of all these regions at once, without those that have this or a newer version. */
  async function keepRegions(stated: RegionsStated, version: number, session: Session) {
    const codes = stated.map(({ code }) => code);
    const known = await regions
      .find(
        { _id: mongoose.trusted({ $in: codes }), version: mongoose.trusted({ $gte: version }) },
        { _id: 1 },
        { session },
      )
      .lean<{ _id: string }[]>();
    const current = new Set(known.map(({ _id }) => _id));
    const newer = stated.filter(({ code }) => !current.has(code));
    if (newer.length === 0) return;
    await regions.bulkWrite(
      newer.map(({ code, successors = [], ...region }) => ({
        replaceOne: { filter: { _id: code }, replacement: { ...region, successors, _id: code, version }, upsert: true },
      })),
      { session },
    );
  }

  async function keep(
    data: Omit<OrganizationView, '_id' | 'version' | 'status'> & { organizationId: string },
    stated: OrganizationView['status'] | undefined,
    version: number,
    session: Session,
  ) {
    const {
      organizationId,
      name,
      kind,
      level,
      regionCode,
      parentId,
      hostId,
      creditCode,
      subjectCodes,
      industryCodes,
      synthetic,
    } = data;
    const known = await organizations.findById(organizationId, null, { session }).lean<OrganizationView>();
    if (known && factsVersionOf(known) >= version) return;
    const status = stated ?? known?.status;
    if (!status) throw new Error(`${organizationId} is not known yet; its first event must come before this one.`);
    const latest =
      known && known.version > version ? { status: known.status, version: known.version } : { status, version };
    const facts = {
      name,
      kind,
      level,
      regionCode,
      parentId,
      hostId,
      creditCode,
      subjectCodes,
      industryCodes,
      synthetic,
    };
    await organizations.replaceOne(
      { _id: organizationId },
      { _id: organizationId, factsVersion: version, ...latest, ...facts },
      { upsert: true, session },
    );
  }

  async function mark(id: string, status: OrganizationView['status'], version: number, session: Session) {
    const known = await organizations.findById(id, null, { session }).lean<OrganizationView>();
    if (!known) throw new Error(`${id} is not known yet; its first event must come before this one.`);
    await applyIfNewer(organizations, { ...known, factsVersion: factsVersionOf(known), status, version }, session);
  }
}

function factsVersionOf({ factsVersion, version }: OrganizationView): number {
  return factsVersion ?? version;
}
