import { z } from 'zod';
import { defineEvent } from './define.ts';

const region = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  kind: z.string(),
  parentCode: z.string().nullable(),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  /** The codes that have taken its place; events of earlier versions do not have it. */
  successors: z.array(z.string()).optional(),
});

/** A batch of the region reference data was loaded or changed. The aggregate is the batch's common parent code. */
export const RegionsImported = defineEvent(
  'organizations.region.imported.v1',
  z.object({
    edition: z.string(),
    regions: z.array(region).max(500),
  }),
);

const organization = z.object({
  organizationId: z.string(),
  name: z.string(),
  kind: z.string(),
  level: z.string(),
  regionCode: z.string(),
  parentId: z.string().nullable(),
  hostId: z.string().nullable(),
  creditCode: z.string().nullable(),
  subjectCodes: z.array(z.string()),
  industryCodes: z.array(z.string()),
  synthetic: z.boolean(),
});

/** A partner (enterprise, university, government body, …) was registered; it is ACTIVE at once. */
export const OrganizationRegistered = defineEvent('organizations.organization.registered.v1', organization);

/**
 * The facts of an organization changed: it was renamed (更名) or moved (迁移), or an import corrected it. Its status and its
 * members did not change. `before` has the earlier name and place; events of earlier versions do not have it.
 */
export const OrganizationChanged = defineEvent(
  'organizations.organization.changed.v1',
  organization.extend({
    before: z
      .object({
        name: z.string(),
        regionCode: z.string(),
        parentId: z.string().nullable(),
        hostId: z.string().nullable(),
      })
      .optional(),
  }),
);

/**
 * An association is being founded: its application (申请) was submitted. Events of earlier versions do not have the roster.
 */
export const OrganizationApplied = defineEvent(
  'organizations.organization.applied.v1',
  organization.extend({ rosterPersonIds: z.array(z.string()).max(1000).optional() }),
);

/** An association was filed (备案) and is now ACTIVE. The persons on its roster become its first members. */
export const OrganizationActivated = defineEvent(
  'organizations.organization.activated.v1',
  organization.extend({
    rosterPersonIds: z.array(z.string()).max(1000),
    chairPersonId: z.string().nullable(),
    secretaryPersonId: z.string().nullable(),
    foundedOn: z.iso.date().nullable(),
  }),
);

/** The committee's term ended without an election (换届逾期). */
export const OrganizationTermOverdue = defineEvent(
  'organizations.organization.term-overdue.v1',
  z.object({
    organizationId: z.string(),
    endsOn: z.iso.date(),
  }),
);

/** A new committee was elected (换届). `chairPersonId` is null, or absent in events of earlier versions, when the election names no chair. */
export const OrganizationTermRenewed = defineEvent(
  'organizations.organization.term-renewed.v1',
  z.object({
    organizationId: z.string(),
    number: z.int(),
    startedOn: z.iso.date(),
    endsOn: z.iso.date(),
    chairPersonId: z.string().nullable().optional(),
  }),
);

/** An organization was suspended (暂停) by its superior association: it may not act until it is resumed. Reading it stays possible. */
export const OrganizationSuspended = defineEvent(
  'organizations.organization.suspended.v1',
  z.object({
    organizationId: z.string(),
    suspendedOn: z.iso.date(),
    reason: z.string(),
    documentNo: z.string(),
  }),
);

/** A suspension ended. The organization is ACTIVE again, or TERM_OVERDUE when its term has ended in the meantime. */
export const OrganizationResumed = defineEvent(
  'organizations.organization.resumed.v1',
  z.object({
    organizationId: z.string(),
    status: z.enum(['ACTIVE', 'TERM_OVERDUE']),
    resumedOn: z.iso.date(),
    reason: z.string(),
    documentNo: z.string(),
  }),
);

/** An organization was dissolved. Services end its memberships and other relations. */
export const OrganizationDissolved = defineEvent(
  'organizations.organization.dissolved.v1',
  z.object({
    organizationId: z.string(),
    hostId: z.string().nullable(),
    successorId: z.string().nullable(),
    dissolvedOn: z.iso.date(),
    reason: z.string(),
  }),
);

/** The authorized posts (编制) and the staff of an organization were recorded or corrected. */
export const OrganizationStaffingChanged = defineEvent(
  'organizations.organization.staffing-changed.v1',
  z.object({
    organizationId: z.string(),
    authorizedPosts: z.int().nullable(),
    fullTimeStaff: z.int(),
    partTimeStaff: z.int(),
    asOf: z.iso.date(),
  }),
);

/**
 * A Party organization was established in an organization. A joint branch (联合党支部) has one event at the organization that
 * keeps its record, with its partners, and one at each partner, with the `leadId` of that organization.
 */
