import { newId, type Logger } from '@kexie/kernel';
import { connectMongo, createOutbox, createRequestLog, prepareCollections } from '@kexie/messaging';
import { createDirectory, createFigures, viewerOf } from '@kexie/service';
import { checkStatements, newExpert, type Expert, type PersonFacts } from '../src/expert/domain.ts';
import { createLivePool } from '../src/matchmaker/live-pool.ts';
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
