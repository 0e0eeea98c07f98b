import { defineRights } from '@kexie/service';

/**
 * Who may run which mutation, and where the records lie that the input names. `code`, `industryCode` and `industryCodes`
 * name entries of the taxonomies, which belong to nobody. A contact may name a partner anywhere, and a need a competitor,
 * because it does nothing to them.
 */
export const rights = defineRights({
  createNeed: {
    roles: ['enterprise', 'staff', 'broker'],
    within: {
      enterpriseId: 'organization',
      regionCode: 'region',
      brokerId: 'line',
      competitorIds: 'anywhere',
      code: 'anywhere',
      industryCode: 'anywhere',
    },
    also: 'for users of the enterprise, an active enterprise association (企业科协) has the enterprise as host',
  },
  submitNeed: {
    roles: ['enterprise', 'staff', 'broker'],
    within: { id: 'organization' },
    also: 'for users of the enterprise, an active enterprise association (企业科协) has the enterprise as host',
  },
  reviewNeed: { roles: ['staff'], within: { id: 'region' } },
  withdrawNeed: { roles: ['enterprise', 'staff', 'broker'], within: { id: 'organization' } },
  upsertExpertProfile: {
    roles: ['worker', 'staff'],
    within: { personId: 'person', code: 'anywhere', industryCodes: 'anywhere' },
    also: 'staff may invite (`isInvited`) a person of any region who has no profile, and then act for this profile; a worker cannot invite',
  },
  setExpertCapacity: {
    roles: ['worker', 'staff'],
    within: { id: 'person' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  suspendExpert: {
    roles: ['staff'],
    within: { id: 'region' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  addMatchingModel: { roles: [], within: { modelVersion: 'anywhere' } },
  adoptMatchingModel: { roles: [], within: { modelVersion: 'anywhere' } },
  refitMatchingModel: { roles: [], within: { modelVersion: 'anywhere' } },
  propose: {
    roles: ['enterprise', 'worker', 'staff', 'broker'],
    within: {
      needId: { enterprise: 'organization', worker: 'anywhere', staff: 'region', broker: 'region' },
      expertId: { enterprise: 'anywhere', worker: 'person', staff: 'anywhere', broker: 'anywhere' },
    },
    also: 'an expert proposes only for needs that they may see; the origin must be that of the role',
  },
  respondToProposal: {
    roles: ['enterprise', 'worker', 'staff', 'broker'],
    within: { id: 'person' },
    also: 'a side gives only its own answer; staff and brokers record the answer of a side with its consent',
  },
  withdrawProposal: {
    roles: ['enterprise', 'worker', 'staff', 'broker'],
    within: { id: 'person' },
    also: 'a side withdraws only what it proposed',
  },
  openMatchingRound: {
    roles: ['staff', 'broker'],
    within: { regionCode: 'region', needIds: 'region', serviceTeamIds: 'anywhere' },
  },
  computeMatchingRound: { roles: ['staff', 'broker'], within: { id: 'region' } },
  recomputeMatchingRound: { roles: ['staff', 'broker'], within: { id: 'region' } },
  publishMatchingRound: { roles: ['staff', 'broker'], within: { id: 'region' } },
  closeMatchingRound: { roles: ['staff', 'broker'], within: { id: 'region' } },
  cancelMatchingRound: { roles: ['staff', 'broker'], within: { id: 'region' } },
  reinstateExpert: {
    roles: ['staff'],
    within: { id: 'region' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  pauseExpert: {
    roles: ['worker', 'staff'],
    within: { id: 'person' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  resumeExpert: {
    roles: ['worker', 'staff'],
    within: { id: 'person' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  withdrawExpert: {
    roles: ['worker', 'staff'],
    within: { id: 'person' },
    also: 'an invited expert also lies in the region that invited the expert',
  },
  createServiceTeam: {
    roles: ['secretary', 'staff'],
    within: { organizationId: 'organization', regionCodes: 'anywhere' },
  },
  updateServiceTeam: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization', regionCodes: 'anywhere' },
  },
  addTeamExperts: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization', expertIds: 'anywhere' },
    also: 'the expert is an active member of the society of the team, or invited',
  },
  removeTeamExperts: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization', expertIds: 'anywhere' },
  },
  dissolveServiceTeam: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  advanceEngagement: { roles: ['enterprise', 'worker', 'staff', 'broker'], within: { id: 'person' } },
  recordEngagementOutcome: {
    roles: ['enterprise', 'worker', 'staff', 'broker'],
    within: { id: 'person' },
    also: 'a side gives only its own rating, staff record ratings from paper, and a broker gives none',
  },
  importExperts: {
    roles: ['staff'],
    within: { personId: 'person', code: 'anywhere', industryCodes: 'anywhere' },
    also: 'a row may invite (`isInvited`) a person of any region who has no profile',
  },
  importNeeds: {
    roles: ['staff'],
    within: {
      enterpriseId: 'region',
      regionCode: 'region',
      brokerId: 'line',
      competitorIds: 'anywhere',
      code: 'anywhere',
      industryCode: 'anywhere',
    },
  },
  importEngagements: {
    roles: ['staff'],
    within: { expertId: 'region', needId: 'region', enterpriseId: 'region', regionCode: 'region' },
    also: 'an invited expert (特聘专家) may lie anywhere',
  },
  importPartnerContacts: { roles: ['staff'], within: { organizationId: 'anywhere', regionCode: 'region' } },
  importMatchingFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});
