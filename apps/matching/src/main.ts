import { createDirectory, createFigures, createLogger, runService, watchAll } from '@kexie/service';
import { readEnv } from './env.ts';
import { startExpiryWatch } from './expiry-watch.ts';
import { startPauseWatch } from './expert/pause-watch.ts';
import { labels } from './labels.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { migrations } from './migrations.ts';
import { createLivePool } from './matchmaker/live-pool.ts';
import { startSuggestionWatch } from './matchmaker/suggestions.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createRoundCounts } from './round/counts.ts';
import { createRoundThreads } from './round/threads.ts';
import { createStore, type Deps } from './store.ts';

const name = 'matching';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  labels: { section: 'matching', labels },
  migrations,
  createDeps: (base) => {
    const directory = createDirectory(base.mongo);
    const store = createStore(base.mongo, base.outbox);
    const env = readEnv(process.env);
    return {
      ...base,
      directory,
      figures: createFigures(base.mongo, directory),
      store,
      pool: createLivePool({ experts: store.experts.model, needs: store.needs.model }),
      roundThreads: createRoundThreads({ uri: env.MONGODB_URI, log: createLogger(name, env.LOG_LEVEL) }),
      roundCounts: createRoundCounts(),
    };
  },
  createReactions: (deps) => [deps.directory.reaction(name), ...createReactions(deps)],
  createResolvers,
  createLoaders: ({ store, directory }) => createLoaders(store, directory),
  gauges: ({ store, pool, now }) => ({
    matching_proposals_overdue: () => store.proposals.countOverdue(now()),
    ...pool.gauges,
  }),
  counters: ({ roundCounts }) => roundCounts.counters,
  startWork: (deps, log) =>
    watchAll(
      startExpiryWatch(deps, log),
      startPauseWatch(deps, log),
      startSuggestionWatch(deps, log),
      deps.roundThreads,
    ),
});
