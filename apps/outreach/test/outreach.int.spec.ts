import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@kexie/kernel';
import { eventually } from '@kexie/testing';
import { anonymous, cityStaff, otherStaff, startWorld, unique, type World } from './support.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);

afterAll(() => world?.service.stop(), 30_000);

test('a campaign is created once for one clientMutationId, and its slug is used once', async () => {
  const { service, refusal, campaignInput, createCampaign } = world;
  const input = campaignInput();
  const first = await createCampaign(input);
  expect((await createCampaign(input)).id).toBe(first.id);
  expect(await refusal('createCampaign', { ...input, clientMutationId: unique('m') })).toBe('DUPLICATE');
  expect(await refusal('createCampaign', { ...input, title: '另一个' })).toBe('DUPLICATE');
  const { data } = await service.query<{ campaignBySlug: { id: string } }>(
    'query ($slug: String!) { campaignBySlug(slug: $slug) { id } }',
    { slug: input.slug },
  );
  expect(data.campaignBySlug.id).toBe(first.id);
});

test('a campaign changes its status only in order and from the expected version, and its start has an event', async () => {
  const { service, mutate, refusal, campaignInput, createCampaign } = world;
  const { id, slug } = await createCampaign(campaignInput());
  expect(await refusal('transitionCampaign', { id, to: 'CLOSED', expectedVersion: 1 })).toBe('INVALID_TRANSITION');
  expect(await refusal('transitionCampaign', { id, to: 'ACTIVE', expectedVersion: 7 })).toBe('VERSION_CONFLICT');
  const { data } = await mutate<{ status: string; version: number }>(
    'transitionCampaign',
    { id, to: 'ACTIVE', expectedVersion: 1 },
    'campaign { status version }',
    'campaign',
  );
  expect(data).toEqual({ status: 'ACTIVE', version: 2 });
  await eventually(async () =>
    expect(
      (await service.events<{ slug: string }>('outreach.campaign.started.v1')).filter((event) => event.slug === slug),
    ).toHaveLength(1),
  );
});

test('unknown references are refused with a code that tells the client to try again', async () => {
  const { refusal, campaignInput } = world;
  expect(await refusal('createCampaign', { ...campaignInput(), leadOrganizationId: newId('org') })).toBe(
    'REFERENCE_UNKNOWN',
  );
  expect(await refusal('createCampaign', { ...campaignInput(), regionCode: '450499' })).toBe('REFERENCE_UNKNOWN');
});

test('anonymous viewers, secretaries and staff of other regions create no campaigns', async () => {
  const { secretary, mutate, campaignInput } = world;
  const code = async (viewer: object) =>
    (await mutate('createCampaign', campaignInput(), 'campaign { id }', 'campaign', viewer)).errors?.[0]?.extensions
      ?.code;
  expect(await code(anonymous)).toBe('UNAUTHORIZED_FIELD');
  expect(await code(otherStaff)).toBe('FORBIDDEN');
  expect(await code(secretary)).toBe('UNAUTHORIZED_FIELD');
  expect(await code(cityStaff)).toBeUndefined();
  const { errors } = await mutate('importCampaigns', { rows: [] }, 'report { created }', 'report', secretary);
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD');
});

