import mongoose, { type PipelineStage } from 'mongoose';
import { bayAreaPrefixes } from '@kexie/matchmaker';
import { prefixDimension } from '@kexie/service';
import type { Need } from '../need/domain.ts';
import { daysAfter } from '../proposal/working-days.ts';

export const one = { $sum: 1 };
export const countIf = (condition: object | string) => ({ $sum: { $cond: [condition, 1, 0] } });
/** The province of a region code. */
export const provinceOf = (field: string): object => ({ $concat: [prefixDimension(field, 2), '0000'] });

const chinaOffset = '+08:00';
const dayMs = 24 * 60 * 60 * 1_000;
const hourMs = 60 * 60 * 1_000;

/** The condition "made from the one civil day to the other in China". A missing bound sets no condition. */
export function madeBetween({
  from,
  to,
}: {
  from?: string | null | undefined;
  to?: string | null | undefined;
}): object {
  if (!from && !to) return {};
  const startOf = (day: string) => new Date(`${day}T00:00:00${chinaOffset}`);
  return {
    createdAt: mongoose.trusted({
      ...(from && { $gte: startOf(from) }),
      ...(to && { $lt: startOf(daysAfter(to, 1)) }),
    }),
  };
}

/** Keeps the proposals for needs that meet a condition, and adds `need` with these fields. */
export function withNeed(condition: object, fields: readonly (keyof Need)[]): PipelineStage[] {
  return [lookup('needs', 'needId', condition, fields, 'need'), { $unwind: '$need' }];
}

/** Adds `expertRegionCode`, the present region of the expert. */
export function withExpertRegion(): PipelineStage[] {
  return [
    lookup('experts', 'expertId', {}, ['regionCode'], 'experts'),
    { $addFields: { expert: { $first: '$experts' } } },
    { $addFields: { expertRegionCode: '$expert.regionCode' } },
  ];
}

/** Adds the records of another collection that a field names, with some of their fields, if they meet a condition. */
export function lookup(
  from: string,
  localField: string,
  condition: object,
  fields: readonly string[],
  as: string,
  foreignField = '_id',
): PipelineStage {
  const pipeline = [
    { $match: condition },
    { $project: Object.fromEntries(['_id', ...fields].map((field) => [field, 1])) },
  ] as PipelineStage[] as NonNullable<PipelineStage.Lookup['$lookup']['pipeline']>;
  return { $lookup: { from, localField, foreignField, pipeline, as } };
}

/** Whether a region code lies in the Greater Bay Area. */
export function inBayArea(field: string): object {
  return { $or: bayAreaPrefixes.map((prefix) => ({ $eq: [prefixDimension(field, prefix.length), prefix] })) };
}

/** The civil year of an instant in China. */
export function yearOfInstant(field: string): object {
  return { $dateToString: { date: field, format: '%Y', timezone: chinaOffset } };
}

/** The days from a civil day in China (YYYY-MM-DD) to the day of an instant; null unless both are stated and in this order. */
export function daysUntil(day: string, instant: string): object {
  const start = { $dateFromString: { dateString: { $concat: [day, `T00:00:00${chinaOffset}`] } } };
  return wholeUnits(day, instant, { $subtract: [instant, start] }, dayMs);
}

/** The whole hours between two instants; null unless both are stated and in this order. */
export function hoursBetween(from: string, to: string): object {
  return wholeUnits(from, to, { $subtract: [to, from] }, hourMs);
}

function wholeUnits(from: string, to: string, elapsedMs: object, unitMs: number): object {
  const isStated = (field: string) => ({ $ne: [{ $ifNull: [field, null] }, null] });
  const units = { $floor: { $divide: [elapsedMs, unitMs] } };
  const inOrder = { $cond: [{ $gte: [elapsedMs, 0] }, units, null] };
  return { $cond: [{ $and: [isStated(from), isStated(to)] }, inOrder, null] };
}
