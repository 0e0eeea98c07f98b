import { expect, test } from '@jest/globals';
import { planCampaign, type Campaign } from '../campaign/domain.ts';
import { registerChannel, type Channel, type ChannelKind } from '../channel/domain.ts';
import { correctOutput, importedOutput, logOutput, unitOfSum, type OutputMetric } from './domain.ts';

const channelOf = (kind: ChannelKind): Channel =>
  registerChannel(
    'chn_1',
    { kind, name: '频道', operatorId: 'org_1', regionCode: '450421' },
    { operatorKind: 'TERRITORIAL_ASSOCIATION', today: '2021-06-01' },
  ).next;
const campaign: Campaign = {
  ...planCampaign(
    'cmp_1',
    {
      slug: 'covid-2020',
      title: '应急科普',
      theme: 'PANDEMIC',
      regionCode: '450400',
      startsOn: '2020-01-01',
      leadOrganizationId: 'org_1',
    },
    '2021-12-01',
  ).next,
  status: 'ACTIVE',
};
const now = new Date('2021-12-01T00:00:00Z');
const at = { id: 'out_1', channel: channelOf('E_STATION'), campaign, today: '2021-12-01', now };
const facts = { metric: 'HOURS_ON', value: '8', periodFrom: '2020-02-01', periodTo: '2020-02-29' } as const;

test('a record has the unit of its metric and keeps kind, region and operator kind of its channel', () => {
  const { next, events } = logOutput(facts, at);
  expect(next).toMatchObject({
    measure: { value: '8', unit: 'HOUR', qualifier: 'EXACT' },
    channelKind: 'E_STATION',
    regionCode: '450421',
    operatorKind: 'TERRITORIAL_ASSOCIATION',
    campaignId: 'cmp_1',
    correctedBy: null,
  });
  expect(events.map(({ type }) => type)).toEqual(['outreach.output.logged.v1']);
});

test('each metric is accepted only for its kinds of channel', () => {
  const allowed: Record<OutputMetric, ChannelKind[]> = {
    PUSHES: ['WECHAT_GROUP', 'QQ_GROUP', 'WECHAT_OFFICIAL_ACCOUNT', 'WEBSITE', 'APP'],
    HOURS_ON: ['E_STATION', 'TV', 'RADIO'],
    HOURS_PLAYED: ['LED_SCREEN', 'TV'],
    VIDEOS: ['LED_SCREEN', 'TV'],
    BROADCAST_DAYS: ['WEATHER_LOUDSPEAKER'],
    READS: ['WECHAT_OFFICIAL_ACCOUNT', 'WEBSITE', 'APP'],
  };
  const kinds: ChannelKind[] = [
    'E_STATION',
    'WEATHER_LOUDSPEAKER',
    'LED_SCREEN',
    'WECHAT_GROUP',
    'QQ_GROUP',
    'WECHAT_OFFICIAL_ACCOUNT',
    'WEBSITE',
    'APP',
    'TV',
    'RADIO',
    'BULLETIN_BOARD',
  ];
  for (const [metric, owners] of Object.entries(allowed) as [OutputMetric, ChannelKind[]][]) {
    for (const kind of kinds) {
      const log = () => logOutput({ ...facts, metric }, { ...at, channel: channelOf(kind) });
      if (owners.includes(kind)) expect(log).not.toThrow();
      else expect(log).toThrow('not measured');
    }
  }
});

test('the period of a record lies within its campaign and is over', () => {
  expect(() => logOutput({ ...facts, periodFrom: '2019-12-31' }, at)).toThrow('outside the campaign');
  expect(() => logOutput({ ...facts, periodTo: '2021-12-02' }, at)).toThrow('not over yet');
  expect(() => logOutput({ ...facts, periodTo: '2020-01-31' }, at)).toThrow('before the beginning');
  expect(() => logOutput({ ...facts, periodFrom: '2019-12-31' }, { ...at, campaign: null })).not.toThrow();
});

test('outputs of a REPORTED campaign are imported, not logged', () => {
  const reported = { ...at, campaign: { ...campaign, status: 'REPORTED', endsOn: '2021-11-30' } as const };
  expect(() => logOutput(facts, reported)).toThrow('REPORTED');
  expect(importedOutput('key', { ...facts, synthetic: true }, reported).next).toMatchObject({
    importKey: 'key',
    synthetic: true,
  });
  expect(() => importedOutput('key', facts, { ...at, campaign: { ...campaign, status: 'CANCELLED' } })).toThrow(
    'CANCELLED',
  );
});

test('a correction is a new record that names the corrected record and the reason', () => {
  const original = logOutput(facts, at).next;
  const { next, events } = correctOutput(original, { value: '9', reason: '漏记一天' }, { ...at, id: 'out_2' });
  expect(next).toMatchObject({
    _id: 'out_2',
    correctionOf: 'out_1',
    measure: { value: '9' },
    periodFrom: original.periodFrom,
    periodTo: original.periodTo,
    reason: '漏记一天',
  });
  expect(events.map(({ type }) => type)).toEqual(['outreach.output.corrected.v1']);
  expect(() => correctOutput({ ...original, correctedBy: 'out_2' }, { value: '9', reason: 'x' }, at)).toThrow(
    'correct out_2',
  );
  expect(() => correctOutput(original, { value: '9', reason: '' }, at)).toThrow('reason');
});

test('only the metrics in hours are added to each other', () => {
  expect(unitOfSum(['HOURS_ON', 'HOURS_PLAYED'])).toBe('HOUR');
  expect(unitOfSum(['VIDEOS'])).toBe('ITEM');
  // both have the unit TIME, but they measure different things
  expect(() => unitOfSum(['PUSHES', 'READS'])).toThrow('group by METRIC');
  expect(() => unitOfSum(['HOURS_ON', 'VIDEOS'])).toThrow('group by METRIC');
});

test('a unit has at most 24 hours a day', () => {
  const day = { ...facts, periodTo: facts.periodFrom };
  expect(logOutput({ ...day, value: '24' }, at).next.measure.value).toBe('24');
  expect(() => logOutput({ ...day, value: '25' }, at)).toThrow('more than 24');
  const some = { ...at, channel: { ...at.channel, unitCount: 30, unitQualifier: 'OVER' as const } };
  expect(logOutput({ ...day, value: '1440' }, some).next.measure.value).toBe('1440');
});
