import mongoose, { type QueryFilter } from 'mongoose';
import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  equals,
  every,
  findPage,
  inRegions,
  number,
  numberOrNull,
  oneOf,
  text,
  textOrNull,
  uniqueWhenPresent,
  versionedSchema,
} from '@kexie/service';
import type { CommitmentFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { yearsInForce, type Commitment } from './domain.ts';

const schema = versionedSchema<Commitment>('commitments', {
  importKey: textOrNull,
  kind: text,
  regionCode: text,
  minimumPerYear: number,
  fromYear: number,
  untilYear: numberOrNull,
  document: textOrNull,
  endReason: textOrNull,
  years: [Number],
});
schema.index({ regionCode: 1, kind: 1, years: 1 }, { unique: true });
schema.index({ regionCode: 1, kind: 1, fromYear: -1 });
uniqueWhenPresent(schema, 'importKey');

/** The name of the index that refuses two commitments of one kind for the same region and year. */
const onePerYear = 'regionCode_1_kind_1_years_1';

/** The commitments of regions to give the association attention. */
export function createCommitmentStore(mongo: Mongo, outbox: Outbox) {
  const commitments = createAggregateStore<Commitment>(mongo, outbox, {
    name: 'Commitment',
    schema,
    noun: say`commitment`,
    duplicates: {
      [onePerYear]: [say`The region has a commitment of this kind for one of these years already.`, 'fromYear'],
    },
    derive: (commitment) => ({ ...commitment, years: yearsInForce(commitment) }),
  });
  return {
    ...commitments,
    /** @throws DUPLICATE when another commitment of the same region and kind has one of these years. */
    async requireFreeYears({ _id, regionCode, kind, ...period }: Commitment, session: Session): Promise<void> {
      const other: QueryFilter<Commitment> = {
        regionCode,
        kind,
        years: mongoose.trusted({ $in: yearsInForce(period) }) as never,
        _id: mongoose.trusted({ $ne: _id }),
      };
      if (await commitments.model.exists(other).session(session)) throw commitments.duplicate(onePerYear);
    },
    page: ({ filter, ...request }: PageRequest & { filter?: CommitmentFilter | null | undefined }) =>
      findPage(commitments.model, {
        ...request,
        filter: filterOf(filter ?? {}),
        sort: [
          { field: 'regionCode', direction: 'ASC' },
          { field: 'kind', direction: 'ASC' },
          { field: 'fromYear', direction: 'DESC' },
        ],
      }),
  };
}

function filterOf({ regions, includeDescendants, kinds, inForceIn }: CommitmentFilter): QueryFilter<Commitment> {
  return every<Commitment>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds, { path: 'kinds' }),
    equals('years', inForceIn),
  );
}
