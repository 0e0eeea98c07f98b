import type { SubjectWeight } from '@kexie/matchmaker';
import mongoose, { type Model, type QueryFilter } from 'mongoose';

/** A record that the pools in memory follow, and whose text suggests subjects. */
type Suggested = { _id: string; changedAt: Date; suggestedSubjects: SubjectWeight[]; suggestedOn: string | null };

/** The record with the time of the change. Its text may have changed, too, so that its subjects are suggested again. */
export function asChanged<T extends Suggested>(record: T): T {
  return { ...record, changedAt: new Date(), suggestedOn: null };
}

/** The functions of a store for suggested subjects. */
export function suggestionsOf<T extends Suggested>(model: Model<T>) {
  return {
    /** Records whose subjects were never suggested, or not since this day, at most `limit`. */
    withoutSuggestions: (day: string, limit: number): Promise<T[]> =>
      model
        .find({ $or: [{ suggestedOn: null }, { suggestedOn: mongoose.trusted({ $lt: day }) }] } as QueryFilter<T>)
        .sort({ suggestedOn: 1, _id: 1 })
        .limit(limit)
        .lean<T[]>()
        .exec(),
    /** Stores suggestions, unless the record has changed meanwhile. */
    async setSuggestions({ _id, changedAt }: T, suggestedSubjects: SubjectWeight[], day: string): Promise<void> {
      await model.updateOne(
        { _id, changedAt } as QueryFilter<T>,
        { $set: { suggestedSubjects, suggestedOn: day, changedAt: new Date() } } as never,
      );
    },
  };
}
