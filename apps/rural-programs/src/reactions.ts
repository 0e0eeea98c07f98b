import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import type { Store } from './store.ts';

/** The reactions of this service to events of other services, except those of the directory. */
export function createReactions({ funding, recipients }: Store): Reaction[] {
  return [
    // rejects open applications and stops the payments of approved ones; both are then final, so a repeated event changes nothing
    on(OrganizationDissolved, 'rural-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await recipients.close(organizationId, dissolvedOn, session);
      await funding.endAllocationsOf(organizationId, dissolvedOn, session);
    }),
  ];
}
