import mongoose, { Schema, type QueryFilter } from 'mongoose';
import type { NewEvent } from '@kexie/events';
import type { PageRequest } from '@kexie/kernel';
import { inTransaction, isDuplicateKey, type Mongo, type Outbox, type Session } from '@kexie/messaging';
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
import type { AttentionKind, CommitmentFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import { withdrawalPart } from '../withdrawal.ts';
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
  withdrawal: { type: withdrawalPart, default: undefined },
});
// A withdrawn commitment has no years, and two of them are not duplicates.
schema.index(
  { regionCode: 1, kind: 1, years: 1 },
  { unique: true, name: onePerYear(), partialFilterExpression: { years: { $gt: 0 } } },
);
schema.index({ regionCode: 1, kind: 1, fromYear: -1 });
uniqueWhenPresent(schema, 'importKey');

/** The name of the index that refuses two commitments of one kind for the same region and year. */
function onePerYear(): string {
  return 'oneCommitmentPerYear';
}

/** A year of a region and a kind. */
type Unit = { year: number; regionCode: string; kind: AttentionKind };
/** The announcement that a commitment is not met yet. */
type Alert = Unit & { _id: string; alertedOn: string };

const alertSchema = new Schema<Alert>(
  { _id: text, regionCode: text, kind: text, year: number, alertedOn: text },
  { collection: 'commitment_alerts', versionKey: false, id: false },
);

function alertIdOf({ regionCode, kind, year }: Unit): string {
  return `${regionCode}|${kind}|${year}`;
}

/** The commitments of regions to give the association attention. */
export function createCommitmentStore(mongo: Mongo, outbox: Outbox) {
  const commitments = createAggregateStore<Commitment>(mongo, outbox, {
    name: 'Commitment',
    schema,
    noun: say`commitment`,
    duplicates: {
      [onePerYear()]: [say`The region has a commitment of this kind for one of these years already.`, 'fromYear'],
    },
    derive: (commitment) => ({ ...commitment, years: yearsInForce(commitment) }),
  });
  const alerts = mongo.model<Alert>('CommitmentAlert', alertSchema);
  return {
    ...commitments,
    /** Writes an announcement with its event, unless another replica has written it. */
    async alert(alert: Unit & { alertedOn: string }, event: NewEvent): Promise<void> {
      const _id = alertIdOf(alert);
      try {
        await inTransaction(mongo, async (session) => {
          if (await alerts.exists({ _id }).session(session)) return;
          await alerts.insertMany([{ ...alert, _id }], { session });
          await outbox.append([event], { aggregateId: `commitment-${_id}`, version: 1 }, session);
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    /** The days on which these years were announced, in their order; null for a year that was not. */
    async alertsOf(units: readonly Unit[]): Promise<(string | null)[]> {
      const found = await alerts
        .find({ _id: mongoose.trusted({ $in: units.map(alertIdOf) }) })
        .limit(units.length)
        .lean<Alert[]>();
      const days = new Map(found.map(({ _id, alertedOn }) => [_id, alertedOn]));
      return units.map((unit) => days.get(alertIdOf(unit)) ?? null);
    },
    /** @throws DUPLICATE when another commitment of the same region and kind has one of these years. */
    async requireFreeYears({ _id, regionCode, kind, ...period }: Commitment, session: Session): Promise<void> {
      const other: QueryFilter<Commitment> = {
        regionCode,
        kind,
        years: mongoose.trusted({ $in: yearsInForce(period) }) as never,
        _id: mongoose.trusted({ $ne: _id }),
      };
      if (await commitments.model.exists(other).session(session)) throw commitments.duplicate(onePerYear());
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

function filterOf({
  regions,
  includeDescendants,
  kinds,
  inForceIn,
  includeWithdrawn,
}: CommitmentFilter): QueryFilter<Commitment> {
  return every<Commitment>(
    inRegions('regionCode', regions, includeDescendants ?? true),
    oneOf('kind', kinds, { path: 'kinds' }),
    equals('years', inForceIn),
    includeWithdrawn ? {} : { withdrawal: null },
  );
}
