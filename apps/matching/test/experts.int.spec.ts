import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkerProfileChanged } from '@kexie/events';
import { eventually, startSubgraphUnderTest } from '@kexie/testing';
import {
  city,
  county,
  enterprise,
  enterpriseUser,
  expertRow,
  importRows,
  publishRegions,
  needInput,
  otherCounty,
  person,
  staff,
  type Service,
  type Viewer,
} from './builders.ts';

let service: Service;

beforeAll(async () => {
  service = await startSubgraphUnderTest('matching');
  await publishRegions(service);
}, 60_000);

afterAll(() => service.stop());

type Expert = {
  id: string;
  version: number;
  status: string;
  capacity: number;
  activeLoad: number;
  completedCount: number;
  satisfaction: string | null;
  consented: boolean;
};
type Engagement = {
  id: string;
  version: number;
  status: string;
  startedOn: string | null;
  endedOn: string | null;
  outcome: { enterpriseRating: number | null; expertRating: number | null } | null;
};
type Payload = {
  expert?: Expert | null;
  engagement?: Engagement | null;
  userErrors: { code: string; path: string[] | null }[];
};

const expertFields = 'expert { id version status capacity activeLoad completedCount satisfaction consented }';
const engagementFields = 'engagement { id version status startedOn endedOn outcome { enterpriseRating expertRating } }';

