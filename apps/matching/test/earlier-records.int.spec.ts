import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  connectMongo,
  createOutbox,
  createRequestLog,
  prepareCollections,
  runMigrations,
  type Mongo,
} from '@kexie/messaging';
import { newId, type Logger } from '@kexie/kernel';
import { createDirectory, createFigures, viewerOf } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import { importEngagements } from '../src/engagement/commands.ts';
import { importExperts } from '../src/expert/commands.ts';
import { evidenceOfExperts } from '../src/expert/migrations.ts';
import { competitorsAndOnSite, migrations } from '../src/migrations.ts';
import { importNeeds } from '../src/need/commands.ts';
import { createLivePool } from '../src/matchmaker/live-pool.ts';
import { createRoundCounts } from '../src/round/counts.ts';
import { createRoundThreads } from '../src/round/threads.ts';
import { createStore, type Deps } from '../src/store.ts';
import { county } from './builders.ts';
import { knownPerson } from './deps.ts';

const database = testDatabase('matching');
const [personId, enterpriseId] = [newId('per'), newId('org')];
const [expertId, needId, engagementId] = [newId('exp'), newId('ned'), newId('eng')];
const nothing = () => undefined;
const log: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log };
const administrator = viewerOf({ id: 'usr_1', roles: ['administrator'], regions: [], organizations: [] });
const subjects = [{ code: '61030', weight: 1 }];
const undated = { label: '发稿时', from: null, to: '2021-11-30', assumed: true };
let mongo: Mongo;
let deps: Deps;

/** Records as the previous version wrote them: with the key of the client alone, and without a snapshot of the import. */
beforeAll(async () => {
  mongo = await connectMongo(database.uri, { log });
  const common = { version: 3, synthetic: false, regionCode: county };
  await insert('persons_view', {
    _id: personId,
    version: 1,
    name: '王工',
    titleLevel: 'SENIOR',
    subjectCodes: [],
    employerId: null,
    regionCode: county,
    homeStatus: 'VERIFIED',
  });
  await insert('regions_view', { _id: county, version: 1, name: '藤县', level: 'COUNTY', kind: 'COUNTY' });
  await insert('organizations_view', {
    _id: enterpriseId,
    version: 1,
    name: '碧水环保公司',
    kind: 'ENTERPRISE',
    level: 'COUNTY',
    status: 'ACTIVE',
    regionCode: county,
  });
  await insert('experts', {
    ...common,
    _id: expertId,
    importKey: 'expert',
    personId,
    displayTitle: '王教授',
    subjects,
    mainSubject: '61030',
    industryCodes: [],
    keywords: ['本人'],
    summary: '本人填写',
    serviceModes: ['TRAINING'],
    capacity: 4,
    remoteOk: true,
    isInvited: true,
    consentVersion: '2026-1',
    status: 'ACTIVE',
    titleLevel: 'SENIOR',
    activeLoad: 0,
    freeCapacity: 4,
    completedCount: 0,
    resolvedCount: 0,
    searchTokens: [],
    tokenizerVersion: 1,
  });
  await insert('needs', {
    ...common,
    _id: needId,
    importKey: 'need',
    title: '陶瓷废水处理材料',
    description: '研发',
    enterpriseId,
    requiredSubjects: subjects,
    mainSubject: '61030',
    serviceModes: ['CONSULTING'],
    quota: 1,
    onsiteRequired: false,
    confidentiality: 'PUBLIC',
    status: 'RESOLVED',
    period: undated,
    enteredAt: new Date(),
    updatedAt: new Date(),
    searchTokens: [],
    tokenizerVersion: 1,
  });
  await insert('engagements', {
    ...common,
    _id: engagementId,
    importKey: 'engagement',
    title: '技术指导',
    needId,
    expertId,
    enterpriseId,
    mode: 'CONSULTING',
    status: 'CLOSED',
    startedOn: '2021-06-01',
    endedOn: '2021-11-01',
    period: { label: '2021-06-01', from: '2021-06-01', to: '2021-06-01', assumed: false },
    steps: [{ to: 'CLOSED', at: new Date(), note: null }],
    outcome: { resolved: true, enterpriseRating: 5, expertRating: null, outputs: [], recordedOn: '2021-11-01' },
    subjectCode: '61030',
    expertRegionCode: county,
    industryCode: 'N77',
  });
  const outbox = createOutbox(mongo);
  const directory = createDirectory(mongo);
  const now = () => new Date();
  const store = createStore(mongo, outbox);
  deps = {
    mongo,
    outbox,
    directory,
    now,
    requests: createRequestLog(mongo),
    figures: createFigures(mongo, directory),
    store,
    pool: createLivePool({ experts: store.experts.model, needs: store.needs.model }),
    roundThreads: createRoundThreads({ uri: database.uri, log }),
    roundCounts: createRoundCounts(),
  };
  await runMigrations(mongo, migrations, { log });
  await prepareCollections(mongo);
}, 60_000);

