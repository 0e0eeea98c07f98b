import { TrainingReported, TrainingScheduled, TrainingVerified, type NewEvent } from '@kexie/events';
import {
  DomainError,
  isId,
  measure,
  optionalText,
  requireCount,
  requireText,
  sumMeasures,
  type Measure,
  type Qualifier,
} from '@kexie/kernel';
import { requirePast, requirePastYear, requireYear } from '../domain.ts';
import { say } from '../messages.ts';

export type TrainingStatus = 'SCHEDULED' | 'OPEN' | 'HELD' | 'REPORTED' | 'VERIFIED' | 'CANCELLED';
type TrainingMode = 'CLASSROOM' | 'FIELD' | 'ONLINE' | 'MIXED';

/** A training. `trained` and its qualifier are null before the report. */
export type Training = {
  title: string;
  year: number;
  heldOn: string | null;
  regionCode: string;
  organizerId: string;
  industryCode: string | null;
  mode: TrainingMode | null;
  status: TrainingStatus;
  plannedPersons: number | null;
  trained: number | null;
  trainedQualifier: Qualifier | null;
  personDays: { toString(): string } | null;
  trainerIds: string[];
  programme: string | null;
  rosterHash: string | null;
  reportedBy: string | null;
  synthetic: boolean;
};

export type TrainingPlan = {
  title: string;
  year: number;
  heldOn?: string | null | undefined;
  regionCode: string;
  organizerId: string;
  industryCode?: string | null | undefined;
  mode?: TrainingMode | null | undefined;
  plannedPersons?: number | null | undefined;
  trainerIds?: readonly string[] | null | undefined;
  programme?: string | null | undefined;
};

export type TrainingReport = {
  heldOn: string;
  trainedPersons: number;
  qualifier: Qualifier;
  personDays?: string | null | undefined;
  rosterHash?: string | null | undefined;
};

/** Qualifiers of a stated number of persons. */
const countable: readonly Qualifier[] = ['EXACT', 'OVER', 'NEARLY', 'ABOUT', 'AT_LEAST'];
const trainersMax = 50;
/** The persons of one training, also if it stands for a whole project, and those of the target of a region. */
const trainedMax = 100_000;
export const targetMax = 10_000_000;
/** A person is trained on at most each day of a year. */
const daysMax = 366;
/** A number of persons above this multiple of the plan is probably an error. */
const suspiciousFactor = 3;

/** Creates a SCHEDULED training. @throws VALIDATION_FAILED. */
export function plan(input: TrainingPlan): Training {
  const planned = plannedFacts(input);
  checkYear(planned);
  return {
    ...planned,
    status: 'SCHEDULED',
    trained: null,
    trainedQualifier: null,
    personDays: null,
    rosterHash: null,
    reportedBy: null,
    synthetic: false,
  };
}

function plannedFacts(input: TrainingPlan) {
  return {
    title: requireText(input.title, 'title'),
    year: requireYear(input.year),
    heldOn: input.heldOn ?? null,
    regionCode: input.regionCode,
    organizerId: input.organizerId,
    industryCode: input.industryCode ?? null,
    mode: input.mode ?? null,
    plannedPersons:
      input.plannedPersons === null || input.plannedPersons === undefined
        ? null
        : requireCount(input.plannedPersons, 'plannedPersons', { min: 1, max: trainedMax }),
    trainerIds: trainersOf(input.trainerIds ?? []),
    programme: optionalText(input.programme, 'programme'),
  };
}

function trainersOf(ids: readonly string[]): string[] {
  const trainerIds = [...new Set(ids)];
  if (trainerIds.length > trainersMax || !trainerIds.every((id) => isId('per', id)))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`A training has at most ${trainersMax} trainers, each given by the id of a person.`,
      ['trainerIds'],
    );
  return trainerIds;
}

const steps: Record<'OPEN' | 'HELD' | 'CANCELLED' | 'VERIFIED', readonly TrainingStatus[]> = {
  OPEN: ['SCHEDULED'],
  HELD: ['OPEN'],
  CANCELLED: ['SCHEDULED', 'OPEN'],
  VERIFIED: ['REPORTED'],
};

