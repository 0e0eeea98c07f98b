import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { retireChannel } from './channel/domain.ts';
import type { Deps } from './store.ts';
import { replace } from './stored.ts';

/** What this service does about events of others. */
export function createReactions({ store, outbox }: Pick<Deps, 'store' | 'outbox'>): Reaction[] {
  return [
    // nobody is left to operate its channels; those that are retired are not found again, so that a repetition does nothing
    on(OrganizationDissolved, 'outreach-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await store.channels.shut(organizationId, dissolvedOn, session);
      for (;;) {
        const channels = await store.channels.inServiceOf(organizationId, session);
        if (channels.length === 0) return;
        for (const channel of channels)
          await replace(
            { outbox },
            store.channels.model,
            channel,
            retireChannel(channel, 'its operator was dissolved', dissolvedOn),
            session,
          );
      }
    }),
  ];
}
