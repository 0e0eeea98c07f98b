import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorld, unique, type Report, type World } from './support.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);

afterAll(() => world?.service.stop(), 30_000);

test('a secretary registers and logs channels of their organization, but only in its region', async () => {
  const { tengxian, secretary, mutate } = world;
  const input = {
    clientMutationId: unique('m'),
    kind: 'LED_SCREEN',
    name: unique('screen'),
    operatorId: tengxian,
    regionCode: '450422',
  };
  const { data } = await mutate<{ id: string }>('registerChannel', input, 'channel { id }', 'channel', secretary);
  expect(data.id).toMatch(/^chn_/);
  const outsideRegion = await mutate(
    'registerChannel',
    { ...input, clientMutationId: unique('m'), regionCode: '450421' },
    'channel { id }',
    'channel',
    secretary,
  );
  expect(outsideRegion.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const logged = await mutate<{ id: string }>(
    'logOutput',
    {
      clientMutationId: unique('m'),
      channelId: data.id,
      metric: 'VIDEOS',
      value: '3',
      periodFrom: '2021-01-01',
      periodTo: '2021-01-31',
    },
    'record { id }',
    'record',
    secretary,
  );
  expect(logged.data.id).toMatch(/^out_/);
});

test('each day of a channel counts once for a metric and campaign', async () => {
  const { refusal, channel } = world;
  const channelId = await channel('LED_SCREEN');
  await logOutput({ channelId, metric: 'HOURS_PLAYED', value: '10', periodFrom: '2021-01-01', periodTo: '2021-01-31' });
  expect(
    await refusal(
      'logOutput',
      outputInput({ channelId, metric: 'HOURS_PLAYED', periodFrom: '2021-01-31', periodTo: '2021-02-28' }),
    ),
  ).toBe('DUPLICATE');
  expect(
    await refusal(
      'logOutput',
      outputInput({ channelId, metric: 'PUSHES', periodFrom: '2021-03-01', periodTo: '2021-03-31' }),
    ),
  ).toBe('VALIDATION_FAILED');
  await logOutput({ channelId, metric: 'HOURS_PLAYED', value: '5', periodFrom: '2021-02-01', periodTo: '2021-02-28' });
  expect(
    await stats({ channelKinds: ['LED_SCREEN'], metrics: ['HOURS_PLAYED'], from: '2021-01-01', to: '2021-02-28' }, [
      'MONTH',
    ]),
  ).toEqual([
    { keys: ['2021-01'], channels: 1, units: 1, measure: '10 HOUR EXACT' },
    { keys: ['2021-02'], channels: 1, units: 1, measure: '5 HOUR EXACT' },
  ]);
});

test('of concurrent outputs of the same days exactly one is accepted', async () => {
  const { mutate, channel } = world;
  const channelId = await channel('RADIO');
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      mutate<{ id: string } | null>(
        'logOutput',
        outputInput({ channelId, metric: 'HOURS_ON' }),
        'record { id }',
        'record',
      ),
    ),
  );
  expect(answers.filter(({ data }) => data !== null)).toHaveLength(1);
});

test('a correction leaves the original visible and takes it out of the sums', async () => {
  const { service, mutate, refusal, channel } = world;
  const channelId = await channel('E_STATION');
  const original = await logOutput({
    channelId,
    metric: 'HOURS_ON',
    value: '100',
    periodFrom: '2019-01-01',
    periodTo: '2019-12-31',
  });
  const correction = { clientMutationId: unique('m'), originalId: original, value: '120', reason: '漏记' };
  const { data } = await mutate<{ id: string; correctionOf: string }>(
    'correctOutput',
    correction,
    'record { id correctionOf }',
    'record',
  );
  expect(data.correctionOf).toBe(original);
  expect(await refusal('correctOutput', { ...correction, clientMutationId: unique('m') })).toBe('INVALID_TRANSITION');
  expect(await stats({ metrics: ['HOURS_ON'], from: '2019-01-01', to: '2019-12-31' }, [])).toEqual([
    { keys: [], channels: 1, units: 1, measure: '120 HOUR EXACT' },
  ]);
  const { data: read } = await service.query<{ channel: { outputs: { id: string; correctedBy: string | null }[] } }>(
    'query ($id: ID!) { channel(id: $id) { outputs { id correctedBy } } }',
    { id: channelId },
  );
  expect(read.channel.outputs).toHaveLength(2);
  expect(read.channel.outputs).toContainEqual({ id: original, correctedBy: data.id });
});

