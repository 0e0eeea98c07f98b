import { firstVersion, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importKeyOf, importRows, statedBy, type ImportReport, type Place, type Viewer } from '@kexie/service';
import { requireOpenForParticipants, type Campaign } from '../campaign/domain.ts';
import { requirePast } from '../domain.ts';
import { requireActiveFacility, type Facility } from '../facility/domain.ts';
import type { ImportParticipationsInput, JoinCampaignInput, ParticipationRow } from '../generated/graphql.ts';
import { placeOfOperated, placeOfOrganization, rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  participationEvents,
  participationOf,
  requireOneParticipant,
  requireSameParticipant,
  totalParticipation,
  type Participant,
  type Participation,
} from './domain.ts';

export async function joinCampaign(deps: Deps, viewer: Viewer, input: JoinCampaignInput): Promise<Participation> {
  const permit = rights.joinCampaign(viewer);
  requireOneParticipant(input);
  const _id = newId('par');
  const joinedOn = toDay(deps.now());
  const id = await deps.store.participations.refusingDuplicates(() =>
    deps.requests.once({ viewerId: viewer.id, mutation: 'joinCampaign', input }, async (session) => {
      const campaign = await deps.store.campaigns.require(input.campaignId, { path: 'campaignId', session });
      const { participant, facility, places } = await participantOf(deps, input, session);
      permit({ ...places, campaignId: campaign });
      if (input.organizationId)
        await deps.directory.activeOrganization(input.organizationId, 'organizationId', session);
      if (facility) requireActiveFacility(facility);
      requireOpenForParticipants(campaign);
      await deps.store.participations.requireNotYetIn(campaign._id, participant.id, session);
      const next: Participation = {
        _id,
        ...firstVersion,
        ...participationOf(participant, { campaignId: campaign._id, joinedOn, role: input.role }),
      };
      return deps.store.participations.create({ next, events: participationEvents(null, next) }, session);
    }),
  );
  return deps.store.participations.require(id);
}

export async function importParticipations(
  deps: Deps,
  viewer: Viewer,
  input: ImportParticipationsInput,
): Promise<ImportReport> {
  const permit = rights.importParticipations(viewer);
  return importRows(deps.mongo, input, async (row: ParticipationRow, session) => {
    const campaign = await deps.store.campaigns.require(row.campaignId, { path: 'campaignId', session });
    const { facts, places } = await factsOf(deps, row, campaign, session);
    permit({ ...places, campaignId: campaign });
    requirePast(row.joinedOn, toDay(deps.now()), 'joinedOn');
    const stated = { ...facts, synthetic: row.synthetic ?? false };
    const { joinedOn, role, synthetic, count, ...always } = stated;
    const importKey = importKeyOf(facts.regionCode, row.key);
    return deps.store.participations.importRow(
      {
        importKey,
        authorize: (present) =>
          void permit({
            ...places,
            campaignId: campaign,
            organizationId: [places.organizationId ?? [], present].flat(),
          }),
        stated: {
          ...always,
          ...statedBy(row, { joinedOn, role, synthetic }),
          'count.value': count.value,
          'count.qualifier': row.countQualifier === undefined ? undefined : count.qualifier,
        },
        create: () => ({ _id: newId('par'), version: 1, importKey: null, ...stated }),
        complete: async (next, before) => {
          if (next.organizationId)
            await deps.directory.activeOrganization(next.organizationId, 'organizationId', session);
          if (next.participantId)
            await deps.store.participations.requireNotYetIn(campaign._id, next.participantId, session, next._id);
          return requireSameParticipant(before, next);
        },
        events: participationEvents,
      },
      session,
    );
  });
}

async function factsOf(deps: Deps, row: ParticipationRow, campaign: Campaign, session: Session) {
  if (!row.organizationId && !row.facilityId)
    return { facts: totalParticipation(row, campaign), places: { organizationId: campaign, facilityId: null } };
  requireOneParticipant(row);
  const { participant, places } = await participantOf(deps, row, session);
  const facts = participationOf(participant, {
    campaignId: campaign._id,
    joinedOn: row.joinedOn ?? null,
    role: row.role,
  });
  return { facts, places };
}

type Places = { organizationId: Place | null; facilityId: Place | null };

/** The participant and its place. */
async function participantOf(
  { directory, store }: Deps,
  { organizationId, facilityId }: Pick<JoinCampaignInput, 'organizationId' | 'facilityId'>,
  session: Session,
): Promise<{ participant: Participant; facility?: Facility; places: Places }> {
  if (organizationId) {
    const organization = await directory.knownOrganization(organizationId, 'organizationId', session);
    const { _id, kind, regionCode } = organization;
    return {
      participant: { type: 'organization', id: _id, kind, regionCode },
      places: { organizationId: placeOfOrganization(organization), facilityId: null },
    };
  }
  const facility = await store.facilities.require(facilityId ?? '', { path: 'facilityId', session });
  return {
    participant: { type: 'facility', id: facility._id, kind: facility.kind, regionCode: facility.regionCode },
    facility,
    places: { organizationId: null, facilityId: placeOfOperated(facility) },
  };
}
