import { z } from 'zod';
import { defineEvent } from './define.ts';

const training = z.object({
  trainingId: z.string(),
  regionCode: z.string(),
  organizerId: z.string(),
  industryCode: z.string().nullable(),
  year: z.int(),
  trainerIds: z.array(z.string()),
});

export const TrainingScheduled = defineEvent('rural-programs.training.scheduled.v1', training);

export const TrainingReported = defineEvent('rural-programs.training.reported.v1', training.extend({
  trained: z.int().nullable(),
  qualifier: z.string(),
}));

export const TrainingTargetSet = defineEvent('rural-programs.training-target.set.v1', z.object({
  targetId: z.string(),
  regionCode: z.string(),
  year: z.int(),
  persons: z.int(),
}));

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

export const FundsDisbursed = defineEvent('rural-programs.allocation.disbursed.v1', allocation.extend({ paidFen: z.string(), paidOn: z.iso.date() }));

export const RuralFacilityRegistered = defineEvent('rural-programs.facility.registered.v1', z.object({
  facilityId: z.string(),
  kind: z.string(),
  operatorId: z.string().nullable(),
  regionCode: z.string(),
  industryCode: z.string().nullable(),
}));

export const IndustryObserved = defineEvent('rural-programs.industry.observed.v1', z.object({
  observationId: z.string(),
  industryCode: z.string(),
  regionCode: z.string(),
  year: z.int().nullable(),
  metric: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  qualifier: z.string(),
}));

export const HonourReceived = defineEvent('rural-programs.honour.received.v1', z.object({
  honourId: z.string(),
  organizationId: z.string(),
  title: z.string(),
  year: z.int(),
}));
