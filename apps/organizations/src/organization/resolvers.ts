import { toDay } from '@kexie/kernel';
import { keyOf, mustExist, payload } from '@kexie/service';
import type { Resolvers } from '../generated/graphql.ts';
import type { Context } from '../loaders.ts';
import { aliasesOf } from '../name/domain.ts';
import { staffingOn } from '../staffing/domain.ts';
import type { Deps } from '../store.ts';
import * as commands from './commands.ts';
import { organizationStats } from './statistics.ts';
import { warningsAfter, warningsOf } from './warnings.ts';

export function organizationResolvers(deps: Deps): Resolvers<Context> {
  const { store, now } = deps;
  const today = () => toDay(now());
  return {
    Query: {
      organization: (_, { id }, { loaders }) => loaders.organization.load(id),
      organizations: (_, page) => store.organizations.page(page),
      searchOrganizations: (_, { text, ...page }) => store.organizations.search(text, page),
      organizationStats: (_, { asOf, ...args }) =>
        organizationStats(store, { ...args, asOf: asOf ?? today(), now: now() }),
    },
    Mutation: {
      applyToFoundOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.applyToFoundOrganization(deps, viewer, input)),
      resubmitOrganizationApplication: (_, { input }, { viewer }) =>
        payload('organization', () => commands.resubmitOrganizationApplication(deps, viewer, input)),
      approveOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.approveOrganization(deps, viewer, input)),
      returnOrganizationApplication: (_, { input }, { viewer }) =>
        payload('organization', () => commands.returnOrganizationApplication(deps, viewer, input)),
      rejectOrganizationApplication: (_, { input }, { viewer }) =>
        payload('organization', () => commands.rejectOrganizationApplication(deps, viewer, input)),
      recordFoundingAssembly: (_, { input }, { viewer }) =>
        payload('organization', () => commands.recordFoundingAssembly(deps, viewer, input)),
      fileOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.fileOrganization(deps, viewer, input)),
      renewTerm: (_, { input }, { viewer }) => payload('organization', () => commands.renewTerm(deps, viewer, input)),
      setStaffing: (_, { input }, { viewer }) =>
        payload('organization', () => commands.setStaffing(deps, viewer, input)),
      suspendOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.suspendOrganization(deps, viewer, input)),
      resumeOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.resumeOrganization(deps, viewer, input)),
      renameOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.renameOrganization(deps, viewer, input)),
      moveOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.moveOrganization(deps, viewer, input)),
      dissolveOrganization: (_, { input }, { viewer }) =>
        payload('organization', () => commands.dissolveOrganization(deps, viewer, input)),
      registerPartner: (_, { input }, { viewer }) =>
        payload('organization', () => commands.registerPartner(deps, viewer, input)),
      importOrganizations: (_, { input }, { viewer }) =>
        payload('report', () => commands.importOrganizations(deps, viewer, input)),
    },
    Organization: {
      __resolveReference: (reference, { loaders }) => loaders.organization.load(keyOf(reference)),
      id: ({ _id }) => _id,
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
      parent: ({ parentId }, _, { loaders }) => (parentId ? loaders.organization.load(parentId) : null),
      host: ({ hostId }, _, { loaders }) => (hostId ? loaders.organization.load(hostId) : null),
      children: ({ _id }, page) => store.organizations.childrenOf(_id, page),
      aliases: aliasesOf,
      nameHistory: ({ nameHistory }) => nameHistory ?? [],
      placeHistory: ({ placeHistory }) => placeHistory ?? [],
      suspensions: ({ suspensions }) => suspensions ?? [],
      warnings: (organization) => warningsOf(organization, today()),
      terms: ({ term, termHistory = [] }) => [
        ...termHistory.map((each) => ({ ...each, isPast: true })),
        ...(term ? [term] : []),
      ],
      staffing: (organization, { asOf }) => staffingOn(organization, asOf) ?? null,
      staffingHistory: ({ staffing, staffingHistory = [] }) => [...staffingHistory, ...(staffing ? [staffing] : [])],
    },
    PastPlace: {
      region: async ({ regionCode }, _, { loaders }) => mustExist(await loaders.region.load(regionCode)),
      parent: ({ parentId }, _, { loaders }) => (parentId ? loaders.organization.load(parentId) : null),
      host: ({ hostId }, _, { loaders }) => (hostId ? loaders.organization.load(hostId) : null),
    },
    OrganizationPayload: {
      warnings: ({ organization }) => (organization ? warningsAfter(store, organization, today()) : []),
    },
    Term: {
      overdue: ({ endsOn, isPast }) => !isPast && endsOn < today(),
      chair: ({ chairPersonId }) => (chairPersonId ? { id: chairPersonId } : null),
      secretary: ({ secretaryPersonId }) => (secretaryPersonId ? { id: secretaryPersonId } : null),
    },
  };
}
