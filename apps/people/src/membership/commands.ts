import { DomainError, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importRows,
  statedBy,
  type Change,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Permit,
  type Viewer,
} from '@kexie/service';
import type {
  ChangeMembershipApplicationDraftInput,
  ChangeMembershipRoleInput,
  DecideMembershipApplicationInput,
  EndMembershipInput,
  MembershipRow,
  ResubmitMembershipApplicationInput,
  SaveMembershipApplicationDraftInput,
  SetOpenForApplicationsInput,
  SubmitMembershipApplicationDraftInput,
  SubmitMembershipApplicationInput,
  WithdrawMembershipApplicationInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { recordOwnAct } from '../person/commands.ts';
import { placeIn, placeOf } from '../places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  applicationEvents,
  changeDraft,
  changeRole,
  checkImportedMembership,
  membershipKeyOf,
  decideApplication,
  draftApplication,
  endMembership as end,
  hasMembers,
  membershipEnded,
  membershipRoleChanged,
  membershipStarted,
  resubmitApplication,
  startMembership,
  submitApplication,
  submitDraft,
  withdrawApplication,
  type ApplicationRecord,
  type MembershipRecord,
} from './domain.ts';

/** Applies to join. For the worker, or for the organization's secretary or staff on behalf of a worker of its region. */
export async function submitMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: SubmitMembershipApplicationInput,
): Promise<ApplicationRecord> {
  const permit = rights.submitMembershipApplication(viewer);
  return apply(deps, viewer, { input, permit, mutation: 'submitMembershipApplication', isDraft: false });
}

/** Saves a DRAFT of an application. For the worker. */
export async function saveMembershipApplicationDraft(
  deps: Deps,
  viewer: Viewer,
  input: SaveMembershipApplicationDraftInput,
): Promise<ApplicationRecord> {
  const permit = rights.saveMembershipApplicationDraft(viewer);
  return apply(deps, viewer, { input, permit, mutation: 'saveMembershipApplicationDraft', isDraft: true });
}

type Application = {
  input: SubmitMembershipApplicationInput;
  permit: Permit<'personId' | 'organizationId'>;
  mutation: string;
  isDraft: boolean;
};

/** Writes a new application. @throws REFERENCE_INACTIVE when the organization takes none; a DRAFT can be written. */
async function apply(
  deps: Deps,
  viewer: Viewer,
  { input, permit, mutation, isDraft }: Application,
): Promise<ApplicationRecord> {
  const { directory, requests, now } = deps;
  const { memberships, persons } = deps.store;
  const newApplicationId = newId('app');
  const id = await memberships.applications.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation, input }, async (session) => {
      const { personId, organizationId, channel, statement, attachments } = input;
      const person = await persons.find(personId, session);
      permit({
        organizationId: placeOf(await directory.organization(organizationId, session)),
        personId: person && { personId, regionCode: person.regionCode },
      });
      const organization = await directory.activeOrganization(organizationId, 'organizationId', session);
      requireAssociation(organization);
      await persons.known(personId, 'personId', session);
      await memberships.requireNeitherMemberNorApplicant(personId, organizationId, session);
      await memberships.admit(organizationId, session, { isApplication: !isDraft });
      const facts = {
        _id: newApplicationId,
        applicantId: personId,
        organizationId,
        regionCode: organization.regionCode,
        regionVersion: organization.factsVersion ?? organization.version,
        channel: channel ?? 'ONLINE',
        submittedBy: viewer.id,
        statement,
        attachments,
      };
      const next = isDraft ? draftApplication(facts, now()) : submitApplication(facts, now());
      await recordOwnAct(deps, viewer, personId, session);
      return memberships.applications.create({ next, events: applicationEvents(null, next) }, session);
    }),
  );
  return memberships.applications.require(id);
}

/** Changes the texts and files of a DRAFT. For the applicant. */
export async function changeMembershipApplicationDraft(
  deps: Deps,
  viewer: Viewer,
  { statement, attachments, ...change }: ChangeMembershipApplicationDraftInput,
): Promise<ApplicationRecord> {
  const permit = rights.changeMembershipApplicationDraft(viewer);
  return changeApplication(deps, viewer, change, permit, async (application, session) => {
    await recordOwnAct(deps, viewer, application.applicantId, session);
    return changeDraft(application, { statement, attachments }, deps.now());
  });
}

