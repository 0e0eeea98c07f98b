import { mkdtemp } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { newId } from '@kexie/kernel';
import { viewerOf } from '@kexie/service';
import { databaseUri, startMongodb } from '@kexie/stack';
import { createGenerator } from '../../../tools/matchmaking/src/generator.ts';
import { checkStatements, newExpert } from '../src/expert/domain.ts';
import { checkStatements as checkNeed, draftNeed } from '../src/need/domain.ts';
import { computeMatchingRound, openMatchingRound, publishMatchingRound } from '../src/round/commands.ts';
import { county } from './builders.ts';
import { openReplica } from './deps.ts';
const [experts, needs] = process.argv.slice(2).map(Number) as [number, number];
const folder = await mkdtemp('/tmp/ra-loop-');
const server = await startMongodb({
  env: { ...process.env },
  durable: false,
  dataDir: folder + '/m',
  logFile: folder + '/l',
  log: () => {},
});
const deps = await openReplica(databaseUri(server.url, 'loop'));
await deps.mongo
  .collection<any>('regions_view')
  .insertOne({ _id: county, version: 1, name: 'x', level: 'COUNTY', kind: 'COUNTY' });
const g = createGenerator(7, 'market');
const person = (i: number) => ({
  _id: newId('per'),
  name: 'p' + i,
  titleLevel: 'SENIOR',
  employerId: null,
  regionCode: county,
  homeStatus: 'VERIFIED',
});
const stub = {
  subjects: [{ code: '61030', weight: '1' }],
  serviceModes: ['CONSULTING' as const],
  capacity: 2,
  remoteOk: true,
  isInvited: true,
  consentVersion: '1',
};
for (let from = 0; from < experts; from += 500)
  await deps.store.experts.model.insertMany(
    Array.from({ length: Math.min(500, experts - from) }, (_, i) => {
      const { facts: f } = g.expert(from + i);
      const base = newExpert(checkStatements(stub, person(i)), person(i), newId('exp')).next;
      return {
        ...base,
        subjects: f.subjects.length ? f.subjects : base.subjects,
        keywords: [...f.keywords],
        summary: f.summary,
        pastTitles: [...f.pastTitles],
        serviceModes: [...f.serviceModes],
        capacity: f.capacity,
        activeLoad: f.activeLoad,
        regionCode: f.regionCode,
        titleLevel: f.titleLevel,
        status: 'ACTIVE',
        changedAt: new Date(),
      };
    }) as any,
  );
for (let from = 0; from < needs; from += 500)
  await deps.store.needs.model.insertMany(
    Array.from({ length: Math.min(500, needs - from) }, (_, i) => {
      const { facts: f } = g.need(from + i);
      const base = draftNeed(
        checkNeed(
          {
            title: '陶瓷废水处理',
            description: 'x',
            enterpriseId: newId('org'),
            regionCode: county,
            requiredSubjects: [{ code: '61030', weight: '1' }],
            serviceModes: ['CONSULTING'],
            quota: 1,
            onsiteRequired: false,
            confidentiality: 'PUBLIC',
          },
          { descriptionMin: 1, today: null },
        ),
        { id: newId('ned'), contactId: null, now: new Date() },
      );
      return {
        ...base,
        title: f.title,
        description: f.description,
        targetOutcome: f.targetOutcome,
        requiredSubjects: f.subjects.length ? f.subjects : base.requiredSubjects,
        serviceModes: [...f.serviceModes],
        quota: f.quota,
        status: 'PUBLISHED',
        changedAt: new Date(),
      };
    }) as any,
  );
const viewer = viewerOf({ id: 'a', roles: ['administrator'], regions: [], organizations: [] });
const round: any = await openMatchingRound(deps, viewer, {
  title: 'loop',
  regionCode: county,
  minNeedScore: '0.3',
  minExpertScore: '0.3',
  proposingSide: 'ENTERPRISE',
  clientMutationId: 'c',
});
const wait = async (status: string) => {
  for (;;) {
    const r = await deps.store.rounds.require(round._id);
    if (r.status === status) return r;
    if (r.status === 'FAILED') throw new Error(JSON.stringify(r.failure));
    await new Promise((f) => setTimeout(f, 100));
  }
};
await deps.pool.fresh();
await new Promise((f) => setTimeout(f, 1000));
const h = monitorEventLoopDelay({ resolution: 5 });
h.enable();
const t = performance.now();
await computeMatchingRound(deps, viewer, { id: round._id, expectedVersion: 1 });
const done = await wait('COMPUTED');
h.disable();
const ms = (n: number) => (n / 1e6).toFixed(1);
console.log(
  'compute',
  experts,
  'x',
  needs,
  `${((performance.now() - t) / 1000).toFixed(1)} s`,
  JSON.stringify(done.figures),
  `loop: mean ${ms(h.mean)} p99 ${ms(h.percentile(99))} max ${ms(h.max)} ms; rss ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
);
h.reset();
h.enable();
const t2 = performance.now();
await publishMatchingRound(deps, viewer, { id: round._id, expectedVersion: done.version });
const answered = performance.now() - t2;
if (process.argv[4]) {
  const p = await wait('PUBLISHED');
  console.log(
    'publish',
    p.proposalsMade,
    `answered ${(answered / 1000).toFixed(1)} s, done ${((performance.now() - t2) / 1000).toFixed(1)} s`,
    `loop: p99 ${ms(h.percentile(99))} max ${ms(h.max)} ms`,
  );
}
await deps.roundThreads.stop();
await deps.mongo.destroy();
await server.kill('SIGKILL');
process.exit(0);