async function mutate(
  name: string,
  type: string,
  input: object,
  viewer?: Viewer,
): Promise<Payload & { code: string | undefined }> {
  const fields = name.includes('Engagement') ? engagementFields : expertFields;
  const { data, errors } = await service.query<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code path } } }`,
    { input },
    viewer,
  );
  return { ...(data?.[name] ?? { userErrors: [] }), code: errors?.[0]?.extensions?.['code'] as string | undefined };
}

const worker = (id: string): Viewer => ({ id, roles: ['worker'], regions: [], organizations: [] });
const profile = (personId: string, changes: object = {}) => {
  const { key: _, ...input } = expertRow(personId, { isInvited: false });
  return { ...input, ...changes };
};

async function upsert(input: object, viewer?: Viewer) {
  return eventually(async () => {
    const answer = await mutate('upsertExpertProfile', 'ExpertProfileInput', input, viewer);
    expect(answer.userErrors.map(({ code }) => code)).not.toContain('REFERENCE_UNKNOWN');
    return answer;
  });
}

async function expertOf(id: string): Promise<Expert> {
  const { data } = await service.query<{ expert: Expert }>(
    `query ($id: ID!) { ${expertFields.replace('expert', 'expert(id: $id)')} }`,
    { id },
  );
  return data.expert;
}

async function expertAndEngagement(
  changes: object = {},
): Promise<{ personId: string; expertId: string; enterpriseId: string; needId: string; engagementId: string }> {
  const personId = await person(service);
  const enterpriseId = await enterprise(service);
  const expertId = (await importRows(service, 'Experts', [expertRow(personId)])).rows[0]?.id as string;
  const { clientMutationId: key, ...need } = needInput(enterpriseId);
  const needId = (await importRows(service, 'Needs', [{ ...need, key, publishedOn: '2021-05-01' }])).rows[0]
    ?.id as string;
  const row = {
    key: `engagement-${expertId}`,
    title: '陶瓷废水技术指导',
    expertId,
    needId,
    regionCode: county,
    mode: 'TECHNICAL_GUIDANCE',
    ...changes,
  };
  const engagementId = (await importRows(service, 'Engagements', [row])).rows[0]?.id as string;
  return { personId, expertId, enterpriseId, needId, engagementId };
}

async function advance(id: string, expectedVersion: number, to: string, more: object = {}, viewer?: Viewer) {
  return mutate('advanceEngagement', 'AdvanceEngagementInput', { id, to, expectedVersion, ...more }, viewer);
}

const outcome = (id: string, expectedVersion: number, more: object = {}) => ({
  id,
  expectedVersion,
  resolved: true,
  outputs: ['小试报告'],
  recordedOn: '2021-11-01',
  ...more,
});
const record = (input: object, viewer?: Viewer) => mutate('recordEngagementOutcome', 'OutcomeInput', input, viewer);

test('a verified worker enters one profile, and its activation has one event', async () => {
  const personId = await person(service);
  const first = await upsert(profile(personId), worker(personId));
  expect(first.expert).toMatchObject({ status: 'ACTIVE', version: 1, capacity: 2, activeLoad: 0, consented: true });
  expect((await upsert(profile(personId), worker(personId))).expert).toMatchObject({
    id: first.expert?.id,
    version: 1,
  });
  expect((await upsert(profile(personId, { capacity: 3 }), worker(personId))).userErrors[0]?.code).toBe(
    'VERSION_CONFLICT',
  );
  expect((await upsert(profile(personId, { capacity: 3, expectedVersion: 1 }), worker(personId))).expert).toMatchObject(
    { capacity: 3, version: 2 },
  );
  await eventually(async () => {
    const activations = ((await service.events('matching.expert.activated.v1')) as { personId: string }[]).filter(
      (data) => data.personId === personId,
    );
    expect(activations).toMatchObject([{ subjectCodes: ['61030'], freeCapacity: 2 }]);
  });
});

test('an expert enters the pool only with consent, with a subject of the second level, and verified or invited by staff', async () => {
  const personId = await person(service, { homeStatus: 'REGISTERED' });
  expect((await upsert(profile(personId), worker(personId))).userErrors).toEqual([
    { code: 'VALIDATION_FAILED', path: ['personId'] },
  ]);
  expect((await upsert(profile(personId, { consentVersion: ' ' }), staff(city))).userErrors[0]?.code).toBe(
    'CONSENT_MISSING',
  );
  expect(
    (await upsert(profile(personId, { isInvited: true, subjects: [{ code: '610', weight: '1' }] }), staff(city)))
      .userErrors[0]?.path,
  ).toEqual(['subjects']);
  expect((await upsert(profile(personId, { isInvited: true }), worker(personId))).code).toBe('FORBIDDEN');
  expect((await upsert(profile(personId), worker('per_somebody_else'))).code).toBe('FORBIDDEN');
  expect((await upsert(profile(personId, { isInvited: true }), staff('110000'))).expert?.status).toBe('ACTIVE');
});

test('staff of another region cannot change a profile by setting isInvited', async () => {
  const personId = await person(service);
  expect((await upsert(profile(personId), worker(personId))).expert?.version).toBe(1);
  expect((await upsert(profile(personId, { isInvited: true, expectedVersion: 1 }), staff('110000'))).code).toBe(
    'FORBIDDEN',
  );
  expect((await upsert(profile(personId, { isInvited: true, expectedVersion: 1 }), staff(city))).expert?.version).toBe(
    2,
  );
});

test('a capacity of 0 pauses an expert, a greater one resumes, and neither changes a suspended expert', async () => {
  const personId = await person(service);
  const { expert } = await upsert(profile(personId), worker(personId));
  const set = (capacity: number, expectedVersion: number) =>
    mutate(
      'setExpertCapacity',
      'SetExpertCapacityInput',
      { id: expert?.id, capacity, expectedVersion },
      worker(personId),
    );
  expect((await set(0, 1)).expert).toMatchObject({ status: 'PAUSED', capacity: 0, version: 2 });
  expect((await set(1, 2)).expert).toMatchObject({ status: 'ACTIVE', version: 3 });
  expect((await set(11, 3)).userErrors[0]?.path).toEqual(['capacity']);
  expect(
    (
      await mutate(
        'suspendExpert',
        'SuspendExpertInput',
        { id: expert?.id, reason: '投诉核实', expectedVersion: 3 },
        staff(city),
      )
    ).expert?.status,
  ).toBe('SUSPENDED');
  expect((await set(2, 4)).userErrors[0]?.code).toBe('INVALID_TRANSITION');
});

test('an expert pauses without losing the capacity, resumes, withdraws, and enters again with a new consent', async () => {
  const personId = await person(service);
  const viewer = worker(personId);
  const { expert } = await upsert(profile(personId, { capacity: 3 }), viewer);
  const step = (name: string, type: string, more: object, by = viewer) =>
    mutate(name, type, { id: expert?.id, ...more }, by);
  const pause = { until: '2035-01-01', reason: '出国访学', expectedVersion: 1 };
  expect((await step('pauseExpert', 'PauseExpertInput', { ...pause, until: '2021-01-01' })).userErrors[0]).toEqual({
    code: 'VALIDATION_FAILED',
    path: ['until'],
  });
  expect((await step('pauseExpert', 'PauseExpertInput', pause, worker('per_somebody_else'))).code).toBe('FORBIDDEN');
  expect((await step('pauseExpert', 'PauseExpertInput', pause)).expert).toMatchObject({
    status: 'PAUSED',
    capacity: 3,
  });
  expect((await step('pauseExpert', 'PauseExpertInput', pause)).userErrors[0]?.code).toBe('VERSION_CONFLICT');
  expect((await step('resumeExpert', 'ResumeExpertInput', { expectedVersion: 2 })).expert).toMatchObject({
    status: 'ACTIVE',
    capacity: 3,
  });
  const withdrawal = { reason: '个人原因', expectedVersion: 3 };
  expect((await step('withdrawExpert', 'WithdrawExpertInput', withdrawal)).expert).toMatchObject({
    status: 'WITHDRAWN',
    consented: false,
    version: 4,
  });
  const again = profile(personId, { capacity: 3, consentVersion: '2021-2', expectedVersion: 4 });
  expect((await upsert(again, viewer)).expert).toMatchObject({ id: expert?.id, status: 'ACTIVE', consented: true });
});

test('an import neither changes a withdrawn profile nor restores its consent', async () => {
  const personId = await person(service);
  const { rows } = await importRows(service, 'Experts', [expertRow(personId)]);
  const id = rows[0]?.id as string;
  const withdrawal = { id, reason: '个人原因', expectedVersion: 1 };
  expect((await mutate('withdrawExpert', 'WithdrawExpertInput', withdrawal)).expert?.status).toBe('WITHDRAWN');
  expect(await importRows(service, 'Experts', [expertRow(personId)])).toMatchObject({ unchanged: 1 });
  expect(await importRows(service, 'Experts', [expertRow(personId, { displayTitle: '王教授' })])).toMatchObject({
    rejected: 1,
    rows: [{ errors: [{ code: 'INVALID_TRANSITION' }] }],
  });
  expect(await expertOf(id)).toMatchObject({ status: 'WITHDRAWN', consented: false, version: 2 });
});

test('staff reinstate a suspended expert, and the expert does not', async () => {
  const personId = await person(service);
  const { expert } = await upsert(profile(personId), worker(personId));
  const change = { id: expert?.id, reason: '投诉核实' };
  await mutate('suspendExpert', 'SuspendExpertInput', { ...change, expectedVersion: 1 }, staff(city));
  const reinstate = (viewer: Viewer) =>
    mutate('reinstateExpert', 'ReinstateExpertInput', { ...change, expectedVersion: 2 }, viewer);
  expect((await reinstate(worker(personId))).code).toBe('UNAUTHORIZED_FIELD');
  expect((await reinstate(staff(city))).expert).toMatchObject({ status: 'ACTIVE', version: 3 });
  expect((await reinstate(staff(city))).userErrors[0]?.code).toBe('VERSION_CONFLICT');
});

test('an expert is found by the latest name of the person, and an older event does not change it', async () => {
  const personId = await person(service, { name: '欧阳青山' });
  const {
    rows: [row],
  } = await importRows(service, 'Experts', [expertRow(personId)]);
  const found = async (text: string) => {
    const { data } = await service.query<{ searchExperts: { edges: { score: string; node: { id: string } }[] } }>(
      'query ($text: String!) { searchExperts(text: $text) { edges { score node { id } } } }',
      { text },
    );
    return data.searchExperts.edges.filter(({ node }) => node.id === row?.id).map(({ score }) => score);
  };
  expect(await found('欧阳青山')).toEqual(['1.0000']);
  const facts = {
    personId,
    name: '欧阳翠微',
    regionCode: county,
    titleLevel: 'SENIOR',
    subjectCodes: [],
    employerId: null,
    homeStatus: 'VERIFIED',
    synthetic: true,
  };
  await service.publish(WorkerProfileChanged(facts), { aggregateId: personId, version: 3 });
  await service.publish(WorkerProfileChanged({ ...facts, name: '欧阳旧名' }), { aggregateId: personId, version: 2 });
  await eventually(async () => expect(await found('翠微')).toEqual(['1.0000']));
  expect(await found('旧名')).toEqual([]);
});

test('each step of an engagement updates its need, and the load and completed engagements of its expert', async () => {
  const { expertId, needId, engagementId } = await expertAndEngagement();
  const needStatus = async () =>
    (await service.query<{ need: { status: string } }>('query ($id: ID!) { need(id: $id) { status } }', { id: needId }))
      .data.need.status;
  expect(await needStatus()).toBe('MATCHED');
  expect((await expertOf(expertId)).activeLoad).toBe(1);
  expect((await advance(engagementId, 1, 'IN_PROGRESS')).userErrors[0]?.code).toBe('INVALID_TRANSITION');
  expect((await advance(engagementId, 1, 'AGREED')).userErrors[0]?.path).toEqual(['startedOn']);
  expect((await advance(engagementId, 1, 'AGREED', { startedOn: '2021-06-01' })).engagement).toMatchObject({
    status: 'AGREED',
    startedOn: '2021-06-01',
  });
  expect(await needStatus()).toBe('IN_ENGAGEMENT');
  await advance(engagementId, 2, 'IN_PROGRESS');
  expect((await record(outcome(engagementId, 3))).userErrors[0]?.code).toBe('INVALID_TRANSITION');
  await advance(engagementId, 3, 'DELIVERED');
  expect((await advance(engagementId, 4, 'ACCEPTED')).userErrors[0]?.code).toBe('VALIDATION_FAILED');
  await record(outcome(engagementId, 4, { enterpriseRating: 4 }));
  await advance(engagementId, 5, 'ACCEPTED');
  expect((await advance(engagementId, 6, 'TERMINATED')).userErrors[0]?.code).toBe('INVALID_TRANSITION');
  expect((await advance(engagementId, 6, 'CLOSED')).engagement?.endedOn).not.toBeNull();
  expect(await needStatus()).toBe('RESOLVED');
  expect(await expertOf(expertId)).toMatchObject({ activeLoad: 0, completedCount: 1, satisfaction: '4.00' });
});

test('each side of an engagement gives its own rating once, and no other', async () => {
  const { personId, enterpriseId, engagementId } = await expertAndEngagement({
    status: 'DELIVERED',
    startedOn: '2021-06-01',
  });
  const [user, expert] = [enterpriseUser(enterpriseId), worker(personId)];
  expect((await record(outcome(engagementId, 1, { expertRating: 5 }), user)).code).toBe('FORBIDDEN');
  expect((await record(outcome(engagementId, 1, { enterpriseRating: 6 }), user)).userErrors[0]?.path).toEqual([
    'enterpriseRating',
  ]);
  expect((await record(outcome(engagementId, 1, { enterpriseRating: 5 }), user)).engagement?.outcome).toEqual({
    enterpriseRating: 5,
    expertRating: null,
  });
  expect((await record(outcome(engagementId, 2, { enterpriseRating: 3 }), user)).userErrors[0]?.code).toBe('DUPLICATE');
  expect((await record(outcome(engagementId, 2, { expertRating: 4 }), expert)).engagement?.outcome).toEqual({
    enterpriseRating: 5,
    expertRating: 4,
  });
  expect((await record(outcome(engagementId, 3, { expertRating: 4 }), enterpriseUser('org_another'))).code).toBe(
    'FORBIDDEN',
  );
});

test('staff record the rating of a side from paper, and the rating by the side itself replaces it', async () => {
  const { enterpriseId, engagementId } = await expertAndEngagement({ status: 'DELIVERED', startedOn: '2021-06-01' });
  const broker = { ...staff(county), roles: ['broker'] };
  const rating = (version: number, enterpriseRating: number) => outcome(engagementId, version, { enterpriseRating });
  expect((await record(rating(1, 2), broker)).code).toBe('FORBIDDEN');
  expect((await record(rating(1, 2), staff(county))).userErrors).toEqual([]);
  const { data } = await service.query<{ engagement: { outcome: object } }>(
    'query ($id: ID!) { engagement(id: $id) { outcome { enterpriseRatingOnPaper expertRatingOnPaper } } }',
    { id: engagementId },
  );
  expect(data.engagement.outcome).toEqual({ enterpriseRatingOnPaper: true, expertRatingOnPaper: false });
  expect((await record(rating(2, 5), enterpriseUser(enterpriseId))).engagement?.outcome?.enterpriseRating).toBe(5);
  expect((await record(rating(3, 1), staff(county))).userErrors[0]?.code).toBe('DUPLICATE');
});

test('staff of another county end no need with an engagement of their own', async () => {
  const { expertId, enterpriseId, needId, engagementId } = await expertAndEngagement();
  await advance(engagementId, 1, 'TERMINATED');
  const row = {
    key: 'closed',
    title: '技术指导',
    expertId,
    regionCode: otherCounty,
    mode: 'CONSULTING',
    status: 'CLOSED',
  };
  const names: [string, object][] = [
    ['needId', { needId }],
    ['enterpriseId', { enterpriseId }],
  ];
  for (const [path, named] of names) {
    const closed = { ...row, ...named, startedOn: '2021-06-01' };
    expect(await importRows(service, 'Engagements', [closed], { viewer: staff(otherCounty) })).toMatchObject({
      rows: [{ outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN', path: [path] }] }],
    });
  }
  const { data } = await service.query<{ need: { status: string } }>('query ($id: ID!) { need(id: $id) { status } }', {
    id: needId,
  });
  expect(data.need.status).toBe('MATCHING');
});

test('an invited expert belongs to the staff who invited them, and any staff engage them', async () => {
  const personId = await person(service, { regionCode: '110000' });
  const [host, other] = [staff(county), staff(otherCounty)];
  const row = expertRow(personId);
  const { rows } = await importRows(service, 'Experts', [row], { viewer: host });
  const id = rows[0]?.id as string;
  const suspension = { id, reason: '投诉核实', expectedVersion: 1 };
  expect((await mutate('suspendExpert', 'SuspendExpertInput', suspension, other)).code).toBe('FORBIDDEN');
  expect(await importRows(service, 'Experts', [row], { viewer: host })).toMatchObject({ unchanged: 1 });
  expect(await importRows(service, 'Experts', [row], { viewer: other })).toMatchObject({ rejected: 1 });
  const engagement = { key: personId, title: '技术指导', expertId: id, regionCode: otherCounty, mode: 'CONSULTING' };
  expect(await importRows(service, 'Engagements', [engagement], { viewer: other })).toMatchObject({ created: 1 });
  expect((await mutate('suspendExpert', 'SuspendExpertInput', suspension, host)).expert?.status).toBe('SUSPENDED');
});

test('a repeated import of an engagement changes nothing and does not undo later steps', async () => {
  const { expertId, needId, engagementId } = await expertAndEngagement({ status: 'AGREED', startedOn: '2021-06-01' });
  const row = {
    key: `engagement-${expertId}`,
    title: '陶瓷废水技术指导',
    expertId,
    needId,
    regionCode: county,
    mode: 'TECHNICAL_GUIDANCE',
    status: 'AGREED',
    startedOn: '2021-06-01',
  };
  await advance(engagementId, 1, 'IN_PROGRESS');
  expect(await importRows(service, 'Engagements', [row])).toMatchObject({ unchanged: 1, rows: [{ id: engagementId }] });
  const { data } = await service.query<{ engagement: Engagement }>(
    'query ($id: ID!) { engagement(id: $id) { status version } }',
    { id: engagementId },
  );
  expect(data.engagement).toEqual({ status: 'IN_PROGRESS', version: 2 });
});

test('statistics count an engagement once under the main subject of its expert, and without a day only in ranges that contain its period', async () => {
  const region = '450481';
  await publishRegions(service);
  const experts = await Promise.all(
    [['61030', '57040'], ['21040', '55020'], ['53054'], ['53054']].map(async ([main, second]) => {
      const subjects = [{ code: main, weight: '1' }, ...(second ? [{ code: second, weight: '1' }] : [])];
      return expertRow(await person(service), { subjects });
    }),
  );
  const ids = (await importRows(service, 'Experts', experts)).rows.map(({ id }) => id);
  const rows = ids.map((expertId, index) => ({
    key: `stats-${expertId}`,
    title: '技术交流和咨询',
    expertId,
    regionCode: county,
    mode: 'CONSULTING',
    status: 'IN_PROGRESS',
    ...(index === 0
      ? { startedOn: '2020-03-01' }
      : { periodLabel: '发稿时', periodTo: '2021-11-30', periodAssumed: true }),
  }));
  await importRows(service, 'Engagements', rows);
  const stats = async (filter: object, groupBy: string[]) => {
    const { data } = await service.query<{
      matchingStats: { keys: { code: string; label: string }[]; engagements: number | null; needs: number | null }[];
    }>(
      'query ($filter: MatchingStatsFilter, $groupBy: [MatchingDimension!]!) { matchingStats(filter: $filter, groupBy: $groupBy) { keys { code label } engagements needs } }',
      { filter, groupBy },
    );
    return data.matchingStats;
  };
  const consulting = (await stats({ regions: [county] }, ['SUBJECT_L1', 'SERVICE_MODE'])).filter(
    ({ keys }) => keys[1]?.code === 'CONSULTING',
  );
  expect(consulting.map(({ keys, engagements }) => [keys[0]?.code, keys[0]?.label, engagements])).toEqual([
    ['210', '农学', 1],
    ['530', '化学工程', 2],
    ['610', '环境科学技术及资源科学技术', 1],
  ]);
  expect(await stats({ regions: [county], from: '2020-01-01', to: '2020-12-31' }, ['YEAR'])).toEqual([
    { keys: [{ code: '2020', label: '2020' }], engagements: 1, needs: 0 },
  ]);
  expect(await stats({ regions: [region] }, [])).toEqual([{ keys: [], engagements: 0, needs: 0 }]);
  expect((await stats({}, ['NEED_STATUS'])).every(({ engagements }) => engagements === null)).toBe(true);
  const { data, errors } = await service.query<{
    annualReport: { matching: { funnel: object } };
    expertLoadStats: object;
  }>(
    `{ annualReport(region: "${county}", year: 2020) { matching { funnel { keys { code } proposals mutuallyAccepted engagements acceptanceRate medianDaysToMatch bayAreaEngagementShare suppressed } } }
       expertLoadStats(filter: { regions: ["${county}"], subjectPrefixes: ["210"] }) { experts load { engagements orMore experts } proposals topShare gini } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.annualReport.matching.funnel).toEqual({
    ...{ keys: [], proposals: 0, mutuallyAccepted: 0, engagements: 1, acceptanceRate: null, medianDaysToMatch: null },
    ...{ bayAreaEngagementShare: '0.0000', suppressed: false },
  });
  expect(data.expertLoadStats).toMatchObject({ experts: expect.any(Number), proposals: 0, topShare: null, gini: null });
});

