import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import { createAggregateStore, dateOrNull, findPage, text, textOrNull, versionedSchema } from '@kexie/service';
import { say } from '../messages.ts';
import type { ObjectionRecord } from './domain.ts';

const schema = versionedSchema<ObjectionRecord>('objections', {
  campaignId: text,
  nominationId: text,
  nomineeId: text,
  raisedBy: textOrNull,
  text: textOrNull,
  raisedAt: dateOrNull,
  status: text,
  decisionReason: textOrNull,
  decidedBy: textOrNull,
  decidedAt: dateOrNull,
});
schema.index({ nominationId: 1, status: 1 });
schema.index({ nomineeId: 1 });
schema.index({ campaignId: 1, raisedBy: 1 });
schema.index({ campaignId: 1, status: 1 });
schema.index({ raisedBy: 1, _id: 1 });

/** Objections to one award that a transaction reads at once. */
const openMax = 5_000;

/** The store of objections. */
export function createObjectionStore(mongo: Mongo, outbox: Outbox) {
  const objections = createAggregateStore<ObjectionRecord>(mongo, outbox, {
    name: 'Objection',
    schema,
    noun: say`objection`,
  });
  const { model } = objections;
  const openWhere = (filter: { nominationId: string } | { campaignId: string }, session: Session) =>
    model
      .find({ ...filter, status: 'OPEN' }, null, { session })
      .limit(openMax)
      .lean<ObjectionRecord[]>()
      .exec();
  return {
    ...objections,
    openOfNomination: (nominationId: string, session: Session) => openWhere({ nominationId }, session),
    openOfCampaign: (campaignId: string, session: Session) => openWhere({ campaignId }, session),
    /** The number of objections that the user has raised to this award. */
    countOfUser: (campaignId: string, raisedBy: string, session: Session): Promise<number> =>
      model.countDocuments({ campaignId, raisedBy }, { session }).exec(),
    pageOfUser: ({ raisedBy, ...request }: PageRequest & { raisedBy: string }) =>
      findPage(model, { ...request, filter: { raisedBy } }),
  };
}
