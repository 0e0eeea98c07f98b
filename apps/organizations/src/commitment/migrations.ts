import { dropIndex, type Migration } from '@kexie/messaging';

/**
 * Removes the unique index over the years of commitments, which refuses two withdrawn ones of a region and kind, because neither has years. The
 * service creates the index `oneCommitmentPerYear` in its place. The previous version would count withdrawn records.
 */
export const withdrawnCommitmentsFreeTheirYears: Migration = {
  id: '2026-11-30-withdrawn-commitments-free-their-years',
  backward: 'none',
  up: (mongo) => dropIndex(mongo, 'commitments', 'regionCode_1_kind_1_years_1'),
};
