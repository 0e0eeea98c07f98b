import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Figures } from '@kexie/service';
import { createAttentionStore } from './attention/store.ts';
import { createCommitmentStore } from './commitment/store.ts';
import { createCoverageStore } from './coverage/store.ts';
import { createHonourStore } from './dossier/store.ts';
import { createIndicatorStore } from './indicator/store.ts';
import { createOrganizationStore } from './organization/store.ts';
import { createPersonStore } from './person/store.ts';
import { createReformStore } from './reform/store.ts';
import { createRegionStore } from './region/store.ts';
import { createVitalityStore } from './vitality/store.ts';

export type Store = ReturnType<typeof createStore>;

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
export type Deps = {
  mongo: Mongo;
  outbox: Outbox;
  requests: RequestLog;
  figures: Figures;
  store: Store;
  now: Clock;
};

/** The collections of this service, one store for each noun. */
export function createStore(mongo: Mongo, outbox: Outbox) {
  const regions = createRegionStore(mongo, outbox);
  const coverage = createCoverageStore(mongo, outbox, { organizations: () => organizations.model, regions });
  const organizations = createOrganizationStore(mongo, outbox, coverage);
  return {
    regions,
    organizations,
    coverage,
    attentions: createAttentionStore(mongo, outbox),
    commitments: createCommitmentStore(mongo, outbox),
    indicators: createIndicatorStore(mongo, outbox),
    reforms: createReformStore(mongo, outbox),
    persons: createPersonStore(mongo),
    honours: createHonourStore(mongo),
    vitality: createVitalityStore(mongo),
  };
}
