import { DomainError, newId, requireText, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  anyDay,
  importKeyOf,
  importRows,
  statedBy,
  type Change,
  type Decision,
  type Imported,
  type ImportReport,
  type Permit,
  type Place,
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
  MoveOrganizationInput,
  OrganizationRow,
  RegisterPartnerInput,
  RenameOrganizationInput,
  RenewTermInput,
  ResubmitOrganizationInput,
  ResumeOrganizationInput,
  SetStaffingInput,
  SuspendOrganizationInput,
} from '../generated/graphql.ts';
import * as dissolution from '../dissolution/domain.ts';
import { moveFirstChildren } from '../dissolution/merger.ts';
import * as founding from '../founding/domain.ts';
import { say } from '../messages.ts';
import * as names from '../name/domain.ts';
import { endBranchesAtPartners } from '../party/commands.ts';
import * as places from '../place/domain.ts';
import * as registration from '../registration/domain.ts';
import { rights } from '../rights.ts';
import * as staffing from '../staffing/domain.ts';
import type { Deps } from '../store.ts';
import * as suspensions from '../suspension/domain.ts';
import * as terms from '../term/domain.ts';
import * as domain from './domain.ts';
import type { Organization } from './domain.ts';
import { placeOf } from './places.ts';

/** Applies to found an association. The applicant must be signed in; staff of the region decide. */
export async function applyToFoundOrganization(
  { store: { organizations, regions, persons }, requests, now }: Deps,
  viewer: Viewer,
  input: FoundOrganizationInput,
): Promise<Organization> {
  const permit = rights.applyToFoundOrganization(viewer);
  const facts = registration.factsOf(input, toDay(now()));
  const id = newId('org');
  const made = await organizations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'applyToFoundOrganization', input }, async (session) => {
      const relatives = await relativesOf(organizations, input, session);
      permit({
        regionCode: input,
        parentId: placeOf(relatives.parent),
        hostId: placeOf(relatives.host),
        rosterPersonIds: null,
      });
      const region = await regions.knownRegion(input.regionCode, 'regionCode', session, toDay(now()));
      const unknownPersonIds = await persons.unknown(input.rosterPersonIds, session);
      const draft: Organization = {
        ...domain.blank(id, now()),
        kind: input.kind,
        ...facts,
        ...founding.papersOf(input),
        regionCode: input.regionCode,
        level: region.level,
        status: 'APPLIED',
        parentId: input.parentId,
        hostId: input.hostId ?? null,
        preparatoryLead: requireText(input.preparatoryLead, 'preparatoryLead', { max: 100 }),
      };
      return organizations.create(founding.apply(draft, { ...relatives, region, unknownPersonIds }), session);
    }),
  );
  return organizations.require(made);
}

export async function resubmitOrganizationApplication(
  { store: { organizations, persons } }: Deps,
  viewer: Viewer,
  input: ResubmitOrganizationInput,
): Promise<Organization> {
  const permit = rights.resubmitOrganizationApplication(viewer);
  return organizations.update(input, {
    authorize: (current) => void permit({ id: current, rosterPersonIds: null }),
    decide: async (current, session) =>
      founding.resubmit(current, founding.papersOf(input), await persons.unknown(input.rosterPersonIds, session)),
  });
}

export async function approveOrganization(
  deps: Deps,
  viewer: Viewer,
  input: ApproveOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.approveOrganization(viewer)), async (current, session) => {
    const decision = founding.approve(current, input, toDay(deps.now()));
    await deps.store.organizations.requireUnique(decision.next, session);
    return decision;
  });
}

export async function returnOrganizationApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.returnOrganizationApplication(viewer)), async (current) =>
    founding.returnOrReject(current, 'RETURNED', input.reason),
  );
}

export async function rejectOrganizationApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.rejectOrganizationApplication(viewer)), async (current) =>
    founding.returnOrReject(current, 'REJECTED', input.reason),
  );
}

