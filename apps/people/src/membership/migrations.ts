import { updateInBatches, type Migration } from '@kexie/messaging';

/**
 * Brings the import keys of memberships to the form of `membershipKeyOf`. The previous version would create a second
 * membership for each key, so it cannot work with the new data.
 */
export const membershipKeysByOrganization: Migration = {
  id: '2026-11-26-membership-keys-by-organization',
  backward: 'none',
  up: async (mongo, work) => {
    await updateInBatches(
      mongo,
      'memberships',
      { importKey: { $type: 'string', $not: /^org_[0-9A-Z]{26}\// } },
      [{ $set: { importKey: { $concat: ['$organizationId', '/', '$importKey'] } } }],
      work,
    );
  },
};

/** Memberships that were not renewed are LAPSED. Earlier versions ended them like others; they read the new status. */
export const unrenewedMembershipsLapse: Migration = {
  id: '2026-12-01-unrenewed-memberships-lapse',
  backward: 'compatible',
  up: async (mongo, work) => {
    await updateInBatches(
      mongo,
      'memberships',
      { status: 'ENDED', endReason: 'NON_RENEWAL' },
      [{ $set: { status: 'LAPSED' } }],
      work,
    );
  },
};
