import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  type Change,
  type Decision,
  type Imported,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import type {
  ApproveOrganizationInput,
  DecideOrganizationInput,
  DissolveOrganizationInput,
  FileOrganizationInput,
  FoundingAssemblyInput,
  FoundOrganizationInput,
  ImportOrganizationsInput,
  OrganizationRow,
  PartyOrganizationInput,
  RegisterPartnerInput,
  RenewTermInput,
  ResubmitOrganizationInput,
  SetStaffingInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import * as domain from './domain.ts';
import type { Organization } from './domain.ts';

/** Applies to found an association. The applicant must be signed in; staff of the region decide. */
export async function applyToFoundOrganization(
  { store: { organizations, regions, persons }, requests, now }: Deps,
  viewer: Viewer,
  input: FoundOrganizationInput,
): Promise<Organization> {
  requireRegion(viewer, input.regionCode, 'secretary', 'staff');
  const id = newId('org');
  const made = await organizations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'applyToFoundOrganization', input }, async (session) => {
      const region = await regions.knownRegion(input.regionCode, 'regionCode', session);
      const parent = await organizations.find(input.parentId, session);
      const host = input.hostId ? await organizations.find(input.hostId, session) : null;
      const unknownPersonIds = await persons.unknown(input.rosterPersonIds, session);
      const draft: Organization = {
        ...domain.blank(id, now()),
        kind: input.kind,
        name: input.name,
        regionCode: input.regionCode,
        level: region.level,
        status: 'APPLIED',
        parentId: input.parentId,
        hostId: input.hostId ?? null,
        subjectCodes: [...(input.subjectCodes ?? [])],
        industryCodes: [...(input.industryCodes ?? [])],
        charter: input.charter,
        preparatoryLead: input.preparatoryLead,
        rosterPersonIds: [...input.rosterPersonIds],
      };
      return organizations.create(domain.apply(draft, { parent, host, region, unknownPersonIds }), session);
    }),
  );
  return organizations.require(made);
}

export function resubmitOrganizationApplication(
  { store: { organizations, persons } }: Deps,
  viewer: Viewer,
  input: ResubmitOrganizationInput,
): Promise<Organization> {
  return organizations.update(input, {
    authorize: (current) => requireRegion(viewer, current.regionCode, 'secretary', 'staff'),
    decide: async (current, session) =>
      domain.resubmit(
        current,
        { charter: input.charter, rosterPersonIds: [...input.rosterPersonIds] },
        await persons.unknown(input.rosterPersonIds, session),
      ),
  });
}

export function approveOrganization(
  deps: Deps,
  viewer: Viewer,
  input: ApproveOrganizationInput,
): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current, session) => {
    const decision = domain.approve(current, input, toDay(deps.now()));
    await deps.store.organizations.requireUnique(decision.next, session);
    return decision;
  });
}

export function returnOrganizationApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current) => domain.returnOrReject(current, 'RETURNED', input.reason));
}

export function rejectOrganizationApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current) => domain.returnOrReject(current, 'REJECTED', input.reason));
}

export function recordFoundingAssembly(
  deps: Deps,
  viewer: Viewer,
  input: FoundingAssemblyInput,
): Promise<Organization> {
  return asStaffOrSecretary(deps, viewer, input, async (current) =>
    domain.holdAssembly(current, { ...input, secretaryPersonId: input.secretaryPersonId ?? null }, toDay(deps.now())),
  );
}

export function fileOrganization(deps: Deps, viewer: Viewer, input: FileOrganizationInput): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current) => domain.file(current, input.filedOn, toDay(deps.now())));
}

export function renewTerm(deps: Deps, viewer: Viewer, input: RenewTermInput): Promise<Organization> {
  return asStaffOrSecretary(deps, viewer, input, async (current) => domain.renewTerm(current, input.term));
}

export function setStaffing(deps: Deps, viewer: Viewer, input: SetStaffingInput): Promise<Organization> {
  const { authorizedPosts = null, fullTimeStaff, partTimeStaff, asOf } = input;
  return asStaffOrSecretary(deps, viewer, input, async (current) =>
    domain.setStaffing(current, { authorizedPosts, fullTimeStaff, partTimeStaff, asOf }, toDay(deps.now())),
  );
}

export function establishPartyOrganization(
  deps: Deps,
  viewer: Viewer,
  input: PartyOrganizationInput,
): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current) =>
    domain.establishParty(current, { kind: input.kind, name: input.name, establishedOn: input.establishedOn }),
  );
}

export function dissolveOrganization(
  deps: Deps,
  viewer: Viewer,
  input: DissolveOrganizationInput,
): Promise<Organization> {
  return asStaff(deps, viewer, input, async (current, session) =>
    domain.dissolve(
      current,
      {
        reason: input.reason,
        dissolvedOn: input.dissolvedOn,
        wantsSuccessor: Boolean(input.successorId),
        successor: input.successorId ? await deps.store.organizations.find(input.successorId, session) : null,
        activeChildren: await deps.store.organizations.activeChildren(current._id, session),
      },
      toDay(deps.now()),
    ),
  );
}

