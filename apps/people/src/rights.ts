import { defineRights } from '@kexie/service';

/**
 * Who may run which mutation, and where the records lie that the input names.
 *
 * A person belongs to an organization of the token when the region of the organization contains that of the person; for
 * `verifyWorker`, the person is a member of it, too. An application belongs to its applicant and its organization.
 *
 * `anywhere` is harmless for an employer, because the employer is only stated in the record of the worker; for the
 * region of a worker who registers, because the record is new and has no member, honour or verification; and for the
 * association that a worker applies to, because it decides itself.
 */
export const rights = defineRights({
  registerWorker: {
    roles: ['worker', 'secretary', 'staff'],
    within: {
      regionCode: { worker: 'anywhere', secretary: 'organization', staff: 'organization' },
      employerId: 'anywhere',
    },
  },
  verifyWorker: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization' },
    also: 'not by a user who registered the worker or changed what the verification confirms',
  },
  // The person is the subject of the token, so the input names none.
  updateMyProfile: { roles: ['worker'], within: { employerId: 'anywhere' } },
  // Staff hand a person over only to a region that is theirs, too: between two counties, the city does it.
  correctPerson: { roles: ['staff'], within: { id: 'region', regionCode: 'region', employerId: 'anywhere' } },
  closeHome: { roles: ['worker', 'staff'], within: { id: 'person' }, also: 'staff state a reason' },
  addPhoneKey: { roles: [], within: {} },
  retirePhoneKey: { roles: [], within: {} },
  offerMerge: { roles: ['staff'], within: { survivorId: 'region', mergedId: 'region' } },
  // Both records must lie in the region: between two counties, the city decides.
  decideMerge: { roles: ['staff'], within: { id: 'region' }, also: 'not by the user who opened the offer' },
  submitMembershipApplication: {
    roles: ['worker', 'secretary', 'staff'],
    within: {
      personId: { worker: 'person', secretary: 'region', staff: 'region' },
      organizationId: { worker: 'anywhere', secretary: 'organization', staff: 'organization' },
    },
  },
  saveMembershipApplicationDraft: {
    roles: ['worker'],
    within: { personId: 'person', organizationId: 'anywhere' },
  },
  changeMembershipApplicationDraft: { roles: ['worker'], within: { id: 'person' } },
  submitMembershipApplicationDraft: { roles: ['worker'], within: { id: 'person' } },
  setOpenForApplications: { roles: ['secretary', 'staff'], within: { organizationId: 'organization' } },
  decideMembershipApplication: {
    roles: ['secretary', 'staff'],
    within: { id: 'organization' },
    also: 'the user who submitted the application does not approve it',
  },
  resubmitMembershipApplication: { roles: ['worker', 'secretary', 'staff'], within: { id: 'person' } },
  withdrawMembershipApplication: { roles: ['worker', 'secretary', 'staff'], within: { id: 'person' } },
  changeMembershipRole: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  endMembership: {
    roles: ['worker', 'secretary', 'staff'],
    within: { id: 'person' },
    also: 'a worker may only resign',
  },
  draftAwardCampaign: { roles: ['staff'], within: { regionCode: 'region' } },
  reviseAwardCampaign: { roles: ['staff'], within: { id: 'region' } },
  openAwardCampaign: { roles: ['staff'], within: { regionCode: 'region' } },
  // A county nominates for the award of its city, but only persons of its own region. The staff of the award's region
  // decide about the nomination.
  nominate: {
    roles: ['secretary', 'staff'],
    within: { campaignId: 'line', nomineeId: 'region', nominatedById: 'organization' },
  },
  reviewNomination: { roles: ['staff'], within: { id: 'region' } },
  advanceAwardCampaign: {
    roles: ['staff'],
    within: { id: 'region' },
    also: 'DECIDED not by a user who proposed a nominee or took the step before',
  },
  // A reviewer gets a task, and nothing of the record of the person changes.
  assignReviewers: {
    roles: ['staff'],
    within: { campaignId: 'region', nominationIds: 'region', reviewerIds: 'anywhere' },
  },
  scoreNomination: {
    roles: ['worker'],
    within: { id: 'person' },
    also: 'only the reviewer, also not an administrator',
  },
  declareConflict: { roles: ['worker', 'staff'], within: { id: { worker: 'person', staff: 'region' } } },
  // Whom a public notice names, the public may object to.
  objectToNomination: {
    roles: ['worker', 'enterprise', 'secretary', 'staff', 'broker', 'analyst'],
    within: { nominationId: 'anywhere' },
  },
  decideObjection: { roles: ['staff'], within: { id: 'region' }, also: 'not by the user who raised it' },
  grantHonour: { roles: ['staff'], within: { personId: 'region' }, also: 'with the number of the document' },
  revokeHonour: { roles: ['staff'], within: { id: 'region' } },
  recordCelebration: {
    roles: ['secretary', 'staff'],
    within: { organizerId: 'organization', regionCode: 'region' },
  },
  recordCareVisit: { roles: ['staff'], within: { personId: 'region' } },
  importPersons: { roles: ['staff'], within: { regionCode: 'region', employerId: 'anywhere' } },
  importMemberships: { roles: ['staff'], within: { personId: 'region', organizationId: 'region' } },
  importAwardCampaigns: { roles: ['staff'], within: { regionCode: 'region', awardeeIds: 'region' } },
  importCelebrations: { roles: ['staff'], within: { regionCode: 'region', organizerId: 'region' } },
  importPeopleFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});
