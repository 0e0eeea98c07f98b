import { ReformProjectRecorded, type NewEvent } from '@kexie/events';
import { DomainError, optionalText, requireCount, requireText, toDay, yearOf } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import type {
  DoctrineTag,
  RegisterReformProjectInput,
  ReformAchievementInput,
  ReformDocumentInput,
} from '../generated/graphql.ts';
import { say } from '../messages.ts';

export type ReformDocument = { title: string; number: string | null; issuedOn: string | null; tags: DoctrineTag[] };
export type ReformAchievement = { title: string; description: string | null; year: number; tags: DoctrineTag[] };

/** A pilot project of the reform (改革试点) of a region, with its documents and achievements. */
export type ReformProject = {
  _id: string;
  version: number;
  importKey: string | null;
  title: string;
  regionCode: string;
  batch: number | null;
  sponsor: string | null;
  startYear: number;
  documents: ReformDocument[];
  achievements: ReformAchievement[];
};

/** The facts of a project that an input states. */
export type Stated = Omit<ReformProject, '_id' | 'version' | 'importKey'>;

type Facts = Omit<RegisterReformProjectInput, 'clientMutationId'>;

const firstYear = 1958;
const batchMax = 1_000;
const entriesMax = 100;

/** The facts of an input. @throws VALIDATION_FAILED; DUPLICATE for two documents or achievements with the same title. */
export function factsOf(
  { title, regionCode, batch = null, sponsor, startYear, documents, achievements }: Facts,
  now: Date,
): Stated {
  const currentYear = yearOf(now);
  const stated = {
    title: requireText(title, 'title', { max: 200 }),
    regionCode,
    batch: batch === null ? null : requireCount(batch, 'batch', { min: 1, max: batchMax }),
    sponsor: optionalText(sponsor, 'sponsor', { max: 200 }),
    startYear: requireCount(startYear, 'startYear', { min: firstYear, max: currentYear }),
    documents: bounded(documents, 'documents').map((document) => documentOf(document, toDay(now))),
    achievements: bounded(achievements, 'achievements').map((achievement) => achievementOf(achievement, currentYear)),
  };
  requireDifferentTitles(stated.documents, 'documents');
  requireDifferentTitles(stated.achievements, 'achievements');
  return stated;
}

/** A new project. */
export function register(_id: string, stated: Stated): Decision<ReformProject> {
  const next = { ...stated, _id, version: 1, importKey: null };
  checkAchievements(next);
  return { next, events: [recordedEvent(next)] };
}

/** Replaces all facts of a project. */
export function revise(current: ReformProject, stated: Stated): Decision<ReformProject> {
  const next = { ...current, ...stated };
  checkAchievements(next);
  return { next, events: [recordedEvent(next)] };
}

/** @throws VALIDATION_FAILED for an achievement of a year before the project started. */
export function checkAchievements({
  startYear,
  achievements,
}: Pick<ReformProject, 'startYear' | 'achievements'>): void {
  const early = achievements.find(({ year }) => year < startYear);
  if (early)
    throw new DomainError('VALIDATION_FAILED', say`"${early.title}" lies before the start of the project.`, [
      'achievements',
    ]);
}

/** The event of a project that is new or changed. */
export function recordedEvent({
  _id,
  title,
  regionCode,
  batch,
  sponsor,
  startYear,
  documents,
  achievements,
}: ReformProject): NewEvent {
  return ReformProjectRecorded({
    projectId: _id,
    title,
    regionCode,
    batch,
    sponsor,
    startYear,
    documents: documents.length,
    achievements: achievements.length,
  });
}

function documentOf({ title, number, issuedOn = null, tags }: ReformDocumentInput, today: string): ReformDocument {
  if (issuedOn !== null && issuedOn > today)
    throw new DomainError('VALIDATION_FAILED', say`The day of a document must not lie in the future.`, [
      'documents',
      'issuedOn',
    ]);
  return {
    title: requireText(title, 'title', { max: 200 }),
    number: optionalText(number, 'number', { max: 100 }),
    issuedOn,
    tags: tagsOf(tags),
  };
}

function achievementOf(
  { title, description, year, tags }: ReformAchievementInput,
  currentYear: number,
): ReformAchievement {
  return {
    title: requireText(title, 'title', { max: 200 }),
    description: optionalText(description, 'description', { max: 2_000 }),
    year: requireCount(year, 'year', { min: firstYear, max: currentYear }),
    tags: tagsOf(tags),
  };
}

/** Each tag once, in a fixed order, so that the same tags are the same facts. */
function tagsOf(tags: readonly DoctrineTag[]): DoctrineTag[] {
  return [...new Set(tags)].sort();
}

function bounded<Entry>(entries: readonly Entry[] | null | undefined, path: string): readonly Entry[] {
  if (entries && entries.length > entriesMax)
    throw new DomainError('VALIDATION_FAILED', say`A project has at most ${entriesMax} ${path}.`, [path]);
  return entries ?? [];
}

function requireDifferentTitles(entries: readonly { title: string }[], path: string): void {
  if (new Set(entries.map(({ title }) => title)).size < entries.length)
    throw new DomainError('DUPLICATE', say`Two ${path} of the project have the same title.`, [path]);
}