export const OrganizationPartyEstablished = defineEvent(
  'organizations.organization.party-established.v1',
  z.object({
    organizationId: z.string(),
    kind: z.string(),
    name: z.string(),
    establishedOn: z.iso.date().nullable(),
    partnerIds: z.array(z.string()).max(20),
    leadId: z.string().nullable(),
  }),
);

/** A Party organization ended. Those of an organization that is dissolved end with it, without this event. */
export const OrganizationPartyEnded = defineEvent(
  'organizations.organization.party-ended.v1',
  z.object({
    organizationId: z.string(),
    kind: z.string(),
    leadId: z.string().nullable(),
    endedOn: z.iso.date(),
    reason: z.string(),
  }),
);

/** A leader or leading body heard a report of the association, made a visit or held a study. */
export const LeadershipAttentionRecorded = defineEvent(
  'organizations.leadership-attention.recorded.v1',
  z.object({
    attentionId: z.string(),
    kind: z.string(),
    regionCode: z.string(),
    year: z.int(),
  }),
);

/** A commitment (承诺) to give the association a kind of attention each year was set, or its facts changed. `untilYear` is null without an end. */
export const CommitmentSet = defineEvent(
  'organizations.commitment.set.v1',
  z.object({
    commitmentId: z.string(),
    kind: z.string(),
    regionCode: z.string(),
    minimumPerYear: z.int(),
    fromYear: z.int(),
    untilYear: z.int().nullable(),
    document: z.string().nullable(),
  }),
);

/** A commitment was ended. `untilYear` is its last year. */
export const CommitmentEnded = defineEvent(
  'organizations.commitment.ended.v1',
  z.object({
    commitmentId: z.string(),
    kind: z.string(),
    regionCode: z.string(),
    untilYear: z.int(),
    reason: z.string(),
  }),
);

/** An indicator (指标) of a region for a year was recorded or corrected. `value` is a decimal string. */
export const RegionIndicatorRecorded = defineEvent(
  'organizations.region-indicator.recorded.v1',
  z.object({
    indicatorId: z.string(),
    regionCode: z.string(),
    year: z.int(),
    code: z.string(),
    value: z.string(),
    unit: z.string(),
    qualifier: z.string(),
  }),
);

/** A pilot project of the reform (改革试点) was registered or changed. `documents` and `achievements` are their numbers. */
export const ReformProjectRecorded = defineEvent(
  'organizations.reform-project.recorded.v1',
  z.object({
    projectId: z.string(),
    title: z.string(),
    regionCode: z.string(),
    batch: z.int().nullable(),
    sponsor: z.string().nullable(),
    startYear: z.int(),
    documents: z.int(),
    achievements: z.int(),
  }),
);

const coverageGap = z.object({
  kind: z.string(),
  regionCode: z.string(),
  /** The first day without an association; null: since before all records. */
  openedOn: z.iso.date().nullable(),
  /** The version of the unit: apply an entry only when it is greater than the last one of the same kind and region. */
  version: z.int(),
});

/**
 * Regions have no association of a kind (覆盖缺口): the last one was dissolved or moved away, or the region is new. An entry is repeated
 * with another `openedOn` when a correction changes it. The aggregate is the unit, or the batch of a new edition of the regions.
 */
export const CoverageGapOpened = defineEvent(
  'organizations.coverage-gap.opened.v1',
  z.object({ gaps: z.array(coverageGap).max(500) }),
);

/**
 * Regions have an association of a kind, or do not exist any more. `closedOn` is the first day on which the gap has ended; null when
 * a correction shows that there was none.
 */
export const CoverageGapClosed = defineEvent(
  'organizations.coverage-gap.closed.v1',
  z.object({ gaps: z.array(coverageGap.extend({ closedOn: z.iso.date().nullable() })).max(500) }),
);

/**
 * It is the fourth quarter, and a region has fewer records than its commitment requires for the year. Once for each region, kind and
 * year. The commitment may still be met, and records may be missing.
 */
export const CommitmentUnmet = defineEvent(
  'organizations.commitment.unmet.v1',
  z.object({
    commitmentId: z.string(),
    kind: z.string(),
    regionCode: z.string(),
    year: z.int(),
    required: z.int(),
    held: z.int(),
    noticedOn: z.iso.date(),
  }),
);

/** A commitment that was recorded wrongly was withdrawn. It never applied to any year. */
export const CommitmentWithdrawn = defineEvent(
  'organizations.commitment.withdrawn.v1',
  z.object({ commitmentId: z.string(), kind: z.string(), regionCode: z.string(), reason: z.string() }),
);

/** A record of the attention of leaders that was wrong was withdrawn, and counts nowhere. */
export const LeadershipAttentionWithdrawn = defineEvent(
  'organizations.leadership-attention.withdrawn.v1',
  z.object({
    attentionId: z.string(),
    kind: z.string(),
    regionCode: z.string(),
    year: z.int(),
    reason: z.string(),
  }),
);
