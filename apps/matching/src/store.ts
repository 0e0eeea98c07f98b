import type { Clock } from '@kexie/kernel';
import type { Mongo, Outbox, RequestLog } from '@kexie/messaging';
import type { Directory, Figures } from '@kexie/service';
import { createEngagementStore } from './engagement/store.ts';
import { createEvidenceStore } from './expert/evidence.ts';
import { createPersonStore } from './expert/persons.ts';
import { createExpertStore } from './expert/store.ts';
import type { LivePool } from './matchmaker/live-pool.ts';
import { createModelStore } from './matchmaker/models.ts';
import { createContactStore } from './need/contacts.ts';
import { createNeedStore } from './need/store.ts';
import { createPartnerStore } from './partner/store.ts';
import { createPlaceLocks } from './proposal/locks.ts';
import { createProposalStore } from './proposal/store.ts';
import { createRoundStore } from './round/store.ts';
import type { RoundCounts } from './round/counts.ts';
import type { RoundThreads } from './round/threads.ts';
import { createSocietyStore } from './team/societies.ts';
import { createTeamStore } from './team/store.ts';

export type Store = ReturnType<typeof createStore>;

/** The dependencies of commands, resolvers and reactions; `main.ts` creates them. */
export type Deps = {
  mongo: Mongo;
  outbox: Outbox;
  requests: RequestLog;
  directory: Directory;
  figures: Figures;
  store: Store;
  pool: LivePool;
  roundThreads: RoundThreads;
  roundCounts: RoundCounts;
  now: Clock;
};

/** The collections of this service, one store for each noun. */
export function createStore(mongo: Mongo, outbox: Outbox) {
  return {
    needs: createNeedStore(mongo, outbox),
    contacts: createContactStore(mongo),
    experts: createExpertStore(mongo, outbox),
    persons: createPersonStore(mongo),
    proposals: createProposalStore(mongo, outbox),
    placeLocks: createPlaceLocks(mongo),
    rounds: createRoundStore(mongo, outbox),
    evidence: createEvidenceStore(mongo),
    models: createModelStore(mongo),
    engagements: createEngagementStore(mongo, outbox),
    partners: createPartnerStore(mongo, outbox),
    teams: createTeamStore(mongo, outbox),
    societies: createSocietyStore(mongo),
  };
}
