import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import type { Stores } from './deps.ts';

/** What this service does about events of others, beside keeping its copies of organizations and regions (the directory). */
export function createReactions({ funding }: Stores): Reaction[] {
  return [
    // an open application is rejected, an approved one is paid no further; what has ended stays, so a repetition finds nothing to do
    on(OrganizationDissolved, 'rural-dissolution', ({ data }, session) => funding.endAllocationsOf(data.organizationId, data.dissolvedOn, session)),
  ];
}
