import mongoose, { type PipelineStage, type QueryFilter } from 'mongoose';
import { startsWith, type Viewer } from '@kexie/service';
import type { Engagement } from '../engagement/domain.ts';
import type { Expert } from '../expert/domain.ts';
import type { Need } from '../need/domain.ts';
import { within } from '../need/store.ts';
import { codePrefixes } from '../fields.ts';
import type { Deps } from '../store.ts';
import { relatedSubjects } from '@kexie/matchmaker';
import { openForExperts } from './score.ts';

/** The limit of each of the three kinds of candidates, so that one request scores at most 600 pairs. */
const candidatesMax = 200;
const engagementsMax = 5_000;
const queryTimeoutMs = 10_000;

/** ACTIVE experts who share a subject, a discipline or a word with the need, except employees of its enterprise. */
export async function expertCandidates(
  { store: { experts } }: Deps,
  need: Need,
  words: readonly string[],
): Promise<Expert[]> {
  const pool = { status: 'ACTIVE', institutionId: mongoose.trusted({ $ne: need.enterpriseId }) };
  const found = [
    ...(await experts.model
      .find({ $and: [pool, sameSubjects('subjects.code', need.requiredSubjects)] } as QueryFilter<Expert>)
      .sort({ completedCount: -1, _id: 1 })
      .limit(candidatesMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<Expert[]>()),
    ...(await experts.model
      .find({ $and: [pool, sameDisciplines('subjects.code', need.requiredSubjects)] } as QueryFilter<Expert>)
      .sort({ completedCount: -1, _id: 1 })
      .limit(candidatesMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<Expert[]>()),
    ...(await experts.model.aggregate<Expert>(sharingMost(pool, words)).option({ maxTimeMS: queryTimeoutMs })),
  ];
  return distinct(found);
}

/** Needs that are open for experts and visible to the viewer, and share a subject, a discipline or a word with the expert. */
export async function needCandidates({ store: { needs } }: Deps, viewer: Viewer, expert: Expert): Promise<Need[]> {
  const open = within(viewer, { statuses: [...openForExperts] });
  const found = [
    ...(await needs.model
      .find({ $and: [open, sameSubjects('requiredSubjects.code', expert.subjects)] } as QueryFilter<Need>)
      .sort({ publishedOn: -1, _id: 1 })
      .limit(candidatesMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<Need[]>()),
    ...(await needs.model
      .find({ $and: [open, sameDisciplines('requiredSubjects.code', expert.subjects)] } as QueryFilter<Need>)
      .sort({ publishedOn: -1, _id: 1 })
      .limit(candidatesMax)
      .maxTimeMS(queryTimeoutMs)
      .lean<Need[]>()),
    ...(await needs.model
      .aggregate<Need>(sharingMost(open, expert.searchTokens))
      .option({ maxTimeMS: queryTimeoutMs })),
  ];
  return distinct(found);
}

/** The number of experts, and the number of experts that have each word. */
export type Frequencies = { total: number; counts: Map<string, number> };

export async function documentFrequencies(
  { store: { experts } }: Deps,
  words: ReadonlySet<string>,
): Promise<Frequencies> {
  const wanted = [...words];
  const counted = await experts.model
    .aggregate<{ _id: string; count: number }>([
      { $match: { searchTokens: mongoose.trusted({ $in: wanted }) } },
      { $project: { token: { $setIntersection: ['$searchTokens', { $literal: wanted }] } } },
      { $unwind: '$token' },
      { $group: { _id: '$token', count: { $sum: 1 } } },
    ])
    .option({ maxTimeMS: queryTimeoutMs });
  return {
    total: await experts.model.estimatedDocumentCount().exec(),
    counts: new Map(counted.map(({ _id, count }) => [_id, count])),
  };
}

/** The industries in which each expert worked, by id of the expert: those of the needs that the viewer may see. */
export async function pastOf(
  { store: { engagements, needs } }: Deps,
  viewer: Viewer,
  expertIds: readonly string[],
): Promise<Map<string, string[]>> {
  const past = await engagements.model
    .find(
      { expertId: mongoose.trusted({ $in: [...new Set(expertIds)] }), industryCode: mongoose.trusted({ $ne: null }) },
      { expertId: 1, needId: 1, industryCode: 1 },
    )
    .limit(engagementsMax)
    .maxTimeMS(queryTimeoutMs)
    .lean<Pick<Engagement, 'expertId' | 'needId' | 'industryCode'>[]>();
  const visible = await needs.visibleAmong(
    viewer,
    past.flatMap(({ needId }) => needId ?? []),
  );
  const seen = past.filter(({ needId }) => needId !== null && visible.has(needId));
  return collect(seen.map(({ expertId, industryCode }) => [expertId, industryCode as string]));
}

/** The ratings that experts gave to enterprises, by id of the enterprise. */
export async function ratingsOf(
  { store: { engagements } }: Deps,
  enterpriseIds: readonly string[],
): Promise<Map<string, number[]>> {
  const rated = await engagements.model
    .find(
      {
        enterpriseId: mongoose.trusted({ $in: [...new Set(enterpriseIds)] }),
        'outcome.expertRating': mongoose.trusted({ $ne: null }),
      },
      { enterpriseId: 1, outcome: 1 },
    )
    .limit(engagementsMax)
    .maxTimeMS(queryTimeoutMs)
    .lean<Pick<Engagement, 'enterpriseId' | 'outcome'>[]>();
  return collect(rated.map(({ enterpriseId, outcome }) => [enterpriseId as string, outcome?.expertRating as number]));
}

function sameSubjects(field: string, subjects: readonly { code: string }[]): object {
  return { [field]: mongoose.trusted({ $in: subjects.map(({ code }) => code) }) };
}

/** Matches the first-level disciplines of the subjects, and subjects that are listed as related to one of them. */
function sameDisciplines(field: string, subjects: readonly { code: string }[]): object {
  const related = subjects.flatMap(({ code }) => relatedSubjects(code)).map(({ code }) => code);
  return startsWith(field, [...new Set([...subjects.map(({ code }) => code.slice(0, 3)), ...related])], {
    path: 'subjects',
    ...codePrefixes,
  });
}

/** The records that share most words. The stages use the index on `searchTokens`. */
function sharingMost(condition: object, words: readonly string[]): PipelineStage[] {
  return [
    { $match: { $and: [{ searchTokens: mongoose.trusted({ $in: [...words] }) }, condition] } },
    { $set: { shared: { $size: { $setIntersection: ['$searchTokens', { $literal: [...words] }] } } } },
    { $sort: { shared: -1, _id: 1 } },
    { $limit: candidatesMax },
    { $unset: 'shared' },
  ];
}

function distinct<T extends { _id: string }>(records: readonly T[]): T[] {
  return [...new Map(records.map((record) => [record._id, record])).values()];
}

function collect<Value>(pairs: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, group]) => [key, group.map(([, value]) => value)]));
}
