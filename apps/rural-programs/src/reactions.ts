import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import type { Store } from './store.ts';

/** What this service does about events of others, beside keeping its copies of organizations and regions (the directory). */
export function createReactions({ funding, recipients }: Store): Reaction[] {
  return [
    // an open application is rejected, an approved one is paid no further; what has ended stays, so a repetition finds nothing to do
    on(OrganizationDissolved, 'rural-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await recipients.close(organizationId, dissolvedOn, session);
      await funding.endAllocationsOf(organizationId, dissolvedOn, session);
    }),
  ];
}
