import { createDirectory, createFigures, runService } from '@kexie/service';
import { readEnv } from './env.ts';
import { startExpiryWatch } from './expiry-watch.ts';
import { startPauseWatch } from './expert/pause-watch.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { migrations } from './migrations.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';

const name = 'matching';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  migrations,
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
  gauges: ({ store, now }) => ({ matching_proposals_overdue: () => store.proposals.countOverdue(now()) }),
  startWork: (deps, log) => {
    const watches = [startExpiryWatch(deps, log), startPauseWatch(deps, log)];
    return { stop: async () => void (await Promise.all(watches.map((watch) => watch.stop()))) };
  },
});