test('a participant joins a campaign once, and sums of participants and totals keep their qualifier', async () => {
  const { service, wuzhou, tengxian, enterprise, secretary, mutate, refusal, importedIds, activeCampaign } = world;
  const campaignId = await activeCampaign();
  const [school] = await importedIds('importFacilities', [
    {
      key: unique('f'),
      kind: 'SCIENCE_SCHOOL',
      name: '科普学校(占位)001',
      operatorId: wuzhou,
      regionCode: '450421',
      synthetic: true,
    },
  ]);
  const join = { clientMutationId: unique('m'), campaignId, organizationId: tengxian };
  const joined = await mutate<{ kind: string }>(
    'joinCampaign',
    join,
    'participation { kind }',
    'participation',
    secretary,
  );
  expect(joined.data.kind).toBe('TERRITORIAL_ASSOCIATION');
  expect(await refusal('joinCampaign', { ...join, clientMutationId: unique('m') })).toBe('DUPLICATE');
  expect(await refusal('joinCampaign', { clientMutationId: unique('m'), campaignId })).toBe('VALIDATION_FAILED');
  expect(await refusal('joinCampaign', { clientMutationId: unique('m'), campaignId, organizationId: enterprise })).toBe(
    'VALIDATION_FAILED',
  );
  await importedIds('importParticipations', [
    { key: unique('p'), campaignId, facilityId: school, synthetic: true },
    { key: unique('p'), campaignId, kind: 'COMMUNITY_ASSOCIATION', count: '100', countQualifier: 'OVER' },
  ]);
  const { data } = await service.query<{
    all: { participants: unknown }[];
    others: { participants: unknown }[];
    campaign: { participations: { totalCount: number; edges: { node: { participant: object | null } }[] } };
  }>(
    `query ($id: ID!) {
    all: participationStats(campaignId: $id, groupBy: []) { participants { value qualifier unit } }
    others: participationStats(campaignId: $id, groupBy: [], kinds: [SCIENCE_SCHOOL, COMMUNITY_ASSOCIATION]) { participants { value qualifier unit } }
    campaign(id: $id) { participations(first: 10) { totalCount edges { node { participant { __typename ... on Organization { id } ... on Facility { name } } } } } }
  }`,
    { id: campaignId },
  );
  expect(data.all).toEqual([{ participants: { value: '102', qualifier: 'OVER', unit: 'COUNT' } }]);
  expect(data.others).toEqual([{ participants: { value: '101', qualifier: 'OVER', unit: 'COUNT' } }]);
  expect(data.campaign.participations.totalCount).toBe(3);
  const participants = data.campaign.participations.edges.map(({ node }) => node.participant);
  expect(participants).toEqual(
    expect.arrayContaining([
      { __typename: 'Organization', id: tengxian },
      { __typename: 'Facility', name: '科普学校(占位)001' },
      null,
    ]),
  );
  const organization = await service.query<{ _entities: object[] }>(
    'query ($id: ID!) { _entities(representations: [{ __typename: "Organization", id: $id }]) { ... on Organization { campaignParticipations(first: 5) { edges { node { kind campaign { id } } } } } } }',
    { id: tengxian },
  );
  expect(organization.data._entities).toEqual([
    {
      campaignParticipations: { edges: [{ node: { kind: 'TERRITORIAL_ASSOCIATION', campaign: { id: campaignId } } }] },
    },
  ]);
  await eventually(async () =>
    expect(
      (await service.events<{ campaignId: string }>('outreach.participation.joined.v1')).filter(
        (event) => event.campaignId === campaignId,
      ),
    ).toHaveLength(2),
  );
});

test('materials of different kinds are never added', async () => {
  const { service, wuzhou, tengxian, secretary, mutate, importedIds, activeCampaign } = world;
  const campaignId = await activeCampaign();
  const period = { label: '新冠肺炎疫情暴发后', from: '2020-01-01', to: '2021-11-30', assumed: true };
  const common = { campaignId, organizationId: wuzhou, period };
  await importedIds('importMaterials', [
    { ...common, key: unique('t'), kind: 'POSTER_SLOGAN', value: '500', qualifier: 'OVER' },
    { ...common, key: unique('t'), kind: 'DISPLAY_BOARD', value: '265' },
  ]);
  const day = {
    clientMutationId: unique('m'),
    kind: 'DISPLAY_BOARD',
    value: '5',
    campaignId,
    organizationId: tengxian,
    distributedOn: '2020-03-01',
  };
  expect(
    (
      await mutate<{ measure: object }>(
        'distributeMaterial',
        day,
        'material { measure { value unit } }',
        'material',
        secretary,
      )
    ).data.measure,
  ).toEqual({ value: '5', unit: 'SHEET' });
  const { data } = await service.query<{ materialStats: object[] }>(
    'query ($filter: MaterialFilter!) { materialStats(filter: $filter, groupBy: []) { keys { code label } measure { value qualifier } } }',
    { filter: { campaignId } },
  );
  expect(data.materialStats).toEqual([
    { keys: [{ code: 'DISPLAY_BOARD', label: '板报' }], measure: { value: '270', qualifier: 'EXACT' } },
    { keys: [{ code: 'POSTER_SLOGAN', label: '标语' }], measure: { value: '500', qualifier: 'OVER' } },
  ]);
});

