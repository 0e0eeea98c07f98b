import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { connectMongo, createOutbox, inTransaction, prepareCollections, type Mongo } from '@kexie/messaging';
import { createDirectory, createLogger, viewerOf, type Directory } from '@kexie/service';
import { testDatabase } from '@kexie/testing';
import type { ApplicationRecord } from '../src/membership/domain.ts';
import { applicationStats } from '../src/membership/statistics.ts';
import { createStore, type Store } from '../src/store.ts';

const database = testDatabase('people-applications');
const now = () => new Date('2021-11-30T04:00:00Z');
const [cangwu, teng] = ['450421', '450422'];
let mongo: Mongo;
let store: Store;
let directory: Directory;

beforeAll(async () => {
  mongo = await connectMongo(database.uri, { log: createLogger('test', 'silent') });
  store = createStore(mongo, createOutbox(mongo));
  directory = createDirectory(mongo);
  await prepareCollections(mongo);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

type Facts = Partial<Pick<ApplicationRecord, 'applicantId' | 'status' | 'submittedAt' | 'decidedAt'>>;

/** Writes applications to a new association of the county, and returns its id. */
async function association(regionCode: string, applications: Facts[]): Promise<string> {
  const organizationId = newId('org');
  const records = applications.map(({ status = 'SUBMITTED', ...facts }): ApplicationRecord => ({
    _id: newId('app'),
    version: 1,
    applicantId: newId('per'),
    organizationId,
    regionCode,
    regionVersion: 1,
    status,
    open: ['SUBMITTED', 'UNDER_REVIEW', 'RETURNED'].includes(status),
    channel: 'ONLINE',
    submittedBy: null,
    statement: null,
    submittedAt: new Date('2021-03-01T00:00:00Z'),
    decidedAt: null,
    decisionReason: null,
    ...facts,
  }));
  const decisions = records.map((next) => ({ next, events: [] }));
  await inTransaction(mongo, (session) => store.memberships.applications.createAll(decisions, session));
  return organizationId;
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const decided = (status: 'APPROVED' | 'REJECTED', from: string, to: string): Facts => ({
  ...{ status, submittedAt: day(from), decidedAt: day(to) },
});
const times = (count: number, facts: Facts): Facts[] => Array.from({ length: count }, () => facts);
const staff = viewerOf({ id: 'usr_staff', roles: ['staff'], regions: ['450400'], organizations: [] });
const analyst = viewerOf({ id: 'usr_analyst', roles: ['analyst'], regions: [], organizations: [] });
const stats = (filter: object, groupBy: ('ORGANIZATION' | 'REGION_COUNTY' | 'SUBMITTED_YEAR')[], viewer = staff) =>
  applicationStats({ store, directory, now }, viewer, { filter, groupBy });

test('of each association there are the rate of approval, the median days to a decision, and the age of the oldest open application', async () => {
  const id = await association(teng, [
    decided('APPROVED', '2021-01-01', '2021-01-03'),
    decided('APPROVED', '2021-01-01', '2021-01-05'),
    decided('REJECTED', '2021-01-01', '2021-01-21'),
    { status: 'WITHDRAWN', decidedAt: day('2021-03-02') },
    { status: 'EXPIRED', decidedAt: day('2021-03-02') },
    { status: 'RETURNED', decidedAt: day('2021-11-25'), submittedAt: day('2021-11-20') },
    { status: 'UNDER_REVIEW', submittedAt: day('2021-11-28') },
    { submittedAt: day('2021-11-29') },
  ]);
  expect(await stats({ organizationIds: [id] }, ['ORGANIZATION'])).toEqual([
    {
      keys: [{ dimension: 'ORGANIZATION', code: id, label: id }],
      ...{ submitted: 8, open: 3, approved: 2, rejected: 1 },
      ...{ approvalRate: '0.6667', medianDaysToDecision: '4.00', oldestOpenDays: 10, suppressed: false },
    },
  ]);
});

test('without a decision there is no rate and no median, and without an open application no age, instead of 0', async () => {
  const id = await association(teng, [{}]);
  const none = { approvalRate: null, medianDaysToDecision: null };
  expect(await stats({ organizationIds: [id] }, [])).toMatchObject([{ submitted: 1, open: 1, ...none }]);
  expect(await stats({ organizationIds: [newId('org')] }, [])).toEqual([
    {
      keys: [],
      ...{ submitted: 0, open: 0, approved: 0, rejected: 0 },
      ...none,
      oldestOpenDays: null,
      suppressed: false,
    },
  ]);
});

test('an application belongs to the year of its submission in China, and a year without one has a row', async () => {
  const id = await association(teng, [
    { submittedAt: new Date('2018-12-31T15:59:59Z') },
    { submittedAt: new Date('2018-12-31T16:00:00Z') },
    { submittedAt: new Date('2019-12-31T16:00:00Z') },
  ]);
  const years = async (filter: object) =>
    (await stats({ organizationIds: [id], ...filter }, ['SUBMITTED_YEAR'])).map(({ keys, submitted }) => [
      keys[0]?.code,
      submitted,
    ]);
  expect(await years({})).toEqual([
    ['2018', 1],
    ['2019', 1],
    ['2020', 1],
  ]);
  expect(await years({ fromYear: 2019, toYear: 2019 })).toEqual([['2019', 1]]);
  expect(await years({ fromYear: 2020, toYear: 2021 })).toEqual([
    ['2020', 1],
    ['2021', 0],
  ]);
});

test('counts are by the county of the association, and those of the city itself are UNKNOWN', async () => {
  const before = await stats({ regions: ['450100'] }, ['REGION_COUNTY']);
  expect(before).toEqual([]);
  await association('450102', [{}, {}]);
  await association('450100', [{}]);
  const rows = await stats({ regions: ['450100'] }, ['REGION_COUNTY']);
  expect(rows.map(({ keys, submitted }) => [keys[0]?.code, keys[0]?.label, submitted])).toEqual([
    ['450102', '450102', 2],
    ['UNKNOWN', '未填写', 1],
  ]);
  expect(await stats({ regions: ['450100'], includeDescendants: false }, [])).toMatchObject([{ submitted: 1 }]);
});

test('invalid years, regions and too many dimensions or organizations are refused', async () => {
  const refused = async (filter: object, groupBy: Parameters<typeof stats>[1], viewer = staff) =>
    stats(filter, groupBy, viewer).then(
      () => 'nothing refused',
      (error: { code?: string; inputPath?: string[] }) => [error.code, error.inputPath?.[0]],
    );
  expect(await refused({ fromYear: 2021, toYear: 2020 }, [])).toEqual(['VALIDATION_FAILED', 'toYear']);
  expect(await refused({ fromYear: -(2 ** 31) }, [])).toEqual(['VALIDATION_FAILED', 'fromYear']);
  expect(await refused({ toYear: 2101 }, [])).toEqual(['VALIDATION_FAILED', 'toYear']);
  expect(await refused({ regions: ['45'] }, [])).toEqual(['VALIDATION_FAILED', 'regions']);
  expect(await refused({}, ['ORGANIZATION', 'ORGANIZATION'])).toEqual(['VALIDATION_FAILED', 'groupBy']);
  expect(await refused({ organizationIds: Array(101).fill('org_1') }, [])).toEqual([
    'VALIDATION_FAILED',
    'organizationIds',
  ]);
  expect(await refused({ organizationIds: ['org_1'] }, [], analyst)).toEqual(['FORBIDDEN', 'organizationIds']);
  expect(await refused({ regions: ['450421101'] }, [], analyst)).toEqual(['FORBIDDEN', 'regions']);
});

test('without the register, small groups are merged by their applicants, counts are rounded, and one application has no age', async () => {
  const [place, persistent] = ['450500', newId('per')];
  await association(place, [
    ...times(18, decided('APPROVED', '2021-01-01', '2021-01-03')),
    ...times(6, decided('REJECTED', '2021-01-01', '2021-01-11')),
    ...times(4, {}),
  ]);
  await association(place, times(12, decided('APPROVED', '2021-01-01', '2021-01-03')));
  // One person who has applied six times is one applicant.
  await association(place, [
    ...times(5, { applicantId: persistent, status: 'WITHDRAWN' }),
    { applicantId: persistent },
  ]);
  // The middle association and the small one have fewer than 25 applicants together, so the large one is merged, too.
  const merged = await stats({ regions: [place] }, ['ORGANIZATION'], analyst);
  expect(merged).toEqual([
    {
      keys: [],
      ...{ submitted: 45, open: 5, approved: 30, rejected: 5, approvalRate: '0.83', medianDaysToDecision: '2' },
      ...{ oldestOpenDays: null, suppressed: true },
    },
  ]);

  const wide = '450600';
  const own = await association(wide, [
    ...times(18, decided('APPROVED', '2021-01-01', '2021-01-03')),
    ...times(6, decided('REJECTED', '2021-01-01', '2021-01-11')),
    ...times(4, {}),
  ]);
  const few = await association(wide, times(12, decided('APPROVED', '2021-01-01', '2021-01-03')));
  const all = await stats({ regions: [wide] }, ['ORGANIZATION'], analyst);
  expect(all.map(({ keys, ...figures }) => ({ code: keys[0]?.code, ...figures }))).toEqual([
    {
      code: own,
      ...{ submitted: 30, open: 5, approved: 20, rejected: 5, approvalRate: '0.75', medianDaysToDecision: '2' },
      ...{ oldestOpenDays: null, suppressed: false },
    },
    {
      code: few,
      ...{ submitted: 10, open: 0, approved: 10, rejected: 0, approvalRate: null, medianDaysToDecision: null },
      ...{ oldestOpenDays: null, suppressed: false },
    },
  ]);
  expect(await stats({ regions: [wide] }, [], staff)).toMatchObject([{ submitted: 40, oldestOpenDays: 274 }]);
});

test('without the register, nobody and four applicants look the same', async () => {
  await association(cangwu, times(4, decided('APPROVED', '2021-01-01', '2021-01-03')));
  const four = await stats({ regions: [cangwu] }, ['SUBMITTED_YEAR'], analyst);
  expect(four).toMatchObject([{ keys: [], submitted: null, suppressed: true }]);
  expect(await stats({ regions: ['450403'] }, ['SUBMITTED_YEAR'], analyst)).toEqual(four);
  expect(await stats({ regions: [cangwu], fromYear: 2020, toYear: 2021 }, ['SUBMITTED_YEAR'], analyst)).toEqual(four);
});
