import { OrganizationDissolved, PersonMerged } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { retireChannel } from './channel/domain.ts';
import { mergeReferences } from './merge-references.ts';
import type { Deps } from './store.ts';

/** The reactions to events of other services. The inbox ensures that each event takes effect once. */
export function createReactions({ mongo, store: { channels } }: Deps): Reaction[] {
  return [
    on(OrganizationDissolved, 'outreach-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await channels.closeOperator(organizationId, dissolvedOn, session);
      for (;;) {
        // each query returns at most 500 channels and skips retired ones
        const inService = await channels.inServiceOf(organizationId, session);
        if (inService.length === 0) return;
        for (const channel of inService)
          await channels.replace(channel, retireChannel(channel, 'its operator was dissolved', dissolvedOn), session);
      }
    }),
    on(PersonMerged, 'outreach-persons', async ({ data }, session) => {
      await repointPersons(mongo, mergeReferences, data, session);
    }),
  ];
}
