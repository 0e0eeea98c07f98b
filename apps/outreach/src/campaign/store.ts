import mongoose from 'mongoose';
import { DomainError, type PageRequest } from '@kexie/kernel';
import type { Mongo, Outbox, Session } from '@kexie/messaging';
import {
  createAggregateStore,
  every,
  findPage,
  inRegions,
  oneOf,
  recordSchema,
  text,
  textOrNull,
} from '@kexie/service';
import type { CampaignFilter } from '../generated/graphql.ts';
import { say } from '../messages.ts';
import type { Campaign } from './domain.ts';

const schema = recordSchema<Campaign>('campaigns', {
  slug: text,
  title: text,
  theme: text,
  regionCode: text,
  status: text,
  startsOn: text,
  endsOn: textOrNull,
  closedOn: textOrNull,
  leadOrganizationId: text,
  parentId: textOrNull,
});
schema.index({ slug: 1 }, { unique: true });
schema.index({ regionCode: 1, startsOn: -1 });
schema.index({ startsOn: -1, _id: 1 });
schema.index({ theme: 1, startsOn: -1 });

export function createCampaignStore(mongo: Mongo, outbox: Outbox) {
  const store = createAggregateStore<Campaign>(mongo, outbox, {
    name: 'Campaign',
    schema,
    noun: say`campaign`,
    lifecycle: ['status', 'endsOn'],
    duplicates: { slug_1: [say`Another campaign has this slug.`, 'slug'] },
  });
  const { model } = store;
  return {
    ...store,
    bySlugs: (slugs: readonly string[]) =>
      model
        .find({ slug: mongoose.trusted({ $in: [...slugs] }) })
        .lean<Campaign[]>()
        .exec(),
    /** The campaign to which a command refers, or null if it refers to none. @throws NOT_FOUND. */
    async referredTo(id: string | null | undefined, path: string, session: Session): Promise<Campaign | null> {
      return id === null || id === undefined ? null : store.require(id, { path, session });
    },
    /** @throws DUPLICATE if another campaign has the slug. */
    async requireFreeSlug({ _id, slug }: Pick<Campaign, '_id' | 'slug'>, session: Session): Promise<void> {
      const other = await model.findOne({ slug }, { _id: 1 }, { session }).lean<Pick<Campaign, '_id'>>();
      if (other && other._id !== _id)
        throw new DomainError('DUPLICATE', say`Another campaign has the slug ${slug}.`, ['slug']);
    },
    page: ({ filter, ...request }: PageRequest & { filter?: CampaignFilter | null | undefined }) =>
      findPage(model, { ...request, filter: filterOf(filter ?? {}), sort: [{ field: 'startsOn', direction: 'DESC' }] }),
  };
}

function filterOf({ regions, themes, statuses, year }: CampaignFilter): object {
  const running = year
    ? [
        { startsOn: mongoose.trusted({ $lte: `${year}-12-31` }) },
        { $or: [{ endsOn: null }, { endsOn: mongoose.trusted({ $gte: `${year}-01-01` }) }] },
      ]
    : [];
  return every<Campaign>(
    inRegions('regionCode', regions),
    oneOf('theme', themes),
    oneOf('status', statuses),
    ...running,
  );
}
