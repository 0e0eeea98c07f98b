import { inRegions, payload, requireRole, type Viewer } from '@kexie/service';
import mongoose from 'mongoose';
import type { Resolvers } from '../generated/graphql.ts';
import { loadersOf } from '../loaders.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';

/** The form of the ids of organizations. An organization with any other id cannot have members. */
const organizationId = /^org_\w{1,40}$/;

export function membershipResolvers(deps: Deps): Resolvers {
  const { memberships } = deps.store;
  return {
    Query: {
      membershipApplications: (_, { filter, first, after }, { viewer }) =>
        memberships.inbox(filter, inboxScope(viewer), { first, after }),
    },
    Mutation: {
      submitMembershipApplication: (_, { input }, { viewer }) =>
        payload('application', async () =>
          application(await commands.submitMembershipApplication(deps, viewer, input)),
        ),
      decideMembershipApplication: (_, { input }, { viewer }) =>
        payload('application', () => commands.decideMembershipApplication(deps, viewer, input)),
      resubmitMembershipApplication: (_, { input }, { viewer }) =>
        payload('application', () => commands.resubmitMembershipApplication(deps, viewer, input)),
      withdrawMembershipApplication: (_, { input }, { viewer }) =>
        payload('application', () => commands.withdrawMembershipApplication(deps, viewer, input)),
      endMembership: (_, { input }, { viewer }) =>
        payload('membership', () => commands.endMembership(deps, viewer, input)),
      importMemberships: (_, { input }, { viewer }) =>
        payload('report', () => commands.importMemberships(deps, viewer, input)),
    },
    Organization: {
      __resolveReference: ({ id }) => (organizationId.test(id) ? { id } : null),
      members: ({ id }, { role, status, first, after }, context) =>
        loadersOf(context).membersOf.load({
          key: id,
          filter: { ...(role && { role }), ...(status && { status }) },
          first,
          after,
        }),
      openApplicationCount: ({ id }, _, context) => loadersOf(context).openApplications.load(id),
    },
    Membership: {
      __resolveReference: ({ id }, context) => loadersOf(context).membership.load(id),
      id: ({ _id }) => _id,
      person: async ({ personId }, _, context) => mustExist(await loadersOf(context).person.load(personId)),
      organization: (membership) => ({ id: membership.organizationId }),
    },
    MembershipApplication: {
      __resolveReference: ({ id }, { viewer }) => {
        requireRole(viewer, 'secretary', 'staff');
        return application(id);
      },
      id: ({ _id }) => _id,
      applicant: async ({ applicantId }, _, context) => mustExist(await loadersOf(context).person.load(applicantId)),
      organization: (subject) => ({ id: subject.organizationId }),
    },
  };

  async function application(id: string) {
    return memberships.applications.find(id);
  }
}

/** Returns a record that must exist, because persons and campaigns are never deleted. */
export function mustExist<T>(record: T | null): T {
  if (record === null) throw new Error('A record names a person or campaign that does not exist.');
  return record;
}

/**
 * Conditions for the applications that the viewer may see: to their organizations, in their regions, or their own;
 * undefined for all. @throws UNAUTHENTICATED, FORBIDDEN.
 */
function inboxScope(viewer: Viewer): object[] | undefined {
  requireRole(viewer, 'worker', 'secretary', 'staff');
  if (viewer.roles.includes('administrator')) return undefined;
  return [
    { applicantId: viewer.id },
    ...(viewer.roles.includes('secretary')
      ? [{ organizationId: mongoose.trusted({ $in: [...viewer.organizations] }) }]
      : []),
    ...(viewer.roles.includes('staff') && viewer.regions.length > 0 ? [inRegions('regionCode', viewer.regions)] : []),
  ];
}
