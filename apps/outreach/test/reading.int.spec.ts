import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OrganizationDissolved, PersonMerged } from '@kexie/events';
import { newId } from '@kexie/kernel';
import { eventually } from '@kexie/testing';
import { cityStaff, startWorld, unique, type Report, type World } from './support.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);

afterAll(() => world?.service.stop(), 30_000);

test('the same key in two counties names two channels, and staff of one county change only theirs', async () => {
  const { wuzhou, tengxian, mutate, importedIds } = world;
  const row = { key: unique('theirs'), kind: 'APP', name: '客户端', operatorId: wuzhou, regionCode: '450400' };
  const [theirs] = await importedIds('importChannels', [row]);
  const { data } = await mutate<Report>(
    'importChannels',
    { rows: [{ ...row, operatorId: tengxian, regionCode: '450422' }] },
    'report { rows { id outcome errors { code } } }',
    'report',
    { ...cityStaff, regions: ['450422'] },
  );
  expect(data.rows).toMatchObject([{ outcome: 'CREATED', errors: [] }]);
  expect(data.rows[0]?.id).not.toBe(theirs);
});

test('a sum with an activity that states no attendance is at least the known part', async () => {
  const { tengxian, importedIds, service } = world;
  const held = () => ({
    key: unique('a'),
    title: unique('activity'),
    kind: 'OPEN_DAY',
    status: 'HELD',
    organizerId: tengxian,
    regionCode: '450422',
    startsAt: '2019-05-01T01:00:00Z',
  });
  await importedIds('importActivities', [{ ...held(), attendance: 100 }, held(), held()]);
  const { data } = await service.query<{ activityStats: object[] }>(
    '{ activityStats(filter: { kinds: [OPEN_DAY], regions: ["450422"] }, groupBy: []) { attendance { value qualifier } } }',
  );
  expect(data.activityStats).toEqual([{ attendance: { value: '100', qualifier: 'AT_LEAST' } }]);
});

test('an import does not move a participation to another campaign', async () => {
  const { mutate, importedIds, activeCampaign } = world;
  const row = { key: unique('p'), campaignId: await activeCampaign(), kind: 'COMMUNITY_ASSOCIATION', count: '10' };
  await importedIds('importParticipations', [row]);
  const { data } = await mutate<Report>(
    'importParticipations',
    { rows: [{ ...row, campaignId: await activeCampaign() }] },
    'report { rows { outcome errors { code } } }',
    'report',
  );
  expect(data.rows).toEqual([{ outcome: 'REJECTED', errors: [{ code: 'VALIDATION_FAILED' }] }]);
});

test('a repeated import changes nothing, a dry run writes nothing, and an invalid row does not affect the others', async () => {
  const { wuzhou, mutate } = world;
  const rows = [
    { key: unique('c'), kind: 'TV', name: '电视', operatorId: wuzhou, regionCode: '450400' },
    { key: unique('c'), kind: 'RADIO', name: '广播', operatorId: wuzhou, regionCode: '450400', unitCount: 0 },
  ];
  const run = async (dryRun: boolean, sent: object[] = rows) =>
    (
      await mutate<Report>(
        'importChannels',
        { rows: sent, dryRun },
        'report { created updated unchanged rejected rows { id outcome errors { code } } }',
        'report',
        cityStaff,
      )
    ).data;
  expect(await run(true)).toMatchObject({ created: 1, rejected: 1 });
  expect(await run(false)).toMatchObject({
    created: 1,
    rejected: 1,
    rows: [{ outcome: 'CREATED' }, { outcome: 'REJECTED', id: null, errors: [{ code: 'VALIDATION_FAILED' }] }],
  });
  expect(await run(false)).toMatchObject({ created: 0, unchanged: 1, rejected: 1 });
  expect(await run(false, [{ ...rows[0], name: '电视台' }])).toMatchObject({ updated: 1 });
  expect(await run(false, [{ ...rows[0], kind: 'APP' }])).toMatchObject({ rejected: 1 });
  expect(await run(false, [{ ...rows[0], key: unique('c'), regionCode: '450300' }])).toMatchObject({
    rejected: 1,
    rows: [{ errors: [{ code: 'FORBIDDEN' }] }],
  });
});

