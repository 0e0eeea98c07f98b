import { type ServiceMode } from '@kexie/matchmaker';
import { DomainError, newId, optionalText, requireCount, requireText, toDay, type Qualifier } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  type Imported,
  type ImportInput,
  importKeyOf,
  type ImportReport,
  importRows,
  type Place,
  statedBy,
  type Viewer,
} from '@kexie/service';
import {
  moneyOf,
  periodAfter,
  periodOf,
  requireList,
  statedDays,
  statedPeriod,
  type PeriodColumns,
} from '../domain.ts';
import { refreshStanding } from '../expert/commands.ts';
import type { Expert } from '../expert/domain.ts';
import { say } from '../messages.ts';
import type { Need } from '../need/domain.ts';
import { convertProposal, refreshEnterpriseStanding, settle } from '../proposal/consequences.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  advance,
  checkDays,
  recordOutcome,
  started,
  type Engagement,
  type EngagementStatus,
  type Side,
} from './domain.ts';

type MoneyInput = { value: string; qualifier: Qualifier };

export type RecordOutcome = {
  id: string;
  resolved: boolean;
  enterpriseRating?: number | null | undefined;
  expertRating?: number | null | undefined;
  economicBenefit?: MoneyInput | null | undefined;
  outputs: readonly string[];
  recordedOn: string;
  expectedVersion: number;
};

/**
 * Takes the next step of an engagement, and updates the status of its need and the load of its expert.
 * @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, VALIDATION_FAILED.
 */
export async function advanceEngagement(
  deps: Deps,
  viewer: Viewer,
  input: {
    id: string;
    to: EngagementStatus;
    startedOn?: string | null | undefined;
    note?: string | null | undefined;
    expectedVersion: number;
  },
): Promise<Engagement> {
  const permit = rights.advanceEngagement(viewer);
  return deps.store.engagements.update(input, {
    authorize: async (engagement, session) => void permit({ id: await placeOf(deps, engagement, session) }),
    decide: (engagement) => {
      const step = { to: input.to, startedOn: input.startedOn ?? null, note: optionalText(input.note, 'note') };
      return advance(engagement, step, deps.now());
    },
    follow: (written, session) => followUp(deps, written, session),
  });
}

/** Records the outcome of an engagement. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, DUPLICATE, VALIDATION_FAILED. */
export async function recordEngagementOutcome(deps: Deps, viewer: Viewer, input: RecordOutcome): Promise<Engagement> {
  const permit = rights.recordEngagementOutcome(viewer);
  return deps.store.engagements.update(input, {
    authorize: async (engagement, session) => void permit({ id: await placeOf(deps, engagement, session) }),
    decide: async (engagement, session) => {
      const roles = permit({ id: await placeOf(deps, engagement, session) });
      const sides: Side[] = [
        ...(roles.includes('enterprise') ? ['enterprise' as const] : []),
        ...(roles.includes('worker') ? ['expert' as const] : []),
      ];
      const isStaff = roles.includes('staff') || roles.includes('administrator');
      return recordOutcome(engagement, outcomeOf(input), { userId: viewer.id, sides, isStaff }, deps.now());
    },
    follow: async (written, session) => {
      await followUp(deps, written, session);
      if (written.enterpriseId) await refreshEnterpriseStanding(deps, written.enterpriseId, session);
    },
  });
}

function outcomeOf(input: RecordOutcome) {
  return {
    resolved: input.resolved,
    enterpriseRating: input.enterpriseRating ?? null,
    expertRating: input.expertRating ?? null,
    economicBenefit: moneyOf(input.economicBenefit, 'economicBenefit'),
    outputs: requireList(
      input.outputs.map((output) => requireText(output, 'outputs', { max: 200 })),
      'outputs',
      { max: 20 },
    ),
    recordedOn: input.recordedOn,
  };
}

export type EngagementRow = PeriodColumns & {
  key: string;
  title: string;
  expertId: string;
  needId?: string | null | undefined;
  enterpriseId?: string | null | undefined;
  regionCode: string;
  mode: ServiceMode;
  status?: EngagementStatus | null | undefined;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  contractValue?: MoneyInput | null | undefined;
  visits?: number | null | undefined;
  synthetic?: boolean | null | undefined;
};

/**
 * Imports engagements by key. The status of a row counts only for a new engagement, and an existing engagement keeps its
 * expert and its need. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN.
 */
export async function importEngagements(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<EngagementRow>,
): Promise<ImportReport> {
  const permit = rights.importEngagements(viewer);
  return importRows(deps.mongo, input, (row, session) => importEngagement(deps, permit, row, session));
}

