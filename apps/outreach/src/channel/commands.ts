import { newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, statedBy, type ImportReport, type Viewer } from '@kexie/service';
import type {
  ChannelRow,
  ImportChannelsInput,
  RegisterChannelInput,
  RetireChannelInput,
} from '../generated/graphql.ts';
import { placeOfOperated, placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  blankChannel,
  channelEvents,
  channelFacts,
  completeChannel,
  registerChannel as register,
  retireChannel as retire,
  type Channel,
} from './domain.ts';

export async function registerChannel(deps: Deps, viewer: Viewer, input: RegisterChannelInput): Promise<Channel> {
  const permit = rights.registerChannel(viewer);
  const newChannelId = newId('chn');
  const today = toDay(deps.now());
  const id = await deps.requests.once({ viewerId: viewer.id, mutation: 'registerChannel', input }, async (session) => {
    const { operator, places } = await referencesOf(deps, input, session);
    permit(places);
    await deps.directory.activeOrganization(input.operatorId, 'operatorId', session);
    await deps.directory.knownRegion(input.regionCode, 'regionCode', session, {
      from: input.installedOn ?? today,
      to: today,
    });
    await deps.store.channels.admit(operator._id, session);
    return deps.store.channels.create(register(newChannelId, input, { operatorKind: operator.kind, today }), session);
  });
  return deps.store.channels.require(id);
}

export async function retireChannel(deps: Deps, viewer: Viewer, input: RetireChannelInput): Promise<Channel> {
  const permit = rights.retireChannel(viewer);
  const today = toDay(deps.now());
  return deps.store.channels.update(input, {
    authorize: (channel) => void permit({ id: placeOfOperated(channel) }),
    decide: (channel) => retire(channel, input.reason, today),
  });
}

export async function importChannels(deps: Deps, viewer: Viewer, input: ImportChannelsInput): Promise<ImportReport> {
  const permit = rights.importChannels(viewer);
  const today = toDay(deps.now());
  return importRows(deps.mongo, input, async (row: ChannelRow, session) => {
    const { operator, places } = await referencesOf(deps, row, session);
    permit(places);
    await deps.directory.knownRegion(row.regionCode, 'regionCode', session, {
      from: row.installedOn ?? null,
      to: today,
    });
    const facts = { ...channelFacts(row), status: row.status ?? 'ACTIVE', synthetic: row.synthetic ?? false } as const;
    return deps.store.channels.importRow(
      {
        importKey: importKeyOf(row.regionCode, row.key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(row, facts),
        create: () => ({ ...blankChannel(newId('chn'), operator.kind), ...facts }),
        complete: async (next, before) => {
          await deps.directory.activeOrganization(next.operatorId, 'operatorId', session);
          await deps.store.channels.admit(next.operatorId, session);
          return completeChannel(next, { before, today });
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
  const facility = await store.facilities.referredTo(facilityId, 'facilityId', session);
  const operator = await directory.knownOrganization(operatorId, 'operatorId', session);
  const places = {
    operatorId: placeOfOrganization(operator),
    regionCode: { regionCode },
    facilityId: facility && placeOfOperated(facility),
  };
  return { operator, places };
}