test('a dissolved operator registers no channel, even while the local copy of the organization is out of date', async () => {
  const { service, refusal, channel, activate } = world;
  const dissolvedId = newId('org');
  await activate(dissolvedId, '学会(占位)003', 'SOCIETY', '450400');
  const channelId = await eventually(() => channel('WECHAT_GROUP', dissolvedId));
  // the directory already has this version, so its copy stays ACTIVE
  await service.publish(
    OrganizationDissolved({
      organizationId: dissolvedId,
      hostId: null,
      successorId: null,
      dissolvedOn: '2021-10-01',
      reason: '合并',
    }),
    { aggregateId: dissolvedId, version: 1 },
  );
  await eventually(async () =>
    expect(
      (
        await service.query<{ channel: { status: string } }>('query ($id: ID!) { channel(id: $id) { status } }', {
          id: channelId,
        })
      ).data.channel.status,
    ).toBe('RETIRED'),
  );
  expect(
    await refusal('registerChannel', {
      clientMutationId: unique('m'),
      kind: 'APP',
      name: unique('channel'),
      operatorId: dissolvedId,
      regionCode: '450400',
    }),
  ).toBe('REFERENCE_INACTIVE');
});

test('a repeated import does not put a retired channel back into service', async () => {
  const { service, wuzhou, mutate, importedIds } = world;
  const row = { key: unique('c'), kind: 'APP', name: '客户端', operatorId: wuzhou, regionCode: '450400' };
  const [id] = await importedIds('importChannels', [row]);
  await mutate('retireChannel', { id, reason: '停用', expectedVersion: 1 }, 'channel { id }', 'channel');
  await importedIds('importChannels', [row]);
  expect(
    (await service.query<{ channel: object }>('query ($id: ID!) { channel(id: $id) { status version } }', { id })).data
      .channel,
  ).toEqual({ status: 'RETIRED', version: 2 });
});

test('the channels of a merged operator go to its successor, once, and to the successor of that when it was merged too', async () => {
  const { service, channel, activate, refusal } = world;
  const [merged, middle, successor] = [newId('org'), newId('org'), newId('org')];
  for (const id of [merged, middle, successor]) await activate(id, `学会 ${id}`, 'SOCIETY', '450400');
  const channelId = await eventually(() => channel('WECHAT_GROUP', merged));
  const merger = (organizationId: string, successorId: string) =>
    OrganizationDissolved({ organizationId, hostId: null, successorId, dissolvedOn: '2021-10-01', reason: '合并' });
  await service.publish(merger(middle, successor), { aggregateId: middle, version: 2 });
  for (let repetition = 0; repetition < 2; repetition += 1)
    await service.publish(merger(merged, middle), { aggregateId: merged, version: 2 });
  const read = async () =>
    (
      await service.query<{ channel: object }>(
        'query ($id: ID!) { channel(id: $id) { status version operator { id } } }',
        { id: channelId },
      )
    ).data.channel;
  await eventually(async () =>
    expect(await read()).toEqual({ status: 'ACTIVE', version: 2, operator: { id: successor } }),
  );
  await eventually(async () =>
    expect(
      (
        await service.events<{ channelId: string; operatorId: string; previousOperatorId: string }>(
          'outreach.channel.transferred.v1',
        )
      ).filter((event) => event.channelId === channelId),
    ).toMatchObject([{ operatorId: successor, previousOperatorId: merged, transferredOn: '2021-10-01' }]),
  );
  const app = { clientMutationId: unique('m'), kind: 'APP', name: 'x', operatorId: merged, regionCode: '450400' };
  await eventually(async () => expect(await refusal('registerChannel', app)).toBe('REFERENCE_INACTIVE'));
});

