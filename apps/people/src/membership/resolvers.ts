import mongoose from 'mongoose';
import { contains } from '@kexie/kernel';
import { inRegions, keyOf, mustExist, payload, requireRole, type Viewer } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import {
  chairWarnings,
  concernsTheChair,
  roleSinceOf,
  subjectWarnings,
  type ApplicationRecord,
  type MembershipRecord,
} from './domain.ts';
import { applicationStats } from './statistics.ts';

export function membershipResolvers(deps: Deps): Resolvers<Context> {
  const { store } = deps;
  return {
    Query: {
      membershipApplications: (_, page, { viewer }) => store.memberships.inbox(page, inboxScope(viewer)),
      applicationStats: (_, args, { viewer }) => applicationStats(deps, viewer, args),
    },
    Mutation: {
      submitMembershipApplication: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.submitMembershipApplication(deps, viewer, input)),
      saveMembershipApplicationDraft: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.saveMembershipApplicationDraft(deps, viewer, input)),
      changeMembershipApplicationDraft: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.changeMembershipApplicationDraft(deps, viewer, input)),
      submitMembershipApplicationDraft: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.submitMembershipApplicationDraft(deps, viewer, input)),
      setOpenForApplications: (_, { input }, { viewer }) =>
        payload('organization', () => commands.setOpenForApplications(deps, viewer, input)),
      decideMembershipApplication: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.decideMembershipApplication(deps, viewer, input)),
      resubmitMembershipApplication: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.resubmitMembershipApplication(deps, viewer, input)),
      withdrawMembershipApplication: (_, { input }, { viewer }) =>
        withSubjectWarnings(deps, () => commands.withdrawMembershipApplication(deps, viewer, input)),
      changeMembershipRole: (_, { input }, { viewer }) =>
        withWarnings(deps, () => commands.changeMembershipRole(deps, viewer, input)),
      endMembership: (_, { input }, { viewer }) =>
        withWarnings(deps, () => commands.endMembership(deps, viewer, input)),
      importMemberships: (_, { input }, { viewer }) =>
        payload('report', () => commands.importMemberships(deps, viewer, input)),
    },
    Membership: {
      __resolveReference: (reference, { loaders }) => loaders.membership.load(keyOf(reference)),
      id: ({ _id }) => _id,
      roleSince: roleSinceOf,
      earlierRoles: ({ earlierRoles }) => earlierRoles ?? [],
      person: async ({ personId }, _, { loaders }) => mustExist(await loaders.person.load(personId)),
      organization: ({ organizationId }) => ({ id: organizationId }),
    },
    MembershipApplication: {
      __resolveReference: async (reference, { loaders, viewer }) => {
        requireRole(viewer, 'worker', 'secretary', 'staff');
        const application = await loaders.membershipApplication.load(keyOf(reference));
        return application && seesApplication(viewer, application) ? application : null;
      },
      id: ({ _id }) => _id,
      applicant: async ({ applicantId }, _, { loaders }) => mustExist(await loaders.person.load(applicantId)),
      organization: ({ organizationId }) => ({ id: organizationId }),
      attachments: ({ attachments }) => attachments ?? [],
    },
    Organization: {
      members: ({ id }, { role, status, first, after }, { loaders }) =>
        loaders.membersOfOrganization.load({
          key: id,
          filter: { ...(role && { role }), ...(status && { status }) },
          first,
          after,
        }),
      openForApplications: ({ id }, _, { loaders }) => loaders.openForApplications.load(id),
      openApplicationCount: ({ id }, _, { loaders, viewer }) =>
        viewer.scopes.includes('people:applications:read') ? loaders.openApplicationCountOfOrganization.load(id) : null,
    },
  };
}

/** The payload of a change of a membership, with the warnings about the chair of the association after it. */
async function withWarnings({ store: { memberships } }: Deps, run: () => Promise<MembershipRecord>) {
  const result = await payload('membership', run);
  const changed = result.membership;
  const isConcerned = changed !== null && concernsTheChair(changed);
  return { ...result, warnings: isConcerned ? chairWarnings(await memberships.chairsOf(changed.organizationId)) : [] };
}

/** The payload of a change of an application, with a warning while it is open and the applicant has no subject of the society. */
async function withSubjectWarnings({ store, directory }: Deps, run: () => Promise<ApplicationRecord>) {
  const result = await payload('application', run);
  if (!result.application?.open) return { ...result, warnings: [] };
  const { applicantId, organizationId } = result.application;
  const organization = await directory.organization(organizationId);
  const applicant = await store.persons.find(applicantId);
  return { ...result, warnings: organization && applicant ? subjectWarnings(organization, applicant) : [] };
}

/**
 * Conditions for the applications that the viewer may see: to their organizations, in their regions, or their own. A
 * DRAFT is for its applicant. Undefined for all. @throws UNAUTHENTICATED, FORBIDDEN.
 */
function inboxScope(viewer: Viewer): object[] | undefined {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (viewer.roles.includes('administrator')) return undefined;
  return [
    { applicantId: viewer.id },
    ...(viewer.roles.includes('secretary')
      ? [{ organizationId: mongoose.trusted({ $in: [...viewer.organizations] }), ...submitted }]
      : []),
    ...(viewer.roles.includes('staff') && viewer.regions.length > 0
      ? [{ ...inRegions('regionCode', viewer.regions), ...submitted }]
      : []),
  ];
}

const submitted = { status: mongoose.trusted({ $ne: 'DRAFT' }) };

/** The same rule for one application. */
function seesApplication(
  { id, roles, organizations, regions }: Viewer,
  { applicantId, organizationId, regionCode, status }: ApplicationRecord,
): boolean {
  if (roles.includes('administrator') || applicantId === id) return true;
  if (status === 'DRAFT') return false;
  return (
    (roles.includes('secretary') && organizations.includes(organizationId)) ||
    (roles.includes('staff') && regions.some((region) => contains(region, regionCode)))
  );
}
