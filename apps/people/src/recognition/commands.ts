import { CareVisitRecorded, CelebrationHeld, type NewEvent } from '@kexie/events';
import { newId, toDay } from '@kexie/kernel';
import {
  anyDay,
  type Imported,
  type ImportInput,
  importKeyOf,
  type ImportReport,
  importRows,
  statedBy,
  type Viewer,
} from '@kexie/service';
import type { CelebrationRow, RecordCareVisitInput, RecordCelebrationInput } from '../generated/graphql.ts';
import { fold } from '../person/domain.ts';
import { placeOf } from '../places.ts';
import { rights } from '../rights.ts';
import type { Deps } from '../store.ts';
import {
  celebrationTitle,
  checkCelebration,
  checkedVisit,
  periodLabel as labelOf,
  type CareVisitRecord,
  type CelebrationRecord,
} from './domain.ts';

/** Records a celebration. Staff of the region, or the organizer's secretary. */
export async function recordCelebration(
  { store: { celebrations }, directory, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCelebrationInput,
): Promise<CelebrationRecord> {
  const permit = rights.recordCelebration(viewer);
  const { clientMutationId: _, attendance, ...facts } = input;
  const newCelebrationId = newId('cel');
  const id = await celebrations.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCelebration', input }, async (session) => {
      permit({
        organizerId: placeOf(await directory.organization(input.organizerId, session)),
        regionCode: input,
      });
      const title = celebrationTitle(facts.title);
      const celebration: CelebrationRecord = {
        ...facts,
        title,
        _id: newCelebrationId,
        version: 1,
        importKey: null,
        titleFolded: fold(title),
        period: null,
        attendance: attendance ?? null,
        synthetic: false,
      };
      checkCelebration(celebration, toDay(now()));
      await directory.knownRegion(celebration.regionCode, 'regionCode', session, celebration.heldOn ?? anyDay);
      await directory.activeOrganization(input.organizerId, 'organizerId', session);
      await celebrations.requireNew(celebration, session);
      return celebrations.create({ next: celebration, events: [celebrationHeld(celebration)] }, session);
    }),
  );
  return celebrations.require(id);
}

/** Records a care visit to a worker. Staff of the worker's region. */
export async function recordCareVisit(
  { store: { careVisits, persons }, requests, now }: Deps,
  viewer: Viewer,
  input: RecordCareVisitInput,
): Promise<CareVisitRecord> {
  const permit = rights.recordCareVisit(viewer);
  const newVisitId = newId('vis');
  const id = await careVisits.refusingDuplicates(() =>
    requests.once({ viewerId: viewer.id, mutation: 'recordCareVisit', input }, async (session) => {
      const { personId } = input;
      const { regionCode } = await persons.known(personId, 'personId', session);
      permit({ personId: { personId, regionCode } });
      const { visitedOn, ...texts } = checkedVisit(input, toDay(now()));
      await careVisits.requireNew(personId, visitedOn, session);
      const visit = { _id: newVisitId, version: 1, personId, regionCode, visitedOn, ...texts };
      return careVisits.create(
        { next: visit, events: [CareVisitRecorded({ visitId: newVisitId, regionCode, visitedOn })] },
        session,
      );
    }),
  );
  return careVisits.require(id);
}

/** Imports celebrations, each with its day or with the period that its source states. */
export async function importCelebrations(
  { mongo, store: { celebrations }, directory, now }: Deps,
  viewer: Viewer,
  input: ImportInput<CelebrationRow>,
): Promise<ImportReport> {
  const permit = rights.importCelebrations(viewer);
  return importRows(mongo, input, async (row: CelebrationRow, session): Promise<Imported> => {
    const organizerId = row.organizerId ? placeOf(await directory.organization(row.organizerId, session)) : null;
    permit({ regionCode: row, organizerId });
    const { key, periodLabel: _, periodFrom: __, periodTo: ___, periodAssumed: ____, ...given } = row;
    const facts = {
      ...given,
      title: celebrationTitle(row.title),
      heldOn: row.heldOn ?? null,
      organizerId: row.organizerId ?? null,
      attendance: row.attendance ?? null,
      synthetic: row.synthetic ?? false,
    };
    await directory.knownRegion(
      row.regionCode,
      'regionCode',
      session,
      facts.heldOn ?? {
        from: row.periodFrom ?? null,
        to: row.periodTo ?? null,
      },
    );
    return celebrations.importRow(
      {
        importKey: importKeyOf(row.regionCode, key),
        authorize: (present) => void permit({ regionCode: present, organizerId }),
        stated: { ...statedBy(row, facts), ...statedPeriod(row) },
        create: () => ({
          ...facts,
          _id: newId('cel'),
          version: 1,
          importKey: null,
          titleFolded: fold(facts.title),
          period: periodOf(row),
        }),
        complete: async (next, before) => {
          checkCelebration(next, toDay(now()));
          if (next.organizerId && next.organizerId !== before?.organizerId)
            await directory.activeOrganization(next.organizerId, 'organizerId', session);
          await celebrations.requireNew(next, session);
          return next;
        },
        events: (before, after) => (before ? [] : [celebrationHeld(after)]),
      },
      session,
    );
  });
}

type PeriodColumns = Pick<CelebrationRow, 'periodLabel' | 'periodFrom' | 'periodTo' | 'periodAssumed'>;

/** The period of a new celebration; null when the row states none. */
function periodOf({ periodLabel, periodFrom, periodTo, periodAssumed }: PeriodColumns): CelebrationRecord['period'] {
  if (!periodLabel && !periodFrom && !periodTo) return null;
  return {
    label: periodLabel ? labelOf(periodLabel) : '',
    from: periodFrom ?? null,
    to: periodTo ?? null,
    assumed: periodAssumed ?? false,
  };
}

/** The columns of the period that a row has, by the path in the record. A label that is null empties the period. */
function statedPeriod({ periodLabel, periodFrom, periodTo, periodAssumed }: PeriodColumns): Record<string, unknown> {
  if (periodLabel === null) return { period: null };
  return {
    ...(periodLabel !== undefined && { 'period.label': labelOf(periodLabel) }),
    ...(periodFrom !== undefined && { 'period.from': periodFrom }),
    ...(periodTo !== undefined && { 'period.to': periodTo }),
    ...(periodAssumed !== undefined && { 'period.assumed': periodAssumed ?? false }),
  };
}

const celebrationHeld = ({ _id, regionCode, heldOn, organizerId }: CelebrationRecord): NewEvent =>
  CelebrationHeld({ celebrationId: _id, regionCode, heldOn, organizerId });
