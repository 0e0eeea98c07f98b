import mongoose from 'mongoose';
import { inUse } from './domain.ts';

/**
 * The condition that an organization exists on a day. An organization without any stated day counts until it is dissolved.
 */
export function existsOn(day: string): object {
  return {
    $and: [
      { status: mongoose.trusted({ $in: [...inUse, 'DISSOLVED', 'MERGED'] }) },
      {
        $or: [
          { foundedOn: mongoose.trusted({ $ne: null, $lte: day }) },
          { foundedOn: null, knownFrom: mongoose.trusted({ $ne: null, $lte: day }) },
          { foundedOn: null, knownFrom: null },
        ],
      },
      { $or: [{ dissolvedOn: null }, { dissolvedOn: mongoose.trusted({ $gt: day }) }] },
    ],
  };
}

/** The condition that no suspension lasts on a day. */
export function notSuspendedOn(day: string): object {
  const lasts = { from: { $lte: day }, $or: [{ to: null }, { to: { $gt: day } }] };
  return { suspensions: mongoose.trusted({ $not: { $elemMatch: lasts } }) };
}

/** Removes the marks of `mongoose.trusted`, which only queries understand and aggregations do not. */
export function plain<T>(filter: T): T {
  return JSON.parse(JSON.stringify(filter)) as T;
}
