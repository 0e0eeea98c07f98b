import { expect, test } from '@jest/globals';
import { anyDay, daysOfYear, requireRegionOn, type RecordDays } from './region-days.ts';

const abolished = { _id: '450404', name: '蝶山区', validTo: '2013-12-31', successors: ['450403'] };
const founded = { _id: '450406', name: '龙圩区', validFrom: '2013-01-01', validTo: null };

const check = (region: typeof abolished | typeof founded, on: RecordDays) =>
  requireRegionOn(region, on, 'regionCode', async (codes) => codes.map((_id) => ({ _id, name: '万秀区' })));

test('a region is accepted for a record of a day on which it existed', async () => {
  await check(abolished, '2013-12-31');
  await check(abolished, daysOfYear(2013));
  await check(abolished, { from: '2005-01-01', to: '2026-01-01' });
  await check(founded, '2013-01-01');
  await check(founded, { from: '2000-01-01', to: '2013-01-01' });
});

test('a record without a known day may lie in a region of any time', async () => {
  for (const region of [abolished, founded]) {
    await check(region, anyDay);
    await check(region, { from: null, to: '2026-01-01' });
  }
});

test('an abolished region is refused after its last day, and the message names its successor', async () => {
  const refused = {
    code: 'REFERENCE_INACTIVE',
    message: '蝶山区 (450404) existed until 2013-12-31; its successor is 万秀区 (450403).',
    inputPath: ['regionCode'],
  };
  await expect(check(abolished, '2014-01-01')).rejects.toMatchObject(refused);
  await expect(check(abolished, daysOfYear(2014))).rejects.toMatchObject(refused);
  await expect(check(abolished, { from: '2014-01-01', to: null })).rejects.toMatchObject(refused);
});

test('a region is refused before its first day', async () => {
  await expect(check(founded, daysOfYear(2012))).rejects.toMatchObject({ code: 'REFERENCE_INACTIVE' });
});