afterAll(async () => {
  await mongo.destroy();
  await database.drop();
});

async function insert(collection: string, record: { _id: string } & Record<string, unknown>): Promise<void> {
  await mongo.collection<{ _id: string }>(collection).insertOne(record);
}

test('a profile has counts of zero and the past of its engagements after the migration, which a repetition does not change', async () => {
  const profile = await deps.store.experts.require(expertId);
  expect(profile).toMatchObject({
    version: 3,
    honourCount: 0,
    activityCount: 0,
    societyIds: [],
    teamIds: [],
    pastTitles: ['技术指导'],
    pastIndustries: ['N77'],
    pause: null,
  });
  await evidenceOfExperts.up(mongo, { log, signal: new AbortController().signal });
  expect(await deps.store.experts.require(expertId)).toEqual(profile);
});

test('a row of a profile finds it after the migration, and changes none of its statements', async () => {
  const row = {
    key: 'expert',
    personId,
    displayTitle: '王工',
    subjects: [{ code: '43045', weight: '1' }],
    serviceModes: ['CONSULTING' as const],
    capacity: 2,
    isInvited: true,
  };
  const before = await deps.store.experts.require(expertId);
  expect(await importExperts(deps, administrator, { rows: [row] })).toMatchObject({
    unchanged: 1,
    rows: [{ id: expertId }],
  });
  expect(await deps.store.experts.require(expertId)).toEqual(before);
});

test('a row of a need or an engagement finds it after the migration, and corrects its facts but not its life', async () => {
  const subject = [{ code: '61030', weight: '1' }];
  const need = {
    key: 'need',
    title: '陶瓷废水处理材料',
    description: '研发材料',
    enterpriseId,
    regionCode: county,
    requiredSubjects: subject,
    serviceModes: ['CONSULTING' as const],
    confidentiality: 'PUBLIC' as const,
    status: 'PUBLISHED' as const,
    publishedOn: '2020-01-01',
  };
  expect(await importNeeds(deps, administrator, { rows: [need] })).toMatchObject({
    updated: 1,
    rows: [{ id: needId }],
  });
  expect(await deps.store.needs.require(needId)).toMatchObject({
    description: '研发材料',
    status: 'RESOLVED',
    publishedOn: null,
    period: undated,
  });
  expect(await importNeeds(deps, administrator, { rows: [need] })).toMatchObject({ unchanged: 1 });
  const engagement = {
    key: 'engagement',
    title: '技术指导',
    expertId,
    needId,
    regionCode: county,
    mode: 'TRAINING' as const,
    status: 'AGREED' as const,
    startedOn: '2021-07-01',
  };
  expect(await importEngagements(deps, administrator, { rows: [engagement] })).toMatchObject({
    updated: 1,
    rows: [{ id: engagementId }],
  });
  expect(await deps.store.engagements.require(engagementId)).toMatchObject({
    mode: 'TRAINING',
    status: 'CLOSED',
    startedOn: '2021-06-01',
    endedOn: '2021-11-01',
    outcome: { enterpriseRating: 5 },
  });
  expect(await importEngagements(deps, administrator, { rows: [engagement] })).toMatchObject({ unchanged: 1 });
});

