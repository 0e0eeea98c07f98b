import { OrganizationDissolved, PersonMerged } from '@kexie/events';
import { on, type Reaction } from '@kexie/messaging';
import { repointPersons } from '@kexie/service';
import { mergeReferences } from './merge-references.ts';
import type { Deps } from './store.ts';

/**
 * The reactions to events of other services. The inbox ensures that each event takes effect once. The consumer `rural-dissolution` keeps its name, because
 * another name would begin with the oldest event.
 */
export function createReactions({ mongo, store: { funding, recipients } }: Deps): Reaction[] {
  return [
    // gives unfinished allocations to the successor; without one, rejects open applications and stops the payments of approved
    // ones. Neither leaves anything to change, so a repeated event changes nothing
    on(
      OrganizationDissolved,
      'rural-dissolution',
      async ({ data: { organizationId, dissolvedOn, successorId: named } }, session) => {
        await recipients.close(organizationId, { dissolvedOn, successorId: named }, session);
        const successorId = named && (await recipients.presentSuccessor(named, session));
        if (successorId) await funding.transferAllocationsOf(organizationId, { successorId, dissolvedOn }, session);
        else await funding.endAllocationsOf(organizationId, dissolvedOn, session);
      },
    ),
    on(PersonMerged, 'rural-persons', async ({ data }, session) => {
      await repointPersons(mongo, mergeReferences, data, session);
    }),
  ];
}
