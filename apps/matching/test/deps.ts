import type { NewEvent } from '@kexie/events';
import { newId, type Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, createRequestLog, inTransaction, prepareCollections } from '@kexie/messaging';
import { createDirectory, createFigures, viewerOf } from '@kexie/service';
import { checkStatements, newExpert, type Expert, type PersonFacts } from '../src/expert/domain.ts';
import { createLivePool } from '../src/matchmaker/live-pool.ts';
import { checkStatements as checkNeed, draftNeed, type Need } from '../src/need/domain.ts';
import { createReactions } from '../src/reactions.ts';
import { createRoundCounts } from '../src/round/counts.ts';
import { createRoundThreads } from '../src/round/threads.ts';
import { createStore, type Deps } from '../src/store.ts';
import { county } from './builders.ts';

const nothing = () => undefined;
export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };
export const administrator = viewerOf({ id: 'usr_1', roles: ['administrator'], regions: [], organizations: [] });

/** The dependencies of one replica of the service, without its server and its broker. */
export async function openReplica(
  uri: string,
  now: () => Date = () => new Date(),
  threads: { timeLimitMs?: number; memoryMbMax?: number } = {},
): Promise<Deps> {
  const mongo = await connectMongo(uri, { log: silent });
  const outbox = createOutbox(mongo);
  const directory = createDirectory(mongo);
  const store = createStore(mongo, outbox);
  const deps = {
    mongo,
    outbox,
    directory,
    now,
    requests: createRequestLog(mongo),
    figures: createFigures(mongo, directory),
    store,
    pool: createLivePool({ experts: store.experts.model, needs: store.needs.model }),
    roundThreads: createRoundThreads({ uri, log: silent, ...threads }),
    roundCounts: createRoundCounts(),
  };
  await prepareCollections(mongo);
  return deps;
}

/** Writes the copy of a person and returns its facts. */
export async function knownPerson({ mongo }: Deps, regionCode = county): Promise<PersonFacts> {
  const person = {
    _id: newId('per'),
    name: '王工',
    titleLevel: 'SENIOR',
    employerId: null,
    regionCode,
    homeStatus: 'VERIFIED',
  };
  const view = { ...person, version: 1, subjectCodes: [], synthetic: true };
  await mongo.collection<{ _id: string }>('persons_view').insertOne(view);
  return person;
}

export const profileOf = ({ _id: personId }: { _id: string }) => ({
  personId,
  subjects: [{ code: '61030', weight: '1' }],
  serviceModes: ['CONSULTING' as const],
  capacity: 2,
  remoteOk: true,
  onsiteOk: true,
  isInvited: false,
  consentVersion: '2021-1',
});

/** The record of a new expert. */
export function expertOf(person: PersonFacts, changes: Partial<Expert> = {}): Expert {
  return { ...newExpert(checkStatements(profileOf(person), person), person, newId('exp')).next, ...changes };
}

/** Writes a published need and returns its id. */
export async function publishedNeed({ mongo, store }: Deps, changes: Partial<Need> = {}): Promise<string> {
  const statements = {
    title: '陶瓷废水处理材料',
    description: '生产线排出的陶瓷废水不能稳定达标,希望找到可以重复使用的过滤材料。',
    enterpriseId: newId('org'),
    regionCode: county,
    requiredSubjects: [{ code: '61030', weight: '1' }],
    serviceModes: ['CONSULTING' as const],
    quota: 1,
    onsiteRequired: false,
    confidentiality: 'PUBLIC' as const,
  };
  const facts = checkNeed(statements, { descriptionMin: 1, today: null });
  const draft = draftNeed(facts, { id: newId('ned'), contactId: null, now: new Date() });
  const next: Need = { ...draft, status: 'PUBLISHED', ...changes };
  await inTransaction(mongo, (session) => store.needs.create({ next, events: [] }, session));
  return next._id;
}

/** Writes new experts with these facts. */
export async function enterExperts({ mongo, store }: Deps, experts: readonly Expert[]): Promise<void> {
  const decisions = experts.map((next) => ({ next, events: [] }));
  await inTransaction(mongo, (session) => store.experts.createAll(decisions, session));
}

/** Runs the reaction of one consumer to an event, again when it loses a race, as the consumer does. */
export async function deliver(deps: Deps, durable: string, event: NewEvent, aggregateVersion: number): Promise<void> {
  const reaction = createReactions(deps).find((known) => known.durable === durable);
  const route = reaction?.routes.find(({ definition }) => definition.type === event.type);
  if (!route) throw new Error(`${durable} has no route for ${event.type}.`);
  const occurredAt = deps.now();
  const received = { ...event, id: newId('eng'), aggregateId: newId('mem'), aggregateVersion, occurredAt };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await inTransaction(deps.mongo, (session) => route.handle(received as never, session));
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
