import type { MergeReference } from '@kexie/service';

/**
 * The records of this service that name a person and follow a merge without a rule of their own. Memberships,
 * applications and nominations have rules in `merge/domain.ts`.
 */
export const mergeReferences: readonly MergeReference[] = [
  { collection: 'care_visits', path: 'personId', unique: ['visitedOn'] },
  { collection: 'person_changes', path: 'personId' },
  { collection: 'honours', path: 'personId', unique: ['titleFolded', 'year'] },
  { collection: 'reviews', path: 'nomineeId' },
  { collection: 'reviews', path: 'reviewerId', unique: ['nominationId'] },
  { collection: 'objections', path: 'nomineeId' },
  { collection: 'objections', path: 'raisedBy' },
  { collection: 'award_campaigns', path: 'awardeeIds' },
];
