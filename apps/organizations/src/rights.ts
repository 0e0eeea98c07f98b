import { defineRights } from '@kexie/service';

/** Who may run which mutation, and where the records lie that the input names. A roster may name persons of any region: naming them there does nothing to them until they are members. */
export const rights = defineRights({
  applyToFoundOrganization: {
    roles: ['secretary', 'staff'],
    within: { regionCode: 'region', parentId: 'line', hostId: 'region', rosterPersonIds: 'anywhere' },
  },
  resubmitOrganizationApplication: {
    roles: ['secretary', 'staff'],
    within: { id: 'region', rosterPersonIds: 'anywhere' },
  },
  approveOrganization: { roles: ['staff'], within: { id: 'superior' } },
  returnOrganizationApplication: { roles: ['staff'], within: { id: 'superior' } },
  rejectOrganizationApplication: { roles: ['staff'], within: { id: 'superior' } },
  recordFoundingAssembly: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization', chairPersonId: 'anywhere', secretaryPersonId: 'anywhere' },
    also: 'both persons must be on the roster',
  },
  fileOrganization: { roles: ['staff'], within: { id: 'region' } },
  renewTerm: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  setStaffing: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  establishPartyOrganization: { roles: ['staff'], within: { id: 'region' } },
  suspendOrganization: { roles: ['staff'], within: { id: 'superior' } },
  resumeOrganization: { roles: ['staff'], within: { id: 'superior' } },
  renameOrganization: { roles: ['staff'], within: { id: 'superior' } },
  moveOrganization: {
    roles: ['staff'],
    within: { id: 'superior', regionCode: 'region', parentId: 'region', hostId: 'region' },
  },
  dissolveOrganization: { roles: ['staff'], within: { id: 'region', successorId: 'region' } },
  registerPartner: { roles: ['staff', 'broker'], within: { regionCode: 'region' } },
  recordLeadershipAttention: { roles: ['staff'], within: { regionCode: 'region' } },
  setCommitment: { roles: ['staff'], within: { regionCode: 'region' } },
  correctCommitment: { roles: ['staff'], within: { id: 'region', regionCode: 'region' } },
  endCommitment: { roles: ['staff'], within: { id: 'region' } },
  recordRegionIndicator: { roles: ['staff'], within: { regionCode: 'region' } },
  correctRegionIndicator: { roles: ['staff'], within: { id: 'region' } },
  registerReformProject: { roles: ['staff'], within: { regionCode: 'region' } },
  reviseReformProject: { roles: ['staff'], within: { id: 'region', regionCode: 'region' } },
  importOrganizations: { roles: ['staff'], within: { regionCode: 'region', parentId: 'line', hostId: 'region' } },
  importLeadershipAttentions: { roles: ['staff'], within: { regionCode: 'region' } },
  importCommitments: { roles: ['staff'], within: { regionCode: 'region' } },
  importRegionIndicators: { roles: ['staff'], within: { regionCode: 'region' } },
  importReformProjects: { roles: ['staff'], within: { regionCode: 'region' } },
  importOrganizationFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});
