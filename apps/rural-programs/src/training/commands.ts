import { DomainError, newId, optionalText, requireCount, toDay } from '@kexie/kernel';
import { inTransaction, isDuplicateKey } from '@kexie/messaging';
import {
  daysOfYear,
  type Imported,
  importKeyOf,
  type ImportReport,
  importRows,
  type Permit,
  type Place,
  requireActiveOrganization,
  requireVersion,
  statedBy,
  type Viewer,
} from '@kexie/service';
import { knownOrganization, placeOf } from '../directory.ts';
import { requireYear } from '../domain.ts';
import type {
  ImportTrainingsInput,
  ReportTrainingInput,
  ScheduleTrainingInput,
  SetTrainingTargetInput,
  TrainingStepInput,
} from '../generated/graphql.ts';
import { knownIndustry } from '../industry/domain.ts';
import { say } from '../messages.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  checkPast,
  move,
  pastFacts,
  plan,
  recordPast,
  report,
  reportedEvent,
  sameFigures,
  scheduledEvent,
  targetMax,
  targetWarnings,
  verifiedEvent,
  verify,
  warningsOf,
} from './domain.ts';
import { targetSetEvent, type TargetRecord, type TrainingRecord } from './store.ts';

export type WithWarnings<T> = { value: T; warnings: string[] };

const historyMax = 50;

/** Schedules a training. @returns its id; a repeated request returns the same id. */
export async function scheduleTraining(
  { requests, directory, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ScheduleTrainingInput,
): Promise<string> {
  const permit = rights.scheduleTraining(viewer);
  const _id = newId('trn');
  return requests.once({ viewerId: viewer.id, mutation: 'scheduleTraining', input }, async (session) => {
    const organizer = await knownOrganization(directory, input.organizerId, 'organizerId', session);
    permit({ organizerId: placeOf(organizer), regionCode: input, industryCode: null, trainerIds: null });
    requireActiveOrganization(organizer, 'organizerId');
    await directory.knownRegion(input.regionCode, 'regionCode', session, input.heldOn ?? daysOfYear(input.year));
    const training = plan({ ...input, industryCode: knownIndustry(input.industryCode, 'industryCode') });
    const next = { ...training, _id, version: 1, importKey: null };
    return trainings.create({ next, events: [scheduledEvent(_id, next)] }, session);
  });
}

/** Opens a scheduled training. */
export async function openTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, rights.openTraining(viewer), input, 'OPEN');
}

/** Records that an open training took place. */
export async function holdTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, rights.holdTraining(viewer), input, 'HELD');
}

/** Cancels a training that was not held. */
export async function cancelTraining(deps: Deps, viewer: Viewer, input: TrainingStepInput): Promise<TrainingRecord> {
  return moveTraining(deps, rights.cancelTraining(viewer), input, 'CANCELLED');
}

/** Reports the result of a training. */
export async function reportTraining(
  { now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ReportTrainingInput,
): Promise<WithWarnings<TrainingRecord>> {
  const permit = rights.reportTraining(viewer);
  const today = toDay(now());
  const reported = await trainings.update(input, {
    authorize: (current) => void permit({ id: placeOfTraining(current) }),
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

/** Verifies a report, but not by its author. */
export async function verifyTraining(
  { now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: TrainingStepInput,
): Promise<TrainingRecord> {
  const permit = rights.verifyTraining(viewer);
  return trainings.update(input, {
    authorize: (current) => void permit({ id: placeOfTraining(current) }),
    decide: (current) => {
      const next = verify(current, viewer.id, toDay(now()));
      return { next, events: [verifiedEvent(current._id, next)] };
    },
  });
}

/** Sets the target of a region, year and industry, or changes it and keeps the earlier value. */
export async function setTrainingTarget(
  { mongo, directory, now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: SetTrainingTargetInput,
): Promise<WithWarnings<TargetRecord>> {
  rights.setTrainingTarget(viewer)({ regionCode: input, industryCode: null });
  const { regionCode } = input;
  const year = requireYear(input.year);
  const industryCode = knownIndustry(input.industryCode, 'industryCode');
  const stated = {
    regionCode,
    year,
    industryCode,
    persons: requireCount(input.persons, 'persons', { min: 1, max: targetMax }),
    documentNo: optionalText(input.documentNo, 'documentNo', { max: 100 }),
  };
  const [newTargetId, replacedAt, scope] = [newId('tgt'), now(), [regionCode, year, industryCode ?? ''].join('|')];
  return inTransaction(mongo, async (session) => {
    await directory.knownRegion(regionCode, 'regionCode', session, daysOfYear(year));
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
      ? new DomainError(
          'VERSION_CONFLICT',
          say`This target was changed meanwhile. Load it again and repeat the request.`,
        )
      : error;
  });
}

/** Imports past trainings. */
export async function importTrainings(
  { mongo, directory, now, store: { trainings } }: Deps,
  viewer: Viewer,
  input: ImportTrainingsInput,
): Promise<ImportReport> {
  const permit = rights.importTrainings(viewer);
  const today = toDay(now());
  return importRows(mongo, input, async ({ key, ...row }, session): Promise<Imported> => {
    const organizer = await knownOrganization(directory, row.organizerId, 'organizerId', session);
    const places = { organizerId: placeOf(organizer), industryCode: null, trainerIds: null };
    permit({ ...places, regionCode: row });
    const { trainedPersons: trained, qualifier: trainedQualifier, ...same } = row;
    const columns = { ...same, trained, trainedQualifier };
    const facts = pastFacts({ ...columns, industryCode: knownIndustry(row.industryCode, 'industryCode') });
    return trainings.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ ...places, regionCode: [row, present] }),
        stated: statedBy(columns, facts),
        create: () => ({ ...recordPast(facts, viewer.id), _id: newId('trn'), version: 1, importKey: null }),
        complete: async (next, before) => {
          if (before?.organizerId !== next.organizerId) requireActiveOrganization(organizer, 'organizerId');
          if (before?.regionCode !== next.regionCode)
            await directory.knownRegion(next.regionCode, 'regionCode', session, next.heldOn ?? daysOfYear(next.year));
          return checkPast(next, before, viewer.id, today);
        },
        events: (before, after) => (before && sameFigures(before, after) ? [] : [reportedEvent(after._id, after)]),
      },
      session,
    );
  });
}

async function moveTraining(
  { now, store: { trainings } }: Deps,
  permit: Permit<'id'>,
  input: TrainingStepInput,
  to: 'OPEN' | 'HELD' | 'CANCELLED',
): Promise<TrainingRecord> {
  return trainings.update(input, {
    authorize: (current) => void permit({ id: placeOfTraining(current) }),
    decide: (current) => ({ next: move(current, to, toDay(now())), events: [] }),
  });
}

function placeOfTraining({ organizerId, regionCode }: TrainingRecord): Place {
  return { organizationId: organizerId, regionCode };
}
