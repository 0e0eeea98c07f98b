import { createFigures, importKeysByRegion, runService, watchAll } from '@kexie/service';
import { namesByPinyin } from '@kexie/service/names';
import { startCommitmentWatch } from './commitment-watch.ts';
import { withdrawnCommitmentsFreeTheirYears } from './commitment/migrations.ts';
import { readEnv } from './env.ts';
import { labels } from './labels.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { nameKeysOf } from './organization/store.ts';
import { partyOrganizationsWithPeriods } from './party/migrations.ts';
import { createReactions } from './reactions.ts';
import { createResolvers } from './resolvers.ts';
import { createStore, type Deps } from './store.ts';
import { startMergerWatch } from './merger-watch.ts';
import { startTermWatch } from './term-watch.ts';

const name = 'organizations';
await runService<Deps, Loaders>({
  name,
  readEnv: () => readEnv(process.env),
  schema: new URL('./schema.graphql', import.meta.url),
  labels: { section: 'organizations', labels },
  migrations: [
    importKeysByRegion({ organizations: 'regionCode', leadership_attentions: 'regionCode' }),
    namesByPinyin({ organizations: { keysOf: nameKeysOf, obsolete: ['name_1'] } }),
    partyOrganizationsWithPeriods,
    withdrawnCommitmentsFreeTheirYears,
  ],
  createDeps: (base) => {
    const store = createStore(base.mongo, base.outbox);
    return { ...base, figures: createFigures(base.mongo, store.regions), store };
  },
  createReactions,
  createResolvers,
  createLoaders: ({ store }) => createLoaders(store),
  prepare: async ({ store: { regions, coverage } }, log) => {
    const loaded = await regions.loadReference(new URL('./region/reference.json', import.meta.url));
    if (loaded > 0) log.info({ regions: loaded }, 'regions loaded');
    const units = await coverage.rebuild();
    if (units > 0) log.info({ units }, 'gaps of coverage computed');
  },
  startWork: (deps, log) =>
    watchAll(startTermWatch(deps, log), startCommitmentWatch(deps, log), startMergerWatch(deps, log)),
});
