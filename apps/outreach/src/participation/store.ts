import type { PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import { createAggregateStore, findPage, measureField, oneOf, recordSchema, text, textOrNull } from '@kexie/service';
import { say } from '../messages.ts';
import type { Participation, ParticipantKind } from './domain.ts';

const schema = recordSchema<Participation>('participations', {
  campaignId: text,
  kind: text,
  participantId: textOrNull,
  organizationId: textOrNull,
  facilityId: textOrNull,
  regionCode: text,
  count: measureField,
  joinedOn: textOrNull,
  role: textOrNull,
});
schema.index(
  { campaignId: 1, participantId: 1 },
  { unique: true, partialFilterExpression: { participantId: { $type: 'string' } } },
);
// the same fields for queries, because SecantusDB does not use a partial index to read
schema.index({ participantId: 1, campaignId: 1 });
schema.index({ campaignId: 1, kind: 1, _id: 1 });
schema.index({ organizationId: 1, _id: 1 });

export function createParticipationStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Participation>(mongo, outbox, {
    name: 'Participation',
    schema,
    noun: say`record`,
    duplicates: {
      campaignId_1_participantId_1: [say`This participant already takes part in the campaign.`, 'campaignId'],
    },
  });
  const { model } = store;
  return {
    ...store,
    /** @throws DUPLICATE if the participant already takes part, unless that is the participation `except`. */
    async requireNotYetIn(campaignId: string, participantId: string, session: Session, except?: string): Promise<void> {
      const other = await model
        .findOne({ campaignId, participantId }, { _id: 1 }, { session })
        .lean<Pick<Participation, '_id'>>();
      if (other && other._id !== except) throw store.duplicate('campaignId_1_participantId_1');
    },
    ofCampaign: (
      campaignId: string,
      { kinds, ...request }: PageRequest & { kinds?: readonly ParticipantKind[] | null | undefined },
    ) => findPage(model, { ...request, filter: { campaignId, ...oneOf('kind', kinds) } }),
  };
}
