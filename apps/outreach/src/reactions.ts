import { OrganizationDissolved } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { retireChannel } from './channel/domain.ts';
import type { Deps } from './store.ts';

/** What this service does about events of others. */
export function createReactions({ store }: Pick<Deps, 'store'>): Reaction[] {
  return [
    // the channels lose their operator; retired ones are not found again, so that a repetition does nothing
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
