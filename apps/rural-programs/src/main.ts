import { createDirectory, createFigures, importKeysByRegion, runService } from '@kexie/service';
import { namesByPinyin, nameSortOf } from '@kexie/service/names';
import { readEnv } from './env.ts';
import { labels } from './labels.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';

const name = 'rural-programs';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  labels: { section: 'rural', labels },
  // the records of specialty industries have the code of the industry as their key
  migrations: [
    importKeysByRegion({
      trainings: 'regionCode',
      funding_programs: 'regionCode',
      rural_facilities: 'regionCode',
      industry_observations: 'regionCode',
      organization_honours: 'regionCode',
    }),
    namesByPinyin({ rural_facilities: { keysOf: nameSortOf, obsolete: ['industryCode_1_name_1'] } }),
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
