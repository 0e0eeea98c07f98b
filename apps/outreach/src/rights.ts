import { defineRights, type Place, type Right } from '@kexie/service';

/** Roles that act for the organizations of their token, and staff. */
const operators = ['secretary', 'enterprise', 'staff'] as const satisfies Right['roles'];

/**
 * Who may run which mutation, and where the records lie that the input names. A county takes part in the campaigns of
 * its city, so campaigns lie on the line of regions. A speaker may come from anywhere: the activity changes nothing of
 * the person.
 */
export const rights = defineRights({
  createCampaign: {
    roles: ['staff'],
    within: { regionCode: 'region', leadOrganizationId: 'region', parentId: 'line' },
  },
  transitionCampaign: { roles: ['staff'], within: { id: 'region' } },
  registerChannel: {
    roles: operators,
    within: { operatorId: 'organization', regionCode: 'region', facilityId: 'region' },
  },
  retireChannel: { roles: operators, within: { id: 'organization' } },
  logOutput: { roles: operators, within: { channelId: 'organization', campaignId: 'line' } },
  correctOutput: {
    roles: operators,
    within: { originalId: 'organization' },
    also: 'after the campaign is REPORTED, only staff',
  },
  distributeMaterial: { roles: operators, within: { organizationId: 'organization', campaignId: 'line' } },
  joinCampaign: {
    roles: operators,
    within: { organizationId: 'organization', facilityId: 'organization', campaignId: 'line' },
    also: 'either an organization or a facility',
  },
  registerFacility: { roles: ['staff'], within: { operatorId: 'region', regionCode: 'region' } },
  scheduleActivity: {
    roles: operators,
    within: {
      organizerId: 'organization',
      regionCode: 'region',
      facilityId: 'region',
      campaignId: 'line',
      speakerIds: 'anywhere',
    },
  },
  reportActivity: { roles: operators, within: { id: 'organization' } },
  verifyActivity: { roles: ['staff'], within: { id: 'region' }, also: 'not the author of the report' },
  importCampaigns: {
    roles: ['staff'],
    within: { regionCode: 'region', leadOrganizationId: 'region', parentId: 'line' },
  },
  importChannels: { roles: ['staff'], within: { regionCode: 'region', operatorId: 'region', facilityId: 'region' } },
  importOutputs: { roles: ['staff'], within: { channelId: 'region', campaignId: 'line' } },
  importMaterials: { roles: ['staff'], within: { organizationId: 'region', campaignId: 'line' } },
  importFacilities: { roles: ['staff'], within: { regionCode: 'region', operatorId: 'region' } },
  importParticipations: {
    roles: ['staff'],
    within: {
      organizationId: 'region',
      facilityId: 'region',
      campaignId: 'line',
    },
    also: 'a total without a participant lies in the region of the campaign',
  },
  importActivities: {
    roles: ['staff'],
    within: {
      regionCode: 'region',
      organizerId: 'region',
      facilityId: 'region',
      campaignId: 'line',
      speakerIds: 'anywhere',
    },
  },
  importOutreachFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});

/** The place of an organization in the directory. */
export function placeOfOrganization({ _id, regionCode }: { _id: string; regionCode: string }): Place {
  return { organizationId: _id, regionCode };
}

/** The place of a channel or a facility, which belongs to its operator. */
export function placeOfOperated({ operatorId, regionCode }: { operatorId: string; regionCode: string }): Place {
  return { organizationId: operatorId, regionCode };
}

/** The place of an activity, which belongs to its organizer. */
export function placeOfActivity({ organizerId, regionCode }: { organizerId: string; regionCode: string }): Place {
  return { organizationId: organizerId, regionCode };
}
