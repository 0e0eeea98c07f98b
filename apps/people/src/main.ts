import { createDirectory, createFigures, importKeysByRegion, runService } from '@kexie/service';
import { readEnv } from './env.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { membershipKeysByOrganization } from './membership/migrations.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';

const name = 'people';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: [
    importKeysByRegion({ persons: 'regionCode', award_campaigns: 'regionCode', celebrations: 'regionCode' }),
    membershipKeysByOrganization,
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
  gauges: ({ store }) => ({ roster_persons_missing: store.memberships.missingOnRosters }),
});
