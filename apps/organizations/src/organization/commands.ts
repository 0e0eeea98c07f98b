import { DomainError, newId, toDay, type Clock } from '@kexie/kernel';
import type { RequestLog, Session } from '@kexie/messaging';
import { requireRegion, type Viewer } from '@kexie/service';
import type {
  ApproveOrganizationInput,
  DecideOrganizationInput,
  DissolveOrganizationInput,
  FileOrganizationInput,
  FoundingAssemblyInput,
  FoundOrganizationInput,
  PartyOrganizationInput,
  RegisterPartnerInput,
  RenewTermInput,
  ResubmitOrganizationInput,
  SetStaffingInput,
} from '../generated/graphql.ts';
import type { Persons } from '../person/store.ts';
import type { Regions } from '../region/store.ts';
import {
  activated,
  apply,
  approve,
  blank,
  checkName,
  dissolve,
  establishParty,
  file,
  holdAssembly,
  partnerKinds,
  renewTerm,
  resubmit,
  setStaffing,
  turnDown,
  type Decision,
  type Organization,
} from './domain.ts';
import { asDuplicate, type Organizations } from './store.ts';

export type OrganizationDeps = {
  organizations: Organizations;
  regions: Regions;
  persons: Persons;
  requests: RequestLog;
  now: Clock;
};

/** Applies to found an association. The applicant must be signed in; the parent's staff decides. */
export async function applyToFound(
  { organizations, regions, persons, requests, now }: OrganizationDeps,
  viewer: Viewer,
  input: FoundOrganizationInput,
): Promise<Organization> {
  requireRegion(viewer, input.regionCode, 'secretary', 'staff');
  const id = newId('org');
  const made = await create(requests, viewer, 'applyToFoundOrganization', input, async (session) => {
    const region = await regions.knownRegion(input.regionCode, 'regionCode', session);
    const parent = await organizations.byId(input.parentId, session);
    const host = input.hostId ? await organizations.byId(input.hostId, session) : null;
    const unknownPersonIds = await persons.unknown(input.rosterPersonIds, session);
    const draft: Organization = {
      ...blank(id, now()),
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
    await organizations.add(apply(draft, { parent, host, region, unknownPersonIds }), session);
    return id;
  });
  return loaded(organizations, made);
}

export function resubmitApplication(
  { organizations, persons }: OrganizationDeps,
  viewer: Viewer,
  input: ResubmitOrganizationInput,
): Promise<Organization> {
  return organizations.update(input.id, input.expectedVersion, async (current, session) => {
    requireRegion(viewer, current.regionCode, 'secretary', 'staff');
    return resubmit(
      current,
      { charter: input.charter, rosterPersonIds: [...input.rosterPersonIds] },
      await persons.unknown(input.rosterPersonIds, session),
    );
  });
}

export function approveApplication(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: ApproveOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current, session) => {
    const decision = approve(current, input, toDay(deps.now()));
    await deps.organizations.refuseDuplicates(decision.next, session);
    return decision;
  });
}

export function returnApplication(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current) => turnDown(current, 'RETURNED', input.reason));
}

export function rejectApplication(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: DecideOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current) => turnDown(current, 'REJECTED', input.reason));
}

export function recordAssembly(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: FoundingAssemblyInput,
): Promise<Organization> {
  return asStaffOrSecretary(deps, viewer, input, async (current) =>
    holdAssembly(current, { ...input, secretaryPersonId: input.secretaryPersonId ?? null }, toDay(deps.now())),
  );
}

export function fileFounded(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: FileOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current) => file(current, input.filedOn, toDay(deps.now())));
}

export function renewTermOf(deps: OrganizationDeps, viewer: Viewer, input: RenewTermInput): Promise<Organization> {
  return asStaffOrSecretary(deps, viewer, input, async (current) => renewTerm(current, input.term));
}

export function setStaffingOf(deps: OrganizationDeps, viewer: Viewer, input: SetStaffingInput): Promise<Organization> {
  const { authorizedPosts = null, fullTimeStaff, partTimeStaff, asOf } = input;
  return asStaffOrSecretary(deps, viewer, input, async (current) =>
    setStaffing(current, { authorizedPosts, fullTimeStaff, partTimeStaff, asOf }, toDay(deps.now())),
  );
}

export function establishPartyIn(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: PartyOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current) =>
    establishParty(current, { kind: input.kind, name: input.name, establishedOn: input.establishedOn }),
  );
}

export function dissolveOne(
  deps: OrganizationDeps,
  viewer: Viewer,
  input: DissolveOrganizationInput,
): Promise<Organization> {
  return asParentsStaff(deps, viewer, input, async (current, session) =>
    dissolve(
      current,
      {
        reason: input.reason,
        dissolvedOn: input.dissolvedOn,
        wantsSuccessor: Boolean(input.successorId),
        successor: input.successorId ? await deps.organizations.byId(input.successorId, session) : null,
        activeChildren: await deps.organizations.activeChildren(current._id, session),
      },
      toDay(deps.now()),
    ),
  );
}

/** Registers a partner; it is active at once. */
export async function registerPartner(
  { organizations, regions, requests, now }: OrganizationDeps,
  viewer: Viewer,
  input: RegisterPartnerInput,
): Promise<Organization> {
  requireRegion(viewer, input.regionCode, 'staff', 'broker');
  if (!partnerKinds.includes(input.kind))
    throw new DomainError('VALIDATION_FAILED', 'An association is founded, not registered.', ['kind']);
  checkName(input.name);
  const id = newId('org');
  const made = await create(requests, viewer, 'registerPartner', input, async (session) => {
    const region = await regions.knownRegion(input.regionCode, 'regionCode', session);
    const next: Organization = {
      ...blank(id, now()),
      kind: input.kind,
      name: input.name,
      regionCode: input.regionCode,
      level: region.level,
      status: 'ACTIVE',
      creditCode: input.creditCode ?? null,
      industryCodes: [...(input.industryCodes ?? [])],
    };
    await organizations.add({ next, events: [activated(next)] }, session);
    return id;
  });
  return loaded(organizations, made);
}

type Change = { id: string; expectedVersion: number };
type Decide = (current: Organization, session: Session) => Promise<Decision>;

/** A change that only staff of the region above may make. */
function asParentsStaff(
  { organizations }: OrganizationDeps,
  viewer: Viewer,
  { id, expectedVersion }: Change,
  decide: Decide,
): Promise<Organization> {
  return organizations.update(id, expectedVersion, async (current, session) => {
    requireRegion(viewer, current.regionCode, 'staff');
    return decide(current, session);
  });
}

/** A change that the organization's own secretary may make, too. */
function asStaffOrSecretary(
  { organizations }: OrganizationDeps,
  viewer: Viewer,
  { id, expectedVersion }: Change,
  decide: Decide,
): Promise<Organization> {
  return organizations.update(id, expectedVersion, async (current, session) => {
    const isSecretary = viewer.roles.includes('secretary') && viewer.organizations.includes(id);
    if (!isSecretary) requireRegion(viewer, current.regionCode, 'staff');
    return decide(current, session);
  });
}

async function create(
  requests: RequestLog,
  viewer: Viewer,
  mutation: string,
  input: { clientMutationId: string },
  make: (session: Session) => Promise<string>,
): Promise<string> {
  try {
    return await requests.once({ viewerId: viewer.id, mutation, input }, make);
  } catch (error) {
    throw asDuplicate(error);
  }
}

async function loaded(organizations: Organizations, id: string): Promise<Organization> {
  const organization = await organizations.byId(id);
  if (!organization) throw new Error(`${id} was written and is not there.`);
  return organization;
}