export async function recordFoundingAssembly(
  deps: Deps,
  viewer: Viewer,
  input: FoundingAssemblyInput,
): Promise<Organization> {
  const permit = rights.recordFoundingAssembly(viewer);
  return change(
    deps,
    input,
    (current) => permit({ id: placeOf(current), chairPersonId: null, secretaryPersonId: null }),
    async (current) =>
      founding.holdAssembly(
        current,
        { ...input, secretaryPersonId: input.secretaryPersonId ?? null },
        toDay(deps.now()),
      ),
  );
}

export async function fileOrganization(
  deps: Deps,
  viewer: Viewer,
  input: FileOrganizationInput,
): Promise<Organization> {
  return change(deps, input, permitOf(rights.fileOrganization(viewer)), async (current) =>
    founding.file(current, input.filedOn, toDay(deps.now())),
  );
}

export async function renewTerm(deps: Deps, viewer: Viewer, input: RenewTermInput): Promise<Organization> {
  const permit = rights.renewTerm(viewer);
  const { chairPersonId = null, secretaryPersonId = null } = input;
  const named = [chairPersonId, secretaryPersonId].filter((id) => id !== null);
  return change(
    deps,
    input,
    (current) => permit({ id: placeOf(current), chairPersonId: null, secretaryPersonId: null }),
    async (current, session) => {
      const unknownPersonIds = await deps.store.persons.unknown(named, session);
      const elected = { chairPersonId, secretaryPersonId, unknownPersonIds };
      return terms.renewTerm(current, input.term, elected, toDay(deps.now()));
    },
  );
}

export async function setStaffing(deps: Deps, viewer: Viewer, input: SetStaffingInput): Promise<Organization> {
  const { authorizedPosts = null, fullTimeStaff, partTimeStaff, asOf, correctionReason = null } = input;
  return change(deps, input, permitOf(rights.setStaffing(viewer)), async (current) =>
    staffing.setStaffing(
      current,
      { authorizedPosts, fullTimeStaff, partTimeStaff, asOf, correctionReason },
      toDay(deps.now()),
    ),
  );
}

/** Suspends an organization (暂停). For the staff of its superior association. */
export async function suspendOrganization(
  deps: Deps,
  viewer: Viewer,
  input: SuspendOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.suspendOrganization(viewer)), async (current) =>
    suspensions.suspend(current, input, toDay(deps.now())),
  );
}

/** Ends the suspension of an organization. For the staff of its superior association. */
export async function resumeOrganization(
  deps: Deps,
  viewer: Viewer,
  input: ResumeOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.resumeOrganization(viewer)), async (current) =>
    suspensions.resume(current, input, toDay(deps.now())),
  );
}

/** Renames an organization (更名). For the staff of its superior association. */
export async function renameOrganization(
  deps: Deps,
  viewer: Viewer,
  input: RenameOrganizationInput,
): Promise<Organization> {
  return change(deps, input, bySuperior(deps, rights.renameOrganization(viewer)), async (current, session) => {
    const decision = names.rename(current, input, toDay(deps.now()));
    await deps.store.organizations.requireUnique(decision.next, session);
    return decision;
  });
}

/**
 * Moves an organization (迁移) to another region, parent or host. For the staff of its superior association, whose region
 * must also contain the new region, parent and host.
 */
