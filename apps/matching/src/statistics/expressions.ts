import type { PipelineStage } from 'mongoose';
import { bayAreaPrefixes } from '@kexie/matchmaker';
import { prefixDimension } from '@kexie/service';

export const one = { $sum: 1 };
export const countIf = (condition: object | string) => ({ $sum: { $cond: [condition, 1, 0] } });
/** The province of a region code. */
export const provinceOf = (field: string): object => ({ $concat: [prefixDimension(field, 2), '0000'] });

/** Whether a region code lies in the Greater Bay Area. */
export function inBayArea(field: string): object {
  const lengths = [...new Set(bayAreaPrefixes.map(({ length }) => length))];
  const ofLength = (length: number) => bayAreaPrefixes.filter((prefix) => prefix.length === length);
  return { $or: lengths.map((length) => ({ $in: [prefixDimension(field, length), ofLength(length)] })) };
}

/** Adds the records of another collection that a field names, with these fields, if they meet a condition. */
export function lookup(
  { from, localField, foreignField, as }: { from: string; localField: string; foreignField: string; as: string },
  condition: object,
  fields: readonly string[],
): PipelineStage {
  const pipeline = [
    { $match: condition },
    { $project: Object.fromEntries(['_id', ...fields].map((field) => [field, 1])) },
  ] as PipelineStage[] as NonNullable<PipelineStage.Lookup['$lookup']['pipeline']>;
  return { $lookup: { from, localField, foreignField, pipeline, as } };
}
