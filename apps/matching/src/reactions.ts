import mongoose, { type QueryFilter } from 'mongoose';
import { OrganizationActivated, OrganizationDissolved, OrganizationRegistered } from '@kexie/events';
import { react, when, type Reaction, type Session } from '@kexie/messaging';
import { refreshStanding } from './expert/commands.ts';
import type { Expert } from './expert/domain.ts';
import { openNeedsMax, openStatuses, withdraw, type Need } from './need/domain.ts';
import type { Deps } from './store.ts';

const associationDissolved = '企业科协已注销 (the enterprise association was dissolved)';
const enterpriseDissolved = '企业已注销 (the enterprise was dissolved)';

/**
 * `matching-dissolution` opens and closes the admission locks of enterprises in the order of their events. The
 * directory has a consumer of its own, and either of the two may be late: a closed lock admits no need in both cases.
 * `matching-persons` keeps the copies of persons up to date.
 */
export function createReactions(deps: Deps): Reaction[] {
  return [
    react(
      'matching-dissolution',
      when(OrganizationRegistered, async ({ data }, session) => {
        if (data.kind === 'ENTERPRISE') await deps.contacts.register(data.organizationId, session);
      }),
      when(OrganizationActivated, async ({ data, aggregateVersion }, session) => {
        if (data.kind !== 'ENTERPRISE_ASSOCIATION' || !data.hostId) return;
        await deps.contacts.record(
          data.hostId,
          { id: data.organizationId, version: aggregateVersion, open: true },
          session,
        );
      }),
      when(
        OrganizationDissolved,
        async ({ data: { organizationId, hostId }, aggregateVersion, occurredAt }, session) => {
          if (!hostId) {
            await deps.contacts.close(organizationId, session);
            await withdrawAll(deps, { enterpriseId: organizationId }, enterpriseDissolved, session);
            return;
          }
          const isNew = await deps.contacts.record(
            hostId,
            { id: organizationId, version: aggregateVersion, open: false },
            session,
          );
          if (!isNew) return;
          // the event may be late: needs that were entered through a later association, or on the enterprise's behalf
          // after the dissolution, stay open
          const itsNeeds = {
            $or: [
              { contactId: organizationId },
              { contactId: null, enteredAt: mongoose.trusted({ $lte: occurredAt }) },
            ],
          };
          await withdrawAll(deps, { enterpriseId: hostId, ...itsNeeds }, associationDissolved, session);
        },
      ),
    ),
    deps.persons.reaction(async (personId, session) => {
      const expert = await deps.experts.model
        .findOne({ personId }, { _id: 1 }, { session })
        .lean<Pick<Expert, '_id'>>();
      if (expert) await refreshStanding(deps, expert._id, session);
    }),
  ];
}

async function withdrawAll(deps: Deps, filter: QueryFilter<Need>, reason: string, session: Session): Promise<void> {
  const open = await deps.needs.model
    .find({ ...filter, status: mongoose.trusted({ $in: openStatuses }) }, null, { session })
    .limit(openNeedsMax)
    .lean<Need[]>();
  for (const need of open) await deps.needs.replace(need, withdraw(need, reason, deps.now()), session);
}