/** Changes the status of a training. @throws INVALID_TRANSITION, also for a training that is held before its day. */
export function move<T extends Training>(training: T, to: keyof typeof steps, today: string): T {
  if (!steps[to].includes(training.status))
    throw new DomainError('INVALID_TRANSITION', say`A training that is ${training.status} cannot become ${to}.`);
  if (to === 'HELD' && training.heldOn !== null && training.heldOn > today)
    throw new DomainError('INVALID_TRANSITION', say`This training takes place on ${training.heldOn}.`);
  return { ...training, status: to };
}

/** Records the result of a training that was held, no later than `today`. @throws INVALID_TRANSITION, VALIDATION_FAILED. */
export function report<T extends Training>(training: T, input: TrainingReport, reporterId: string, today: string): T {
  if (training.status !== 'OPEN' && training.status !== 'HELD')
    throw new DomainError('INVALID_TRANSITION', say`A training that is ${training.status} cannot be reported.`);
  requirePast(input.heldOn, today, 'heldOn');
  const next = { ...training, heldOn: input.heldOn, ...outcome(input) };
  checkYear(next);
  checkPersonDays(next);
  return {
    ...next,
    rosterHash: optionalText(input.rosterHash, 'rosterHash', { max: 128 }),
    status: 'REPORTED',
    reportedBy: reporterId,
  };
}

/** Verifies a report. @throws FORBIDDEN for the author of the report, INVALID_TRANSITION. */
export function verify<T extends Training>(training: T, verifierId: string, today: string): T {
  if (training.reportedBy === verifierId)
    throw new DomainError('FORBIDDEN', say`The author of a report cannot verify it.`);
  return move(training, 'VERIFIED', today);
}

/** The row of an import, with the columns under the names of the record. */
export type PastRow = TrainingPlan & {
  trained: number;
  trainedQualifier?: Qualifier | null | undefined;
  personDays?: string | null | undefined;
  synthetic?: boolean | null | undefined;
};

/** The facts of a past training that a row of an import states. @throws VALIDATION_FAILED. */
export function pastFacts(row: PastRow) {
  return {
    ...plannedFacts(row),
    ...outcome({ trainedPersons: row.trained, qualifier: row.trainedQualifier ?? 'EXACT', personDays: row.personDays }),
    synthetic: row.synthetic ?? false,
  };
}

/** Creates the training of a row: REPORTED, and by the importer. */
export function recordPast(stated: ReturnType<typeof pastFacts>, importerId: string): Training {
  return { ...stated, status: 'REPORTED', rosterHash: null, reportedBy: importerId };
}

/** The figures of a training, which a verification confirms. */
const verifiedFacts = [
  'year',
  'heldOn',
  'regionCode',
  'organizerId',
  'trained',
  'trainedQualifier',
  'personDays',
] as const;

/**
 * Checks a training that an import creates or changes. Who changes its figures is the author of its report.
 * @throws VALIDATION_FAILED; INVALID_TRANSITION if it changes the figures of a verified training.
 */
export function checkPast<T extends Training>(next: T, before: T | null, importerId: string, today: string): T {
  requirePastYear(next.year, today);
  checkYear(next);
  requirePast(next.heldOn, today, 'heldOn');
  checkPersonDays(next);
  if (!before || sameFigures(before, next)) return next;
  if (before.status !== 'REPORTED')
    throw new DomainError('INVALID_TRANSITION', say`The figures of a training that is ${before.status} cannot change.`);
  return { ...next, reportedBy: importerId };
}

/** Whether two versions of a training have the same figures. */
export function sameFigures(a: Training, b: Training): boolean {
  return verifiedFacts.every((fact) => String(a[fact]) === String(b[fact]));
}

/** The warnings about a report that is unusual but may be correct. */
export function warningsOf(training: Training, sameRoster: boolean): string[] {
  const { plannedPersons, trained } = training;
  const tooMany = plannedPersons !== null && trained !== null && trained > plannedPersons * suspiciousFactor;
  return [
    ...(tooMany
      ? [`${trained} persons are more than ${suspiciousFactor} times the planned number (${plannedPersons}).`]
      : []),
    ...(sameRoster ? ['Another training was reported with the same list of persons.'] : []),
  ];
}

export function scheduledEvent(trainingId: string, training: Training): NewEvent {
  return TrainingScheduled(facts(trainingId, training));
}

