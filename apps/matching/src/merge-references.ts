import type { MergeReference } from '@kexie/service';

/**
 * The records of this service that name a person and follow when two persons are merged. Profiles and evidence have rules
 * of their own (`expert/merge.ts`).
 */
export const mergeReferences: readonly MergeReference[] = [
  { collection: 'proposals', path: 'personId' },
  { collection: 'needs', path: 'proposedTo' },
];
