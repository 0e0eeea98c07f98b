import { contains, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importAsStaff, requireRegion, requireRegionOfPresent, type Viewer } from '@kexie/service';
import { actsForOperator, requireOperatorOrStaff, requireOutreachRole } from '../authorization.ts';
import type {
  ChannelRow,
  ImportChannelsInput,
  RegisterChannelInput,
  RetireChannelInput,
} from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  channelEvents,
  importedChannel,
  registerChannel as register,
  retireChannel as retire,
  type Channel,
} from './domain.ts';

export async function registerChannel(deps: Deps, viewer: Viewer, input: RegisterChannelInput): Promise<Channel> {
  requireOutreachRole(viewer);
  const newChannelId = newId('chn');
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'registerChannel', input }, async (session) => {
    const operator = await referencesOf(deps, input, session);
    // outside the operator's own region, only staff of that region register a channel
    if (!actsForOperator(viewer, operator._id) || !contains(operator.regionCode, input.regionCode))
      requireRegion(viewer, input.regionCode, 'staff');
    await deps.store.channels.admit(operator._id, session);
    return deps.store.channels.create(register(newChannelId, input, operator.kind), session);
  });
  return deps.store.channels.require(id);
}

export async function retireChannel(deps: Deps, viewer: Viewer, input: RetireChannelInput): Promise<Channel> {
  requireOutreachRole(viewer);
  const today = toDay(deps.now());
  return deps.store.channels.update(input, {
    authorize: (channel) => requireOperatorOrStaff(viewer, channel.operatorId, channel.regionCode),
    decide: (channel) => retire(channel, input.reason, today),
  });
}

export function importChannels(deps: Deps, viewer: Viewer, input: ImportChannelsInput) {
  const today = toDay(deps.now());
  return importAsStaff(deps.mongo, viewer, input, async (row: ChannelRow, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const operator = await referencesOf(deps, row, session);
    await deps.store.channels.admit(operator._id, session);
    return deps.store.channels.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return importedChannel(present?._id ?? newId('chn'), row.key, row, {
            operatorKind: operator.kind,
            today,
            present,
          });
        },
        events: channelEvents,
      },
      session,
    );
  });
}

async function referencesOf(
  { directory, store }: Deps,
  { regionCode, operatorId, facilityId }: Pick<ChannelRow, 'regionCode' | 'operatorId' | 'facilityId'>,
  session: Session,
) {
  await directory.knownRegion(regionCode, 'regionCode', session);
  if (facilityId) await store.facilities.require(facilityId, { path: 'facilityId', session });
  return directory.activeOrganization(operatorId, 'operatorId', session);
}