export function reportedEvent(trainingId: string, training: Training): NewEvent {
  return TrainingReported({
    ...facts(trainingId, training),
    trained: training.trained,
    qualifier: training.trainedQualifier ?? 'EXACT',
  });
}

export function verifiedEvent(trainingId: string, training: Training): NewEvent {
  return TrainingVerified({
    ...facts(trainingId, training),
    trained: training.trained,
    qualifier: training.trainedQualifier ?? 'EXACT',
  });
}

export type Target = { regionCode: string; year: number; industryCode: string | null; persons: number };

/**
 * The sum of the targets for these regions, years and industries (`null` is "all industries"). Returns null when one of them has no target, because the
 * target of a city cannot be divided among its counties, and a sum of some targets would be too low.
 */
export function targetOf(
  targets: readonly Target[],
  scope: { regionCodes: readonly string[]; years: readonly number[]; industryCodes: readonly (string | null)[] },
): Measure | null {
  const wanted = scope.regionCodes.flatMap((regionCode) =>
    scope.years.flatMap((year) => scope.industryCodes.map((industryCode) => ({ regionCode, year, industryCode }))),
  );
  const found = wanted.map((key) =>
    targets.find(
      (target) =>
        target.regionCode === key.regionCode && target.year === key.year && target.industryCode === key.industryCode,
    ),
  );
  if (found.length === 0 || found.some((target) => target === undefined)) return null;
  return sumMeasures(
    found.map((target) => measure((target as Target).persons, 'PERSON')),
    'PERSON',
  );
}

/** The trained persons as a percentage of the target, with two decimals, rounded half up; null without a target or a figure. */
export function achievement(trained: Measure, target: Measure | null): string | null {
  if (target === null || target.value === null || trained.value === null || BigInt(target.value) === 0n) return null;
  const hundredths = (BigInt(trained.value) * 20_000n + BigInt(target.value)) / (BigInt(target.value) * 2n);
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}

/** A warning if the targets of the counties do not add up to the target of the city. All targets are of the same year and industry. */
export function targetWarnings(city: number | null, counties: readonly number[]): string[] {
  if (city === null || counties.length === 0) return [];
  const sum = counties.reduce((total, persons) => total + persons, 0);
  return sum === city ? [] : [`The targets of the counties add up to ${sum}, but the target of the city is ${city}.`];
}

/** The measure of a training, null before its report. */
export function trainedMeasure({ trained, trainedQualifier }: Training): Measure | null {
  return trained === null ? null : measure(trained, 'PERSON', trainedQualifier ?? 'EXACT');
}

function checkYear({ year, heldOn }: Pick<Training, 'year' | 'heldOn'>): void {
  if (heldOn !== null && Number(heldOn.slice(0, 4)) !== year)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The year must be the year of the day on which the training is held.`,
      ['heldOn'],
    );
}

function checkPersonDays({ trained, personDays }: Pick<Training, 'trained' | 'personDays'>): void {
  if (trained !== null && personDays !== null && Number(personDays.toString()) > trained * daysMax)
    throw new DomainError('VALIDATION_FAILED', say`A person has at most ${daysMax} days of training.`, ['personDays']);
}

function outcome({
  trainedPersons,
  qualifier,
  personDays,
}: Omit<TrainingReport, 'heldOn'>): Pick<Training, 'trained' | 'trainedQualifier' | 'personDays'> {
  if (!countable.includes(qualifier))
    throw new DomainError(
      'VALIDATION_FAILED',
      say`The qualifier of a number of persons is one of ${countable.join(', ')}.`,
      ['qualifier'],
    );
  if (personDays && !/^\d{1,9}(\.\d{1,2})?$/.test(personDays))
    throw new DomainError('VALIDATION_FAILED', say`Person-days cannot be negative and have at most two decimals.`, [
      'personDays',
    ]);
  return {
    trained: requireCount(trainedPersons, 'trainedPersons', { max: trainedMax }),
    trainedQualifier: qualifier,
    personDays: personDays ?? null,
  };
}

function facts(trainingId: string, { regionCode, organizerId, industryCode, year, trainerIds, heldOn }: Training) {
  return { trainingId, regionCode, organizerId, industryCode, year, trainerIds, heldOn };
}
