import { DomainError, newId, optionalText, requireText, type Qualifier } from '@kexie/kernel';
import type { Session } from '@kexie/messaging';
import {
  importRows,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  type Imported,
  type ImportInput,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { actsForEnterprise, isPerson } from '../authorization.ts';
import { moneyOf, periodOf, requireList, requireWhole, type ServiceMode } from '../domain.ts';
import { refreshStanding } from '../expert/commands.ts';
import { followEngagements } from '../need/domain.ts';
import type { Deps } from '../store.ts';
import { advance, checkDays, recordOutcome, started, type Engagement, type EngagementStatus } from './domain.ts';

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
  requireRole(viewer, 'enterprise', 'worker', 'staff', 'broker');
  const step = { to: input.to, startedOn: input.startedOn ?? null, note: optionalText(input.note, 'note') };
  return deps.store.engagements.update(input, {
    authorize: async (engagement, session) => void (await requireSideOrBroker(deps, viewer, engagement, session)),
    decide: (engagement) => advance(engagement, step, deps.now()),
    follow: (written, session) => followUp(deps, written, session),
  });
}

/** Records the outcome of an engagement. @throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION, DUPLICATE, VALIDATION_FAILED. */
export async function recordEngagementOutcome(deps: Deps, viewer: Viewer, input: RecordOutcome): Promise<Engagement> {
  requireRole(viewer, 'enterprise', 'worker', 'staff', 'broker');
  const outcome = {
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
  return deps.store.engagements.update(input, {
    authorize: async (engagement, session) => {
      const sides = await requireSideOrBroker(deps, viewer, engagement, session);
      if (sides.length === 0) return;
      if (outcome.enterpriseRating !== null && !sides.includes('ENTERPRISE'))
        throw new DomainError('FORBIDDEN', 'Only the enterprise gives this rating.', ['enterpriseRating']);
      if (outcome.expertRating !== null && !sides.includes('EXPERT'))
        throw new DomainError('FORBIDDEN', 'Only the expert gives this rating.', ['expertRating']);
    },
    decide: (engagement) => recordOutcome(engagement, outcome, deps.now()),
    follow: (written, session) => followUp(deps, written, session),
  });
}

export type EngagementRow = {
  key: string;
  title: string;
  expertId: string;
  needId?: string | null | undefined;
  enterpriseId?: string | null | undefined;
  regionCode: string;
  mode: ServiceMode;
  status: EngagementStatus;
  startedOn?: string | null | undefined;
  endedOn?: string | null | undefined;
  periodLabel?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
  periodAssumed: boolean;
  contractValue?: MoneyInput | null | undefined;
  visits?: number | null | undefined;
  synthetic: boolean;
};

/** Imports engagements by key. The report contains the errors of rows. @throws UNAUTHENTICATED, FORBIDDEN. */
export async function importEngagements(
  deps: Deps,
  viewer: Viewer,
  input: ImportInput<EngagementRow>,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  return importRows(deps.mongo, input, (row, session) => importEngagement(deps, viewer, row, session));
}

async function importEngagement(deps: Deps, viewer: Viewer, row: EngagementRow, session: Session): Promise<Imported> {
  requireRegion(viewer, row.regionCode, 'staff');
  const importKey = requireText(row.key, 'key', { max: 100 });
  const fresh = { ...(await newEngagement(deps, row, session)), importKey };
  const { title, enterpriseId, regionCode, mode, contractValue, visits, synthetic, startedOn, endedOn, period } = fresh;
  const next = (before: Engagement | null): Engagement => {
    requireRegionOfPresent(viewer, before);
    if (!before) return fresh;
    if (before.expertId !== fresh.expertId || before.needId !== fresh.needId)
      throw new DomainError('VALIDATION_FAILED', 'The expert and the need of an engagement cannot change.', [
        'expertId',
      ]);
    // an engagement that was advanced on the platform keeps the days recorded there
    const days = before.steps.length > 0 ? {} : { startedOn, endedOn, period };
    return { ...before, title, enterpriseId, regionCode, mode, contractValue, visits, synthetic, ...days };
  };
  const events = (before: Engagement | null, engagement: Engagement) => (before ? [] : started(engagement));
  const imported = await deps.store.engagements.import(importKey, { next, events }, session);
  if (imported.outcome !== 'UNCHANGED') await followUp(deps, fresh, session);
  return imported;
}

async function newEngagement(deps: Deps, row: EngagementRow, session: Session): Promise<Engagement> {
  const [startedOn, endedOn] = [row.startedOn ?? null, row.endedOn ?? null];
  const period = periodOf(startedOn, row);
  checkDays({ status: row.status, startedOn, endedOn }, period);
  await deps.directory.knownRegion(row.regionCode, 'regionCode', session);
  const expert = await deps.store.experts.find(row.expertId, session);
  if (!expert) throw new DomainError('REFERENCE_UNKNOWN', 'There is no such expert.', ['expertId']);
  const need = row.needId ? await deps.store.needs.find(row.needId, session) : null;
  if (row.needId && !need) throw new DomainError('REFERENCE_UNKNOWN', 'There is no such need.', ['needId']);
  const enterpriseId = row.enterpriseId ?? need?.enterpriseId ?? null;
  if (need && enterpriseId !== need.enterpriseId)
    throw new DomainError('VALIDATION_FAILED', 'The need belongs to another enterprise.', ['enterpriseId']);
  // the enterprise of a past engagement may be dissolved
  if (enterpriseId && !(await deps.directory.organization(enterpriseId, session)))
    throw new DomainError('REFERENCE_UNKNOWN', 'This enterprise is not known, or not yet.', ['enterpriseId']);
  return {
    _id: newId('eng'),
    version: 1,
    importKey: null,
    synthetic: row.synthetic,
    title: requireText(row.title, 'title', { max: 100 }),
    needId: need?._id ?? null,
    expertId: expert._id,
    enterpriseId,
    regionCode: row.regionCode,
    mode: row.mode,
    status: row.status,
    startedOn,
    endedOn,
    period,
    contractValue: moneyOf(row.contractValue, 'contractValue'),
    visits:
      row.visits === null || row.visits === undefined
        ? null
        : requireWhole(row.visits, 'visits', { min: 0, max: 10_000 }),
    outcome: null,
    steps: [],
    subjectCode: expert.mainSubject,
    expertRegionCode: expert.regionCode,
    industryCode: need?.industryCode ?? null,
  };
}

/** Updates the records that depend on an engagement: the status of its need, and the load and completed engagements of its expert. */
async function followUp(deps: Deps, { needId, expertId }: Engagement, session: Session): Promise<void> {
  const need = needId ? await deps.store.needs.find(needId, session) : null;
  if (need) {
    const engagements = await deps.store.engagements.progressOfNeed(need._id, session);
    const decision = followEngagements(need, engagements, deps.now());
    if (decision) await deps.store.needs.replace(need, decision, session);
  }
  await refreshStanding(deps, expertId, session);
}

type Side = 'ENTERPRISE' | 'EXPERT';

/** Requires a side of the engagement, or staff or a broker of its region. Returns the sides to which the viewer belongs. @throws UNAUTHENTICATED, FORBIDDEN. */
async function requireSideOrBroker(
  deps: Deps,
  viewer: Viewer,
  { enterpriseId, expertId, regionCode }: Engagement,
  session: Session,
): Promise<Side[]> {
  const expert = viewer.roles.includes('worker') ? await deps.store.experts.find(expertId, session) : null;
  const sides: Side[] = [
    ...(actsForEnterprise(viewer, enterpriseId) ? ['ENTERPRISE' as const] : []),
    ...(expert && isPerson(viewer, expert.personId) ? ['EXPERT' as const] : []),
  ];
  if (sides.length === 0) requireRegion(viewer, regionCode, 'staff', 'broker');
  return sides;
}