/** Submits a DRAFT. For the applicant. @throws REFERENCE_INACTIVE, DUPLICATE for a member. */
export async function submitMembershipApplicationDraft(
  deps: Deps,
  viewer: Viewer,
  input: SubmitMembershipApplicationDraftInput,
): Promise<ApplicationRecord> {
  const { memberships } = deps.store;
  const permit = rights.submitMembershipApplicationDraft(viewer);
  return changeApplication(deps, viewer, input, permit, async (application, session) => {
    const next = submitDraft(application, { by: viewer.id, now: deps.now() });
    const { applicantId, organizationId } = next;
    await deps.directory.activeOrganization(organizationId, 'id', session);
    if (await memberships.active(applicantId, organizationId, session)) throw memberships.duplicate('one_active');
    await memberships.admit(organizationId, session, { isApplication: true });
    await recordOwnAct(deps, viewer, applicantId, session);
    return next;
  });
}

/** Opens an association for new applications, or closes it. For its secretary or staff. Returns its id. */
export async function setOpenForApplications(
  { store: { memberships }, directory, requests }: Deps,
  viewer: Viewer,
  input: SetOpenForApplicationsInput,
): Promise<{ id: string }> {
  const permit = rights.setOpenForApplications(viewer);
  const { organizationId, isOpen } = input;
  const id = await requests.once(
    { viewerId: viewer.id, mutation: 'setOpenForApplications', input },
    async (session) => {
      permit({ organizationId: placeOf(await directory.organization(organizationId, session)) });
      requireAssociation(await directory.activeOrganization(organizationId, 'organizationId', session));
      await memberships.setOpen(organizationId, isOpen, session);
      return organizationId;
    },
  );
  return { id };
}

/**
 * Starts the review of an application, or returns, approves or rejects it. For the organization's secretary or staff.
 * Approval starts the membership in the same transaction.
 */
export async function decideMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: DecideMembershipApplicationInput,
): Promise<ApplicationRecord> {
  const membershipId = newId('mem');
  const permit = rights.decideMembershipApplication(viewer);
  return changeApplication(deps, viewer, input, permit, async (application, session) => {
    const decided = decideApplication(application, input.decision, {
      reason: input.reason ?? null,
      by: viewer.id,
      now: deps.now(),
    });
    if (decided.status === 'APPROVED') {
      await deps.directory.activeOrganization(application.organizationId, 'id', session);
      await start(
        deps,
        startMembership({
          _id: membershipId,
          personId: application.applicantId,
          organizationId: application.organizationId,
          role: 'MEMBER',
          joinedOn: toDay(deps.now()),
        }),
        session,
      );
    }
    return decided;
  });
}

/** Submits a returned application again. For the applicant, or the organization's secretary or staff. */
export async function resubmitMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: ResubmitMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(
    deps,
    viewer,
    input,
    rights.resubmitMembershipApplication(viewer),
    async (application, session) => {
      await recordOwnAct(deps, viewer, application.applicantId, session);
      const { statement, attachments } = input;
      return resubmitApplication(application, { statement, attachments, by: viewer.id, now: deps.now() });
    },
  );
}

/** Withdraws an application. For the applicant, or the organization's secretary or staff. */
export async function withdrawMembershipApplication(
  deps: Deps,
  viewer: Viewer,
  input: WithdrawMembershipApplicationInput,
): Promise<ApplicationRecord> {
  return changeApplication(
    deps,
    viewer,
    input,
    rights.withdrawMembershipApplication(viewer),
    async (application, session) => {
      await recordOwnAct(deps, viewer, application.applicantId, session);
      return withdrawApplication(application, deps.now());
    },
  );
}

/** A change of an application, with the events that follow from its new state. */
function changeApplication(
  { store: { memberships }, directory }: Deps,
  viewer: Viewer,
  change: Change,
  permit: Permit<'id'>,
  decide: (application: ApplicationRecord, session: Session) => Promise<ApplicationRecord> | ApplicationRecord,
): Promise<ApplicationRecord> {
  return memberships.applications.update(change, {
    authorize: async ({ organizationId, applicantId: personId, status }, session) => {
      permit({ id: await placeIn(directory, { organizationId, personId }, session) });
      const isHidden = status === 'DRAFT' && viewer.id !== personId && !viewer.roles.includes('administrator');
      if (isHidden) throw new DomainError('NOT_FOUND', say`There is no such application.`, ['id']);
    },
    decide: async (application, session) => {
      const next = await decide(application, session);
      return { next, events: applicationEvents(application, next) };
    },
  });
}