test('a dissolution retires the channels of the organization once, also when its event is repeated', async () => {
  const { service, refusal, channel, activate } = world;
  const dissolvedId = newId('org');
  await activate(dissolvedId, '学会(占位)002', 'SOCIETY', '450400');
  const channelId = await eventually(() => channel('WECHAT_GROUP', dissolvedId));
  const dissolution = OrganizationDissolved({
    organizationId: dissolvedId,
    hostId: null,
    successorId: null,
    dissolvedOn: '2021-10-01',
    reason: '合并',
  });
  await service.publish(dissolution, { aggregateId: dissolvedId, version: 2 });
  await service.publish(dissolution, { aggregateId: dissolvedId, version: 2 });
  const read = async () =>
    (
      await service.query<{ channel: { status: string; version: number } }>(
        'query ($id: ID!) { channel(id: $id) { status version } }',
        { id: channelId },
      )
    ).data.channel;
  await eventually(async () => expect(await read()).toEqual({ status: 'RETIRED', version: 2 }));
  await eventually(async () =>
    expect(
      (await service.events<{ channelId: string }>('outreach.channel.retired.v1')).filter(
        (event) => event.channelId === channelId,
      ),
    ).toHaveLength(1),
  );
  await eventually(async () =>
    expect(
      await refusal('registerChannel', {
        clientMutationId: unique('m'),
        kind: 'APP',
        name: 'x',
        operatorId: dissolvedId,
        regionCode: '450400',
      }),
    ).toBe('REFERENCE_INACTIVE'),
  );
});

