import { createDirectory, createFigures, importKeysByRegion, runService } from '@kexie/service';
import { namesByPinyin } from '@kexie/service/names';
import { readEnv } from './env.ts';
import { honoursAreRecords } from './honour/migrations.ts';
import { labels } from './labels.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { membershipKeysByOrganization, unrenewedMembershipsLapse } from './membership/migrations.ts';
import { homesHaveHistories, phoneHashesHaveKeyVersions } from './person/migrations.ts';
import { nameKeysOf } from './person/store.ts';
import { objectionsAreRecords } from './objection/migrations.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';
import { startWatches } from './watch.ts';

const name = 'people';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  labels: { section: 'people', labels },
  migrations: [
    importKeysByRegion({ persons: 'regionCode', award_campaigns: 'regionCode', celebrations: 'regionCode' }),
    membershipKeysByOrganization,
    namesByPinyin({ persons: { keysOf: nameKeysOf, obsolete: ['name_1__id_1'] } }),
    homesHaveHistories,
    phoneHashesHaveKeyVersions,
    unrenewedMembershipsLapse,
    honoursAreRecords,
    objectionsAreRecords,
  ],
  createDeps: (base) => {
    const directory = createDirectory(base.mongo);
    return {
      ...base,
      directory,
      figures: createFigures(base.mongo, directory),
      store: createStore(base.mongo, base.outbox),
    };
  },
  prepare: ({ store: { phones }, now }) => phones.prepare(now()),
  createReactions: (deps) => [deps.directory.reaction(name), ...createReactions(deps)],
  createResolvers,
  createLoaders: ({ store, directory }) => createLoaders(store, directory),
  startWork: startWatches,
  gauges: ({ store }) => ({ roster_persons_missing: store.memberships.missingOnRosters }),
});
