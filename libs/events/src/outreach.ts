import { z } from 'zod';
import { defineEvent } from './define.ts';

const campaign = z.object({
  campaignId: z.string(),
  slug: z.string(),
  title: z.string(),
  theme: z.string(),
  regionCode: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
});

export const CampaignStarted = defineEvent('outreach.campaign.started.v1', campaign);

export const CampaignClosed = defineEvent('outreach.campaign.closed.v1', campaign);

const channel = z.object({
  channelId: z.string(),
  kind: z.string(),
  operatorId: z.string(),
  regionCode: z.string(),
  unitCount: z.int(),
});

export const ChannelRegistered = defineEvent('outreach.channel.registered.v1', channel);

export const ChannelRetired = defineEvent('outreach.channel.retired.v1', channel.extend({ reason: z.string() }));

/** The operator of a channel was merged into another organization, which operates it now. Outputs until then keep the earlier operator. */
export const ChannelTransferred = defineEvent(
  'outreach.channel.transferred.v1',
  channel.extend({ previousOperatorId: z.string(), transferredOn: z.iso.date() }),
);

const output = z.object({
  outputId: z.string(),
  channelId: z.string(),
  campaignId: z.string().nullable(),
  metric: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  qualifier: z.string(),
  periodFrom: z.iso.date(),
  periodTo: z.iso.date(),
  /** The organization that operates the channel; events of earlier versions do not have it. */
  operatorId: z.string().optional(),
});

export const OutputLogged = defineEvent('outreach.output.logged.v1', output);

export const OutputCorrected = defineEvent(
  'outreach.output.corrected.v1',
  output.extend({ correctionOf: z.string(), reason: z.string() }),
);

export const CampaignJoined = defineEvent(
  'outreach.participation.joined.v1',
  z.object({
    participationId: z.string(),
    campaignId: z.string(),
    participantKind: z.string(),
    organizationId: z.string().nullable(),
    facilityId: z.string().nullable(),
    /** Null when an import does not state it; events of earlier versions do not have it. */
    joinedOn: z.iso.date().nullable().optional(),
  }),
);

export const ActivityVerified = defineEvent(
  'outreach.activity.verified.v1',
  z.object({
    activityId: z.string(),
    kind: z.string(),
    organizerId: z.string(),
    regionCode: z.string(),
    attendance: z.int().nullable(),
    speakerIds: z.array(z.string()),
    /** The first and the last day of the activity, or of the period that a source states; events of earlier versions do not have them. */
    heldFrom: z.iso.date().nullable().optional(),
    heldTo: z.iso.date().nullable().optional(),
  }),
);

export const FacilityDesignated = defineEvent(
  'outreach.facility.designated.v1',
  z.object({
    facilityId: z.string(),
    kind: z.string(),
    level: z.string(),
    regionCode: z.string(),
    operatorId: z.string(),
  }),
);