export async function moveOrganization(
  deps: Deps,
  viewer: Viewer,
  input: MoveOrganizationInput,
): Promise<Organization> {
  const { organizations, regions } = deps.store;
  const permit = rights.moveOrganization(viewer);
  return organizations.update(input, {
    authorize: async (current, session) => {
      const named = await relativesOf(organizations, input, session);
      permit({
        id: await placeUnderSuperior(deps, current, session),
        regionCode: input.regionCode ? { regionCode: input.regionCode } : null,
        parentId: placeOf(named.parent),
        hostId: placeOf(named.host),
      });
    },
    decide: async (current, session) => {
      requireKnown(input, await relativesOf(organizations, input, session));
      const regionCode = input.regionCode ?? current.regionCode;
      const place = { parentId: input.parentId ?? current.parentId, hostId: input.hostId ?? current.hostId };
      const region = await regions.knownRegion(
        regionCode,
        'regionCode',
        session,
        input.regionCode ? input.movedOn : anyDay,
      );
      const destination = {
        ...(await relativesOf(organizations, place, session)),
        region,
        childrenOutside: await organizations.childrenOutside(current._id, regionCode, session),
      };
      const decision = places.move(current, input, destination, toDay(deps.now()));
      await organizations.requireUnique(decision.next, session);
      return decision;
    },
  });
}

export async function dissolveOrganization(
  deps: Deps,
  viewer: Viewer,
  input: DissolveOrganizationInput,
): Promise<Organization> {
  const { organizations } = deps.store;
  const permit = rights.dissolveOrganization(viewer);
  return organizations.update(input, {
    authorize: async (current, session) => {
      const { successor } = await successorOf(organizations, input, session);
      permit({ id: placeOf(current), successorId: placeOf(successor) });
    },
    decide: async (current, session) => {
      const named = await successorOf(organizations, input, session);
      const { _id } = current;
      const moving = await organizations.mergersMovingTo(_id, session);
      return dissolution.dissolve(
        current,
        {
          reason: input.reason,
          documentNo: input.documentNo ?? null,
          dissolvedOn: input.dissolvedOn,
          ...named,
          isSuccessorBelow: await isBelow(organizations, named.successor, _id, session),
          childrenInUse: moving + (await organizations.childrenInUse(_id, session)),
          childrenAlive: await organizations.countChildrenAlive(_id, session),
          hostedInUse: await organizations.hostedInUse(_id, session),
        },
        toDay(deps.now()),
      );
    },
    follow: async (written, session) => {
      await endBranchesAtPartners(organizations, written, session);
      await moveFirstChildren(deps, written, session);
    },
  });
}

/** Whether an organization lies below another one, at any depth. */
async function isBelow(
  organizations: Organizations,
  organization: Organization | null,
  id: string,
  session: Session,
): Promise<boolean> {
  let parentId = organization?.parentId ?? null;
  for (let depth = 0; parentId !== null && depth < depthMax; depth += 1) {
    if (parentId === id) return true;
    parentId = (await organizations.find(parentId, session))?.parentId ?? null;
  }
  return false;
}

/** Far more than the levels of associations. */
const depthMax = 50;

async function successorOf(
  organizations: Organizations,
  { successorId }: DissolveOrganizationInput,
  session: Session,
): Promise<{ successor: Organization | null; wantsSuccessor: boolean }> {
  return {
    successor: successorId ? await organizations.find(successorId, session) : null,
    wantsSuccessor: Boolean(successorId),
  };
}

/** Registers a partner; it is active at once. */
export async function registerPartner(
  { store: { organizations, regions }, requests, now }: Deps,
  viewer: Viewer,
  input: RegisterPartnerInput,
): Promise<Organization> {
  rights.registerPartner(viewer)({ regionCode: input });
  if (!domain.partnerKinds.includes(input.kind))
    throw new DomainError('VALIDATION_FAILED', say`An association is not registered: apply to found it.`, ['kind']);
  const facts = registration.factsOf(input, toDay(now()));
  const id = newId('org');
  const made = await organizations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'registerPartner', input }, async (session) => {
      const region = await regions.knownRegion(input.regionCode, 'regionCode', session, toDay(now()));
      const next: Organization = {
        ...domain.blank(id, now()),
        ...facts,
        kind: input.kind,
        regionCode: input.regionCode,
        level: region.level,
        status: 'ACTIVE',
      };
      return organizations.create({ next, events: [domain.activated(next)] }, session);
    }),
  );
  return organizations.require(made);
}