test('the partner contacts of a region include those of the regions below it', async () => {
  const organizationId = await enterprise(service, { name: '对接单位' });
  const row = {
    key: `contact-${organizationId}`,
    organizationId,
    regionCode: county,
    cooperationKinds: ['TALENT', 'RESEARCH'],
    policyTags: ['EASTWARD_INTEGRATION'],
  };
  expect(await importRows(service, 'PartnerContacts', [row])).toMatchObject({ created: 1 });
  expect(await importRows(service, 'PartnerContacts', [row])).toMatchObject({ unchanged: 1 });
  const { data } = await service.query<{
    partnerContacts: { totalCount: number; edges: { node: { policyTags: string[]; organization: { id: string } } }[] };
  }>(`{ partnerContacts(region: "${city}") { totalCount edges { node { policyTags organization { id } } } } }`);
  expect(data.partnerContacts).toEqual({
    totalCount: 1,
    edges: [{ node: { policyTags: ['EASTWARD_INTEGRATION'], organization: { id: organizationId } } }],
  });
});

test('only staff import, and each row needs staff of its region', async () => {
  const organizationId = await enterprise(service);
  const row = { key: 'foreign', organizationId, regionCode: county, cooperationKinds: ['TALENT'] };
  await expect(importRows(service, 'PartnerContacts', [row], { viewer: staff('450481') })).resolves.toMatchObject({
    rejected: 1,
    rows: [{ errors: [{ code: 'FORBIDDEN' }] }],
  });
  const { errors } = await service.query(
    'mutation { importPartnerContacts(input: { rows: [] }) { report { created } } }',
    {},
    enterpriseUser(organizationId),
  );
  expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHORIZED_FIELD');
});

