import type { MergeReference } from '@kexie/service';

/** The records of this service that name a person, and follow when two persons are merged. */
export const mergeReferences: readonly MergeReference[] = [{ collection: 'trainings', path: 'trainerIds' }];
