import mongoose from 'mongoose';
import { DomainError } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import { createAggregateStore, liesWithin, measureField, recordSchema, text, textOrNull } from '@kexie/service';
import { say } from '../messages.ts';
import type { OutputRecord } from './domain.ts';

const schema = recordSchema<OutputRecord>('outputs', {
  channelId: text,
  channelKind: text,
  operatorKind: text,
  regionCode: text,
  campaignId: textOrNull,
  metric: text,
  measure: measureField,
  periodFrom: text,
  periodTo: text,
  recordedAt: { type: Date, required: true },
  correctionOf: textOrNull,
  correctedBy: textOrNull,
  reason: textOrNull,
});
schema.index({ channelId: 1, metric: 1, periodFrom: -1 });
schema.index({ channelId: 1, periodFrom: -1, _id: -1 });
schema.index({ campaignId: 1, periodFrom: 1 });
schema.index({ regionCode: 1, periodFrom: 1 });
schema.index({ periodFrom: 1 });

export type ChannelOutputs = { channelId: string; campaignId: string | null; from: string | null; to: string | null };

const perChannelMax = 200;

export function createOutputStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<OutputRecord>(mongo, outbox, { name: 'Output', schema, noun: say`record` });
  const { model } = store;
  return {
    ...store,
    /** Marks a record as corrected, so that it counts in no sum. @throws INVALID_TRANSITION if another correction was written meanwhile. */
    async markCorrected({ _id, version }: OutputRecord, correctedBy: string, session: Session): Promise<void> {
      const { matchedCount } = await model.updateOne(
        { _id, correctedBy: null },
        { $set: { correctedBy, version: version + 1 } },
        { session },
      );
      if (matchedCount === 0)
        throw new DomainError('INVALID_TRANSITION', say`This record was corrected meanwhile.`, ['originalId']);
    },
    byImportKey: (importKey: string, session: Session) =>
      model.findOne({ importKey }, null, { session }).lean<OutputRecord>().exec(),
    /** @throws DUPLICATE if another uncorrected record of the channel, metric and campaign covers one of these days. */
    async requireNoOverlap(
      { _id, channelId, metric, campaignId, periodFrom, periodTo, correctionOf }: OutputRecord,
      session: Session,
    ): Promise<void> {
      const other = await model
        .findOne(
          {
            channelId,
            metric,
            campaignId,
            correctedBy: null,
            _id: mongoose.trusted({ $nin: [_id, ...(correctionOf ? [correctionOf] : [])] }),
            periodFrom: mongoose.trusted({ $lte: periodTo }),
            periodTo: mongoose.trusted({ $gte: periodFrom }),
          },
          { periodFrom: 1, periodTo: 1 },
          { session },
        )
        .lean<Pick<OutputRecord, '_id' | 'periodFrom' | 'periodTo'>>();
      if (other)
        throw new DomainError(
          'DUPLICATE',
          say`${other._id} covers ${other.periodFrom} to ${other.periodTo} already; correct it instead.`,
          ['periodFrom'],
        );
    },
    /** The records of each channel, the latest period first, at most 200 for each channel. The requests may differ only in the channel. */
    async ofChannels(requests: readonly ChannelOutputs[]): Promise<OutputRecord[][]> {
      const [{ campaignId, from, to }] = requests as [ChannelOutputs];
      const match = {
        channelId: { $in: requests.map(({ channelId }) => channelId) },
        ...(campaignId !== null && { campaignId }),
        ...liesWithin('periodFrom', 'periodTo', { from, to }),
      };
      const groups = await model
        .aggregate<{ _id: string; records: OutputRecord[] }>([
          { $match: match },
          { $sort: { periodFrom: -1, _id: -1 } },
          { $group: { _id: '$channelId', records: { $firstN: { input: '$$ROOT', n: perChannelMax } } } },
        ])
        .option({ maxTimeMS: 10_000 });
      const byChannel = new Map(groups.map(({ _id, records }) => [_id, records]));
      return requests.map(({ channelId }) => byChannel.get(channelId) ?? []);
    },
  };
}