test('an import by staff of one region neither changes nor sees a record of another region through its key', async () => {
  const countyStaff = staff(county);
  const { personId, expertId, enterpriseId } = await expertAndEngagement({ regionCode: city });
  const cityPerson = await person(service, { regionCode: city });
  const { clientMutationId: key, ...need } = needInput(enterpriseId, { regionCode: city });
  const invited = expertRow(cityPerson, { isInvited: false });
  expect(await importRows(service, 'Experts', [invited])).toMatchObject({ created: 1 });
  expect(
    await importRows(service, 'Experts', [{ ...invited, isInvited: true }], { viewer: countyStaff }),
  ).toMatchObject({ rows: [{ outcome: 'REJECTED', errors: [{ code: 'FORBIDDEN', path: ['personId'] }] }] });
  const imports: [string, object][] = [
    ['Needs', { ...need, key, publishedOn: '2021-05-01' }],
    ['Engagements', { key: `city-${personId}`, title: '技术指导', expertId, regionCode: city, mode: 'CONSULTING' }],
    ['PartnerContacts', { key, organizationId: enterpriseId, regionCode: city, cooperationKinds: ['TALENT'] }],
  ];
  for (const [nouns, row] of imports) {
    const { rows } = await importRows(service, nouns, [row]);
    const other = await importRows(service, nouns, [{ ...row, regionCode: county }], { viewer: countyStaff });
    expect(other).toMatchObject({ created: 1 });
    expect(other.rows[0]?.id).not.toBe(rows[0]?.id);
    expect(await importRows(service, nouns, [row])).toMatchObject({ unchanged: 1, rows: [{ id: rows[0]?.id }] });
  }
});
