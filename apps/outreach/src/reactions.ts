import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { retireChannel } from './channel/domain.ts';
import type { Deps } from './store.ts';

/** The reactions of this service to events of other services. */
export function createReactions({ store }: Pick<Deps, 'store'>): Reaction[] {
  return [
    // retires the channels of the organization; the query skips retired channels, so a repeated event changes nothing
    on(OrganizationDissolved, 'outreach-dissolution', async ({ data: { organizationId, dissolvedOn } }, session) => {
      await store.channels.closeOperator(organizationId, dissolvedOn, session);
      for (;;) {
        const channels = await store.channels.inServiceOf(organizationId, session);
        if (channels.length === 0) return;
        for (const channel of channels)
          await store.channels.replace(
            channel,
            retireChannel(channel, 'its operator was dissolved', dissolvedOn),
            session,
          );
      }
    }),
  ];
}