/**
 * Starts a membership, unless the person is a member already. @throws REFERENCE_INACTIVE when the organization was
 * dissolved.
 */
async function start(
  { store: { memberships, persons } }: Deps,
  membership: MembershipRecord,
  session: Session,
): Promise<void> {
  const { personId, organizationId } = membership;
  await memberships.admit(organizationId, session);
  if (await memberships.active(personId, organizationId, session)) return;
  await memberships.create({ next: membership, events: [membershipStarted(membership)] }, session);
  await persons.join([personId], organizationId, session);
}

/** Gives a member another role in the association since a day. For the organization's secretary or staff. */
export async function changeMembershipRole(
  { store: { memberships }, directory, now }: Deps,
  viewer: Viewer,
  input: ChangeMembershipRoleInput,
): Promise<MembershipRecord> {
  const { role, since } = input;
  const permit = rights.changeMembershipRole(viewer);
  return memberships.update(input, {
    authorize: async ({ organizationId, personId }, session) =>
      void permit({ id: await placeIn(directory, { organizationId, personId }, session) }),
    decide: (membership) => {
      const next = changeRole(membership, { role, since, today: toDay(now()) });
      return { next, events: [membershipRoleChanged(next)] };
    },
  });
}

/** Ends a membership. For the organization's secretary or staff; a member may resign. */
export async function endMembership(deps: Deps, viewer: Viewer, input: EndMembershipInput): Promise<MembershipRecord> {
  const { store, directory, now } = deps;
  const { memberships, persons } = store;
  const { reason, endedOn } = input;
  const permit = rights.endMembership(viewer);
  if (reason === 'ORGANIZATION_DISSOLVED')
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The platform itself ends the memberships of a dissolved organization.`,
      ['reason'],
    );
  return memberships.update(input, {
    authorize: async ({ organizationId, personId }, session) => {
      const roles = permit({ id: await placeIn(directory, { organizationId, personId }, session) });
      if (reason !== 'RESIGNED' && roles.every((role) => role === 'worker'))
        throw new DomainError('FORBIDDEN', say`A member may only resign.`, ['reason']);
    },
    decide: (membership) => {
      const next = end(membership, { reason, endedOn, today: toDay(now()) });
      return { next, events: [membershipEnded(next)] };
    },
    follow: async ({ personId, organizationId }, session) => {
      await persons.leave([personId], organizationId, session);
      await recordOwnAct(deps, viewer, personId, session);
    },
  });
}

/** Imports memberships of associations. An import changes and restarts no membership that has ended. */
export async function importMemberships(
  { mongo, store: { memberships, persons }, directory, now }: Deps,
  viewer: Viewer,
  input: ImportInput<MembershipRow>,
): Promise<ImportReport> {
  const permit = rights.importMemberships(viewer);
  return importRows(mongo, input, async (row: MembershipRow, session): Promise<Imported> => {
    const { key, personId, organizationId, joinedOn } = row;
    const person = await persons.find(personId, session);
    permit({
      personId: person && { personId, regionCode: person.regionCode },
      organizationId: placeOf(await directory.organization(organizationId, session)),
    });
    const facts = { joinedOn, role: row.role ?? 'MEMBER', synthetic: row.synthetic ?? false } as const;
    const imported = await memberships.importRow(
      {
        importKey: membershipKeyOf(organizationId, key),
        authorize: (present) => {
          if (present.personId !== personId)
            throw new DomainError('DUPLICATE', say`This key belongs to the membership of another person.`, ['key']);
        },
        stated: statedBy(row, facts),
        create: () => startMembership({ ...facts, _id: newId('mem'), personId, organizationId }),
        complete: async (next, before) => {
          checkImportedMembership(next, before, toDay(now()));
          if (before) return next;
          requireAssociation(await directory.activeOrganization(organizationId, 'organizationId', session));
          await persons.known(personId, 'personId', session);
          if (await memberships.active(personId, organizationId, session)) throw memberships.duplicate('one_active');
          await memberships.admit(organizationId, session);
          return next;
        },
        events: (before, after) => (before ? [] : [membershipStarted(after)]),
      },
      session,
    );
    if (imported.outcome === 'CREATED') await persons.join([personId], organizationId, session);
    return imported;
  });
}

function requireAssociation({ kind, name }: { kind: string; name: string }): void {
  if (!hasMembers(kind))
    throw new DomainError('VALIDATION_FAILED', say`${name} is not an association; it has no members.`, [
      'organizationId',
    ]);
}
