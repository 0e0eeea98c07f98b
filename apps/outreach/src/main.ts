import { createDirectory, createFigures, importKeysByRegion, runService } from '@kexie/service';
import { namesByPinyin, nameSortOf } from '@kexie/service/names';
import { readEnv } from './env.ts';
import { labels } from './labels.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';

const name = 'outreach';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  labels: { section: 'outreach', labels },
  migrations: [
    importKeysByRegion({
      campaigns: 'regionCode',
      channels: 'regionCode',
      outputs: 'regionCode',
      materials: 'regionCode',
      participations: 'regionCode',
      facilities: 'regionCode',
      activities: 'regionCode',
    }),
    namesByPinyin({
      channels: { keysOf: nameSortOf, obsolete: ['name_1__id_1', 'status_1_name_1', 'campaignIds_1_name_1'] },
      facilities: {
        keysOf: nameSortOf,
        obsolete: ['name_1__id_1', 'kind_1_name_1', 'level_1_name_1', 'active_1_name_1'],
      },
    }),
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
  createReactions: (deps) => [deps.directory.reaction(name), ...createReactions(deps)],
  createResolvers,
  createLoaders: ({ store }) => createLoaders(store),
});