test('pages have no gaps and no repetitions, and a page that is too large is refused', async () => {
  const { service, society, importedIds } = world;
  const operatorId = society;
  await importedIds(
    'importChannels',
    Array.from({ length: 25 }, (_, index) => ({
      key: unique('c'),
      kind: 'APP',
      name: '客户端',
      operatorId,
      regionCode: '450400',
      unitCount: 1 + (index % 3),
    })),
  );
  const page =
    'query ($filter: ChannelFilter, $first: Int, $after: String) { channels(filter: $filter, sort: [{ field: UNIT_COUNT, direction: DESC }], first: $first, after: $after) { totalCount edges { node { id unitCount } } pageInfo { hasNextPage endCursor } } }';
  type Page = {
    channels: {
      totalCount: number;
      edges: { node: { id: string; unitCount: number } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
  const seen: { id: string; unitCount: number }[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data }: { data: Page } = await service.query<Page>(page, {
      filter: { operatorIds: [operatorId] },
      first: 10,
      after,
    });
    seen.push(...data.channels.edges.map(({ node }) => node));
    expect(data.channels.totalCount).toBe(25);
    ({ hasNextPage: more, endCursor: after } = data.channels.pageInfo);
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
  expect(seen.map(({ unitCount }) => unitCount)).toEqual(seen.map(({ unitCount }) => unitCount).sort((a, b) => b - a));
  const { errors } = await service.query(page, { first: 101 });
  expect(errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED');
});

test('the annual report contains the figures as reported, and an unknown region is an error', async () => {
  const { service, importedIds } = world;
  const figure = {
    code: 'OUT.COVID.PUSH',
    label: '应急科普信息推送',
    value: '480',
    unit: 'TIME',
    qualifier: 'OVER',
    periodLabel: '新冠肺炎疫情暴发后',
    periodFrom: '2020-01-01',
    periodTo: '2021-11-30',
    periodAssumed: true,
    regionCode: '450400',
    source: 'SEED',
    phrase: '积极通过各种微信、QQ群推送应急科普信息,累计480多次',
  };
  await importedIds('importOutreachFigures', [figure]);
  const report =
    'query ($region: ID!) { annualReport(region: $region, year: 2020) { outreach { reported(codes: ["OUT.COVID.PUSH"]) { measure { value qualifier unit } phrase } outputs { keys { code } } activities { value unit } } } }';
  const { data } = await service.query<{ annualReport: { outreach: { reported: object[] } | null } }>(report, {
    region: '450400',
  });
  expect(data.annualReport.outreach?.reported).toEqual([
    { measure: { value: '480', qualifier: 'OVER', unit: 'TIME' }, phrase: figure.phrase },
  ]);
  const unknown = await service.query<typeof data>(report, { region: '451299' });
  expect(unknown.data.annualReport.outreach).toBeNull();
  expect(unknown.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

test('entities are found by their key, and an unknown key is null', async () => {
  const { service, tengxian, channel } = world;
  const channelId = await channel('BULLETIN_BOARD', tengxian);
  const { data } = await service.query<{ _entities: ({ operatedChannels?: { id: string }[] } | null)[] }>(
    `query ($all: [_Any!]!) { _entities(representations: $all) {
    ... on Organization { operatedChannels(kind: BULLETIN_BOARD) { id } } ... on Channel { id } } }`,
    {
      all: [
        { __typename: 'Organization', id: tengxian },
        { __typename: 'Organization', id: 'nonsense' },
        { __typename: 'Channel', id: newId('chn') },
      ],
    },
  );
  expect(data._entities).toEqual([{ operatedChannels: [{ id: channelId }] }, null, null]);
});

test('first pages that are loaded together equal the pages of each list alone, and their cursors lead to the next page', async () => {
  const { service, society, importedIds } = world;
  const [a, b, withoutActivities] = [newId('per'), newId('per'), newId('per')];
  await importedIds(
    'importActivities',
    Array.from({ length: 5 }, (_, index) => ({
      key: unique('a'),
      title: '讲座',
      kind: 'LECTURE',
      status: 'HELD',
      organizerId: society,
      regionCode: '450400',
      startsAt: `2018-0${index + 1}-01T00:00:00Z`,
      speakerIds: index === 0 ? [a] : [a, b],
    })),
  );
  type Lists = {
    _entities: {
      outreachActivities: {
        totalCount: number;
        edges: { cursor: string; node: { startsAt: string; speakers: { id: string }[] } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }[];
  };
  const lists = async (ids: string[], after: string | null = null) =>
    (
      await service.query<Lists>(
        `query ($all: [_Any!]!, $after: String) { _entities(representations: $all) { ... on Person {
    outreachActivities(first: 3, after: $after) { totalCount edges { cursor node { startsAt speakers { id } } } pageInfo { hasNextPage endCursor } } } } }`,
        { all: ids.map((id) => ({ __typename: 'Person', id })), after },
      )
    ).data._entities.map(({ outreachActivities }) => outreachActivities);
  const together = await lists([a, b, withoutActivities]);
  expect(together.map(({ totalCount, edges, pageInfo }) => [totalCount, edges.length, pageInfo.hasNextPage])).toEqual([
    [5, 3, true],
    [4, 3, true],
    [0, 0, false],
  ]);
  expect([...(await lists([a])), ...(await lists([b])), ...(await lists([withoutActivities]))]).toEqual(together);
  const rest = await lists([a], together[0]?.pageInfo.endCursor);
  expect(rest[0]?.edges.map(({ node }) => node.startsAt)).toEqual([
    '2018-02-01T00:00:00.000Z',
    '2018-01-01T00:00:00.000Z',
  ]);
});

test('the activities of a person who was merged into another one are those of the survivor, each once', async () => {
  const { service, society, importedIds } = world;
  const [survivor, merged] = [newId('per'), newId('per')];
  const activity = { title: '讲座', kind: 'LECTURE', status: 'HELD', organizerId: society, regionCode: '450400' };
  await importedIds(
    'importActivities',
    [[merged], [survivor, merged]].map((speakerIds) => ({
      ...{ ...activity, key: unique('a'), startsAt: '2018-01-01T00:00:00Z', speakerIds },
    })),
  );
  await service.publish(PersonMerged({ mergedId: merged, survivorId: survivor }), { aggregateId: merged, version: 2 });
  type Activities = { _entities: { outreachActivities: { edges: { node: { speakers: { id: string }[] } }[] } }[] };
  await eventually(async () => {
    const { data } = await service.query<Activities>(
      `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person {
    outreachActivities { edges { node { speakers { id } } } } } } }`,
      { all: [survivor, merged].map((id) => ({ __typename: 'Person', id })) },
    );
    const speakers = data._entities.map(({ outreachActivities: { edges } }) => edges.map(({ node }) => node.speakers));
    expect(speakers).toEqual([[[{ id: survivor }], [{ id: survivor }]], []]);
  });
});

const again: [string, string, () => object, (id: string) => [mutation: string, input: object][]][] = [
  [
    'a campaign that is reported',
    'importCampaigns',
    () => {
      const { clientMutationId: _, ...campaign } = world.campaignInput();
      return { ...campaign, status: 'ACTIVE' };
    },
    (id) => [
      ['transitionCampaign', { id, to: 'CLOSED', expectedVersion: 1 }],
      ['transitionCampaign', { id, to: 'REPORTED', expectedVersion: 2 }],
    ],
  ],
  [
    'a facility',
    'importFacilities',
    () => ({ kind: 'SCIENCE_MUSEUM', name: unique('museum'), operatorId: world.wuzhou, regionCode: '450400' }),
    () => [],
  ],
  [
    'a distribution of material',
    'importMaterials',
    () => ({ kind: 'BOOK', value: '5', organizationId: world.wuzhou, distributedOn: '2021-03-01' }),
    () => [],
  ],
  [
    'a retired channel',
    'importChannels',
    () => ({ kind: 'RADIO', name: unique('radio'), operatorId: world.wuzhou, regionCode: '450400' }),
    (id) => [['retireChannel', { id, reason: '设备报废', expectedVersion: 1 }]],
  ],
  [
    'an activity that is reported and verified',
    'importActivities',
    () => ({
      title: unique('activity'),
      kind: 'LECTURE',
      status: 'HELD',
      organizerId: world.wuzhou,
      regionCode: '450400',
      startsAt: '2021-03-01T01:00:00Z',
    }),
    (id) => [
      ['reportActivity', { id, attendance: 80, summary: '听众踊跃', expectedVersion: 1 }],
      ['verifyActivity', { id, expectedVersion: 2 }],
    ],
  ],
];
test.each(again)('the file of %s changes nothing when it comes again', async (_, mutation, rowOf, steps) => {
  const row = { key: unique('k'), ...rowOf() };
  const report = async () =>
    (
      await world.mutate<Report>(
        mutation,
        { rows: [row] },
        'report { unchanged rows { id errors { code } } }',
        'report',
      )
    ).data;
  const id = (await report()).rows[0]?.id ?? '';
  for (const [index, [name, input]] of steps(id).entries()) {
    const field = { transitionCampaign: 'campaign', retireChannel: 'channel' }[name] ?? 'activity';
    const viewer = { id: `staff-${index}`, roles: ['staff'], regions: ['450400'], organizations: [] };
    const { userErrors, errors } = await world.mutate(name, input, `${field} { id }`, field, viewer);
    expect([userErrors, errors]).toEqual([[], undefined]);
  }
  expect(await report()).toMatchObject({ unchanged: 1, rows: [{ id }] });
});

test('channels and facilities are in the order of pinyin, in lists, of an operator and after a change of the name', async () => {
  const { wuzhou, importedIds, service } = world;
  const places = ['重庆', '藤县', '长沙', '梧州', '岑溪'];
  const inOrder = ['岑溪', '长沙', '重庆', '藤县', '梧州'];
  const common = { operatorId: wuzhou, regionCode: '450400' };
  const channels = places.map((place) => ({ ...common, key: unique('ch'), name: `${place}频道`, kind: 'QQ_GROUP' }));
  await importedIds('importChannels', channels);
  await importedIds(
    'importFacilities',
    places.map((place) => ({ ...common, key: unique('fa'), name: `${place}馆`, kind: 'SCIENCE_SCHOOL' })),
  );
  const read = async () =>
    (
      await service.query<{
        channels: Names;
        facilities: Names;
        _entities: { operatedChannels: { name: string }[] }[];
      }>(
        `query ($organization: _Any!) {
          channels(filter: { kinds: [QQ_GROUP] }) { edges { node { name } } }
          facilities(filter: { kinds: [SCIENCE_SCHOOL] }) { edges { node { name } } }
          _entities(representations: [$organization]) { ... on Organization { operatedChannels(kind: QQ_GROUP) { name } } }
        }`,
        { organization: { __typename: 'Organization', id: wuzhou } },
      )
    ).data;
  const first = await read();
  expect(namesIn(first.channels)).toEqual(inOrder.map((place) => `${place}频道`));
  expect(namesIn(first.facilities)).toEqual(inOrder.map((place) => `${place}馆`));
  expect(first._entities[0]?.operatedChannels.map(({ name }) => name)).toEqual(namesIn(first.channels));

  await importedIds('importChannels', [{ ...channels[3], name: '阿城频道' }]);
  expect(namesIn((await read()).channels)[0]).toBe('阿城频道');
});

type Names = { edges: { node: { name: string } }[] };
const namesIn = ({ edges }: Names): string[] => edges.map(({ node }) => node.name);