/**
 * Imports existing organizations: they are ACTIVE at once, and the other services receive the same events as for
 * organizations founded here. A repeated row changes the facts that it states and that the platform has not changed.
 */
export async function importOrganizations(
  deps: Deps,
  viewer: Viewer,
  input: ImportOrganizationsInput,
): Promise<ImportReport> {
  const permit = rights.importOrganizations(viewer);
  const { organizations, regions } = deps.store;
  return importRows(deps.mongo, input, async (row: OrganizationRow, session): Promise<Imported> => {
    const relatives = await relativesOf(organizations, row, session);
    const places = { parentId: placeOf(relatives.parent), hostId: placeOf(relatives.host) };
    permit({ ...places, regionCode: row });
    requireKnown(row, relatives);
    await regions.knownRegion(row.regionCode, 'regionCode', session, {
      from: row.foundedOn ?? row.knownFrom ?? null,
      to: toDay(deps.now()),
    });
    const facts = factsOf(row, toDay(deps.now()));
    return organizations.importRow(
      {
        importKey: importKeyOf(row.regionCode, row.key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...domain.blank(newId('org'), deps.now()), ...facts }),
        complete: async (next, before) => {
          registration.checkImported(next, before, relatives);
          await organizations.requireUnique(next, session);
          return next;
        },
        events: (before, after) => [before ? domain.changed(after, before) : domain.activated(after)],
      },
      session,
    );
  });
}

function factsOf(row: OrganizationRow, today: string) {
  const { kind, level, regionCode, parentId = null, hostId = null } = row;
  return {
    ...registration.factsOf(row, today),
    kind,
    level,
    regionCode,
    parentId,
    hostId,
    eligibleForLeadingPartyGroup: row.eligibleForLeadingPartyGroup ?? false,
    synthetic: row.synthetic ?? false,
  };
}

type Organizations = Deps['store']['organizations'];
type Naming = { parentId?: string | null | undefined; hostId?: string | null | undefined };

async function relativesOf(
  organizations: Organizations,
  { parentId, hostId }: Naming,
  session: Session,
): Promise<domain.Relatives> {
  return {
    parent: parentId ? await organizations.find(parentId, session) : null,
    host: hostId ? await organizations.find(hostId, session) : null,
  };
}

/** @throws REFERENCE_UNKNOWN for an organization that the row names and that does not exist. */
function requireKnown({ parentId, hostId }: Naming, { parent, host }: domain.Relatives): void {
  const isNamed = (id: string | null | undefined) => id !== null && id !== undefined;
  const unknown = isNamed(parentId) && !parent ? 'parentId' : isNamed(hostId) && !host ? 'hostId' : undefined;
  if (unknown) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such organization.`, [unknown]);
}

/** The place of an organization, with the region of the association that decides about it. */
async function placeUnderSuperior(
  { store: { organizations } }: Deps,
  current: Organization,
  session: Session,
): Promise<Place> {
  const parent = current.parentId ? await organizations.find(current.parentId, session) : null;
  return { ...placeOf(current), superiorRegionCode: places.superiorRegionOf(current, parent) };
}

/** The check of a right of the superior association over nothing but the organization itself. */
function bySuperior(deps: Deps, permit: Permit<'id'>): Authorize {
  return async (current, session) => void permit({ id: await placeUnderSuperior(deps, current, session) });
}

/** The check of a right over nothing but the organization itself. */
function permitOf(permit: Permit<'id'>): (current: Organization) => void {
  return (current) => void permit({ id: placeOf(current) });
}

type Decide = (current: Organization, session: Session) => Promise<Decision<Organization>>;
type Authorize = (current: Organization, session: Session) => unknown;

function change(
  { store: { organizations } }: Deps,
  input: Change,
  authorize: Authorize,
  decide: Decide,
): Promise<Organization> {
  return organizations.update(input, {
    authorize: async (current, session) => void (await authorize(current, session)),
    decide,
  });
}
