import { CampaignJoined, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, type ImportableRecord, type Measure, type Qualifier } from '@kexie/kernel';
import { statedAmount } from '../domain.ts';
import { say } from '../messages.ts';

export type ParticipantKind =
  | 'TERRITORIAL_ASSOCIATION'
  | 'COMMUNITY_ASSOCIATION'
  | 'RURAL_TECH_ASSOCIATION'
  | 'SCIENCE_SCHOOL'
  | 'SCIENCE_EDUCATION_BASE'
  | 'E_STATION'
  | 'SOCIETY'
  | 'PARK_ASSOCIATION'
  | 'ENTERPRISE_ASSOCIATION';

/** Participation of one organization or facility, or a total of several participants without names. A total has neither of the two ids. */
export type Participation = ImportableRecord & {
  campaignId: string;
  kind: ParticipantKind;
  /** the id that is set, of `organizationId` and `facilityId`; a participant takes part in a campaign at most once */
  participantId: string | null;
  organizationId: string | null;
  facilityId: string | null;
  regionCode: string;
  count: Measure;
  joinedOn: string | null;
  role: string | null;
};

/** An organization or a facility that can take part. */
export type Participant = { type: 'organization' | 'facility'; id: string; kind: string; regionCode: string };

const kindOf: Record<Participant['type'], Partial<Record<string, ParticipantKind>>> = {
  organization: {
    TERRITORIAL_ASSOCIATION: 'TERRITORIAL_ASSOCIATION',
    TOWNSHIP_ASSOCIATION: 'TERRITORIAL_ASSOCIATION',
    COMMUNITY_ASSOCIATION: 'COMMUNITY_ASSOCIATION',
    RURAL_TECH_ASSOCIATION: 'RURAL_TECH_ASSOCIATION',
    SOCIETY: 'SOCIETY',
    PARK_ASSOCIATION: 'PARK_ASSOCIATION',
    ENTERPRISE_ASSOCIATION: 'ENTERPRISE_ASSOCIATION',
  },
  facility: {
    SCIENCE_SCHOOL: 'SCIENCE_SCHOOL',
    SCIENCE_EDUCATION_BASE: 'SCIENCE_EDUCATION_BASE',
    E_STATION: 'E_STATION',
  },
};

/** The participation of one participant. @throws VALIDATION_FAILED for a kind that does not take part in campaigns. */
export function participationOf(
  participant: Participant,
  facts: { campaignId: string; joinedOn: string | null; role?: string | null | undefined },
) {
  const kind = kindOf[participant.type][participant.kind];
  const path = participant.type === 'organization' ? 'organizationId' : 'facilityId';
  if (!kind)
    throw new DomainError('VALIDATION_FAILED', say`${participant.kind} does not take part in campaigns.`, [path]);
  return {
    campaignId: facts.campaignId,
    kind,
    participantId: participant.id,
    organizationId: participant.type === 'organization' ? participant.id : null,
    facilityId: participant.type === 'facility' ? participant.id : null,
    regionCode: participant.regionCode,
    count: statedAmount({ value: '1', qualifier: 'EXACT' }, 'COUNT'),
    joinedOn: facts.joinedOn,
    role: optionalText(facts.role, 'role', { max: 200 }),
  } satisfies Omit<Participation, keyof ImportableRecord>;
}

/** A total of participants that the source does not name (100多个社区科协). @throws VALIDATION_FAILED without kind or count. */
export function totalParticipation(
  facts: {
    kind?: ParticipantKind | null | undefined;
    count?: string | null | undefined;
    countQualifier?: Qualifier | null | undefined;
    joinedOn?: string | null | undefined;
    role?: string | null | undefined;
  },
  campaign: { _id: string; regionCode: string },
) {
  if (!facts.kind || !facts.count)
    throw new DomainError('VALIDATION_FAILED', say`A total without a participant needs its kind and count.`, ['kind']);
  return {
    campaignId: campaign._id,
    kind: facts.kind,
    participantId: null,
    organizationId: null,
    facilityId: null,
    regionCode: campaign.regionCode,
    count: statedAmount({ value: facts.count, qualifier: facts.countQualifier }, 'COUNT', 'count'),
    joinedOn: facts.joinedOn ?? null,
    role: optionalText(facts.role, 'role', { max: 200 }),
  } satisfies Omit<Participation, keyof ImportableRecord>;
}

/** @throws VALIDATION_FAILED unless exactly one of the two ids is given. */
export function requireOneParticipant({
  organizationId,
  facilityId,
}: {
  organizationId?: string | null | undefined;
  facilityId?: string | null | undefined;
}): void {
  if (Boolean(organizationId) === Boolean(facilityId))
    throw new DomainError('VALIDATION_FAILED', say`Give exactly one of organizationId and facilityId.`, [
      'organizationId',
    ]);
}

/** @throws VALIDATION_FAILED if an import turns a participation into that of another campaign or participant. */
export function requireSameParticipant(before: Participation | null, next: Participation): Participation {
  for (const field of ['campaignId', 'participantId'] as const)
    if (before && before[field] !== next[field])
      throw new DomainError(
        'VALIDATION_FAILED',
        say`The campaign and the participant of a participation never change.`,
        [
          field === 'campaignId'
            ? field
            : (next.organizationId ?? before.organizationId)
              ? 'organizationId'
              : 'facilityId',
        ],
      );
  return next;
}

/** The event of a new participant. A total names no participant and has no event. */
export function participationEvents(before: Participation | null, after: Participation): NewEvent[] {
  if (before || after.participantId === null) return [];
  return [
    CampaignJoined({
      participationId: after._id,
      campaignId: after.campaignId,
      participantKind: after.kind,
      organizationId: after.organizationId,
      facilityId: after.facilityId,
      joinedOn: after.joinedOn,
    }),
  ];
}
