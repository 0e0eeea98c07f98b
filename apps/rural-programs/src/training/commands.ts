import { DomainError, newId, toDay } from '@kexie/kernel';
import { inTransaction, isDuplicateKey } from '@kexie/messaging';
import { importRows, requireRegion, requireRole, type ImportReport, type Viewer } from '@kexie/service';
import { requireRegionOfPresent, requireStaffOrSecretary } from '../authority.ts';
import { optionalText, requireVersion, requireYear } from '../check.ts';
import type { Deps } from '../deps.ts';
import type {
  ImportTrainingsInput,
  ReportTrainingInput,
  ScheduleTrainingInput,
  SetTrainingTargetInput,
  TrainingStepInput,
} from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import {
  move,
  persons,
  plan,
  recordPast,
  report,
  reportedEvent,
  targetWarnings,
  verifiedEvent,
  verify,
  warningsOf,
} from './domain.ts';
import type { TargetRecord, TrainingRecord } from './store.ts';

export type WithWarnings<T> = { value: T; warnings: string[] };

const historyMax = 50;

/** Plans a training. Staff of the region, or a secretary of the organizer. @returns its id, the same again for a repetition. */
export async function scheduleTraining(
  { requests, directory, trainings }: Deps,
  viewer: Viewer,
  input: ScheduleTrainingInput,
): Promise<string> {
  requireStaffOrSecretary(viewer, input.regionCode, input.organizerId);
  const training = plan({ ...input, industryCode: knownIndustry(input.industryCode, 'industryCode') });
  const _id = newId('trn');
  return requests.once({ viewerId: viewer.id, mutation: 'scheduleTraining', input }, async (session) => {
    await directory.activeOrganization(training.organizerId, 'organizerId', session);
    await directory.knownRegion(training.regionCode, 'regionCode', session);
    await trainings.schedule({ ...training, _id, version: 1, importKey: null }, session);
    return _id;
  });
}

/** Opens, holds or cancels a training. Staff of the region, or a secretary of the organizer. */
export function stepTraining(
  { trainings }: Deps,
  viewer: Viewer,
  { id, expectedVersion }: TrainingStepInput,
  to: 'OPEN' | 'HELD' | 'CANCELLED',
): Promise<TrainingRecord> {
  requireRole(viewer, 'staff', 'secretary');
  return trainings.change(id, async (current) => {
    requireStaffOrSecretary(viewer, current.regionCode, current.organizerId);
    requireVersion(current, expectedVersion);
    return { next: move(current, to), events: [] };
  });
}

/** Reports what came of a training. Staff of the region, or a secretary of the organizer. */
export async function reportTraining(
  { trainings, now }: Deps,
  viewer: Viewer,
  input: ReportTrainingInput,
): Promise<WithWarnings<TrainingRecord>> {
  requireRole(viewer, 'staff', 'secretary');
  const today = toDay(now());
  const reported = await trainings.change(input.id, async (current) => {
    requireStaffOrSecretary(viewer, current.regionCode, current.organizerId);
    requireVersion(current, input.expectedVersion);
    const next = report(current, { ...input, qualifier: input.qualifier ?? 'EXACT' }, viewer.id, today);
    return { next, events: [reportedEvent(current._id, next)] };
  });
  return {
    value: reported,
    warnings: warningsOf(reported, await trainings.rosterIsUsed(reported.rosterHash, reported._id)),
  };
}

/** Confirms a report. Staff of the region, other than the reporter. */
export function verifyTraining(
  { trainings }: Deps,
  viewer: Viewer,
  { id, expectedVersion }: TrainingStepInput,
): Promise<TrainingRecord> {
  requireRole(viewer, 'staff');
  return trainings.change(id, async (current) => {
    requireRegion(viewer, current.regionCode, 'staff');
    requireVersion(current, expectedVersion);
    const next = verify(current, viewer.id);
    return { next, events: [verifiedEvent(current._id, next)] };
  });
}

/** Sets the target of a region, year and industry, or changes it and keeps what it was. Staff of the region. */
export async function setTrainingTarget(
  { mongo, directory, trainings, now }: Deps,
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
    documentNo: optionalText(input.documentNo, 'documentNo', 100),
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
    const value = await trainings.saveTarget(
      current,
      { ...stated, _id: current?._id ?? newTargetId, version: current?.version ?? 1, scope, history },
      session,
    );
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
      ? new DomainError('VERSION_CONFLICT', 'Somebody else set this target meanwhile. Load it again and repeat.')
      : error;
  });
}

/** Imports trainings of the past. Staff, each row in their region. */
export function importTrainings(
  { mongo, directory, trainings, now }: Deps,
  viewer: Viewer,
  { rows, dryRun }: ImportTrainingsInput,
): Promise<ImportReport> {
  requireRole(viewer, 'staff');
  const today = toDay(now());
  return importRows(mongo, { rows, dryRun }, async (row, session) => {
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
      newId('trn'),
      (present) => {
        requireRegionOfPresent(viewer, present);
        return recordPast(stated, present, viewer.id, today);
      },
      session,
    );
  });
}
