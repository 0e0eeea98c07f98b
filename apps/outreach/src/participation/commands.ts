import { contains, DomainError, firstVersion, newId, toDay } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import { importAsStaff, requireRegion, type Viewer } from '@kexie/service';
import { actsForOperator, requireOutreachRole } from '../authorization.ts';
import { requireOpenForParticipants, type Campaign } from '../campaign/domain.ts';
import { requireActiveFacility } from '../facility/domain.ts';
import type { ImportParticipationsInput, JoinCampaignInput, ParticipationRow } from '../generated/graphql.ts';
import type { Deps } from '../store.ts';
import {
  participationEvents,
  participationOf,
  requireOneParticipant,
  totalParticipation,
  type Participant,
  type Participation,
} from './domain.ts';

export async function joinCampaign(deps: Deps, viewer: Viewer, input: JoinCampaignInput): Promise<Participation> {
  requireOutreachRole(viewer);
  requireOneParticipant(input);
  const _id = newId('par');
  const joinedOn = toDay(deps.now());
  const id = await deps.store.participations.refusingDuplicates(() =>
    deps.requests.once({ viewerId: viewer.id, mutation: 'joinCampaign', input }, async (session) => {
      const campaign = await deps.store.campaigns.require(input.campaignId, { path: 'campaignId', session });
      const { participant, representative } = await participantOf(deps, input, session);
      if (!actsForOperator(viewer, representative)) requireStaffOfEither(viewer, campaign, participant);
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

export function importParticipations(deps: Deps, viewer: Viewer, input: ImportParticipationsInput) {
  return importAsStaff(deps.mongo, viewer, input, async (row: ParticipationRow, session) => {
    const campaign = await deps.store.campaigns.require(row.campaignId, { path: 'campaignId', session });
    requireRegion(viewer, campaign.regionCode, 'staff');
    const facts = await factsOf(deps, row, campaign, session);
    return deps.store.participations.import(
      row.key,
      {
        next: (present) => {
          // a row with the key of another campaign's participation must not change that campaign
          if (present && present.campaignId !== campaign._id)
            throw new DomainError('DUPLICATE', 'This key belongs to a participation in another campaign.', ['key']);
          return {
            _id: present?._id ?? newId('par'),
            version: present?.version ?? 1,
            importKey: row.key,
            synthetic: row.synthetic ?? false,
            ...facts,
          };
        },
        events: participationEvents,
      },
      session,
    );
  });
}

async function factsOf(deps: Deps, row: ParticipationRow, campaign: Campaign, session: Session) {
  if (!row.organizationId && !row.facilityId) return totalParticipation(row, campaign);
  requireOneParticipant(row);
  const { participant } = await participantOf(deps, row, session);
  await deps.store.participations.requireNotYetIn(campaign._id, participant.id, session, row.key);
  return participationOf(participant, { campaignId: campaign._id, joinedOn: row.joinedOn ?? null, role: row.role });
}

/** The participant, and the organization that acts for it. */
async function participantOf(
  { directory, store }: Deps,
  { organizationId, facilityId }: Pick<JoinCampaignInput, 'organizationId' | 'facilityId'>,
  session: Session,
): Promise<{ participant: Participant; representative: string }> {
  if (organizationId) {
    const { _id, kind, regionCode } = await directory.activeOrganization(organizationId, 'organizationId', session);
    return { participant: { type: 'organization', id: _id, kind, regionCode }, representative: _id };
  }
  const facility = await store.facilities.require(facilityId ?? '', { path: 'facilityId', session });
  requireActiveFacility(facility);
  return {
    participant: { type: 'facility', id: facility._id, kind: facility.kind, regionCode: facility.regionCode },
    representative: facility.operatorId,
  };
}

function requireStaffOfEither(viewer: Viewer, campaign: Campaign, participant: Participant): void {
  const coversParticipant = viewer.regions.some((region) => contains(region, participant.regionCode));
  requireRegion(viewer, coversParticipant ? participant.regionCode : campaign.regionCode, 'staff');
}