test('output statistics of a campaign keep OVER as reported, and an unstated amount is null', async () => {
  const { service, wuzhou, bureau, importedIds, activeCampaign } = world;
  const campaignId = await activeCampaign();
  const [eStations, loudspeakers, screens] = await importedIds('importChannels', [
    {
      key: unique('c'),
      kind: 'E_STATION',
      name: '全市科普e站',
      operatorId: wuzhou,
      regionCode: '450400',
      unitCount: 30,
      unitQualifier: 'OVER',
    },
    {
      key: unique('c'),
      kind: 'WEATHER_LOUDSPEAKER',
      name: '农村气象大喇叭',
      operatorId: bureau,
      regionCode: '450400',
      unitCount: 699,
    },
    { key: unique('c'), kind: 'LED_SCREEN', name: 'LED大屏幕', operatorId: wuzhou, regionCode: '450400', unitCount: 3 },
  ]);
  const during = { campaignId, periodFrom: '2020-01-01', periodTo: '2021-11-30' };
  await importedIds('importOutputs', [
    { ...during, key: unique('o'), channelId: eStations, metric: 'HOURS_ON', value: '2500', qualifier: 'OVER' },
    { ...during, key: unique('o'), channelId: loudspeakers, metric: 'BROADCAST_DAYS', qualifier: 'SEVERAL' },
    { ...during, key: unique('o'), channelId: screens, metric: 'HOURS_PLAYED', value: '1000', qualifier: 'OVER' },
    { ...during, key: unique('o'), channelId: screens, metric: 'VIDEOS', value: '10', qualifier: 'OVER' },
  ]);
  expect(await stats({ campaignId }, ['CHANNEL_KIND', 'METRIC'])).toEqual([
    { keys: ['E_STATION', 'HOURS_ON'], channels: 1, units: 30, measure: '2500 HOUR OVER' },
    { keys: ['LED_SCREEN', 'HOURS_PLAYED'], channels: 1, units: 3, measure: '1000 HOUR OVER' },
    { keys: ['LED_SCREEN', 'VIDEOS'], channels: 1, units: 3, measure: '10 ITEM OVER' },
    { keys: ['WEATHER_LOUDSPEAKER', 'BROADCAST_DAYS'], channels: 1, units: 699, measure: 'null COUNT SEVERAL' },
  ]);
  expect(await stats({ campaignId, metrics: ['HOURS_ON', 'HOURS_PLAYED'] }, [])).toEqual([
    { keys: [], channels: 2, units: 33, measure: '3500 HOUR OVER' },
  ]);
  const { data } = await service.query<{ channels: { totalCount: number }; campaign: { channels: { id: string }[] } }>(
    `query ($id: ID!) {
    channels(filter: { campaignId: $id, kinds: [E_STATION, WEATHER_LOUDSPEAKER] }) { totalCount } campaign(id: $id) { channels(kinds: [LED_SCREEN]) { id } } }`,
    { id: campaignId },
  );
  expect(data).toEqual({ channels: { totalCount: 2 }, campaign: { channels: [{ id: screens }] } });
  const mixed = await service.query(
    'query ($filter: OutputFilter!) { channelStats(filter: $filter, groupBy: [CHANNEL_KIND]) { channels } }',
    { filter: { campaignId } },
  );
  expect(mixed.errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED');
});

test('an imported output is never changed by another import', async () => {
  const { mutate, channel } = world;
  const channelId = await channel('TV');
  const row = {
    key: unique('o'),
    channelId,
    metric: 'VIDEOS',
    value: '3',
    periodFrom: '2020-01-01',
    periodTo: '2020-12-31',
  };
  const run = async (sent: object) =>
    (
      await mutate<Report>(
        'importOutputs',
        { rows: [sent] },
        'report { created unchanged rejected rows { id outcome errors { code } } }',
        'report',
      )
    ).data;
  expect(await run(row)).toMatchObject({ created: 1 });
  expect(await run(row)).toMatchObject({ unchanged: 1 });
  expect(await run({ ...row, value: '4' })).toMatchObject({ rejected: 1, rows: [{ errors: [{ code: 'DUPLICATE' }] }] });
});

const outputInput = (changes: object) => ({
  clientMutationId: unique('m'),
  value: '1',
  periodFrom: '2018-01-01',
  periodTo: '2018-12-31',
  ...changes,
});

async function logOutput(changes: object): Promise<string> {
  const { data, userErrors } = await world.mutate<{ id: string }>(
    'logOutput',
    outputInput(changes),
    'record { id }',
    'record',
  );
  expect(userErrors).toEqual([]);
  return data.id;
}

async function stats(filter: object, groupBy: string[]) {
  type Row = {
    keys: { code: string }[];
    channels: number;
    units: number;
    measure: { value: string | null; unit: string; qualifier: string };
  };
  const text =
    'query ($filter: OutputFilter!, $groupBy: [OutreachDimension!]!) { channelStats(filter: $filter, groupBy: $groupBy) { keys { code } channels units measure { value unit qualifier } } }';
  const { data } = await world.service.query<{ channelStats: Row[] }>(text, { filter, groupBy });
  return data.channelStats.map(({ keys, measure: { value, unit, qualifier }, ...row }) => ({
    ...row,
    keys: keys.map(({ code }) => code),
    measure: `${value} ${unit} ${qualifier}`,
  }));
}
