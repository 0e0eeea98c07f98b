import { OrganizationDissolved, PersonMerged } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { retireChannel, transferChannel } from './channel/domain.ts';
import { mergeReferences } from './merge-references.ts';
import type { Deps } from './store.ts';

/** The reactions to events of other services. The inbox ensures that each event takes effect once. */
export function createReactions({ mongo, store: { channels } }: Deps): Reaction[] {
  return [
    on(
      OrganizationDissolved,
      'outreach-dissolution',
      async ({ data: { organizationId, dissolvedOn, successorId } }, session) => {
        await channels.closeOperator(organizationId, { dissolvedOn, successorId }, session);
        const successor = successorId && (await channels.presentSuccessor(successorId, session));
        for (;;) {
          // each query returns at most 500 channels, and skips retired ones and those of the successor
          const inService = await channels.inServiceOf(organizationId, session);
          if (inService.length === 0) return;
          for (const channel of inService) {
            const decision = successor
              ? transferChannel(channel, successor, dissolvedOn)
              : retireChannel(channel, 'its operator was dissolved', dissolvedOn);
            await channels.replace(channel, decision, session);
          }
        }
      },
    ),
    on(PersonMerged, 'outreach-persons', async ({ data }, session) => {
      await repointPersons(mongo, mergeReferences, data, session);
    }),
  ];
}
