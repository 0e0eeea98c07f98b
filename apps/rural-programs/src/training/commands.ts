import { DomainError, newId, optionalText, toDay } from '@kexie/kernel';
import { inTransaction, isDuplicateKey } from '@kexie/messaging';
import {
  importAsStaff,
  requireActingFor,
  requireRegion,
  requireRegionOfPresent,
  requireRole,
  requireVersion,
  type ImportReport,
  type Viewer,
} from '@kexie/service';
import { requireYear } from '../domain.ts';
import type {
  ImportTrainingsInput,
  ReportTrainingInput,
  ScheduleTrainingInput,
  SetTrainingTargetInput,
  TrainingStepInput,
} from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import type { Deps } from '../store.ts';
import {
  move,
  persons,
  plan,
  recordPast,
  report,
  reportedEvent,
  scheduledEvent,
  targetWarnings,
  verifiedEvent,
  verify,
  warningsOf,
} from './domain.ts';
import { targetSetEvent, type TargetRecord, type TrainingRecord } from './store.ts';

export type WithWarnings<T> = { value: T; warnings: string[] };

const historyMax = 50;

/** Schedules a training. By staff of the region, or a secretary of the organizer. @returns its id; a repeated request returns the same id. */
export async function scheduleTraining(
  { requests, directory, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ScheduleTrainingInput,
): Promise<string> {
  requireActingFor(viewer, { id: input.organizerId, regionCode: input.regionCode });
  const training = plan({ ...input, industryCode: knownIndustry(input.industryCode, 'industryCode') });
  const _id = newId('trn');
  return requests.once({ viewerId: viewer.id, mutation: 'scheduleTraining', input }, async (session) => {
    await directory.activeOrganization(training.organizerId, 'organizerId', session);
    await directory.knownRegion(training.regionCode, 'regionCode', session);
    const next = { ...training, _id, version: 1, importKey: null };
    return trainings.create({ next, events: [scheduledEvent(_id, next)] }, session);
  });
}

/** Opens a scheduled training. By staff of the region, or a secretary of the organizer. */
export function openTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, viewer, input, 'OPEN');
}

/** Records that an open training took place. By staff of the region, or a secretary of the organizer. */
export function holdTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, viewer, input, 'HELD');
}

/** Cancels a training that was not held. By staff of the region, or a secretary of the organizer. */
export function cancelTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, viewer, input, 'CANCELLED');
}

/** Reports the result of a training. By staff of the region, or a secretary of the organizer. */
export async function reportTraining(
  { now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ReportTrainingInput,
): Promise<WithWarnings<TrainingRecord>> {
  requireRole(viewer, 'staff', 'secretary');
  const today = toDay(now());
  const reported = await trainings.update(input, {
    authorize: ({ organizerId, regionCode }) => requireActingFor(viewer, { id: organizerId, regionCode }),
    decide: (current) => {
      const next = report(current, { ...input, qualifier: input.qualifier ?? 'EXACT' }, viewer.id, today);
      return { next, events: [reportedEvent(current._id, next)] };
    },
  });
  return {
    value: reported,
    warnings: warningsOf(reported, await trainings.rosterIsUsed(reported.rosterHash, reported._id)),
  };
}

/** Verifies a report. By staff of the region, but not by the author of the report. */
export function verifyTraining(
  { store: { trainings } }: Deps,
  viewer: Viewer,
  input: TrainingStepInput,
): Promise<TrainingRecord> {
  requireRole(viewer, 'staff');
  return trainings.update(input, {
    authorize: ({ regionCode }) => requireRegion(viewer, regionCode, 'staff'),
    decide: (current) => {
      const next = verify(current, viewer.id);
      return { next, events: [verifiedEvent(current._id, next)] };
    },
  });
}

/** Sets the target of a region, year and industry, or changes it and keeps the earlier value. By staff of the region. */
export async function setTrainingTarget(
  { mongo, directory, now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: SetTrainingTargetInput,
): Promise<WithWarnings<TargetRecord>> {
  requireRegion(viewer, input.regionCode, 'staff');
  const { regionCode } = input;
  const year = requireYear(input.year);
  const industryCode = knownIndustry(input.industryCode, 'industryCode');
  const stated = {
    regionCode,
    year,
    industryCode,
    persons: persons(input.persons, 1, 'persons'),
    documentNo: optionalText(input.documentNo, 'documentNo', { max: 100 }),
  };
  const [newTargetId, replacedAt, scope] = [newId('tgt'), now(), [regionCode, year, industryCode ?? ''].join('|')];
  return inTransaction(mongo, async (session) => {
    await directory.knownRegion(regionCode, 'regionCode', session);
    const current = await trainings.target(scope, session);
    if (current || input.expectedVersion) requireVersion(current ?? { version: 0 }, input.expectedVersion ?? 0);
    const history = current
      ? [...current.history, { persons: current.persons, documentNo: current.documentNo, replacedAt }].slice(
          -historyMax,
        )
      : [];
    const next = { ...stated, _id: current?._id ?? newTargetId, version: current?.version ?? 1, scope, history };
    const decision = { next, events: [targetSetEvent(next)] };
    if (!current) await trainings.targets.create(decision, session);
    const value = current ? await trainings.targets.replace(current, decision, session) : next;
    const cityCode = `${regionCode.slice(0, 4)}00`;
    const siblings = await trainings.targetsWithin(cityCode, year, industryCode, session);
    const counties = siblings.filter((target) => /^\d{6}$/.test(target.regionCode) && target.regionCode !== cityCode);
    const city = siblings.find((target) => target.regionCode === cityCode);
    return {
      value,
      warnings: targetWarnings(
        city?.persons ?? null,
        counties.map((target) => target.persons),
      ),
    };
  }).catch((error: unknown) => {
    throw isDuplicateKey(error)
      ? new DomainError('VERSION_CONFLICT', 'This target was changed meanwhile. Load it again and repeat the request.')
      : error;
  });
}

/** Imports past trainings. By staff of the region of each row. */
export function importTrainings(
  { mongo, directory, now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ImportTrainingsInput,
): Promise<ImportReport> {
  const today = toDay(now());
  return importAsStaff(mongo, viewer, input, async (row, session) => {
    requireRegion(viewer, row.regionCode, 'staff');
    const stated = {
      ...row,
      qualifier: row.qualifier ?? 'EXACT',
      synthetic: row.synthetic ?? false,
      industryCode: knownIndustry(row.industryCode, 'industryCode'),
    };
    recordPast(stated, null, viewer.id, today);
    await directory.knownRegion(row.regionCode, 'regionCode', session);
    await directory.activeOrganization(row.organizerId, 'organizerId', session);
    return trainings.import(
      row.key,
      {
        next: (present) => {
          requireRegionOfPresent(viewer, present);
          return {
            ...recordPast(stated, present, viewer.id, today),
            _id: present?._id ?? newId('trn'),
            version: 1,
            importKey: row.key,
          };
        },
        events: (_, after) => [reportedEvent(after._id, after)],
      },
      session,
    );
  });
}

function moveTraining(
  { store: { trainings } }: Deps,
  viewer: Viewer,
  input: TrainingStepInput,
  to: 'OPEN' | 'HELD' | 'CANCELLED',
): Promise<TrainingRecord> {
  requireRole(viewer, 'staff', 'secretary');
  return trainings.update(input, {
    authorize: ({ organizerId, regionCode }) => requireActingFor(viewer, { id: organizerId, regionCode }),
    decide: (current) => ({ next: move(current, to), events: [] }),
  });
}