test('a need and an expert of an earlier version have no proposals after the migration', async () => {
  expect((await deps.store.needs.require(needId)).proposedTo).toEqual([]);
  expect(await deps.store.experts.require(expertId)).toMatchObject({
    notMyField: [],
    proposalCount: 0,
    openProposals: 0,
  });
});

test('a need of an earlier version has no competitors, and its experts come on site', async () => {
  expect((await deps.store.needs.require(needId)).competitorIds).toEqual([]);
  expect((await deps.store.experts.require(expertId)).onsiteOk).toBe(true);
});

test('a row states the competitors and the visits of records that an earlier version imported', async () => {
  const subject = [{ code: '61030', weight: '1' }];
  const competitorId = newId('org');
  await insert('organizations_view', {
    _id: competitorId,
    ...{ version: 1, name: '清流环保公司', kind: 'ENTERPRISE', level: 'COUNTY', status: 'ACTIVE', regionCode: county },
  });
  const person = await knownPerson(deps);
  const needRow = {
    key: 'later',
    title: '陶瓷废水回用材料',
    description: '研发',
    enterpriseId,
    regionCode: county,
    requiredSubjects: subject,
    serviceModes: ['CONSULTING' as const],
    publishedOn: '2021-05-01',
  };
  const expertRow = { key: 'later', personId: person._id, subjects: subject, serviceModes: ['CONSULTING' as const] };
  const needOf = async (more: object = {}) =>
    (await importNeeds(deps, administrator, { rows: [{ ...needRow, ...more }] })).rows[0];
  const expertOf = async (more: object = {}) =>
    (await importExperts(deps, administrator, { rows: [{ ...expertRow, ...more }] })).rows[0];
  const [laterNeed, laterExpert] = [(await needOf())?.id ?? '', (await expertOf())?.id ?? ''];
  await forget('needs', laterNeed, 'competitorIds');
  await forget('experts', laterExpert, 'onsiteOk');
  const migrate = async () => competitorsAndOnSite.up(mongo, { log, signal: new AbortController().signal });
  await migrate();

  expect(await needOf({ competitorIds: [competitorId] })).toMatchObject({ id: laterNeed, outcome: 'UPDATED' });
  expect((await deps.store.needs.require(laterNeed)).competitorIds).toEqual([competitorId]);
  expect(await expertOf({ onsiteOk: false })).toMatchObject({ id: laterExpert, outcome: 'UPDATED' });
  expect((await deps.store.experts.require(laterExpert)).onsiteOk).toBe(false);

  const records = () => Promise.all([deps.store.needs.require(laterNeed), deps.store.experts.require(laterExpert)]);
  const before = await records();
  await migrate();
  expect(await records()).toEqual(before);
});

/** Makes the record, and what it says about its last import, that of a version without this field. */
async function forget(collection: string, _id: string, field: string): Promise<void> {
  const records = mongo.collection<{ _id: string; imported: string }>(collection);
  const { imported } = (await records.findOne({ _id })) ?? { imported: '{}' };
  const { [field]: _, ...earlier } = JSON.parse(imported) as Record<string, unknown>;
  await records.updateOne({ _id }, { $set: { imported: JSON.stringify(earlier) }, $unset: { [field]: '' } });
}

test('a profile does not show the industry of a need that is not public any more', async () => {
  const need = {
    key: 'need',
    title: '陶瓷废水处理材料',
    description: '研发材料',
    enterpriseId,
    regionCode: county,
    requiredSubjects: [{ code: '61030', weight: '1' }],
    serviceModes: ['CONSULTING' as const],
  };
  const industriesAfter = async (confidentiality: 'PUBLIC' | 'MATCHED_ONLY') => {
    expect(await importNeeds(deps, administrator, { rows: [{ ...need, confidentiality }] })).toMatchObject({
      updated: 1,
    });
    return (await deps.store.experts.require(expertId)).pastIndustries;
  };
  expect(await industriesAfter('MATCHED_ONLY')).toEqual([]);
  expect(await industriesAfter('PUBLIC')).toEqual(['N77']);
});
