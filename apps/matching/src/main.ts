import { createDirectory, createFigures, runService } from '@kexie/service';
import { readEnv } from './env.ts';
import { startExpiryWatch } from './expiry-watch.ts';
import { startPauseWatch } from './expert/pause-watch.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { migrations } from './migrations.ts';
import { createLivePool } from './matchmaker/live-pool.ts';
import { startSuggestionWatch } from './matchmaker/suggestions.ts';
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
    const store = createStore(base.mongo, base.outbox);
    return {
      ...base,
      directory,
      figures: createFigures(base.mongo, directory),
      store,
      pool: createLivePool({ experts: store.experts.model, needs: store.needs.model }),
    };
  },
  createReactions: (deps) => [deps.directory.reaction(name), ...createReactions(deps)],
  createResolvers,
  createLoaders: ({ store }) => createLoaders(store),
  gauges: ({ store, pool, now }) => ({
    matching_proposals_overdue: () => store.proposals.countOverdue(now()),
    ...pool.gauges,
  }),
  startWork: (deps, log) => {
    const watches = [startExpiryWatch, startPauseWatch, startSuggestionWatch].map((start) => start(deps, log));
    return { stop: async () => void (await Promise.all(watches.map((watch) => watch.stop()))) };
  },
});
