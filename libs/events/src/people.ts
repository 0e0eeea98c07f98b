import { z } from 'zod';
import { defineEvent } from './define.ts';

/** Public facts about a sci-tech worker. They never include a phone number, an e-mail address or an identity number. */
const worker = z.object({
  personId: z.string(),
  name: z.string(),
  regionCode: z.string(),
  titleLevel: z.string(),
  subjectCodes: z.array(z.string()),
  employerId: z.string().nullable(),
  homeStatus: z.string(),
  synthetic: z.boolean(),
});

/** A worker was added by registration on the online Home (入驻), by invitation or by import. */
export const WorkerRegistered = defineEvent('people.worker.registered.v1', worker);

/** The public facts of a worker changed. */
export const WorkerProfileChanged = defineEvent('people.worker.profile-changed.v1', worker);

/**
 * Two records were one person: from now on `survivorId` stands for `mergedId`, which is not used again. The aggregate is the merged
 * person. Consumers make their records name the survivor.
 */
export const PersonMerged = defineEvent(
  'people.person.merged.v1',
  z.object({ mergedId: z.string(), survivorId: z.string() }),
);

/** The state of a worker on the online Home changed: by a verification, an own act, a year without one, a correction, a closing or an import. */
export const HomeStatusChanged = defineEvent(
  'people.home.status-changed.v1',
  z.object({
    personId: z.string(),
    regionCode: z.string(),
    from: z.string(),
    to: z.string(),
    /** the day in China */
    on: z.iso.date(),
  }),
);

const membership = z.object({
  membershipId: z.string(),
  personId: z.string(),
  organizationId: z.string(),
  role: z.string(),
});

export const MembershipStarted = defineEvent(
  'people.membership.started.v1',
  membership.extend({ joinedOn: z.iso.date() }),
);

/** An ACTIVE member has another role in the association since this day. */
export const MembershipRoleChanged = defineEvent(
  'people.membership.role-changed.v1',
  membership.extend({ since: z.iso.date() }),
);

export const MembershipEnded = defineEvent(
  'people.membership.ended.v1',
  membership.extend({
    endedOn: z.iso.date(),
    reason: z.string(),
    /** the association into which a merged association moved the member; absent for other ends */
    successorId: z.string().optional(),
  }),
);

const application = z.object({
  applicationId: z.string(),
  organizationId: z.string(),
  applicantId: z.string(),
  status: z.string(),
});

export const MembershipApplicationSubmitted = defineEvent('people.membership-application.submitted.v1', application);

/** `decidedOn` is the day of the decision; events of earlier versions do not have it. */
export const MembershipApplicationDecided = defineEvent(
  'people.membership-application.decided.v1',
  application.extend({ decidedOn: z.iso.date().nullable().optional() }),
);

/** An award accepts nominations. The days are null when they are not stated. */
export const AwardCampaignOpened = defineEvent(
  'people.award-campaign.opened.v1',
  z.object({
    campaignId: z.string(),
    title: z.string(),
    year: z.int(),
    edition: z.int(),
    regionCode: z.string(),
    opensOn: z.iso.date().nullable(),
    closesOn: z.iso.date().nullable(),
  }),
);

/** The awardees of a campaign were announced (公布). */
export const AwardDecided = defineEvent(
  'people.award.decided.v1',
  z.object({
    campaignId: z.string(),
    title: z.string(),
    year: z.int(),
    regionCode: z.string(),
    awardeeIds: z.array(z.string()).max(1000),
    documentNo: z.string().nullable(),
  }),
);

/** An honour was granted by an award, or recorded by staff from a document. `campaignId` is null for the latter. */
export const HonourGranted = defineEvent(
  'people.honour.granted.v1',
  z.object({
    honourId: z.string(),
    personId: z.string(),
    regionCode: z.string(),
    title: z.string(),
    level: z.string(),
    year: z.int(),
    conferredBy: z.string(),
    documentNo: z.string().nullable(),
    campaignId: z.string().nullable(),
  }),
);

/** An honour is no longer in force. */
export const HonourRevoked = defineEvent(
  'people.honour.revoked.v1',
  z.object({
    honourId: z.string(),
    personId: z.string(),
    regionCode: z.string(),
    title: z.string(),
    year: z.int(),
    campaignId: z.string().nullable(),
  }),
);

export const CareVisitRecorded = defineEvent(
  'people.care-visit.recorded.v1',
  z.object({
    visitId: z.string(),
    regionCode: z.string(),
    visitedOn: z.iso.date().nullable(),
  }),
);

/** A celebration was recorded. `organizerId` is null when the source does not state it, and missing in events of earlier versions. */
export const CelebrationHeld = defineEvent(
  'people.celebration.held.v1',
  z.object({
    celebrationId: z.string(),
    regionCode: z.string(),
    heldOn: z.iso.date().nullable(),
    organizerId: z.string().nullable().optional(),
  }),
);
