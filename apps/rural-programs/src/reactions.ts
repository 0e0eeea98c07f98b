import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import type { Stores } from './deps.ts';

/** What this service does about events of others, beside keeping its copies of organizations and regions (the directory). */
export function createReactions({ funding, recipients }: Stores): Reaction[] {
  return [
    // an open application is rejected, an approved one is paid no further; what has ended stays, so a repetition finds nothing to do
    on(OrganizationDissolved, 'rural-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await recipients.shut(organizationId, dissolvedOn, session);
      await funding.endAllocationsOf(organizationId, dissolvedOn, session);
    }),
  ];
}
