import { z } from 'zod';
import { defineEvent } from './define.ts';

const need = z.object({
  needId: z.string(),
  enterpriseId: z.string(),
  regionCode: z.string(),
  subjectCodes: z.array(z.string()),
  industryCode: z.string().nullable(),
  serviceModes: z.array(z.string()),
  deadline: z.iso.date().nullable(),
});

/** `publishedOn` is null when an import states no day; events of earlier versions do not have it. */
export const NeedPublished = defineEvent(
  'matching.need.published.v1',
  need.extend({ publishedOn: z.iso.date().nullable().optional() }),
);

/** The enterprise of a need was merged into another one, which has the need from then on. */
export const NeedTransferred = defineEvent(
  'matching.need.transferred.v1',
  z.object({ needId: z.string(), enterpriseId: z.string(), previousEnterpriseId: z.string() }),
);

export const NeedWithdrawn = defineEvent(
  'matching.need.withdrawn.v1',
  z.object({
    needId: z.string(),
    enterpriseId: z.string(),
    reason: z.string(),
  }),
);

/** All engagements of a need have ended; `resolved` states whether one of them solved the problem. */
export const NeedResolved = defineEvent(
  'matching.need.resolved.v1',
  z.object({
    needId: z.string(),
    enterpriseId: z.string(),
    resolved: z.boolean(),
  }),
);

export const ExpertActivated = defineEvent(
  'matching.expert.activated.v1',
  z.object({
    expertId: z.string(),
    personId: z.string(),
    subjectCodes: z.array(z.string()),
    freeCapacity: z.int(),
  }),
);

/** The number of engagements that an expert accepts at once was changed; 0 means a pause. */
export const ExpertCapacityChanged = defineEvent(
  'matching.expert.capacity-changed.v1',
  z.object({
    expertId: z.string(),
    personId: z.string(),
    capacity: z.int(),
    freeCapacity: z.int(),
  }),
);

export const ExpertSuspended = defineEvent(
  'matching.expert.suspended.v1',
  z.object({
    expertId: z.string(),
    personId: z.string(),
  }),
);

/** An expert takes no new engagements until the day `until`; null when the expert did not name a day. */
export const ExpertPaused = defineEvent(
  'matching.expert.paused.v1',
  z.object({
    expertId: z.string(),
    personId: z.string(),
    until: z.iso.date().nullable(),
  }),
);

/** A person withdrew the consent to be recommended to enterprises. The expert leaves the pool and all service teams. */
export const ExpertWithdrawn = defineEvent(
  'matching.expert.withdrawn.v1',
  z.object({
    expertId: z.string(),
    personId: z.string(),
  }),
);

const serviceTeam = z.object({
  teamId: z.string(),
  organizationId: z.string(),
  title: z.string(),
  regionCodes: z.array(z.string()).max(20),
});

/** A society formed a service team of experts (专家服务团). */
export const ServiceTeamCreated = defineEvent('matching.service-team.created.v1', serviceTeam);

/** The title, the purpose or the regions of a service team changed. Its experts have no events. */
export const ServiceTeamChanged = defineEvent('matching.service-team.changed.v1', serviceTeam);

/** A service team ended, or its society was dissolved. */
export const ServiceTeamDissolved = defineEvent(
  'matching.service-team.dissolved.v1',
  z.object({
    teamId: z.string(),
    organizationId: z.string(),
    reason: z.string(),
  }),
);

const engagement = z.object({
  engagementId: z.string(),
  needId: z.string().nullable(),
  expertId: z.string(),
  enterpriseId: z.string().nullable(),
  mode: z.string(),
  status: z.string(),
});

export const EngagementStarted = defineEvent('matching.engagement.started.v1', engagement);

export const EngagementStatusChanged = defineEvent('matching.engagement.status-changed.v1', engagement);

/** PUBLISHED or MATCHING until its deadline passed. */
export const NeedExpired = defineEvent(
  'matching.need.expired.v1',
  z.object({ needId: z.string(), enterpriseId: z.string() }),
);

const proposal = z.object({ proposalId: z.string(), needId: z.string(), expertId: z.string() });

/** An expert was proposed for a need. With the origin ENTERPRISE or EXPERT, `status` states that this side has accepted. */
export const ProposalMade = defineEvent(
  'matching.proposal.made.v1',
  proposal.extend({
    enterpriseId: z.string(),
    origin: z.string(),
    roundId: z.string().nullable(),
    status: z.string(),
    expiresAt: z.iso.datetime(),
  }),
);

/**
 * A side (ENTERPRISE or EXPERT) answered; `status` is that of the proposal after the answer, and `reason` that of a decline. `personId` is the expert who answered
 * by their own account; it is missing for an answer of the enterprise, and for one that a broker records.
 */
export const ProposalResponded = defineEvent(
  'matching.proposal.responded.v1',
  proposal.extend({
    side: z.string(),
    accepted: z.boolean(),
    status: z.string(),
    reason: z.string().nullable(),
    personId: z.string().optional(),
  }),
);

export const ProposalExpired = defineEvent('matching.proposal.expired.v1', proposal);

/** NEED_FILLED, NEED_CLOSED, EXPERT_FULL or EXPERT_UNAVAILABLE: the proposal can no longer be accepted. */
export const ProposalSuperseded = defineEvent(
  'matching.proposal.superseded.v1',
  proposal.extend({ because: z.string() }),
);

export const ProposalWithdrawn = defineEvent('matching.proposal.withdrawn.v1', proposal.extend({ reason: z.string() }));

/** Both sides accepted, and their engagement begins with a negotiation. */
export const MatchConfirmed = defineEvent(
  'matching.match.confirmed.v1',
  proposal.extend({ enterpriseId: z.string(), engagementId: z.string() }),
);

/**
 * A matching round (对接会) was published. `pairs` counts its result, and `proposals` all proposals that it has made so far,
 * with those of earlier publications.
 */
export const RoundPublished = defineEvent(
  'matching.round.published.v1',
  z.object({
    roundId: z.string(),
    regionCode: z.string(),
    pairs: z.int(),
    proposals: z.int(),
    needs: z.int(),
    experts: z.int(),
  }),
);
