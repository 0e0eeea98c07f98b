import { defineRights, type Viewer } from '@kexie/service';

/**
 * Who may run which mutation, and where the records lie that its input names. The words for places are explained in docs/roles.md.
 *
 * These may lie anywhere, because naming them does nothing to them: an industry is a code of the reference list, trainers are only shown with the training
 * that they taught, and the institution that supports a backyard (often a university outside the region) is only shown with it.
 *
 * The region of a payment, a decision and an acceptance is that of the program, whose money they move.
 */
export const rights = defineRights({
  setTrainingTarget: { roles: ['staff'], within: { regionCode: 'region', industryCode: 'anywhere' } },
  scheduleTraining: {
    roles: ['secretary', 'staff'],
    within: { organizerId: 'organization', regionCode: 'region', industryCode: 'anywhere', trainerIds: 'anywhere' },
  },
  openTraining: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  holdTraining: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  cancelTraining: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  reportTraining: { roles: ['secretary', 'staff'], within: { id: 'organization' } },
  verifyTraining: {
    roles: ['staff'],
    within: { id: 'region' },
    also: 'not by the person who reported or imported its figures',
  },
  openFundingProgram: { roles: ['staff'], within: { regionCode: 'region' } },
  applyForFunding: {
    roles: ['secretary', 'staff'],
    within: { recipientId: 'organization', programId: 'line', facilityId: 'organization' },
  },
  decideAllocation: { roles: ['staff'], within: { id: 'region' } },
  disburse: { roles: ['staff'], within: { id: 'region' }, also: 'not by the person who approved the application' },
  acceptFundedProject: {
    roles: ['staff'],
    within: { id: 'region' },
    also: 'not by the person who approved the application',
  },
  registerRuralFacility: {
    roles: ['secretary', 'staff'],
    within: {
      operatorId: 'organization',
      regionCode: 'region',
      industryCode: 'anywhere',
      supportingInstitutionId: 'anywhere',
    },
  },
  recordIndustryObservation: { roles: ['staff'], within: { regionCode: 'region', industryCode: 'anywhere' } },
  importTrainings: {
    roles: ['staff'],
    within: { regionCode: 'region', organizerId: 'region', industryCode: 'anywhere', trainerIds: 'anywhere' },
  },
  importFundingPrograms: { roles: ['staff'], within: { regionCode: 'region' } },
  importRuralFacilities: {
    roles: ['staff'],
    within: {
      regionCode: 'region',
      operatorId: 'region',
      industryCode: 'anywhere',
      supportingInstitutionId: 'anywhere',
    },
  },
  importSpecialtyIndustries: { roles: ['staff'], within: { code: 'region', leadOrganizationIds: 'region' } },
  importIndustryObservations: { roles: ['staff'], within: { regionCode: 'region', industryCode: 'anywhere' } },
  importOrganizationHonours: { roles: ['staff'], within: { organizationId: 'region' } },
  importRuralFigures: { roles: ['staff'], within: { regionCode: 'region' } },
});

/** The right to enter days of the past without a limit, for records from before the platform: administrators only. */
export function mayBackdate(viewer: Viewer): boolean {
  return viewer.roles.includes('administrator');
}
