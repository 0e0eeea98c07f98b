import { z } from 'zod';
import { defineEvent } from './define.ts';

const training = z.object({
  trainingId: z.string(),
  regionCode: z.string(),
  organizerId: z.string(),
  industryCode: z.string().nullable(),
  year: z.int(),
  trainerIds: z.array(z.string()),
  /** Null when no day is stated; events of earlier versions do not have it. */
  heldOn: z.iso.date().nullable().optional(),
});

export const TrainingScheduled = defineEvent('rural-programs.training.scheduled.v1', training);

export const TrainingReported = defineEvent(
  'rural-programs.training.reported.v1',
  training.extend({
    trained: z.int().nullable(),
    qualifier: z.string(),
  }),
);

/** A viewer other than the author confirmed the report. */
export const TrainingVerified = defineEvent(
  'rural-programs.training.verified.v1',
  training.extend({
    trained: z.int().nullable(),
    qualifier: z.string(),
  }),
);

export const TrainingTargetSet = defineEvent(
  'rural-programs.training-target.set.v1',
  z.object({
    targetId: z.string(),
    regionCode: z.string(),
    year: z.int(),
    persons: z.int(),
    industryCode: z.string().nullable().optional(),
  }),
);

const allocation = z.object({
  allocationId: z.string(),
  programId: z.string(),
  recipientId: z.string(),
  facilityId: z.string().nullable(),
  purpose: z.string(),
  /** Integer fen as a decimal string. */
  amountFen: z.string().nullable(),
});

export const AllocationApproved = defineEvent('rural-programs.allocation.approved.v1', allocation);

export const FundsDisbursed = defineEvent(
  'rural-programs.allocation.disbursed.v1',
  allocation.extend({ paidFen: z.string(), paidOn: z.iso.date() }),
);

/** The application was rejected, or ended because its recipient was dissolved. */
export const AllocationRejected = defineEvent(
  'rural-programs.allocation.rejected.v1',
  allocation.extend({ reason: z.string() }),
);

/** The recipient was dissolved after the approval, so no further amount is paid. `amountFen` stays approved. */
export const AllocationStopped = defineEvent(
  'rural-programs.allocation.stopped.v1',
  allocation.extend({ stoppedOn: z.iso.date() }),
);

/** The recipient was merged into another organization, which is the recipient from then on. */
export const AllocationTransferred = defineEvent(
  'rural-programs.allocation.transferred.v1',
  allocation.extend({ previousRecipientId: z.string(), transferredOn: z.iso.date() }),
);

/** The funded project passed its acceptance (验收). */
export const FundedProjectAccepted = defineEvent(
  'rural-programs.allocation.accepted.v1',
  allocation.extend({ acceptedOn: z.iso.date() }),
);

/** The funded project failed and its money was recovered (收回). */
export const FundsRecovered = defineEvent(
  'rural-programs.allocation.recovered.v1',
  allocation.extend({ recoveredOn: z.iso.date() }),
);

export const RuralFacilityRegistered = defineEvent(
  'rural-programs.facility.registered.v1',
  z.object({
    facilityId: z.string(),
    kind: z.string(),
    operatorId: z.string().nullable(),
    regionCode: z.string(),
    industryCode: z.string().nullable(),
  }),
);

/** A funded project built or upgraded the facility. */
export const RuralFacilityUpgraded = defineEvent(
  'rural-programs.facility.upgraded.v1',
  z.object({
    facilityId: z.string(),
    kind: z.string(),
    operatorId: z.string().nullable(),
    regionCode: z.string(),
    industryCode: z.string().nullable(),
    change: z.string(),
    changedOn: z.iso.date(),
  }),
);

export const IndustryObserved = defineEvent(
  'rural-programs.industry.observed.v1',
  z.object({
    observationId: z.string(),
    industryCode: z.string(),
    regionCode: z.string(),
    year: z.int().nullable(),
    metric: z.string(),
    value: z.string().nullable(),
    unit: z.string(),
    qualifier: z.string(),
  }),
);

export const HonourReceived = defineEvent(
  'rural-programs.honour.received.v1',
  z.object({
    honourId: z.string(),
    organizationId: z.string(),
    title: z.string(),
    year: z.int(),
  }),
);
