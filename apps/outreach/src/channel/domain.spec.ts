import { expect, test } from '@jest/globals';
import { completeChannel, registerChannel, requireInService, retireChannel, type Channel } from './domain.ts';

const facts = {
  kind: 'WEATHER_LOUDSPEAKER',
  name: '农村气象大喇叭',
  operatorId: 'org_1',
  regionCode: '450400',
} as const;
const at = { operatorKind: 'GOVERNMENT_BODY', today: '2021-06-01' };
const channel = (changes: Partial<Channel> = {}): Channel => ({
  ...registerChannel('chn_1', facts, at).next,
  ...changes,
});

test('one record may stand for a set of devices and keeps the qualifier of their number', () => {
  expect(registerChannel('chn_1', { ...facts, unitCount: 30, unitQualifier: 'OVER' }, at).next).toMatchObject({
    status: 'ACTIVE',
    unitCount: 30,
    unitQualifier: 'OVER',
  });
  expect(channel()).toMatchObject({ unitCount: 1, unitQualifier: 'EXACT' });
  expect(() => registerChannel('chn_1', { ...facts, unitCount: 0 }, at)).toThrow('units');
  expect(() => registerChannel('chn_1', { ...facts, unitQualifier: 'MOST' }, at)).toThrow('MOST');
});

test('only an e-station can also be a facility', () => {
  expect(() => registerChannel('chn_1', { ...facts, facilityId: 'fac_1' }, at)).toThrow('e-station');
});

test('a channel is retired once, with a reason', () => {
  const { next, events } = retireChannel(channel(), '设备报废', '2021-05-01');
  expect(next).toMatchObject({ status: 'RETIRED', retiredOn: '2021-05-01' });
  expect(events).toEqual([
    {
      type: 'outreach.channel.retired.v1',
      data: {
        channelId: 'chn_1',
        kind: 'WEATHER_LOUDSPEAKER',
        operatorId: 'org_1',
        regionCode: '450400',
        unitCount: 1,
        reason: '设备报废',
      },
    },
  ]);
  expect(() => retireChannel(next, 'again', '2021-06-01')).toThrow('already');
  expect(() => retireChannel(channel(), ' ', '2021-05-01')).toThrow('reason');
});

test('an import never turns a channel into a different one, nor puts a retired one back into service', () => {
  const before = channel({ importKey: 'key' });
  const again = (change: Partial<Channel>, present = before) =>
    completeChannel({ ...present, ...change }, { before: present, today: at.today });
  expect(again({ unitCount: 700 })).toEqual({ ...before, unitCount: 700 });
  for (const change of [{ kind: 'RADIO' }, { operatorId: 'org_2' }, { regionCode: '450421' }] as const)
    expect(() => again(change)).toThrow('never change');
  const retired = again({ status: 'RETIRED' });
  expect(retired.retiredOn).toBe(at.today);
  expect(() => again({ status: 'ACTIVE' }, retired)).toThrow('stays retired');
});

test('a channel has output only while it is in service', () => {
  expect(() => requireInService(channel(), '2020-01-01', '2020-12-31')).not.toThrow();
  expect(() => requireInService(channel({ status: 'MAINTENANCE' }), '2020-01-01', '2020-12-31')).toThrow('MAINTENANCE');
  expect(() => requireInService(channel({ installedOn: '2020-06-01' }), '2020-01-01', '2020-12-31')).toThrow(
    'not installed before',
  );
  const retired = channel({ status: 'RETIRED', retiredOn: '2020-12-31' });
  expect(() => requireInService(retired, '2020-01-01', '2020-12-31')).not.toThrow();
  expect(() => requireInService(retired, '2020-01-01', '2021-01-01')).toThrow('RETIRED');
});