/** Registers a partner; it is active at once. */
export async function registerPartner(
  { store: { organizations, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: RegisterPartnerInput,
): Promise<Organization> {
  requireRegion(viewer, input.regionCode, 'staff', 'broker');
  if (!domain.partnerKinds.includes(input.kind))
    throw new DomainError('VALIDATION_FAILED', 'An association is not registered: apply to found it.', ['kind']);
  domain.checkName(input.name);
  const id = newId('org');
  const made = await organizations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'registerPartner', input }, async (session) => {
      const region = await regions.knownRegion(input.regionCode, 'regionCode', session);
      const next: Organization = {
        ...domain.blank(id, now()),
        kind: input.kind,
        name: input.name,
        regionCode: input.regionCode,
        level: region.level,
        status: 'ACTIVE',
        creditCode: input.creditCode ?? null,
        industryCodes: [...(input.industryCodes ?? [])],
      };
      return organizations.create({ next, events: [domain.activated(next)] }, session);
    }),
  );
  return organizations.require(made);
}

/**
 * Imports existing organizations: they are ACTIVE at once, and the other services receive the same events as for
 * organizations founded here.
 */
export function importOrganizations(
  deps: Deps,
  viewer: Viewer,
  input: ImportOrganizationsInput,
): Promise<ImportReport> {
  return importAsStaff(deps.mongo, viewer, input, (row, session) => importOne(deps, viewer, row, session));
}

async function importOne(
  { store: { organizations, regions }, now }: Deps,
  viewer: Viewer,
  row: OrganizationRow,
  session: Session,
): Promise<Imported> {
  requireRegion(viewer, row.regionCode, 'staff');
  domain.checkName(row.name);
  await regions.knownRegion(row.regionCode, 'regionCode', session);
  const references = [
    ['parentId', row.parentId],
    ['hostId', row.hostId],
  ] as const;
  const known = await organizations.existing(
    references.flatMap(([, id]) => id ?? []),
    session,
  );
  for (const [path, id] of references)
    if (id && !known.has(id)) throw new DomainError('REFERENCE_UNKNOWN', 'There is no such organization.', [path]);
  if (domain.hostKinds[row.kind] && !row.hostId)
    throw new DomainError('VALIDATION_FAILED', 'This kind of association needs a host (依托单位).', ['hostId']);
  return organizations.import(
    row.key,
    {
      next: async (present) => {
        requireRegionOfPresent(viewer, present);
        if (present && present.kind !== row.kind)
          throw new DomainError('VALIDATION_FAILED', 'An import does not change the kind of an organization.', [
            'kind',
          ]);
        const next = fromRow(present ?? domain.blank(newId('org'), now()), row);
        await organizations.requireUnique(next, session);
        return next;
      },
      // A dissolved organization stays dissolved. An event would make the other services treat it as active and start
      // its memberships again.
      events: (_, after) => (domain.isAlive(after) ? [domain.activated(after)] : []),
    },
    session,
  );
}

function fromRow(base: Organization, row: OrganizationRow): Organization {
  const { key, name, kind, level, regionCode, eligibleForLeadingPartyGroup, synthetic } = row;
  return {
    ...base,
    importKey: key,
    name,
    kind,
    level,
    regionCode,
    eligibleForLeadingPartyGroup: eligibleForLeadingPartyGroup ?? false,
    synthetic: synthetic ?? false,
    shortName: row.shortName ?? null,
    aliases: [...(row.aliases ?? [])],
    creditCode: row.creditCode ?? null,
    parentId: row.parentId ?? null,
    hostId: row.hostId ?? null,
    subjectCodes: [...(row.subjectCodes ?? [])],
    industryCodes: [...(row.industryCodes ?? [])],
    foundedOn: row.foundedOn ?? null,
    knownFrom: row.knownFrom ?? null,
  };
}

type Decide = (current: Organization, session: Session) => Promise<Decision<Organization>>;

/** Makes a change that only staff of the region may make. */
function asStaff(
  { store: { organizations } }: Deps,
  viewer: Viewer,
  change: Change,
  decide: Decide,
): Promise<Organization> {
  return organizations.update(change, {
    authorize: ({ regionCode }) => requireRegion(viewer, regionCode, 'staff'),
    decide,
  });
}

/** Makes a change that staff of the region or the secretary of the organization may make. */
function asStaffOrSecretary(
  { store: { organizations } }: Deps,
  viewer: Viewer,
  change: Change,
  decide: Decide,
): Promise<Organization> {
  return organizations.update(change, {
    authorize: ({ _id: id, regionCode }) => requireActingFor(viewer, { id, regionCode }),
    decide,
  });
}