test('an activity is verified by another person than its reporter', async () => {
  const { service, tengxian, secretary, mutate } = world;
  const input = {
    clientMutationId: unique('m'),
    title: '科普Ｅ站开放日',
    kind: 'OPEN_DAY',
    organizerId: tengxian,
    regionCode: '450422',
    startsAt: '2020-05-30T01:00:00Z',
    speakerIds: [newId('per')],
  };
  const { data: scheduled } = await mutate<{ id: string; version: number }>(
    'scheduleActivity',
    input,
    'activity { id version }',
    'activity',
    secretary,
  );
  const reported = await mutate<{ version: number }>(
    'reportActivity',
    { id: scheduled.id, attendance: 80, summary: '听众踊跃', expectedVersion: scheduled.version },
    'activity { version }',
    'activity',
    cityStaff,
  );
  const verify = { id: scheduled.id, expectedVersion: reported.data.version };
  expect(
    (await mutate('verifyActivity', verify, 'activity { id }', 'activity', cityStaff)).errors?.[0]?.extensions?.code,
  ).toBe('FORBIDDEN');
  expect(
    (await mutate<{ status: string }>('verifyActivity', verify, 'activity { status }', 'activity')).data.status,
  ).toBe('VERIFIED');
  await eventually(async () =>
    expect(await service.events('outreach.activity.verified.v1')).toContainEqual(
      expect.objectContaining({ activityId: scheduled.id, attendance: 80, speakerIds: input.speakerIds }),
    ),
  );
  const { data } = await service.query<{
    searchOutreach: { edges: { node: { id: string } }[] };
    activityStats: object[];
    _entities: { outreachActivities: { totalCount: number } }[];
  }>(
    `query ($person: ID!) {
    searchOutreach(text: "e站 踊跃") { edges { node { id } } }
    activityStats(filter: { regions: ["450400"], from: "2020-01-01", to: "2020-12-31" }, groupBy: [YEAR, REGION_COUNTY]) { keys { code label } activities { value qualifier } attendance { value unit } onlineAttendance { value } }
    _entities(representations: [{ __typename: "Person", id: $person }]) { ... on Person { outreachActivities { totalCount } } }
  }`,
    { person: input.speakerIds[0] },
  );
  expect(data.searchOutreach.edges).toEqual([{ node: { id: scheduled.id } }]);
  expect(data.activityStats).toEqual([
    {
      keys: [
        { code: '2020', label: '2020' },
        { code: '450422', label: '藤县' },
      ],
      activities: { value: '1', qualifier: 'EXACT' },
      attendance: { value: '80', unit: 'PERSON' },
      onlineAttendance: { value: null },
    },
  ]);
  expect(data._entities).toEqual([{ outreachActivities: { totalCount: 1 } }]);
});

test('a series of activities keeps its qualifier and counts only in ranges that contain its whole period', async () => {
  const { service, wuzhou, importedIds } = world;
  const campaignId = (
    await importedIds('importCampaigns', [
      {
        key: unique('k'),
        slug: unique('workers-day'),
        title: '科技工作者日',
        theme: 'WORKERS_DAY',
        regionCode: '450400',
        status: 'REPORTED',
        startsOn: '2017-01-01',
        endsOn: '2021-11-30',
        leadOrganizationId: wuzhou,
      },
    ])
  )[0];
  const period = { label: '2017年以来', from: '2017-01-01', to: '2021-11-30', assumed: true };
  await importedIds('importActivities', [
    {
      key: unique('a'),
      title: '科普学术活动',
      kind: 'OTHER',
      status: 'REPORTED',
      campaignId,
      organizerId: wuzhou,
      regionCode: '450400',
      sessions: '560',
      sessionsQualifier: 'OVER',
      period,
    },
  ]);
  const sum = async (filter: object) =>
    (
      await service.query<{ activityStats: { activities: object }[] }>(
        'query ($filter: ActivityFilter) { activityStats(filter: $filter, groupBy: []) { activities { value qualifier unit } } }',
        { filter: { campaignId, ...filter } },
      )
    ).data.activityStats[0]?.activities;
  expect(await sum({})).toEqual({ value: '560', qualifier: 'OVER', unit: 'SESSION' });
  expect(await sum({ from: '2020-01-01', to: '2020-12-31' })).toEqual({
    value: null,
    qualifier: 'EXACT',
    unit: 'SESSION',
  });
});
