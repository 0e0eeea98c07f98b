import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { statistics, viewerOf } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { matchingStats } from '../src/statistics/funnel.ts';
import { expertLoadStats } from '../src/statistics/load.ts';
import { administrator, openReplica } from './deps.ts';
const database = testDatabase('measure');
afterAll(() => database.drop());
test('m', async () => {
  const deps = await openReplica(database.uri);
  statistics.configure({ timeoutMs: 60_000 });
  const [N, E, P] = [2000, 5000, 20000];
  const needs = Array.from({ length: N }, (_, i) => ({ _id: newId('ned'), version: 1, regionCode: i % 2 ? '450422' : '450421', mainSubject: '61030', industryCode: 'N77', serviceModes: ['CONSULTING'], status: 'MATCHING', confidentiality: 'PUBLIC', publishedOn: '2026-01-05', period: { from: '2026-01-05', to: '2026-01-05' }, enterpriseId: 'org_' + (i % 100), proposedTo: [], description: 'x'.repeat(2000) }));
  const experts = Array.from({ length: E }, (_, i) => ({ _id: newId('exp'), version: 1, personId: newId('per'), status: 'ACTIVE', regionCode: i % 5 ? '450422' : '440103', mainSubject: '61030', subjects: [{ code: '61030', weight: 1 }], serviceModes: ['CONSULTING'], activeLoad: i % 4, capacity: 3, freeCapacity: 3 - (i % 4) }));
  const base = Date.now() - 60 * 86_400_000;
  const proposals = Array.from({ length: P }, (_, i) => { const need = needs[i % N] as any; const at = new Date(base + i * 60_000); const m = i % 3 === 0;
    return { _id: newId('prp'), version: 1, needId: need._id, expertId: (experts[(i * 7) % E] as any)._id, enterpriseId: need.enterpriseId, personId: newId('per'), regionCode: need.regionCode, mainSubject: '61030', origin: i % 2 ? 'BROKER' : 'ROUND', status: m ? 'CONVERTED' : 'DECLINED', createdAt: at, expiresAt: new Date(at.getTime() + 7 * 86_400_000), closedAt: new Date(at.getTime() + (i % 90) * 3_600_000), answers: [{ at, accepted: true }, { at: new Date(at.getTime() + (i % 90) * 3_600_000), accepted: m }], explanation: { sentence: 'x'.repeat(1500) }, features: [] }; });
  for (const [name, rows] of [['needs', needs], ['experts', experts], ['proposals', proposals]] as const)
    for (let i = 0; i < rows.length; i += 1000) await deps.mongo.collection(name).insertMany(rows.slice(i, i + 1000) as any);
  const anon = viewerOf({ id: 'a', roles: ['worker'], regions: [], organizations: [] });
  const time = async (label: string, work: () => Promise<unknown>) => { const t = performance.now(); let r: unknown; let max = 0; let last = t; const timer = setInterval(() => { const n = performance.now(); max = Math.max(max, n - last); last = n; }, 1); try { r = await work(); } catch (e) { r = String(e); } clearInterval(timer); process.stderr.write(`${label} ${(performance.now() - t).toFixed(0)} ms gap ${max.toFixed(0)} ${JSON.stringify(r).slice(0, 260)}\n`); };
  for (const [who, v] of [['admin', administrator], ['worker', anon]] as const) {
    await time(who + ' total', () => matchingStats(deps, v, { filter: {}, groupBy: [] }));
    await time(who + ' ORIGIN,ENTERPRISE', () => matchingStats(deps, v, { filter: {}, groupBy: ['ORIGIN', 'ENTERPRISE'] }));
    await time(who + ' load', () => expertLoadStats(deps, v, {}));
  }
  for (const size of [1000, 4000]) { const t = performance.now(); let n = 0; for await (const _ of deps.store.proposals.model.find({}, { needId: 1, 'answers.at': 1 }).lean().cursor({ batchSize: size })) n += 1; process.stderr.write(`cursor ${size} ${n} ${(performance.now() - t).toFixed(0)} ms\n`); }
  { const t = performance.now(); const n = (await deps.store.proposals.model.find({}, { needId: 1 }).lean()).length; process.stderr.write(`find ${n} ${(performance.now() - t).toFixed(0)} ms\n`); }
  { const t = performance.now(); const n = (await deps.store.needs.model.find({ _id: { $in: needs.slice(0, 1000).map((x) => x._id) } } as any, { publishedOn: 1 }).setOptions({ sanitizeFilter: false }).lean()).length; process.stderr.write(`needs in ${n} ${(performance.now() - t).toFixed(0)} ms\n`); }
  await deps.mongo.destroy();
  expect(1).toBe(1);
}, 300_000);