async function importEngagement(
  deps: Deps,
  permit: ReturnType<typeof rights.importEngagements>,
  row: EngagementRow,
  session: Session,
): Promise<Imported> {
  const expert = await deps.store.experts.find(row.expertId, session);
  const need = row.needId ? await deps.store.needs.find(row.needId, session) : null;
  const enterprise = row.enterpriseId ? await deps.directory.organization(row.enterpriseId, session) : null;
  const places = {
    // an engagement changes the standing of its expert; the staff of a region invite experts for all regions
    expertId: expert?.isInvited ? null : expert,
    needId: need,
    enterpriseId: enterprise && { regionCode: enterprise.regionCode, organizationId: enterprise._id },
  };
  permit({ ...places, regionCode: row });
  if (!expert) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such expert.`, ['expertId']);
  if (row.needId && !need) throw new DomainError('REFERENCE_UNKNOWN', say`There is no such need.`, ['needId']);
  // the enterprise of a past engagement may be dissolved
  if (row.enterpriseId && !enterprise)
    throw new DomainError('REFERENCE_UNKNOWN', say`This enterprise is not known, or not yet.`, ['enterpriseId']);
  const today = toDay(deps.now());
  const fresh = engagementOf(row, expert, need);
  const days = fresh.startedOn ?? statedDays(row);
  await deps.directory.knownRegion(row.regionCode, 'regionCode', session, days);
  const imported = await deps.store.engagements.importRow(
    {
      importKey: importKeyOf(row.regionCode, row.key),
      authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
      stated: { ...statedBy(row, factsOf(fresh)), ...statedPeriod(row.startedOn, row) },
      create: () => ({ ...fresh, period: periodOf(fresh.startedOn, row) }),
      complete: (next, before) => {
        if (before && (before.expertId !== next.expertId || before.needId !== next.needId))
          throw new DomainError('VALIDATION_FAILED', say`The expert and the need of an engagement cannot change.`, [
            before.expertId === next.expertId ? 'needId' : 'expertId',
          ]);
        if (need && next.needId === need._id && next.enterpriseId !== need.enterpriseId)
          throw new DomainError('VALIDATION_FAILED', say`The need belongs to another enterprise.`, ['enterpriseId']);
        const stated = before && { day: before.startedOn, period: before.period };
        const engagement = { ...next, period: periodAfter(next.startedOn, next.period, stated) };
        checkDays(engagement, today);
        return engagement;
      },
      events: (before, engagement) => (before ? [] : started(engagement)),
    },
    session,
  );
  if (imported.outcome !== 'UNCHANGED') await followUp(deps, imported.record, session);
  return imported;
}

/** The new engagement of a row. It has no outcome: an import does not rate. */
function engagementOf(row: EngagementRow, expert: Expert, need: Need | null): Engagement {
  return {
    _id: newId('eng'),
    version: 1,
    importKey: null,
    synthetic: row.synthetic ?? false,
    title: requireText(row.title, 'title', { max: 100 }),
    needId: need?._id ?? null,
    expertId: expert._id,
    enterpriseId: row.enterpriseId ?? need?.enterpriseId ?? null,
    regionCode: row.regionCode,
    mode: row.mode,
    status: row.status ?? 'NEGOTIATING',
    startedOn: row.startedOn ?? null,
    endedOn: row.endedOn ?? null,
    period: null,
    contractValue: moneyOf(row.contractValue, 'contractValue'),
    visits:
      row.visits === null || row.visits === undefined ? null : requireCount(row.visits, 'visits', { max: 10_000 }),
    outcome: null,
    steps: [],
    subjectCode: expert.mainSubject,
    expertRegionCode: expert.regionCode,
    industryCode: need?.industryCode ?? null,
  };
}

/** The facts that a row states about an existing engagement. */
function factsOf({
  title,
  needId,
  expertId,
  enterpriseId,
  regionCode,
  mode,
  startedOn,
  endedOn,
  contractValue,
  visits,
  synthetic,
}: Engagement) {
  return {
    title,
    needId,
    expertId,
    enterpriseId,
    regionCode,
    mode,
    startedOn,
    endedOn,
    contractValue,
    visits,
    synthetic,
  };
}

/** Where an engagement lies: with its two sides, and in its region. */
async function placeOf(
  { store }: Deps,
  { enterpriseId, expertId, regionCode }: Engagement,
  session: Session,
): Promise<Place> {
  const expert = await store.experts.find(expertId, session);
  return { regionCode, organizationId: enterpriseId, personId: expert?.personId };
}

/**
 * Updates the records that depend on an engagement: the load and completed engagements of its expert, the status of its
 * need, the proposal from which it began, and proposals that can no longer be accepted.
 */
async function followUp(deps: Deps, engagement: Engagement, session: Session): Promise<void> {
  await refreshStanding(deps, engagement.expertId, session);
  if (engagement.status === 'AGREED') await convertProposal(deps, engagement._id, session);
  await settle(deps, engagement, session);
}
